package dev.skycrane.hil.film;

import dev.skycrane.flight.FlightSoftware;
import dev.skycrane.flight.core.ActuatorFrame;
import dev.skycrane.flight.core.CameraId;
import dev.skycrane.flight.core.EventBuffer;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.Phase;
import dev.skycrane.flight.core.SensorFrame;
import dev.skycrane.flight.refly.InputDecoder;
import dev.skycrane.flight.refly.RecordedRun;
import dev.skycrane.flight.refly.RunStart;
import dev.skycrane.flight.trn.SiteMap;
import dev.skycrane.flight.vehicle.PlanetModel;
import dev.skycrane.hil.fault.FaultInjection;
import dev.skycrane.hil.plant.Plant;
import dev.skycrane.hil.plant.SiteMapTerrain;
import dev.skycrane.hil.terrain.SiteMaps;
import dev.skycrane.proto.InputException;
import dev.skycrane.proto.dictionary.Dictionary;
import dev.skycrane.proto.dictionary.EventType;
import dev.skycrane.proto.site.MapPackage;
import dev.skycrane.proto.v1.RunHeader;
import dev.skycrane.proto.v1.SensorRecord;

/**
 * A recorded landing flown again: the flight software on its recorded inputs, and the plant, with the run's seed and faults, on the software's
 * commands. Every recorded digest is compared, so that footage is never of another landing. One thread.
 */
final class Reflown {
    /** Largest difference between the recorded and the plant's gain of velocity in a tick, m/s: far beyond the IMU's errors. */
    private static final double STRANGE_MPS = 0.5;
    private static final int ALL_CAMERAS = (1 << CameraId.values().length) - 1;

    private final RecordedRun run;
    private final FlightSoftware flight;
    private final Plant plant;
    private final FaultInjection faults;
    private final SensorFrame in = new SensorFrame();
    private final SensorFrame disturbed = new SensorFrame();
    private final ActuatorFrame out = new ActuatorFrame();
    private final TruthTrack track = new TruthTrack();
    private long ticks;
    private String cut;
    private boolean started;

    /**
     * What came out.
     *
     * @param cut why the recording ends early, or null when it does not
     * @param digest after the last tick
     */
    record Result(TruthTrack track, long ticks, String cut, long digest) {}

    private Reflown(RecordedRun run, MapPackage map) {
        this.run = run;
        RunHeader header = run.header();
        ParameterTable p = RunStart.parameters(header);
        SiteMap site = SiteMaps.of(map);
        flight = RunStart.flight(header, site);
        plant = new Plant(p, new PlanetModel(p), new SiteMapTerrain(site), header.getSeed());
        faults = new FaultInjection(p);
    }

    /**
     * Flies the recording as far as it goes.
     *
     * @throws InputException if a digest differs, or the recording is of another plant than ours
     */
    static Result fly(RecordedRun run, MapPackage map) {
        Reflown reflown = new Reflown(run, map);
        try {
            run.forEachInput(reflown::step);
        } catch (InputException e) {
            if (reflown.ticks == 0 || reflown.refused(e)) throw e;
            reflown.cut = e.getMessage();
        }
        if (reflown.cut == null && !reflown.out.missionOver && reflown.flight.phase() != Phase.LANDED
                && reflown.flight.phase() != Phase.ABORTED) {
            reflown.cut = "the recording ends in phase " + reflown.flight.phase();
        }
        return new Result(reflown.track, reflown.ticks, reflown.cut, reflown.out.digest);
    }

    private boolean refused(InputException e) {
        return e.getMessage().startsWith("re-flight");
    }

    private void step(SensorRecord record) {
        InputDecoder.decode(record, in);
        InputDecoder.decode(record, disturbed);
        compareMotion();
        faults.sense(plant.truth(), disturbed);
        flight.step(in, out);
        Long recorded = run.digest(in.tick);
        if (recorded != null && recorded != out.digest)
            throw InputException.of("re-flight", "digest of tick " + in.tick, Long.toHexString(out.digest),
                    Long.toHexString(recorded)
                            + " as recorded: the recording was made with other software or another map");
        faults.observe(flight.events(), in.tick);
        note();
        plant.step(faults.command(plant, out));
        ticks++;
    }

    /** A board or another simulator may have recorded other motion than our plant's. */
    private void compareMotion() {
        for (int i = 0; i < 3; i++) {
            double truth = i == 0
                    ? plant.truth().deltaVelocityMps.x
                    : i == 1 ? plant.truth().deltaVelocityMps.y : plant.truth().deltaVelocityMps.z;
            if ((in.imuValidBits & 7) == 7 && Math.abs(in.deltaVelocityMps[i] - truth) > STRANGE_MPS)
                throw InputException.of("re-flight", "tick", in.tick,
                        "motion as recorded: the recording is not of this simulator");
        }
    }

    private void note() {
        if ((in.silentDeviceBits & SensorFrame.MICROPHONE_BIT) != 0) track.microphoneDead(in.tick);
        started |= out.cameraTriggerBits != 0 || flight.phase().compareTo(Phase.SUFR) >= 0;
        int answering = faults.answering(ALL_CAMERAS, in.tick);
        if (started) track.add(plant.truth(), flight.phase(), out.cameraTriggerBits, answering);
        EventBuffer events = flight.events();
        for (int i = 0; i < events.size(); i++) {
            EventType type = Dictionary.standard().event(events.id(i).code());
            if (type == null || !type.isCalledOut()) continue;
            double[] args = new double[EventBuffer.ARGS];
            for (int k = 0; k < args.length; k++)
                args[k] = events.arg(i, k);
            track.add(new TruthTrack.Event(in.tick, type.name(), type.callOut(args)));
        }
    }

}
