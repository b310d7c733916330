package dev.skycrane.hil.rig.strobe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.hil.rig.standin.StandInGpiomon;
import dev.skycrane.hil.rig.standin.StandInRpicamVid;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Camera program and gpiomon, both stand-ins, over real pipes. */
@Timeout(60)
class StrobeCommandTest {
    private static final Pattern RESULT = Pattern
            .compile("late by (-?[\\d.]+) \\+- ([\\d.]+) ms, (\\d+) of (\\d+) agree");
    @TempDir
    private Path folder;

    private Path program(String name, Class<?> what) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        // 1.382 and 1.854 periods of 30 Hz
        Path program = Files.writeString(folder.resolve(name),
                "#!/bin/sh\nSKYCRANE_STANDIN_BLINKING=46067,61800 exec " + java
                        + " -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp " + System.getProperty("java.class.path")
                        + " " + what.getName() + " \"$@\"\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return program;
    }

    @Test
    void timeTagsOfTheStandInAreRightByTheEdgesOfItsLight() throws Exception {
        PrintStream terminal = System.out;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            new CommandLine(new StrobeCommand()).execute("--line", "17", "--seconds", "3", "--rate", "30",
                    "--camera-program",
                    program("rpicam-vid", StandInRpicamVid.class).toString(), "--gpiomon",
                    program("gpiomon", StandInGpiomon.class).toString());
        } finally {
            System.setOut(terminal);
        }
        String text = said.toString(StandardCharsets.UTF_8);
        System.out.print(text);
        assertTrue(text.contains("light at column 1392, row 32"), text);
        Matcher m = RESULT.matcher(text);
        assertTrue(m.find(), text);
        // the fewer photographs a busy machine leaves, the wider the interval; the true offset, none, lies in it
        assertEquals(0, Double.parseDouble(m.group(1)), Double.parseDouble(m.group(2)) + 0.1, text);
        assertTrue(2 * Integer.parseInt(m.group(3)) > Integer.parseInt(m.group(4)), text);
    }
}
