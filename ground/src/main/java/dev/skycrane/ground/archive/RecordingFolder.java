package dev.skycrane.ground.archive;

import dev.skycrane.ground.archive.RecordingFile.Disk;
import dev.skycrane.proto.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/** Where recordings go: one file, or a folder with a file per run and per gigabyte, and an index. Belongs to the recorder's thread. */
final class RecordingFolder {
    private final Path folder;
    private final String vehicle;
    private final Disk disk;
    private final RecordingIndex index;
    private long indexTroubles;

    private RecordingFolder(Path folder, String vehicle, Disk disk, RecordingIndex index) {
        this.folder = folder;
        this.vehicle = vehicle;
        this.disk = disk;
        this.index = index;
    }

    /** @throws InputException when the folder cannot be made or written */
    static RecordingFolder open(Path folder, String vehicle, Disk disk, RecordingIndex index) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new InputException("recording: folder=" + folder + ", expected a folder that can be made", e);
        }
        if (!Files.isWritable(folder))
            throw InputException.of("recording", "folder", folder, "a folder that can be written");
        return new RecordingFolder(folder, vehicle, disk, index);
    }

    /** The next file of a run, {@code <vehicle>-<run id>.mcap}; a name that is taken gets a number. */
    RecordingFile next(long runId, long unixNs) {
        String name = vehicle + "-" + Long.toHexString(runId);
        Path path = folder.resolve(name + ".mcap");
        for (int i = 2; Files.exists(path); i++)
            path = folder.resolve(name + "-" + i + ".mcap");
        RecordingFile file = new RecordingFile(path, disk);
        try {
            if (index != null) index.begun(path, runId, vehicle, unixNs);
        } catch (SQLException e) {
            indexTroubles++;
        }
        return file;
    }

    /** Tells the index of a file's size. */
    void note(RecordingFile file, boolean finished, long unixNs) {
        if (index == null) return;
        try {
            index.grown(file.path(), file.messages(), file.size(), finished, unixNs);
        } catch (SQLException e) {
            indexTroubles++;
        }
    }

    /** Times the index could not be written; recordings are not touched by that. */
    long indexTroubles() {
        return indexTroubles;
    }
}
