package dev.skycrane.hil.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A landing that takes seconds: the built-in one without localisation and with small pictures. */
public final class SmallScenario {
    private static final String YAML = """
            scenario: {title: small pictures and no localisation, limitErrorToTargetM: 3000}
            trn: {on: false}
            fault: {noVisionFix: {on: false}}
            camera:
              puc: {widthPx: 32, heightPx: 32}
              ddc: {widthPx: 32, heightPx: 32}
              rdc: {widthPx: 32, heightPx: 32}
              ruc: {widthPx: 32, heightPx: 32}
            """;

    private SmallScenario() {}

    /** @return the scenario file, in {@code folder} */
    public static Path in(Path folder) throws IOException {
        return Files.writeString(folder.resolve("small.yaml"), YAML);
    }
}
