package dev.skycrane.hil.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Real data kept outside the repository, {@code ../shared/data} seen from its root. Tests that need it are skipped without it. */
public final class SharedData {
    private SharedData() {}

    /** The file or folder of that name; the test is skipped when it is not there. */
    public static Path require(String name) {
        for (Path p = Path.of("").toAbsolutePath(); p != null; p = p.getParent()) {
            Path data = p.resolveSibling("shared").resolve("data").resolve(name);
            if (p.getFileName() != null && Files.exists(data)) return data;
            Path inside = p.resolve("shared").resolve("data").resolve(name);
            if (Files.exists(inside)) return inside;
        }
        Assumptions.abort("skipped: shared/data/" + name + " is not there");
        throw new IllegalStateException("not reached");
    }
}
