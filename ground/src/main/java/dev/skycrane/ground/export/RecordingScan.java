package dev.skycrane.ground.export;

import dev.skycrane.ground.archive.Recordings;
import dev.skycrane.proto.InputException;
import dev.skycrane.proto.command.Progress;
import dev.skycrane.proto.frame.StreamKey;
import dev.skycrane.proto.mcap.ChunkPlace;
import dev.skycrane.proto.mcap.McapChannel;
import dev.skycrane.proto.mcap.McapException;
import dev.skycrane.proto.mcap.McapHandler;
import dev.skycrane.proto.mcap.McapMessage;
import dev.skycrane.proto.mcap.McapReader;
import dev.skycrane.proto.mcap.McapSchema;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Reads chosen streams of a recording from front to back, as often as wanted; chunks without them are not read. */
final class RecordingScan implements Closeable {
    /** Takes messages with the stream that they belong to. */
    @FunctionalInterface
    interface Frames {
        void frame(StreamKey key, McapMessage message) throws IOException;
    }

    private final Path path;
    private final McapReader reader;
    private final List<ChunkPlace> places;
    private final Map<Integer, McapChannel> channels = new HashMap<>();
    private long damages;

    /** @throws InputException for a file that is not there or no MCAP file */
    RecordingScan(Path path) {
        this.path = path;
        reader = Recordings.open(path);
        try {
            places = reader.index();
        } catch (IOException e) {
            close();
            throw new InputException("recording: file=" + path + ", expected a readable file (" + e.getMessage() + ")",
                    e);
        }
        reader.channels().forEach(c -> channels.put(c.id(), c));
    }

    /** Whether it is a recording of this software. */
    boolean isOurs() {
        return channels.values().stream().anyMatch(c -> Recordings.streamOf(c) != null);
    }

    /** @throws InputException unless it is a recording of this software */
    void requireOurs() {
        if (!isOurs())
            throw InputException.of("recording", "file", path,
                    "a recording of this software; ground info tells what it is");
    }

    /** Hands over the frames of the wanted streams, in file order. */
    void frames(String task, Predicate<StreamKey> wanted, Frames frames) throws IOException {
        messages(task, c -> {
            StreamKey key = Recordings.streamOf(c);
            return key != null && wanted.test(key);
        }, m -> frames.frame(Recordings.streamOf(m.channel()), m));
    }

    /** Hands over the messages of the wanted channels, in file order. */
    void messages(String task, Predicate<McapChannel> wanted, McapHandler handler) throws IOException {
        McapHandler chosen = new McapHandler() {
            @Override
            public void message(McapMessage m) throws IOException {
                if (wanted.test(m.channel())) handler.message(m);
            }

            @Override
            public void damage(McapException damage) {
                damages++;
            }
        };
        try (Progress progress = Progress.begin(System.err, task, "chunks", places.size(), 0)) {
            if (places.isEmpty()) reader.forEach(chosen);
            for (ChunkPlace place : places) {
                progress.step();
                if (!holds(place, wanted)) continue;
                try {
                    reader.read(place, chosen);
                } catch (McapException e) {
                    damages++;
                }
            }
        }
    }

    private boolean holds(ChunkPlace place, Predicate<McapChannel> wanted) {
        return place.indexOffsets().isEmpty() || place.indexOffsets().keySet().stream().map(channels::get)
                .anyMatch(c -> c == null || wanted.test(c));
    }

    /** Everything beside the messages, too, in file order. */
    void everything(McapHandler handler) throws IOException {
        reader.forEach(handler);
    }

    String profile() {
        return reader.profile();
    }

    /** @return null for none */
    McapSchema schema(int id) {
        return reader.schemas().get(id);
    }

    Path path() {
        return path;
    }

    /** Places passed over because they are damaged, counted at each reading. */
    long damages() {
        return damages;
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            // nothing was written to it
        }
    }
}
