package dev.skycrane.hil.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.flight.board.FlightMain;
import dev.skycrane.ground.command.GroundMain;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;

final class HelpTest {
    private static Stream<CommandLine> programs() {
        return Stream.of(HilMain.commandLine(), GroundMain.commandLine(), FlightMain.commandLine());
    }

    private static Stream<CommandLine> commands(CommandLine line) {
        return Stream.concat(Stream.of(line), line.getSubcommands().values().stream().flatMap(HelpTest::commands));
    }

    /** Example lines: in the footer, beginning with the program's name; a line may go on after a backslash. */
    private static List<String> examples(CommandLine line) {
        String program = line.getCommandSpec().root().name();
        List<String> found = new ArrayList<>();
        String footer = String.join("\n", line.getCommandSpec().usageMessage().footer()).replaceAll("\\\\\n *", "");
        for (String text : footer.split("\n"))
            if (text.strip().startsWith(program + " ")) found.add(text.strip());
        return found;
    }

    @TestFactory
    Stream<DynamicTest> everyCommandEndsItsHelpWithAnExampleThatParses() {
        return programs().flatMap(HelpTest::commands).map(command -> DynamicTest
                .dynamicTest(command.getCommandSpec().qualifiedName(), () -> checkExamples(command)));
    }

    private static void checkExamples(CommandLine command) {
        List<String> examples = examples(command);
        assertFalse(examples.isEmpty(), "example in the footer");
        for (String example : examples) {
            String[] words = example.split(" +");
            CommandLine root = command;
            while (root.getParent() != null)
                root = root.getParent();
            root.parseArgs(Arrays.copyOfRange(words, 1, words.length));
        }
        String[] footer = command.getCommandSpec().usageMessage().footer();
        String usage = command.getUsageMessage();
        assertTrue(usage.stripTrailing().endsWith(footer[footer.length - 1]), () -> "example unbroken: " + usage);
    }

    @Test
    void examplesOfTheScenarioCommandWork() {
        StringWriter out = new StringWriter();
        CommandLine hil = HilMain.commandLine().setOut(new PrintWriter(out));
        assertEquals(0, hil.execute("scenario", "jezero"));
        assertTrue(out.toString().contains("site.map"), out.toString());
        out.getBuffer().setLength(0);
        assertEquals(0, hil.execute("scenario", "--group", "nav"));
        assertTrue(out.toString().lines().allMatch(l -> l.startsWith("nav")) && out.toString().lines().count() > 10);
    }
}
