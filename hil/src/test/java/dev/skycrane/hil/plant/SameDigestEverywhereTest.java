package dev.skycrane.hil.plant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.skycrane.hil.testing.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Determinism contract, design section 4.4: one descent in processes of their own, on this virtual machine, on every other JDK of the host,
 * without any compiler, and on another processor where its Java is given. All digests are equal.
 *
 * <p>Other JDKs: {@code java} programs named in {@code SKYCRANE_JAVAS} (separated by colons), otherwise those under {@code /usr/lib/jvm}.
 * Other processor: a launcher of its Java, say under emulation, in {@code SKYCRANE_JAVA_AARCH64}.
 */
@Timeout(300)
final class SameDigestEverywhereTest {
    private static final String WHOLE_S = "600";
    /** Interpreted or emulated, as far as bank control and rising deceleration: every kind of arithmetic, if not every phase. */
    private static final String SHORT_S = "60";
    @TempDir
    private static Path folder;

    private static String fly(List<String> java, String seconds) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(java);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), DigestRun.class.getName(), seconds));
        Program.Result result = Program.run(folder, command);
        assertEquals(0, result.exitCode(), command + "\n" + result.err());
        return result.out().strip();
    }

    private static String own() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static List<String> others() throws IOException {
        String named = System.getenv("SKYCRANE_JAVAS");
        if (named != null && !named.isBlank()) return List.of(named.split(":"));
        Path installed = Path.of("/usr/lib/jvm");
        if (!Files.isDirectory(installed)) return List.of();
        Path self = Path.of(own()).toRealPath();
        try (Stream<Path> homes = Files.list(installed)) {
            List<String> javas = new ArrayList<>();
            for (Path java : homes.map(home -> home.resolve("bin/java")).filter(Files::isExecutable).sorted()
                    .toList()) {
                Path real = java.toRealPath();
                if (!real.equals(self) && !javas.contains(real.toString())) javas.add(real.toString());
            }
            return javas;
        }
    }

    @Test
    void aWholeDescentOnEveryJdkOfTheHost() throws IOException, InterruptedException {
        List<String> others = others();
        assumeFalse(others.isEmpty(), "other JDKs: none under /usr/lib/jvm, expected one, or SKYCRANE_JAVAS");
        String here = fly(List.of(own()), WHOLE_S);
        for (String java : others)
            assertEquals(here, fly(List.of(java), WHOLE_S), java);
    }

    @Test
    void theInterpreterAloneAgreesWithTheCompilers() throws IOException, InterruptedException {
        assertEquals(fly(List.of(own()), SHORT_S), fly(List.of(own(), "-Xint"), SHORT_S));
    }

    @Test
    void anotherProcessorAgrees() throws IOException, InterruptedException {
        String arm = System.getenv("SKYCRANE_JAVA_AARCH64");
        assumeTrue(arm != null && !arm.isBlank(),
                "SKYCRANE_JAVA_AARCH64: absent, expected a launcher of an aarch64 Java");
        assertEquals(fly(List.of(own()), SHORT_S), fly(List.of(arm), SHORT_S));
    }
}
