package dev.skycrane.ground.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import dev.skycrane.ground.link.ReceivedFrame;
import dev.skycrane.proto.InputException;
import dev.skycrane.proto.command.CommandProgram;
import dev.skycrane.proto.frame.FrameCodec;
import dev.skycrane.proto.frame.StreamKey;
import dev.skycrane.proto.mcap.McapReader;
import dev.skycrane.proto.v1.ImageChunk;
import dev.skycrane.proto.v1.ImageInfo;
import dev.skycrane.proto.v1.RunHeader;
import dev.skycrane.proto.v1.SegmentId;
import dev.skycrane.proto.v1.StreamKind;
import dev.skycrane.proto.v1.Telemetry;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Timeout(30)
final class RecorderTest {
    private static final long RUN = 0xabcL;
    private static final long START_NS = 1_700_000_000_000_000_000L;
    private static final StreamKey CHANNELS = new StreamKey(SegmentId.ROVER, StreamKind.TM, StreamKey.CHANNELS);
    private static final StreamKey HEADER = new StreamKey(SegmentId.ROVER, StreamKind.SEN, StreamKey.RUN);
    private static final StreamKey LCAM = new StreamKey(SegmentId.ROVER, StreamKind.IMG, "LCAM");
    private static final StreamKey COMMANDS = new StreamKey(SegmentId.ROVER, StreamKind.CMD, "any");

    @TempDir
    private Path folder;

    private static ReceivedFrame frame(StreamKey key, long sequence, MessageLite payload) throws IOException {
        byte[] bytes = FrameCodec.encode(key, sequence, sequence, sequence * 15_625_000, RUN, payload.toByteArray());
        return new ReceivedFrame(key.topic("m2020"), bytes, FrameCodec.decode(bytes), key,
                START_NS + sequence * 15_625_000);
    }

    private static ImageChunk chunk(int image, int index) {
        return ImageChunk.newBuilder().setInfo(ImageInfo.newBuilder().setImage(image).setChunkCount(2)).setIndex(index)
                .setData(ByteString.copyFrom(new byte[2000])).build();
    }

    /** 200 telemetry frames without numbers 50 to 52, two pictures, one of them half. */
    private Path recording() throws IOException {
        Path path = folder.resolve("a.mcap");
        Recorder recorder = new Recorder(path);
        try (recorder) {
            recorder.onRun(RUN);
            recorder.onFrame(frame(HEADER, 0, RunHeader.newBuilder().setRunId(RUN).setScenario("jezero").setSeed(7)
                    .build()));
            for (int i = 0; i < 200; i++)
                if (i < 50 || i > 52)
                    recorder.onFrame(frame(CHANNELS, i, Telemetry.newBuilder().setTick(i).setDigest(3L * i).build()));
            recorder.onFrame(frame(LCAM, 0, chunk(0, 0)));
            recorder.onFrame(frame(LCAM, 1, chunk(0, 1)));
            recorder.onFrame(frame(LCAM, 2, chunk(1, 0)));
            recorder.onFrame(frame(COMMANDS, 0, Telemetry.getDefaultInstance()));
        }
        assertEquals(202, recorder.framesWritten());
        assertEquals(0, recorder.framesNotWritten());
        return path;
    }

    private record Outcome(int exit, String out, String err) {}

    private static Outcome run(Object command, Path file, String... more) {
        CommandLine line = CommandProgram.commandLine(command, Set.of());
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        String[] args = new String[more.length + 1];
        args[0] = file.toString();
        System.arraycopy(more, 0, args, 1, more.length);
        return new Outcome(line.execute(args), out.toString(), err.toString());
    }

    @Test
    void everyFrameIsAMessageOfItsPayloadsTypeWithThreeTimes() throws IOException {
        int[] seen = {0};
        try (McapReader reader = new McapReader(recording())) {
            reader.select(c -> c.topic().equals("skycrane/m2020/rover/tm/channels"), START_NS, Long.MAX_VALUE, m -> {
                Telemetry t = Telemetry.parseFrom(m.data());
                assertEquals(m.sequence(), t.getTick());
                assertEquals(3 * t.getTick(), t.getDigest());
                assertEquals(START_NS + 15_625_000 * m.sequence(), m.logTimeNs());
                assertEquals(15_625_000 * m.sequence(), m.publishTimeNs());
                seen[0]++;
            });
            assertEquals(197, seen[0]);
            assertTrue(reader.forEach(m -> {}).finished());
            assertEquals("7", reader.metadata().get("run").get("seed"));
        }
    }

    @Test
    void infoCountsTopicsGapsAndPictures() throws IOException {
        Outcome outcome = run(new InfoCommand(), recording(), "--json");
        assertEquals(0, outcome.exit(), outcome.err());
        JsonNode json = new ObjectMapper().readTree(outcome.out());
        assertEquals(202, json.get("messages").asInt());
        assertTrue(json.get("finished").asBoolean());
        assertEquals(1, json.at("/images/skycrane~1m2020~1rover~1img~1LCAM/complete").asInt());
        assertEquals(2, json.at("/images/skycrane~1m2020~1rover~1img~1LCAM/pictures").asInt());
        for (JsonNode topic : json.get("topics")) {
            boolean channels = topic.get("topic").asText().endsWith("/channels");
            assertEquals(channels ? 3 : 0, topic.get("missing").asInt(), topic.toString());
            if (channels) assertEquals(196 / (199 * 0.015625), topic.get("rateHz").asDouble(), 1e-6);
        }
        Outcome text = run(new InfoCommand(), folder.resolve("a.mcap"));
        assertTrue(text.out().contains("1 of 2 pictures complete"), text.out());
        assertTrue(text.out().contains("skycrane.v1.Telemetry"), text.out());
    }

    @Test
    void recoveredFileHoldsEveryWholeChunkAndIsSound() throws IOException {
        Path whole = recording();
        assertEquals(0, run(new VerifyCommand(), whole).exit());
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = Files.write(folder.resolve("cut.mcap"), Arrays.copyOf(bytes, bytes.length - 100));
        long left = RecordingInfo.read(cut).account().messages();
        Outcome verdict = run(new VerifyCommand(), cut);
        assertEquals(1, verdict.exit());
        assertTrue(verdict.out().contains("unfinished: whole to byte"), verdict.out());
        Path out = folder.resolve("recovered.mcap");
        assertEquals(0, run(new RecoverCommand(), cut, "--out", out.toString()).exit());
        assertEquals(0, run(new VerifyCommand(), out).exit());
        RecordingInfo info = RecordingInfo.read(out);
        assertEquals(left, info.account().messages());
        assertEquals("jezero", info.metadata().get("run").get("scenario"));
        assertFalse(Files.exists(folder.resolve("recovered.mcap.part")));
        Outcome again = run(new RecoverCommand(), cut, "--out", out.toString());
        assertEquals(2, again.exit());
        assertTrue(again.err().startsWith("error: recording: out="), again.err());
    }

    @Test
    void wrongFilesAreRefusedInOneLine() throws IOException {
        Path absent = folder.resolve("none.mcap");
        Outcome outcome = run(new InfoCommand(), absent);
        assertEquals(2, outcome.exit());
        assertEquals("error: recording: file=" + absent + ", expected a file that is there", outcome.err().strip());
        Path other = Files.writeString(folder.resolve("x.mcap"), "something else");
        outcome = run(new VerifyCommand(), other);
        assertEquals(2, outcome.exit());
        assertEquals(1, outcome.err().lines().count(), outcome.err());
        assertThrows(InputException.class, () -> new Recorder(folder.resolve("no/such/folder/a.mcap")));
    }

    @Test
    void folderTakesOneFilePerRun() throws IOException {
        try (Recorder recorder = Recorder.inFolder(folder.resolve("runs"), "m2020")) {
            for (int run = 0; run < 2; run++) {
                recorder.onRun(RUN);
                recorder.onFrame(frame(CHANNELS, 0, Telemetry.getDefaultInstance()));
            }
        }
        for (String name : new String[]{"m2020-abc.mcap", "m2020-abc-2.mcap"})
            assertEquals(1, RecordingInfo.read(folder.resolve("runs").resolve(name)).account().messages());
    }

    @Test
    void recordingOfAnUnfinishedRunIsOnDiskWithinASecond() throws Exception {
        Path path = folder.resolve("live.mcap");
        Recorder recorder = new Recorder(path);
        recorder.onFrame(frame(CHANNELS, 0, Telemetry.getDefaultInstance()));
        long messages = 0;
        for (long end = System.nanoTime() + 5_000_000_000L; messages == 0 && System.nanoTime() < end; Thread
                .onSpinWait())
            messages = RecordingInfo.read(path).account().messages();
        assertEquals(1, messages);
        recorder.close();
        assertArrayEquals(new Object[]{Map.of()}, new Object[]{RecordingInfo.read(path).metadata()});
    }
}
