package dev.skycrane.ground.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.skycrane.ground.command.GroundMain;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command over folders with painted canopies, whole and bad ones. */
@Timeout(120)
class AnalyseCommandTest {
    private static final int W = 160;
    private static final int H = 128;
    private static final double START_S = 10.4;
    private static final double DURATION_S = 0.6;

    @TempDir
    Path dir;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int analyse(Object... arguments) {
        CommandLine line = GroundMain.commandLine();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        String[] words = new String[arguments.length + 1];
        words[0] = "analyse";
        for (int i = 0; i < arguments.length; i++)
            words[i + 1] = arguments[i].toString();
        return line.execute(words);
    }

    private static double part(double t) {
        double x = Math.max(0, Math.min(1, (t - START_S) / DURATION_S));
        return x * x;
    }

    private static BufferedImage canopy(double t, int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setColor(new Color(190, 155, 118));
        g.fillRect(0, 0, width, height);
        double r = 40 * Math.sqrt(Math.max(0.01, part(t)));
        g.setColor(new Color(230, 224, 216));
        g.fill(new java.awt.geom.Ellipse2D.Double(width / 2.0 - r, height / 2.0 - r, 2 * r, 2 * r));
        g.dispose();
        return image;
    }

    private Path frames(int from, int count) throws IOException {
        Path folder = Files.createDirectories(dir.resolve("frames"));
        StringBuilder times = new StringBuilder("file,timeS,canopyInflation\n");
        for (int i = from; i < from + count; i++) {
            double t = 10 + i / 40.0;
            String name = String.format(Locale.ROOT, "p%04d.png", i);
            ImageIO.write(canopy(t, W, H), "png", folder.resolve(name).toFile());
            times.append(String.format(Locale.ROOT, "%s,%.4f,%.5f%n", name, t, part(t)));
        }
        Files.writeString(folder.resolve("times.csv"), times);
        return folder;
    }

    private JsonNode json() throws IOException {
        return new ObjectMapper().readTree(dir.resolve("a/analysis.json").toFile());
    }

    @Test
    void inflationOfSomebodysPicturesIsReadAndHeldAgainstTheirTruth() throws IOException {
        Path folder = frames(0, 80);
        assertEquals(0, analyse(folder, "--as", "PUC", "--fov", 52, "--only", "inflation", "--out", dir.resolve("a")),
                err.toString());
        JsonNode inflation = json().get("inflation");
        assertEquals(DURATION_S, inflation.get("durationS").asDouble(), 0.03);
        assertEquals(START_S, inflation.get("lineStretchS").asDouble(), 0.03);
        assertEquals(DURATION_S, inflation.get("truth").get("durationS").asDouble(), 0.01);
        assertTrue(inflation.get("durationSigmaS").asDouble() < 0.05, inflation.toString());
        for (String file : new String[]{"index.html", "inflation.csv", "inflation.png", "inflation-frames.png"})
            assertTrue(Files.size(dir.resolve("a").resolve(file)) > 100, file);
        assertEquals(81, Files.readAllLines(dir.resolve("a/inflation.csv")).size());
        assertTrue(Files.readString(dir.resolve("a/index.html")).contains("Line stretch to full inflation"));
        assertTrue(out.toString().contains("Truth by the same definition: 0.6"), out.toString());
    }

    @Test
    void picturesOfAnotherSizeAndDamagedOnesAreToldInALineEachAndTheRestIsRead() throws IOException {
        Path folder = frames(0, 80);
        ImageIO.write(canopy(10.1, 100, 80), "png", folder.resolve("p0004.png").toFile());
        Files.writeString(folder.resolve("p0007.png"), "no picture");
        Files.delete(folder.resolve("p0009.png"));
        assertEquals(0, analyse(folder, "--as", "PUC", "--only", "inflation", "--out", dir.resolve("a")),
                err.toString());
        assertTrue(
                err.toString()
                        .contains("note: PUC: sizes=2, expected one: 1 of 78 pictures are not 160 x 128 and left out"),
                err
                        .toString());
        assertTrue(err.toString().contains("note: PUC: unreadable pictures=1, expected 0; they are left out"),
                err.toString());
        assertTrue(err.toString().contains("note: PUC: pictures=79, expected 80 as times.csv says"), err.toString());
        assertEquals(DURATION_S, json().get("inflation").get("durationS").asDouble(), 0.03);
    }

    @Test
    void footageThatIsCutBeforeTheCanopyIsFullIsOneLineAndTheTableIsThere() throws IOException {
        Path folder = frames(0, 28);
        assertEquals(1, analyse(folder, "--as", "PUC", "--out", dir.resolve("a")));
        assertTrue(
                err.toString().contains("error: inflation: growth in PUC=none, expected a canopy that grows and stays"),
                err
                        .toString());
        assertTrue(err.toString().contains("note: rocking: frames=0, expected some"), err.toString());
        assertTrue(Files.exists(dir.resolve("a/inflation.csv")));
        assertTrue(Files.exists(dir.resolve("a/index.html")));
        assertFalse(json().has("inflation"));
    }

    @Test
    void aRateWillDoForTimesAndACameraThatIsAskedForAndHasNoFramesIsAFailure() throws IOException {
        Path folder = frames(0, 80);
        Files.delete(folder.resolve("times.csv"));
        assertEquals(1,
                analyse(folder, "--as", "PUC", "--rate", 40, "--only", "inflation,rocking", "--out", dir.resolve("a")));
        assertTrue(err.toString().contains("error: rocking: frames=0, expected some from 0.00 to the end s"),
                err.toString());
        assertEquals(DURATION_S, json().get("inflation").get("durationS").asDouble(), 0.03);
    }

    @Test
    void badInputIsRefusedInALine() throws IOException {
        Path folder = frames(0, 3);
        assertEquals(2, analyse(folder, "--out", dir.resolve("a")));
        assertTrue(err.toString().contains("error: footage: folder="), err.toString());
        Files.delete(folder.resolve("times.csv"));
        assertEquals(2, analyse(folder, "--as", "PUC", "--out", dir.resolve("a")));
        assertTrue(err.toString().contains("expected film.json of hil film, or times.csv with file,timeS, or --rate"),
                err.toString());
        assertEquals(2, analyse(folder, "--as", "XYZ", "--out", dir.resolve("a")));
        assertTrue(err.toString().contains("--as=XYZ, expected PUC, RDC or LCAM"), err.toString());
        Path fixes = Files.writeString(dir.resolve("fixes.csv"), "a,b\n1,2\n");
        assertEquals(2, analyse(folder, "--as", "LCAM", "--rate", 1, "--fixes", fixes, "--out", dir.resolve("a")));
        assertTrue(err.toString().contains("error: fixes: header=a,b, expected columns image,status"), err.toString());
        assertFalse(Files.exists(dir.resolve("a")));
    }
}
