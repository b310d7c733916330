package dev.skycrane.flight.refly;

import dev.skycrane.flight.FlightSoftware;
import dev.skycrane.flight.core.ActuatorFrame;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.SensorFrame;
import dev.skycrane.flight.geometry.Quat;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.trn.SiteMap;
import dev.skycrane.proto.InputException;
import dev.skycrane.proto.v1.InitialState;
import dev.skycrane.proto.v1.ParameterValue;
import dev.skycrane.proto.v1.RunHeader;
import java.util.Map;
import java.util.TreeMap;

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
        flight = new FlightSoftware(parameters(run.header()), map);
        InitialState s = run.header().getInitialState();
        if (s.getRMcmfMCount() != 3 || s.getVMcmfMpsCount() != 3 || s.getQMcmfFromBodyCount() != 4)
            throw new InputException("recorded run: initialState=incomplete, expected 3 + 3 + 4 numbers");
        flight.navigator().initialise(s.getTick(), new Vec3(s.getRMcmfM(0), s.getRMcmfM(1), s.getRMcmfM(2)),
                new Vec3(s.getVMcmfMps(0), s.getVMcmfMps(1), s.getVMcmfMps(2)),
                new Quat(s.getQMcmfFromBody(0), s.getQMcmfFromBody(1), s.getQMcmfFromBody(2), s.getQMcmfFromBody(3)));
    }

    private static ParameterTable parameters(RunHeader header) {
        Map<String, double[]> numbers = new TreeMap<>();
        Map<String, String> texts = new TreeMap<>();
        for (ParameterValue p : header.getParametersList()) {
            if (p.hasText()) {
                texts.put(p.getName(), p.getText());
            } else {
                numbers.put(p.getName(), p.getNumbersList().stream().mapToDouble(Double::doubleValue).toArray());
            }
        }
        return new ParameterTable(numbers, texts);
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
