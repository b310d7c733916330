package dev.skycrane.flight.refly;

import dev.skycrane.proto.InputException;
import dev.skycrane.proto.mcap.McapChannel;
import dev.skycrane.proto.mcap.McapReader;
import dev.skycrane.proto.v1.InputBatch;
import dev.skycrane.proto.v1.RunHeader;
import dev.skycrane.proto.v1.SensorRecord;
import dev.skycrane.proto.v1.Telemetry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** What a re-flight needs out of a recording: header, recorded digests, inputs in tick order. */
public final class RecordedRun {
    private static final String HEADER = "/rover/sen/run";
    private static final String INPUTS = "/rover/sen/inputs";
    private static final String TELEMETRY = "/rover/tm/channels";

    private final Path path;
    private final Map<Long, Long> digests = new HashMap<>();
    private RunHeader header;

    private RecordedRun(Path path) {
        this.path = path;
    }

    /** @throws InputException for a file that is no recording of a run with its inputs */
    public static RecordedRun open(Path path) {
        if (!Files.isRegularFile(path)) throw InputException.of("recording", "file", path, "a file that is there");
        RecordedRun run = new RecordedRun(path);
        try (McapReader reader = new McapReader(path)) {
            reader.select(c -> is(c, HEADER) || is(c, TELEMETRY), 0, Long.MAX_VALUE, m -> {
                if (is(m.channel(), HEADER)) {
                    if (run.header != null) throw run.refuse("one run");
                    run.header = RunHeader.parseFrom(m.data());
                } else {
                    Telemetry t = Telemetry.parseFrom(m.data());
                    run.digests.put(t.getTick(), t.getDigest());
                }
            });
        } catch (IOException e) {
            throw new InputException("recording: file=" + path + ", expected a readable recording (" + e.getMessage()
                    + ")", e);
        }
        if (run.header == null) throw run.refuse("a run's header on topic ..." + HEADER);
        if (!run.header.hasInitialState()) throw run.refuse("the state that navigation was started from");
        if (run.digests.isEmpty()) throw run.refuse("telemetry of the rover with digests");
        return run;
    }

    private static boolean is(McapChannel channel, String end) {
        return channel.topic().endsWith(end);
    }

    private InputException refuse(String expected) {
        return InputException.of("recording", "file", path, expected);
    }

    public RunHeader header() {
        return header;
    }

    /** @return the recorded digest after {@code tick}, or null where that telemetry is not there */
    public Long digest(long tick) {
        return digests.get(tick);
    }

    /** Ticks with a recorded digest. */
    public int digestCount() {
        return digests.size();
    }

    /**
     * Hands over every tick's inputs in order, from tick 0.
     *
     * @throws InputException at the first tick that is missing
     */
    public void forEachInput(Consumer<SensorRecord> taker) {
        long[] next = {0};
        try (McapReader reader = new McapReader(path)) {
            reader.select(c -> is(c, INPUTS), 0, Long.MAX_VALUE, m -> {
                for (SensorRecord record : InputBatch.parseFrom(m.data()).getFramesList()) {
                    if (record.getTick() != next[0])
                        throw InputException.of("recording " + path, "tick", record.getTick(),
                                "inputs of tick " + next[0]);
                    next[0]++;
                    taker.accept(record);
                }
            });
        } catch (IOException e) {
            throw new InputException("recording: file=" + path + ", expected a readable recording (" + e.getMessage()
                    + ")", e);
        }
        if (next[0] == 0) throw refuse("inputs on topic ..." + INPUTS);
    }
}
