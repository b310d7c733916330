package dev.skycrane.hil.trial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.hil.terrain.FractalSite;
import dev.skycrane.hil.terrain.Rows;
import dev.skycrane.proto.InputException;
import dev.skycrane.proto.command.CommandProgram;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A few frames of {@code hil trials}; thousands are the command's business. */
@Timeout(180)
final class TrialsTest {
    private static final long SEED = 31;
    private static final int FRAMES = Integer.getInteger("skycrane.trials.frames", 5);

    private static TrialSettings settings(int frames) {
        return new TrialSettings(SEED, frames, 1, 3200, 2, 0.04, true);
    }

    @Test
    void roughAndExtremeFramesAreFoundAndNoneIsWrong() {
        System.out.println("trials: seed " + SEED);
        TrialSummary summary = new TrialSummary();
        for (TrialClass kind : List.of(TrialClass.ROUGH, TrialClass.EXTREME)) {
            FractalSite site = TrialRun.site(settings(FRAMES), kind, 0, Rows.sequential());
            TrialScene scene = new TrialScene(settings(FRAMES), kind, 0, 0, site, Rows.sequential());
            for (int i = 0; i < FRAMES; i++) {
                TrialResult r = scene.frame(i);
                assertFalse(r.isWrong(), r.row());
                summary.add(r);
            }
            if (kind == TrialClass.EXTREME) {
                // the same frame again, after others: bit by bit but for the time it took
                byte[] picture = scene.picture().clone();
                String row = scene.frame(FRAMES - 1).row();
                assertArrayEquals(picture, scene.picture());
                assertTrue(row.startsWith("EXTREME,0,0," + (FRAMES - 1)));
            }
        }
        summary.lines().forEach(System.out::println);
        assertTrue(summary.reached(), "every frame found");
    }

    private static String row(TrialClass kind, String status, double eastM) {
        return kind + ",0,0,1,3000.0,5.00,1,2,3," + status + "," + eastM + ",0,0,0.1,2,2,90,100,0.3,5,20";
    }

    @Test
    void goalsCountFramesAndAnyWrongFixFailsThem() {
        TrialSummary good = new TrialSummary();
        for (int i = 0; i < 999; i++)
            good.add(new TrialResult(row(TrialClass.NOMINAL, "FIX", 39.9)));
        good.add(new TrialResult(row(TrialClass.NOMINAL, "FEW_INLIERS", 0)));
        assertTrue(good.reached(), "99.9 percent");
        good.add(new TrialResult(row(TrialClass.NOMINAL, "FEW_INLIERS", 0)));
        assertFalse(good.reached(), "less than that");
        TrialSummary wrong = new TrialSummary();
        for (int i = 0; i < 5000; i++)
            wrong.add(new TrialResult(row(TrialClass.EXTREME, "FIX", 1)));
        assertTrue(wrong.reached());
        wrong.add(new TrialResult(row(TrialClass.EXTREME, "FIX", 40.1)));
        assertFalse(wrong.reached(), "one wrong fix in thousands");
        assertEquals(1, wrong.json(settings(1)).path("extreme").path("wrongFixes").asInt());
    }

    @Test
    void finishedScenesAreTakenAsTheyAreAndAnotherCampaignIsRefused(@TempDir Path folder)
            throws IOException, InterruptedException {
        Path scenes = Files.createDirectories(folder.resolve("scenes"));
        Files.writeString(scenes.resolve("nominal-00-000.csv"), row(TrialClass.NOMINAL, "FIX", 3) + "\n");
        TrialRun run = new TrialRun(settings(1), new ArrayList<>(List.of(TrialClass.NOMINAL)), folder);
        assertEquals(1, run.scenes());
        TrialSummary summary = run.run(1, soFar -> assertTrue(soFar.reached()));
        assertTrue(summary.reached());
        List<String> table = Files.readAllLines(folder.resolve("frames.csv"));
        assertEquals(List.of(TrialResult.HEADER, row(TrialClass.NOMINAL, "FIX", 3)), table);
        assertTrue(Files.readString(folder.resolve("summary.txt")).contains("1 frames, 0 wrong fixes"));
        TrialSettings other = new TrialSettings(SEED + 1, 1, 1, 3200, 2, 0.04, true);
        InputException refused = Assertions.assertThrows(InputException.class,
                () -> new TrialRun(other, List.of(TrialClass.NOMINAL), folder).run(1, soFar -> {}));
        assertTrue(refused.getMessage().contains("expected an empty folder or one of the same campaign"));
    }

    @Test
    void wrongOptionsAreRefusedInOneLine(@TempDir Path folder) {
        StringWriter err = new StringWriter();
        CommandLine line = CommandProgram.commandLine(new TrialsCommand(), Set.of());
        line.setErr(new PrintWriter(err, true));
        assertEquals(2, line.execute("--frames", "0", "--out", folder.resolve("x").toString()));
        assertEquals(2, line.execute("--classes", "easy", "--out", folder.resolve("x").toString()));
        assertEquals(2, err.toString().lines().count(), err.toString());
        assertFalse(Files.exists(folder.resolve("x")));
    }

    @Test
    void drawsDependOnTheKeyAlone() {
        assertEquals(new Draw(1, 2).next(), new Draw(1, 2).next());
        assertNotEquals(new Draw(1, 2).next(), new Draw(2, 1).next());
        double sum = 0;
        double square = 0;
        Draw d = new Draw(SEED);
        for (int i = 0; i < 20_000; i++) {
            double x = d.normal(2);
            sum += x;
            square += x * x;
        }
        assertEquals(0, sum / 20_000, 0.05);
        assertEquals(4, square / 20_000, 0.12);
    }
}
