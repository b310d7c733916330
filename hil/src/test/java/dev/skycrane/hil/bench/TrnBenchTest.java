package dev.skycrane.hil.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.trn.MountedCamera;
import dev.skycrane.hil.command.HilMain;
import dev.skycrane.hil.terrain.Rows;
import dev.skycrane.proto.testing.SharedData;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The same answers from the same frames, to the bit, on every Java virtual machine that is here. */
@Timeout(240)
final class TrnBenchTest {
    /** Paths of further {@code java} programs, for example of an emulated machine, separated as in a class path. */
    private static final String MORE = "SKYCRANE_JAVAS";
    private static final Path INSTALLED = Path.of("/usr/lib/jvm");

    @TempDir
    private static Path folder;
    private static TrnInputs inputs;
    private static Path file;
    private static String hash;

    @BeforeAll
    static void make() throws IOException {
        TrnInputs all = TrnInputs.make(21, 1, Rows.sequential());
        // one search of the whole prior and one frame of tracking: an interpreter needs seconds for each
        inputs = new TrnInputs(all.map(), List.of(all.frames().get(0), all.frames().get(all.frames().size() - 1)));
        file = folder.resolve("inputs.bin");
        inputs.save(file);
        hash = hex(TrnRunner.hash(inputs, MountedCamera.lcam(new ParameterTable()).model));
    }

    private static String hex(long hash) {
        return String.format(Locale.ROOT, "%016x", hash);
    }

    @Test
    void framesComeBackFromTheirFileAsTheyWere() {
        TrnInputs again = TrnInputs.load(file);
        assertEquals(hash, hex(TrnRunner.hash(again, MountedCamera.lcam(new ParameterTable()).model)));
        TrnRunner.Score score = TrnRunner.run(
                TrnRunner.own(again.map(), MountedCamera.lcam(new ParameterTable()).model), again.frames(), 1);
        assertEquals(1, score.success(), "both frames are found within " + TrnRunner.SUCCESS_M + " m");
    }

    @Test
    void interpreterGivesTheSameBits() throws Exception {
        assertEquals(hash, run(Path.of(System.getProperty("java.home"), "bin", "java"), "-Xint"));
    }

    @Test
    void otherVirtualMachinesGiveTheSameBits() throws Exception {
        List<Path> others = others();
        assumeFalse(others.isEmpty(), "no other Java here: name some in " + MORE);
        for (Path java : others)
            assertEquals(hash, run(java), java.toString());
    }

    private static List<Path> others() throws IOException {
        List<Path> found = new ArrayList<>();
        Path own = Path.of(System.getProperty("java.home")).toRealPath();
        if (Files.isDirectory(INSTALLED)) {
            try (Stream<Path> homes = Files.list(INSTALLED)) {
                for (Path home : homes.sorted().toList()) {
                    Path java = home.resolve("bin/java");
                    if (Files.isExecutable(java) && !home.toRealPath().equals(own) && isRecent(home)) found.add(java);
                }
            }
        }
        String more = System.getenv(MORE);
        if (more != null)
            for (String path : more.split(java.io.File.pathSeparator))
            found.add(Path.of(path));
        return found;
    }

    /** Whether the home of a Java names a version from 17 on. */
    private static boolean isRecent(Path home) throws IOException {
        Path release = home.resolve("release");
        if (!Files.isReadable(release)) return false;
        return Files.readAllLines(release).stream()
                .anyMatch(line -> line.matches("JAVA_VERSION=\"(1[7-9]|[2-9][0-9]).*"));
    }

    private static String run(Path java, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(java.toString()));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), HilMain.class.getName(), "bench", "trn",
                "--hash", "--load", file.toString()));
        Path out = folder.resolve("out.txt");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
        try {
            assertTrue(process.waitFor(200, TimeUnit.SECONDS), "still at work: " + java);
        } finally {
            process.destroyForcibly();
        }
        String said = Files.readString(out, StandardCharsets.UTF_8).trim();
        assertEquals(0, process.exitValue(), said);
        return said.lines().reduce((a, b) -> b).orElse("");
    }

    @Test
    void wrongOptionsAreRefusedInOneLine() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.bin"), "no frames");
        assertRefused("bench", "trn", "--hash", "--load", broken.toString());
        assertRefused("bench", "trn", "--hash", "--load", folder.resolve("nowhere").toString());
        assertRefused("bench", "trn", "--frames", "0");
        assertRefused("bench", "trn", "--save", file.toString());
        assertRefused("bench", "trn", "--real", folder.toString());
    }

    /** Of the flown frames with a trusted pose all are found, each from three wrong beliefs. */
    @Test
    void framesOfPerseveranceAreFound() {
        TrnFrames.Sets real = RealFrames.read(SharedData.require("jezero_trn"), 3, 5);
        List<TrnFrames.Frame> frames = real.sets().get(0);
        TrnRunner.Score score = TrnRunner.run(TrnRunner.own(real.map(), real.camera()), frames, 1);
        System.out.printf("real frames: %d, found %.3f, wrong %.3f, median error %.1f m%n", score.frames(),
                score.success(), score.wrong(), score.medianErrorM());
        assertTrue(score.frames() >= 3 * 25, "frames: " + score.frames());
        assertEquals(0, score.wrong());
        assertTrue(score.success() >= 0.95, "found: " + score.success());
    }

    private static void assertRefused(String... args) {
        StringWriter err = new StringWriter();
        CommandLine line = HilMain.commandLine();
        line.setErr(new PrintWriter(err, true));
        assertEquals(2, line.execute(args));
        assertEquals(1, err.toString().lines().count(), err.toString());
        assertTrue(err.toString().startsWith("error: "), err.toString());
    }
}
