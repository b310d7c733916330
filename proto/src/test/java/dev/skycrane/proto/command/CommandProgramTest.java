package dev.skycrane.proto.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.proto.InputException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Set;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

final class CommandProgramTest {
    private enum Pace {
        FAST, REAL
    }

    @Command(name = "program", mixinStandardHelpOptions = true, subcommands = Work.class)
    private static final class Root {
        @Mixin
        private CommandProgram.Options options;
    }

    @Command(name = "work", mixinStandardHelpOptions = true)
    private static final class Work implements Runnable {
        @Option(names = "--seed")
        private long seed;
        @Option(names = {"-p", "--pace"})
        private Pace pace;

        @Override
        public void run() {
            if (seed == 1) throw InputException.of("map", "file", "a.tif", "a GeoTIFF");
            if (seed == 2) throw new ArithmeticException("over\nflow");
            if (seed == 3) throw new IllegalArgumentException("parameter: a=1, expected 2");
        }
    }

    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        CommandLine line = CommandProgram.commandLine(new Root(), Set.of(IllegalArgumentException.class));
        return line.setErr(new PrintWriter(err, true)).setOut(new PrintWriter(new StringWriter())).execute(args);
    }

    private void assertOneLine(int code, int expectedCode, String expected) {
        assertEquals(expectedCode, code);
        assertEquals(expected + System.lineSeparator(), err.toString());
    }

    @Test
    void refusedInputIsOneLineAndTwo() {
        assertOneLine(run("work", "--seed", "1"), 2, "error: map: file=a.tif, expected a GeoTIFF");
    }

    @Test
    void userErrorsOfOtherModulesAreRefusedAlike() {
        assertOneLine(run("work", "--seed", "3"), 2, "error: parameter: a=1, expected 2");
    }

    @Test
    void seedThatIsNotANumberIsRefused() {
        assertOneLine(run("work", "--seed", "one"), 2,
                "error: usage: --seed=one, expected a whole number; see program work --help");
    }

    @Test
    void valueOutsideAnEnumNamesTheChoices() {
        assertOneLine(run("work", "--pace", "slow"), 2,
                "error: usage: --pace=slow, expected one of fast, real; see program work --help");
    }

    @Test
    void unknownOptionNamesTheNearest() {
        assertOneLine(run("work", "--sead", "1"), 2,
                "error: usage: argument=--sead, expected --seed; see program work --help");
    }

    @Test
    void ownFaultIsOneLineWithoutTraceUnlessAsked() {
        assertOneLine(run("work", "--seed", "2"), 70,
                "error: internal: ArithmeticException=over; flow, expected no such thing; --trace prints the trace");
        err.getBuffer().setLength(0);
        assertEquals(70, run("work", "--trace", "--seed", "2"));
        assertTrue(err.toString().contains("at dev.skycrane.proto.command.CommandProgramTest"), err.toString());
    }
}
