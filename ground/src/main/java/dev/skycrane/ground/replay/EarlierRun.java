package dev.skycrane.ground.replay;

import dev.skycrane.ground.station.ImageEntry;
import dev.skycrane.ground.station.Track;
import dev.skycrane.proto.InputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What earlier processes of a station have recorded of a run that goes on. */
public final class EarlierRun {
    private EarlierRun() {}

    /**
     * Puts the recorded frames back into the track: those rows that its columns do not have yet, all events and pictures.
     *
     * @param files recordings of the run, finished or not
     * @throws InputException for files that cannot be read
     */
    public static void restore(List<Path> files, Track track) {
        long sealedNs = track.columns().sealedToNs();
        ClockTable table = new ClockTable();
        for (Recording recording : Recording.open(files)) {
            try (recording) {
                track.describe(recording.run());
                MessageStream stream = recording.stream(Long.MIN_VALUE, key -> true);
                for (RecordedMessage m = stream.take(); m != null; m = stream.take()) {
                    if (m.isTelemetry()) table.add(m.onboardNs(), m.logNs());
                    if (m.isTelemetry() && m.onboardNs() <= sealedNs) continue;
                    track.keep(m.key(), m.payload(), m.onboardNs(), m.logNs(), table.onboardAt(m.logNs()));
                }
            } catch (IOException e) {
                throw new InputException("recording: file=" + recording.paths() + ", expected a readable file (" + e
                        .getMessage() + ")", e);
            }
        }
        track.resume();
    }

    /** A picture out of the files of its run; null when it is not whole there. */
    public static byte[] picture(List<Path> files, ImageEntry entry) throws IOException {
        for (Recording recording : Recording.open(files)) {
            try (recording) {
                byte[] bytes = recording.load(entry);
                if (bytes != null) return bytes;
            }
        }
        return null;
    }
}
