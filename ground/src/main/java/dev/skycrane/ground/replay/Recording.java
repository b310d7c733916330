package dev.skycrane.ground.replay;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.skycrane.ground.archive.Recordings;
import dev.skycrane.ground.station.ImageCatalog;
import dev.skycrane.ground.station.ImageEntry;
import dev.skycrane.proto.InputException;
import dev.skycrane.proto.frame.StreamKey;
import dev.skycrane.proto.mcap.ChunkPlace;
import dev.skycrane.proto.mcap.McapChannel;
import dev.skycrane.proto.mcap.McapReader;
import dev.skycrane.proto.v1.ImageChunk;
import dev.skycrane.proto.v1.RunHeader;
import dev.skycrane.proto.v1.StreamKind;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The files of one run, opened by their indices; nothing but a few chunks is read for that. Any thread. */
final class Recording implements Closeable, ImageCatalog.Source {
    private final String name;
    private final List<Path> paths = new ArrayList<>();
    private final List<McapReader> readers = new ArrayList<>();
    private final List<RecordedChunk> chunks = new ArrayList<>();
    private final List<RecordedChunk> telemetry = new ArrayList<>();
    private final Map<RecordedChunk, Long> firstOnboardNs = new HashMap<>();
    private RunHeader run = RunHeader.getDefaultInstance();
    private long endNs = Long.MIN_VALUE;

    private Recording(String name) {
        this.name = name;
    }

    /**
     * Opens files and joins those of the same run.
     *
     * @throws InputException for a file that is not there, or no recording of this software, or without telemetry
     */
    static List<Recording> open(List<Path> paths) {
        List<Recording> recordings = new ArrayList<>();
        try {
            for (Path path : paths) {
                Recording one = new Recording(path.getFileName().toString().replaceFirst("\\.mcap$", ""));
                recordings.add(one);
                one.add(path);
                Recording same = recordings.stream().filter(r -> r != one && r.run.getRunId() != 0 && r.run
                        .getRunId() == one.run.getRunId()).findFirst().orElse(null);
                if (same == null) continue;
                same.join(one);
                recordings.remove(one);
            }
            for (Recording r : recordings)
                r.complete();
            return recordings;
        } catch (IOException | InputException e) {
            recordings.forEach(Recording::close);
            if (e instanceof InputException refused) throw refused;
            throw new InputException("recording: expected a readable file (" + e.getMessage() + ")", e);
        }
    }

    private void add(Path path) throws IOException {
        McapReader reader = Recordings.open(path);
        readers.add(reader);
        paths.add(path);
        List<ChunkPlace> places = reader.index();
        Map<Integer, StreamKey> keys = new HashMap<>();
        for (McapChannel channel : reader.channels()) {
            StreamKey key = Recordings.streamOf(channel);
            if (key != null) keys.put(channel.id(), key);
        }
        if (keys.isEmpty())
            throw InputException.of("recording", "file", path,
                    "a recording of this software; ground info tells what it is");
        for (ChunkPlace place : places)
            chunks.add(new RecordedChunk(reader, place, keys));
        chunks.sort(Comparator.comparingLong(RecordedChunk::firstNs));
        MessageStream headers = new MessageStream(chunks, Long.MIN_VALUE, key -> key.kind() == StreamKind.SEN && key
                .stream().equals(StreamKey.RUN));
        RecordedMessage header = headers.take();
        if (header != null) run = parse(header);
    }

    private static RunHeader parse(RecordedMessage header) throws IOException {
        try {
            return RunHeader.parseFrom(header.payload());
        } catch (InvalidProtocolBufferException e) {
            return RunHeader.getDefaultInstance();
        }
    }

    private void join(Recording other) {
        paths.addAll(other.paths);
        readers.addAll(other.readers);
        chunks.addAll(other.chunks);
        chunks.sort(Comparator.comparingLong(RecordedChunk::firstNs));
    }

    private void complete() throws IOException {
        for (RecordedChunk chunk : chunks)
            if (chunk.mayHold(RecordedMessage::isTelemetry)) telemetry.add(chunk);
        for (int i = telemetry.size() - 1; i >= 0 && endNs == Long.MIN_VALUE; i--)
            for (RecordedMessage m : readable(telemetry.get(i)))
                endNs = Math.max(endNs, m.onboardNs());
        if (endNs == Long.MIN_VALUE)
            throw InputException.of("recording", "file", paths.get(0), "telemetry to play");
    }

    private static List<RecordedMessage> readable(RecordedChunk chunk) throws IOException {
        try {
            return chunk.messages(RecordedMessage::isTelemetry);
        } catch (dev.skycrane.proto.mcap.McapException e) {
            return List.of();
        }
    }

    String name() {
        return name;
    }

    List<Path> paths() {
        return paths;
    }

    RunHeader run() {
        return run;
    }

    /** On-board time of the last telemetry, ns. */
    long endNs() {
        return endNs;
    }

    /** On-board time of the first telemetry, ns. */
    long startNs() throws IOException {
        for (int i = 0; i < telemetry.size(); i++) {
            long first = first(i);
            if (first != Long.MIN_VALUE) return first;
        }
        return 0;
    }

    List<RecordedChunk> chunks() {
        return chunks;
    }

    MessageStream stream(long fromLogNs, Predicate<StreamKey> wanted) {
        // chunks overlap by little: those that end before the wanted time are passed over one by one without being read
        return new MessageStream(chunks, fromLogNs, wanted);
    }

    /**
     * Time of receipt of the first telemetry later than {@code onboardNs}: by halving over the chunks, about a dozen of which are read; what
     * was learnt is kept.
     *
     * @return {@code Long.MAX_VALUE} when there is none
     */
    synchronized long logAfter(long onboardNs) throws IOException {
        int low = 0;
        int high = telemetry.size() - 1;
        while (low < high) {
            int mid = low + high + 1 >>> 1;
            long first = first(mid);
            if (first == Long.MIN_VALUE || first > onboardNs) {
                high = mid - 1;
            } else {
                low = mid;
            }
        }
        for (int i = low; i < telemetry.size(); i++)
            for (RecordedMessage m : readable(telemetry.get(i)))
                if (m.onboardNs() > onboardNs) return m.logNs();
        return Long.MAX_VALUE;
    }

    /** The last telemetry at or before {@code onboardNs}, or null. */
    synchronized RecordedMessage lastAt(long onboardNs) throws IOException {
        int i = telemetry.size() - 1;
        int low = 0;
        while (low < i) {
            int mid = low + i + 1 >>> 1;
            if (first(mid) > onboardNs) {
                i = mid - 1;
            } else {
                low = mid;
            }
        }
        RecordedMessage last = null;
        for (RecordedMessage m : readable(telemetry.get(i)))
            if (m.onboardNs() <= onboardNs) last = m;
        return last;
    }

    private synchronized long first(int i) throws IOException {
        RecordedChunk chunk = telemetry.get(i);
        Long known = firstOnboardNs.get(chunk);
        if (known != null) return known;
        List<RecordedMessage> messages = readable(chunk);
        long first = messages.isEmpty() ? Long.MIN_VALUE : messages.get(0).onboardNs();
        firstOnboardNs.put(chunk, first);
        return first;
    }

    @Override
    public byte[] load(ImageEntry entry) throws IOException {
        String camera = entry.info().getCamera();
        MessageStream found = stream(entry.firstReceiptNs(), key -> key.kind() == StreamKind.IMG && key.stream().equals(
                camera));
        byte[] bytes = new byte[entry.info().getSizeBytes()];
        int left = entry.info().getChunkCount();
        for (RecordedMessage m = found.take(); m != null && m.logNs() <= entry.lastReceiptNs(); m = found.take()) {
            ImageChunk chunk = ImageChunk.parseFrom(m.payload());
            boolean fits = (long) chunk.getOffset() + chunk.getData().size() <= bytes.length && chunk.getOffset() >= 0;
            if (chunk.getInfo().getImage() != entry.info().getImage() || !fits) continue;
            chunk.getData().copyTo(bytes, chunk.getOffset());
            left--;
        }
        return left > 0 ? null : bytes;
    }

    @Override
    public void close() {
        for (McapReader reader : readers) {
            try {
                reader.close();
            } catch (IOException e) {
                // nothing is lost: it was only read
            }
        }
    }
}
