package dev.skycrane.proto.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Real data beside the repository, {@code ../shared/data} seen from its root; tests that want it are skipped where it is absent. */
public final class SharedData {
    private SharedData() {}

    /** The file, or the test is skipped. */
    public static Path require(String name) {
        for (Path folder = Path.of(System.getProperty("user.dir")).toAbsolutePath(); folder != null; folder = folder
                .getParent()) {
            Path file = folder.resolve("shared/data").resolve(name);
            if (Files.exists(file)) return file;
        }
        Assumptions.abort("skipped: shared/data/" + name + " is not there");
        throw new AssertionError("not reached");
    }
}
