package dev.skycrane.hil.film;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.skycrane.proto.InputException;
import dev.skycrane.proto.v1.RunHeader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keeps films apart: a folder holds the pictures of one run at one quality and rate. */
final class FilmFolder {
    private FilmFolder() {}

    /** @throws InputException if the folder holds another film */
    static void requireSame(Path folder, RunHeader header, Quality quality) throws IOException {
        Path file = folder.resolve(FilmIndex.FILE);
        if (!Files.exists(file)) return;
        JsonNode index = new ObjectMapper().readTree(Files.readAllBytes(file));
        String run = Long.toUnsignedString(header.getRunId(), 16);
        if (!index.path("run").asText().equals(run) || !index.path("quality").asText().equals(quality.label())
                || !index.path("rates").asText().equals(quality.rates()))
            throw InputException.of("film", "--out", folder, "an empty folder: this one holds run "
                    + index.path("run").asText() + " in quality " + index.path("quality").asText() + " at "
                    + index.path("rates").asText() + " pictures a second");
    }
}
