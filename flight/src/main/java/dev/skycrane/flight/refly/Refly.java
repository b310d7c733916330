package dev.skycrane.flight.refly;

import dev.skycrane.flight.FlightSoftware;
import dev.skycrane.flight.core.ActuatorFrame;
import dev.skycrane.flight.core.SensorFrame;
import dev.skycrane.flight.trn.SiteMap;

/** One re-flight. */
public final class Refly {
    private final RecordedRun run;
    private final FlightSoftware flight;
    private final SensorFrame in = new SensorFrame();
    private final ActuatorFrame out = new ActuatorFrame();
    private long ticks;
    private long compared;
    private long firstDifferentTick = -1;
    private long recordedDigest;
    private long reflownDigest;

    /**
     * What came out.
     *
     * @param ticks flown
     * @param compared ticks with a recorded digest
     * @param firstDifferentTick first tick whose digest differs, or -1
     * @param recordedDigest at that tick
     * @param reflownDigest at that tick, or at the last one
     */
    public record Result(long ticks, long compared, long firstDifferentTick, long recordedDigest, long reflownDigest) {
        /** Every recorded digest came out again. */
        public boolean isEqual() {
            return firstDifferentTick < 0;
        }
    }

    private Refly(RecordedRun run, SiteMap map) {
        this.run = run;
        flight = RunStart.flight(run.header(), map);
    }

    /** Flies the whole recording. @param map the run's */
    public static Result fly(RecordedRun run, SiteMap map) {
        Refly refly = new Refly(run, map);
        run.forEachInput(record -> {
            InputDecoder.decode(record, refly.in);
            refly.step();
        });
        return new Result(refly.ticks, refly.compared, refly.firstDifferentTick, refly.recordedDigest,
                refly.reflownDigest);
    }

    private void step() {
        flight.step(in, out);
        ticks++;
        Long recorded = run.digest(in.tick);
        if (firstDifferentTick < 0) reflownDigest = out.digest;
        if (recorded == null) return;
        compared++;
        if (recorded == out.digest || firstDifferentTick >= 0) return;
        firstDifferentTick = in.tick;
        recordedDigest = recorded;
    }
}
