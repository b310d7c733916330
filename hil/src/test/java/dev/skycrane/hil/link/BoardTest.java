package dev.skycrane.hil.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.skycrane.flight.board.FlightMain;
import dev.skycrane.hil.command.HilMain;
import dev.skycrane.hil.testing.Sites;
import dev.skycrane.proto.site.MapPackageFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Harness and board as two processes on this machine, with a relay for the cable between them. */
@Timeout(300)
class BoardTest {
    @TempDir
    static Path shared;
    private static Path site;

    @TempDir
    Path folder;
    private final List<Process> started = new ArrayList<>();

    @BeforeAll
    static void makeSite() {
        site = shared.resolve("site");
        MapPackageFiles.write(Sites.jezero(1), site);
    }

    @AfterEach
    void endWhatWasStarted() {
        started.forEach(Process::destroyForcibly);
    }

    /** The whole landing, the cable pulled a dozen times: the digests are those of the same software in the harness's process. */
    @Test
    void boardLandsBitForBitThoughTheCableIsPulledAgainAndAgain() throws Exception {
        int port = freePort();
        Process harness = harness(port, "landing", "--seed", "3", "--report", folder.resolve("board.json").toString());
        try (BreakableRelay cable = new BreakableRelay(port)) {
            awaitLine("landing", "Waiting for a board");
            Process board = board(cable.port(), "board");
            awaitLine("board", "flying run");
            while (!board.waitFor(1, TimeUnit.SECONDS))
                cable.breakAll();
            assertEquals(0, exit(harness), said("landing"));
            assertEquals(0, exit(board), said("board"));
        }
        JsonNode report = new ObjectMapper().readTree(folder.resolve("board.json").toFile());
        assertEquals("landed", report.get("outcome").asText());
        JsonNode link = report.get("board");
        assertEquals("lockstep", link.get("mode").asText());
        assertEquals(-1, link.get("firstDifferentTick").asLong());
        assertTrue(link.get("connections").asInt() >= 5, link.toString());
        assertTrue(link.get("messagesSentAgain").asLong() > 0, link.toString());
        assertTrue(said("board").contains(report.get("digest").asText()), said("board"));
    }

    @Test
    void secondBoardAndBoardWithAnotherMapAreRefusedInALine() throws Exception {
        int port = freePort();
        Process harness = harness(port, "harness", "--resume", "1");
        awaitLine("harness", "Waiting for a board");
        Path other = shared.resolve("other");
        MapPackageFiles.write(Sites.jezero(2), other);
        Process wrong = start("wrong", FlightMain.class, "fly", "--sensors", "tcp://127.0.0.1:" + port, "--map",
                other.toString());
        assertEquals(2, exit(wrong));
        assertTrue(said("wrong").contains("error: board link: refused=map=another"), said("wrong"));
        Process first = board(port, "first");
        awaitLine("first", "flying run");
        Process second = board(port, "second");
        assertEquals(2, exit(second));
        assertTrue(said("second").contains("error: board link: refused=board=second, expected one at a time"),
                said("second"));
        first.destroyForcibly(); // the board goes for good
        assertEquals(1, exit(harness), said("harness"));
        assertTrue(said("harness").contains("aborted at tick"), said("harness"));
        assertTrue(said("harness").contains("expected the board to come back"), said("harness"));
    }

    @Test
    void boardWhoseHarnessIsGoneEndsByNameOnceItsPatienceIsOver() throws Exception {
        int port = freePort();
        Process harness = harness(port, "harness");
        awaitLine("harness", "Waiting for a board");
        Process board = start("board", FlightMain.class, "fly", "--sensors", "tcp://127.0.0.1:" + port, "--map",
                site.toString(), "--resume", "1");
        awaitLine("board", "flying run");
        harness.destroyForcibly();
        assertEquals(1, exit(board), said("board"));
        assertTrue(said("board").contains("link lost after"), said("board"));
    }

    @Test
    void nobodyThereIsALineAndExitCodeTwo() throws Exception {
        Process board = board(freePort(), "board");
        assertEquals(2, exit(board));
        assertTrue(said("board").startsWith("error: board link: --sensors=127.0.0.1:"), said("board"));
        assertEquals(1, said("board").lines().count());
    }

    private Process harness(int port, String name, String... more) throws IOException {
        List<String> line = new ArrayList<>(
                List.of("serve", "--map", site.toString(), "--listen", "127.0.0.1:" + port));
        line.addAll(List.of(more));
        return start(name, HilMain.class, line.toArray(String[]::new));
    }

    private Process board(int port, String name) throws IOException {
        return start(name, FlightMain.class, "fly", "--sensors", "tcp://127.0.0.1:" + port, "--map", site.toString());
    }

    private Process start(String name, Class<?> program, String... args) throws IOException {
        List<String> line = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp", System.getProperty("java.class.path"), program.getName()));
        line.addAll(List.of(args));
        Process process = new ProcessBuilder(line).redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".txt").toFile()).start();
        started.add(process);
        return process;
    }

    private static int exit(Process process) throws InterruptedException {
        assertTrue(process.waitFor(200, TimeUnit.SECONDS), "still running");
        return process.exitValue();
    }

    private void awaitLine(String name, String part) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!said(name).contains(part)) {
            assertTrue(System.nanoTime() < end, name + " never said " + part + ": " + said(name));
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private String said(String name) throws IOException {
        Path file = folder.resolve(name + ".txt");
        return Files.exists(file) ? Files.readString(file) : "";
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
