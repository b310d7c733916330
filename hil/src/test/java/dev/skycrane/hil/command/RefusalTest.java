package dev.skycrane.hil.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.ground.command.GroundMain;
import dev.skycrane.hil.testing.Program;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Wrong input: code 2, one line that says what was expected, nothing written. */
@Timeout(120)
final class RefusalTest {
    @TempDir
    private Path folder;

    private String refusal(String... args) {
        return refusalOf(HilMain.commandLine(), args);
    }

    private static String refusalOf(CommandLine program, String... args) {
        StringWriter err = new StringWriter();
        int code = program.setErr(new PrintWriter(err, true)).execute(args);
        assertEquals(2, code, err.toString());
        assertEquals(1, err.toString().lines().count(), err.toString());
        return err.toString().strip();
    }

    private Path scenario(String yaml) throws IOException {
        return Files.writeString(folder.resolve("s.yaml"), yaml);
    }

    private Path report() {
        return folder.resolve("r.json");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {entry: {speedMpss: 5000}} | error: parameter: entry.speedMpss=[5000.0], expected a known key; nearest is entry.speedMps
            {planet: {rotationRadps: 1}} | error: parameter: planet.rotationRadps=1, expected 0 to 0.001 rad/s
            {planet: {j2: flat}} | error: parameter: planet.j2=flat, expected a number
            """)
    void scenarioThatCannotBeFlownIsRefused(String yaml, String line) throws IOException {
        assertEquals(line, refusal("land", "--scenario", scenario(yaml).toString(), "--report", report().toString()));
        assertFalse(Files.exists(report()));
    }

    @Test
    void mapThatIsMissingIsRefused() {
        Path missing = folder.resolve("nowhere");
        String line = refusal("land", "--no-ground", "--map", missing.toString(), "--report", report().toString());
        assertTrue(line.startsWith("error: map: ") && line.contains(missing.toString()), line);
        assertFalse(Files.exists(report()));
    }

    @Test
    void truncatedMapIsRefused() throws IOException {
        Path map = folder.resolve("site");
        assertEquals(0, HilMain.commandLine().setOut(new PrintWriter(new StringWriter()))
                .execute("map", "synth", "--seed", "3", "--out", map.toString()));
        Path elevation = map.resolve("elevation.tif");
        byte[] bytes = Files.readAllBytes(elevation);
        Files.write(elevation, Arrays.copyOf(bytes, bytes.length / 2));
        String line = refusal("land", "--no-ground", "--map", map.toString(), "--report", report().toString());
        assertTrue(line.contains("elevation.tif"), line);
        assertFalse(Files.exists(report()));
    }

    @Test
    void brokerThatIsNotThereIsRefused() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path recording = folder.resolve("a.mcap");
        String line = refusal("land", "--broker", "mqtt://127.0.0.1:" + port, "--record", recording.toString());
        assertEquals("error: broker: url=mqtt://127.0.0.1:" + port + ", expected a reachable MQTT 5 broker", line);
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(0, files.count(), "no half-written recording");
        }
        assertTrue(refusal("land", "--broker", "tcp:here").startsWith("error: broker: url=tcp:here, expected mqtt"));
    }

    @Test
    void portInUseIsRefused() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertEquals("error: broker: port=" + taken.getLocalPort() + ", expected a free port on 127.0.0.1",
                    refusalOf(
                            GroundMain.commandLine(), "serve", "--port", Integer.toString(taken.getLocalPort())));
        }
    }

    @Test
    void outputThatCannotBeWrittenIsRefused() {
        Path report = folder.resolve("no").resolve("r.json");
        assertEquals("error: output: --report=" + report + ", expected a file in an existing folder",
                refusal("land", "--report", report.toString()));
    }

    @Test
    void faultsThatDoNotExistAreRefusedNamingTheNearest() throws IOException {
        String line = refusal("land", "--fault", "radarLos@300", "--report", report().toString());
        assertTrue(
                line.startsWith("error: fault: name=radarLos, expected one of ")
                        && line.endsWith("nearest is radarLoss"),
                line);
        line = refusal("land", "--scenario", scenario("{scenario: {faults: [radarLoss@300, imuDropot@1]}}").toString(),
                "--report", report().toString());
        assertTrue(line.endsWith("nearest is imuDropout"), line);
        assertEquals("error: fault radarLoss: time=late, expected seconds after entry interface, 0 to 100000",
                refusal("land", "--fault", "radarLoss@late"));
        assertFalse(Files.exists(report()));
    }

    @Test
    void optionsThatExcludeEachOtherAreRefused() {
        assertEquals(
                "error: usage: --no-ground=true, expected none of --record, --broker, --web, --command-key beside it",
                refusal("land", "--no-ground", "--record", "a.mcap"));
        assertEquals(
                "error: usage: --no-station=true, expected --broker, and none of --no-ground, --record, --web beside it",
                refusal("land", "--no-station"));
    }

    @Test
    void processEndsWithCodeTwoAndOneLine() throws IOException, InterruptedException {
        Program.hil(folder, "land", "--seed", "one")
                .assertRefused("error: usage: --seed=one, expected a whole number; see hil land --help");
        Program.hil(folder, "land", "--scenario", "nothing.yaml")
                .assertRefused("error: scenario: file=nothing.yaml, expected a scenario file");
    }
}
