package dev.skycrane.hil.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.skycrane.flight.board.FlightMain;
import dev.skycrane.hil.command.HilMain;
import dev.skycrane.hil.terrain.Rows;
import dev.skycrane.hil.terrain.SyntheticJezero;
import dev.skycrane.proto.site.MapPackageFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Harness and board in a network namespace whose link goes down under them: unlike a relay that closes, a pulled cable says nothing to either
 * side. Takes minutes and the right to make namespaces, so only with {@code -Dskycrane.netns=true}.
 */
@Timeout(900)
class NetworkNamespaceTest {
    private static final int PORT = 7110;
    private static final int PULLS = 3;
    private static final int DOWN_S = 3;

    @TempDir
    private Path folder;
    private final String namespace = "skycrane" + ProcessHandle.current().pid();
    private final List<Process> started = new ArrayList<>();

    @BeforeEach
    void makeNamespace() throws Exception {
        Assumptions.assumeTrue(Boolean.getBoolean("skycrane.netns"), "skipped: asked for by -Dskycrane.netns=true");
        Assumptions.assumeTrue(ip("netns", "add", namespace) == 0,
                "skipped: network namespaces are not permitted here");
        assertEquals(0, link("up"));
        MapPackageFiles.write(SyntheticJezero.generate(1, Rows.sequential()), folder.resolve("site"));
    }

    @AfterEach
    void endWhatWasStarted() throws Exception {
        started.forEach(Process::destroyForcibly);
        ip("netns", "del", namespace);
    }

    @Test
    void landingGoesOnBitForBitWhenTheLinkComesBack() throws Exception {
        Process harness = harness("--seed", "3", "--report", folder.resolve("board.json").toString());
        await("harness", "Waiting for a board");
        Process board = board();
        await("board", "flying run");
        for (int i = 0; i < PULLS && board.isAlive(); i++) {
            assertEquals(0, link("down"));
            board.waitFor(DOWN_S, TimeUnit.SECONDS);
            assertEquals(0, link("up"));
            board.waitFor(DOWN_S, TimeUnit.SECONDS);
        }
        assertTrue(harness.waitFor(600, TimeUnit.SECONDS), said("harness"));
        assertEquals(0, harness.exitValue(), said("harness"));
        assertTrue(board.waitFor(60, TimeUnit.SECONDS) && board.exitValue() == 0, said("board"));
        JsonNode report = new ObjectMapper().readTree(folder.resolve("board.json").toFile());
        assertEquals("landed", report.get("outcome").asText());
        assertEquals(-1, report.get("board").get("firstDifferentTick").asLong());
        System.out.println("link pulled " + PULLS + " times for " + DOWN_S + " s: " + report.get("board"));
    }

    @Test
    void bothSidesEndByNameWhenItStaysDown() throws Exception {
        Process harness = harness("--resume", "2");
        await("harness", "Waiting for a board");
        Process board = board("--resume", "2");
        await("board", "flying run");
        assertEquals(0, link("down"));
        assertTrue(harness.waitFor(120, TimeUnit.SECONDS), said("harness"));
        assertTrue(board.waitFor(120, TimeUnit.SECONDS), said("board"));
        assertEquals(1, harness.exitValue());
        assertEquals(1, board.exitValue());
        assertTrue(said("harness").contains("aborted at tick"), said("harness"));
        assertTrue(said("board").contains("link lost after"), said("board"));
    }

    private Process harness(String... more) throws IOException {
        List<String> line = new ArrayList<>(List.of("serve", "--map", folder.resolve("site").toString(), "--listen",
                "127.0.0.1:" + PORT));
        line.addAll(List.of(more));
        return start("harness", HilMain.class, line);
    }

    private Process board(String... more) throws IOException {
        List<String> line = new ArrayList<>(List.of("fly", "--sensors", "tcp://127.0.0.1:" + PORT, "--map",
                folder.resolve("site").toString()));
        line.addAll(List.of(more));
        return start("board", FlightMain.class, line);
    }

    private Process start(String name, Class<?> program, List<String> args) throws IOException {
        List<String> line = new ArrayList<>(List.of("ip", "netns", "exec", namespace,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), program.getName()));
        line.addAll(args);
        Process process = new ProcessBuilder(line).redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".txt").toFile()).start();
        started.add(process);
        return process;
    }

    private int link(String state) throws Exception {
        return ip("netns", "exec", namespace, "ip", "link", "set", "lo", state);
    }

    private static int ip(String... args) throws InterruptedException {
        List<String> line = new ArrayList<>(List.of("ip"));
        line.addAll(List.of(args));
        try {
            return new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.DISCARD).start().waitFor();
        } catch (IOException e) {
            return -1;
        }
    }

    private void await(String name, String part) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(180);
        while (!said(name).contains(part)) {
            assertTrue(System.nanoTime() < end, name + " never said " + part + ": " + said(name));
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private String said(String name) throws IOException {
        Path file = folder.resolve(name + ".txt");
        return Files.exists(file) ? Files.readString(file) : "";
    }
}
