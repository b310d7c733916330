package dev.skycrane.hil.sensor;

import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.SensorFrame;
import dev.skycrane.hil.plant.Terrain;
import dev.skycrane.hil.plant.Truth;

/** The sensors that fill a {@link SensorFrame}. Vision answers are not theirs: the harness puts them in. */
public final class SensorSuite {
    private final ImuModel imu;
    private final RadarModel radar;
    private final SwitchModel switches;

    public SensorSuite(ParameterTable p, Terrain terrain, long seed) {
        imu = new ImuModel(p, seed);
        radar = new RadarModel(p, terrain, seed);
        switches = new SwitchModel(p);
    }

    /** Samples the truth at the end of its tick; to be called once for every tick, in order. */
    public void sample(Truth truth, SensorFrame out) {
        out.tick = truth.tick;
        imu.sample(truth, out);
        radar.sample(truth, out);
        switches.sample(truth, out);
    }
}
