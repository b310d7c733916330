package dev.skycrane.hil.landing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skycrane.proto.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a report beside its place and moves it there when it is whole. */
final class ReportWriter {
    private static final ObjectMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private ReportWriter() {}

    static void write(LandingReport report, Path file) throws IOException {
        write((Object) report, file);
    }

    /** A report with one more section. */
    static void write(LandingReport report, String name, Object section, Path file) throws IOException {
        ObjectNode tree = JSON.valueToTree(report);
        tree.set(name, JSON.valueToTree(section));
        write(tree, file);
    }

    private static void write(Object report, Path file) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        JSON.writeValue(part.toFile(), report);
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * Finds out before the flight whether a file can be written.
     *
     * @param option name of the option that gave it
     * @throws InputException if its folder is missing or not writable, or it is a folder itself
     */
    static void requireWritable(String option, Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw InputException.of("output", option, file, "a file in an existing folder");
        }
        if (Files.isDirectory(file)) throw InputException.of("output", option, file, "a file, not a folder");
        if (Files.exists(file) && !Files.isWritable(file)) {
            throw InputException.of("output", option, file, "a file that can be overwritten");
        }
        try {
            Files.delete(Files.createTempFile(folder, ".skycrane", ".probe"));
        } catch (IOException e) {
            throw InputException.of("output", option, file, "a folder that can be written");
        }
    }
}
