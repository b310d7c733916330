package dev.skycrane.ground.archive;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.skycrane.ground.link.ReceivedFrame;
import dev.skycrane.proto.InputException;
import dev.skycrane.proto.frame.StreamKey;
import dev.skycrane.proto.mcap.Compression;
import dev.skycrane.proto.mcap.McapWriter;
import dev.skycrane.proto.v1.Frame;
import dev.skycrane.proto.v1.ParameterValue;
import dev.skycrane.proto.v1.RunHeader;
import dev.skycrane.proto.v1.StreamKind;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** One recording being written: a channel per topic, pictures in chunks of their own. */
final class RecordingFile implements Closeable {
    /** Profile of our recordings. */
    static final String PROFILE = "skycrane";

    /** Opens an empty file for writing. */
    @FunctionalInterface
    interface Disk {
        FileChannel create(Path path) throws IOException;
    }

    static final Disk PLAIN = path -> FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING);

    /** Where messages of a topic go, and whether they are payloads of a known type or frames as they came. */
    private record Target(int channel, boolean typed) {}

    private final Path path;
    private final McapWriter writer;
    private final Map<String, Target> targets = new HashMap<>();

    /** @throws InputException when the file cannot be created */
    RecordingFile(Path path, Disk disk) {
        this.path = path;
        try {
            writer = new McapWriter(disk.create(path), PROFILE, Compression.ZSTD);
        } catch (IOException e) {
            throw new InputException("recording: file=" + path + ", expected a place that can be written", e);
        }
    }

    Path path() {
        return path;
    }

    void write(ReceivedFrame received) throws IOException {
        Frame frame = received.frame();
        StreamKey key = received.key();
        Target target = targets.get(received.topic());
        if (target == null) {
            Descriptor type = PayloadTypes.of(key);
            target = new Target(channel(received.topic(), key, type == null ? Frame.getDescriptor() : type, frame
                    .getRunId()), type != null);
            targets.put(received.topic(), target);
        }
        ByteBuffer data = target.typed
                ? frame.getPayload().asReadOnlyByteBuffer()
                : ByteBuffer.wrap(received.bytes());
        writer.write(target.channel, frame.getSequence(), received.receiptUnixNs(), frame.getOnboardNs(), data);
        if (key.kind() == StreamKind.SEN && key.stream().equals(StreamKey.RUN)) writeRun(frame);
    }

    private int channel(String topic, StreamKey key, Descriptor type, long runId) {
        Map<String, String> facts = Map.of("segment", key.segment().name(), "kind", key.kind().name(), "stream", key
                .stream(), "runId", Long.toHexString(runId));
        return key.kind() == StreamKind.IMG
                ? writer.addBulkChannel(topic, type, facts)
                : writer.addChannel(topic, type, facts);
    }

    private void writeRun(Frame frame) throws IOException {
        RunHeader run;
        try {
            run = RunHeader.parseFrom(frame.getPayload());
        } catch (InvalidProtocolBufferException e) {
            // the message itself is in the file; a reader sees what is wrong with it
            return;
        }
        writer.writeMetadata("run", Map.of("runId", Long.toHexString(run.getRunId()), "scenario", run.getScenario(),
                "seed", Long.toString(run.getSeed()), "software", run.getSoftware(), "mapSha256", run.getMapSha256()));
        Map<String, String> overrides = new TreeMap<>();
        for (ParameterValue p : run.getParametersList())
            overrides.put(p.getName(), p.hasText() ? p.getText() : p.getNumbersList().toString());
        writer.writeMetadata("parameters", overrides);
    }

    void flush() throws IOException {
        writer.flush();
    }

    long messages() {
        return writer.messageCount();
    }

    long size() {
        return writer.size();
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
