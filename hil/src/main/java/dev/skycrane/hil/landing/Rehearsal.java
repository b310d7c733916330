package dev.skycrane.hil.landing;

import dev.skycrane.flight.FlightSoftware;
import dev.skycrane.flight.FlightTables;
import dev.skycrane.flight.core.ActuatorFrame;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.SensorFrame;
import dev.skycrane.flight.core.Tick;
import dev.skycrane.flight.core.VisionFix;
import dev.skycrane.flight.core.VisionRequest;
import dev.skycrane.flight.trn.SiteMap;
import dev.skycrane.hil.plant.Plant;
import dev.skycrane.hil.plant.SiteMapTerrain;
import dev.skycrane.hil.plant.Truth;
import dev.skycrane.hil.sensor.EntryKnowledge;
import dev.skycrane.hil.sensor.FixModel;
import dev.skycrane.hil.sensor.SensorSuite;

/**
 * Whole descents before the one that counts, on instances that are thrown away: the virtual machine compiles what runs often, and does so
 * in the first seconds of use. After it the first tick of each phase finds compiled code. The instance that flies is another one, so nothing
 * of a rehearsal is in its state or digest.
 */
final class Rehearsal {
    /** The optimising compiler has settled after some ten thousand ticks; the last descents find what the first ones left. */
    static final int DESCENTS = 4;
    private static final double GIVE_UP_S = 900;

    private final ParameterTable p;
    private final SiteMap map;
    private final FlightTables tables;

    /** @param tables are only read */
    Rehearsal(ParameterTable p, SiteMap map, FlightTables tables) {
        this.p = p;
        this.map = map;
        this.tables = tables;
    }

    /** Flies all of them, each with a seed of its own. */
    void fly() {
        for (int i = 0; i < DESCENTS; i++)
            fly(i);
    }

    private void fly(long seed) {
        SiteMapTerrain terrain = new SiteMapTerrain(map);
        FlightSoftware flight = new FlightSoftware(p, map, tables);
        Plant plant = new Plant(p, flight.planet(), terrain, seed);
        SensorSuite sensors = new SensorSuite(p, terrain, seed);
        FixModel fixes = new FixModel(p, seed);
        SensorFrame in = new SensorFrame();
        ActuatorFrame out = new ActuatorFrame();
        VisionFix pending = new VisionFix();
        long dueTick = -1;
        Truth truth = plant.truth();
        new EntryKnowledge(p, seed).initialise(truth, flight.navigator());
        while (!out.missionOver && truth.outcome != Truth.Outcome.CRASHED && Tick.toSeconds(truth.tick) < GIVE_UP_S) {
            sensors.sample(truth, in);
            in.vision.clear();
            if (truth.tick == dueTick) in.vision.copyFrom(pending);
            flight.commandQueue().drainInto(in);
            flight.step(in, out);
            if (out.vision.mode != VisionRequest.Mode.NONE) {
                fixes.answer(out.vision, truth, pending);
                dueTick = out.vision.dueTick;
            }
            plant.step(out);
        }
    }
}
