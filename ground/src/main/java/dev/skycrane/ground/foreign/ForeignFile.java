package dev.skycrane.ground.foreign;

import dev.skycrane.proto.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads recordings of others that are not MCAP. */
public final class ForeignFile {
    private ForeignFile() {}

    /**
     * Reads the whole file.
     *
     * @param hints  what is known of it; the rest is found out from its content
     * @param pieces takes its good frames or packets
     * @throws InputException for a file that is not there, cannot be read, or is neither packets nor frames
     */
    public static ForeignReport read(Path path, ForeignHints hints, Pieces pieces) {
        if (!Files.isRegularFile(path)) throw InputException.of("recording", "file", path, "a file that is there");
        try (FileWindow file = new FileWindow(path)) {
            return read(path, file, hints, pieces);
        } catch (IOException e) {
            throw new InputException("recording: file=" + path + ", expected a readable file (" + e.getMessage() + ")",
                    e);
        }
    }

    /**
     * Reads what is in memory already.
     *
     * @param path its name, for the report
     * @throws InputException when it is neither packets nor frames
     */
    public static ForeignReport read(Path path, byte[] content, ForeignHints hints, Pieces pieces) throws IOException {
        try (FileWindow file = new FileWindow(content)) {
            return read(path, file, hints, pieces);
        }
    }

    private static ForeignReport read(Path path, FileWindow file, ForeignHints hints, Pieces pieces)
            throws IOException {
        if (hints.packets() || !hints.frames() && PacketFileReader.looksLike(file)) return packets(path, file, pieces);
        FrameLayout layout = new FrameLayoutProbe(file, hints).find();
        if (layout != null) return frames(path, file, layout, pieces);
        throw InputException.of("recording", "file", path, hints.frames()
                ? "frames of that kind and length"
                : "MCAP, CCSDS space packets or AOS or TM transfer frames; --as and --frame-length help with others");
    }

    private static ForeignReport packets(Path path, FileWindow file, Pieces pieces) throws IOException {
        DamageLog damages = new DamageLog();
        PacketFileReader reader = new PacketFileReader(file, damages);
        reader.read(pieces);
        String format = "CCSDS space packets" + (reader.version() == 0
                ? ""
                : " of version " + reader.version() + " (133.0-B-2 knows 0)");
        return new ForeignReport(path, file.size(), format, "packets", reader.good(), damages.first(), damages.count(),
                damages.bytes(), damages.byReason(), List.of(), reader.apids());
    }

    private static ForeignReport frames(Path path, FileWindow file, FrameLayout layout, Pieces pieces)
            throws IOException {
        DamageLog damages = new DamageLog();
        FrameFileReader reader = new FrameFileReader(file, layout, damages);
        reader.read(pieces);
        return new ForeignReport(path, file.size(), layout.words(), "frames", reader.good(), damages.first(), damages
                .count(), damages.bytes(), damages.byReason(), reader.channels(), List.of());
    }
}
