package dev.skycrane.hil.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The archive for a board, unpacked and started as its reader would. */
@Timeout(60)
class BoardArchiveTest {
    @TempDir
    Path folder;

    @BeforeEach
    void unpack() throws Exception {
        Path archive = Path.of("..", "flight", "target", "skycrane-flight.tar.gz").toAbsolutePath().normalize();
        Assumptions.assumeTrue(Files.exists(archive), "the archive is not built yet: mvn package makes it");
        assertEquals(0, run(Map.of(), "tar", "xzf", archive.toString()).exit);
    }

    private record Result(int exit, String said) {}

    @Test
    void launcherStartsTheFlightProgramFromAnyFolder() throws Exception {
        Result version = run(Map.of("JAVA_HOME", System.getProperty("java.home")),
                "skycrane-flight/bin/skycrane-flight",
                "--version");
        assertEquals(0, version.exit, version.said);
        assertTrue(version.said.startsWith("skycrane "), version.said);
    }

    @Test
    void boardWithoutJavaIsToldInALine() throws Exception {
        Result refused = run(Map.of("JAVA_HOME", folder.resolve("nowhere").toString()),
                "skycrane-flight/bin/skycrane-flight", "--version");
        assertEquals(2, refused.exit, refused.said);
        assertEquals(1, refused.said.lines().count(), refused.said);
        assertTrue(refused.said.startsWith("error: java: program="), refused.said);
    }

    @Test
    void serviceNamesWhatTheArchiveHolds() throws Exception {
        Path home = folder.resolve("skycrane-flight");
        String unit = Files.readString(home.resolve("systemd/skycrane-flight.service"));
        for (String file : List.of("etc/flight.env", "bin/skycrane-flight")) {
            assertTrue(Files.exists(home.resolve(file)), file);
            assertTrue(unit.contains("/opt/skycrane-flight/" + file), unit);
        }
    }

    private Result run(Map<String, String> environment, String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        if (command[0].contains("/")) builder.command().set(0, folder.resolve(command[0]).toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes());
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        return new Result(process.exitValue(), said);
    }
}
