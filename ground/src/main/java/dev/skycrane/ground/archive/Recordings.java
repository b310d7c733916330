package dev.skycrane.ground.archive;

import dev.skycrane.proto.InputException;
import dev.skycrane.proto.frame.StreamKey;
import dev.skycrane.proto.mcap.McapChannel;
import dev.skycrane.proto.mcap.McapReader;
import dev.skycrane.proto.v1.SegmentId;
import dev.skycrane.proto.v1.StreamKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Opens recordings that a user names. */
public final class Recordings {
    private Recordings() {}

    /** @throws InputException for a file that is not there or no MCAP file */
    public static McapReader open(Path path) {
        if (!Files.isRegularFile(path)) throw InputException.of("recording", "file", path, "a file that is there");
        try {
            return new McapReader(path);
        } catch (IOException e) {
            throw new InputException("recording: file=" + path + ", expected an MCAP file (" + e.getMessage() + ")", e);
        }
    }

    /**
     * Whether the file begins as MCAP does.
     *
     * @throws InputException for a file that is not there
     */
    static boolean isMcap(Path path) {
        if (!Files.isRegularFile(path)) throw InputException.of("recording", "file", path, "a file that is there");
        try {
            return McapReader.isMcap(path);
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    /** The stream whose frames a channel of a recording of ours holds; null for a channel of others. */
    public static StreamKey streamOf(McapChannel channel) {
        try {
            Map<String, String> m = channel.metadata();
            if (!m.containsKey("stream")) return null;
            return new StreamKey(SegmentId.valueOf(m.get("segment")), StreamKind.valueOf(m.get("kind")), m.get(
                    "stream"));
        } catch (IllegalArgumentException | NullPointerException e) {
            return null;
        }
    }

    static InputException unreadable(Path path, IOException e) {
        return new InputException("recording: file=" + path + ", expected a readable file (" + e.getMessage() + ")", e);
    }
}
