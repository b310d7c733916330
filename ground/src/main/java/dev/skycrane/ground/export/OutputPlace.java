package dev.skycrane.ground.export;

import dev.skycrane.proto.InputException;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.stream.Stream;

/** A file or folder that appears under its name when it is whole; until then it is {@code NAME.part}, and it goes away if it stays so. */
final class OutputPlace implements Closeable {
    private final Path place;
    private final Path part;

    private OutputPlace(Path place) throws IOException {
        this.place = place;
        part = place.resolveSibling(place.getFileName() + ".part");
        delete();
    }

    /** @throws InputException for a name that is taken */
    static OutputPlace file(Path place) throws IOException {
        if (Files.exists(place)) throw InputException.of("export", "out", place, "a name that is not taken");
        return new OutputPlace(place.toAbsolutePath());
    }

    /** An empty folder to fill. @throws InputException for a name that is taken */
    static OutputPlace folder(Path place) throws IOException {
        OutputPlace out = file(place);
        Files.createDirectories(out.part);
        return out;
    }

    /** Where to write. */
    Path part() {
        return part;
    }

    /** It is whole. */
    void done() throws IOException {
        Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
    }

    private void delete() throws IOException {
        if (!Files.exists(part)) return;
        try (Stream<Path> all = Files.walk(part)) {
            all.sorted(Comparator.reverseOrder()).forEach(p -> {
                try {
                    Files.delete(p);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public void close() throws IOException {
        delete();
    }
}
