package dev.skycrane.proto.mcap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.skycrane.proto.v1.EventRecord;
import dev.skycrane.proto.v1.Telemetry;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Our files in the hands of the reference library, npm {@code @mcap/core}. Skipped where Node.js or npm is absent. */
@Timeout(240)
final class McapNodeTest {
    private static final Path SOURCES = Path.of("src/test/node");
    private static final Path INSTALLED = Path.of("target/node");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(value = Compression.class, names = {"NONE", "ZSTD"})
    void referenceLibraryReadsEveryMessage(Compression compression) throws Exception {
        install();
        Path path = folder.resolve("r.mcap");
        long tickSum = 0;
        try (McapWriter writer = new McapWriter(path, "skycrane", compression)) {
            int tm = writer.addChannel("skycrane/m2020/rover/tm/channels", Telemetry.getDescriptor(), Map.of());
            writer.writeMetadata("run", Map.of("seed", "1"));
            int evr = writer.addChannel("skycrane/m2020/rover/evr/events", EventRecord.getDescriptor(), Map.of());
            for (int i = 0; i < 500; i++) {
                writer.write(tm, i, 15_625_000L * i, 15_625_000L * i,
                        ByteBuffer.wrap(Telemetry.newBuilder().setTick(i).build().toByteArray()));
                tickSum += i;
            }
            writer.write(evr, 0, 8_000_000_000L, 0,
                    ByteBuffer.wrap(EventRecord.newBuilder().setTick(7).addArgs(1.5).build().toByteArray()));
            writer.writeAttachment(new McapAttachment(1, 1, "scenario.yaml", "application/yaml", new byte[]{'a'}));
        }
        JsonNode found = read(path);
        assertEquals(500, found.at("/counts/skycrane~1m2020~1rover~1tm~1channels").asInt(), found.toString());
        assertEquals(1, found.at("/counts/skycrane~1m2020~1rover~1evr~1events").asInt());
        assertEquals(tickSum + 7, found.get("tickSum").asLong());
        assertEquals(501, found.get("messages").asInt());
        assertEquals(501, found.get("streamed").asInt());
        assertEquals("[\"scenario.yaml\"]", found.get("attachments").toString());
        assertEquals("[\"run\"]", found.get("metadata").toString());
        assertEquals("skycrane", found.get("profile").asText());
        assertTrue(found.get("chunks").asInt() > 1);
    }

    private JsonNode read(Path path) throws Exception {
        String out = run(INSTALLED, List.of("node", "read.mjs", path.toAbsolutePath().toString()));
        return new ObjectMapper().readTree(out);
    }

    private void install() throws Exception {
        Assumptions.assumeTrue(isThere("node") && isThere("npm"), "node or npm absent: @mcap/core is not tried");
        Files.createDirectories(INSTALLED);
        for (String name : List.of("package.json", "package-lock.json", "read.mjs"))
            Files.copy(SOURCES.resolve(name), INSTALLED.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        if (Files.exists(INSTALLED.resolve("node_modules/@mcap/support/package.json"))) return;
        run(INSTALLED, List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"));
    }

    private static boolean isThere(String program) {
        for (String folder : System.getenv("PATH").split(File.pathSeparator))
            if (Files.isExecutable(Path.of(folder, program))) return true;
        return false;
    }

    private String run(Path where, List<String> command) throws IOException, InterruptedException {
        Path out = folder.resolve("out.txt");
        Path err = folder.resolve("err.txt");
        Process process = new ProcessBuilder(new ArrayList<>(command)).directory(where.toFile())
                .redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        if (!process.waitFor(200, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(command + " did not end");
        }
        assertEquals(0, process.exitValue(), () -> command + " " + text(err) + text(out));
        return text(out);
    }

    private static String text(Path path) {
        try {
            return Files.readString(path, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
