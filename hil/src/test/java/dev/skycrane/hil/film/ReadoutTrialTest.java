package dev.skycrane.hil.film;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.hil.command.HilMain;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** One seed with small pictures; {@code hil readouts --seeds 20} is the proof. */
@Timeout(300)
class ReadoutTrialTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();

    private int readouts(String... more) {
        CommandLine line = HilMain.commandLine();
        line.setOut(new PrintWriter(out));
        String[] args = new String[more.length + 3];
        args[0] = "readouts";
        args[1] = "--out";
        args[2] = folder.toString();
        System.arraycopy(more, 0, args, 3, more.length);
        return line.execute(args);
    }

    @Test
    void inflationIsMeasuredAndTheLooseSpringFoundAndNotSeenWhereThereIsNone() throws IOException {
        assertEquals(0, readouts("--seeds", "1", "--small", "--shield-rate", "6", "--inflation-rate", "40"),
                out::toString);
        System.out.print(out);
        List<String> rows = Files.readAllLines(folder.resolve("trials.csv"));
        assertEquals(2, rows.size());
        ReadoutTrial.Result r = ReadoutTrial.Result.of(rows.get(1));
        assertEquals(r.plantS(), r.trueS(), 0.01, "truth as the plant was told");
        assertEquals(r.trueS(), r.measuredS(), 0.05);
        assertTrue(r.onSpring() >= 8, rows.get(1));
        assertEquals(0, r.withoutSpring());
        assertTrue(Files.exists(folder.resolve("seed-1/spring/analysis/index.html")));
        assertEquals(0, readouts("--seeds", "1", "--small"), "what is there is not tried again");
    }
}
