package dev.skycrane.hil.locate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.proto.command.CommandProgram;
import dev.skycrane.proto.site.MapGrid;
import dev.skycrane.proto.site.MapPackage;
import dev.skycrane.proto.site.MapPackageFiles;
import dev.skycrane.proto.site.SiteInfo;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command from its arguments to its table. */
@Timeout(60)
final class LocateCommandTest {
    @TempDir
    private Path folder;
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        CommandLine line = CommandProgram.commandLine(new LocateCommand(), Set.of());
        line.setErr(new PrintWriter(err, true));
        line.setOut(new PrintWriter(new StringWriter(), true));
        return line.execute(args);
    }

    private Path map() {
        int n = 1400;
        byte[] grey = new byte[n * n];
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < n * n; i++)
            grey[i] = (byte) (90 + random.nextInt(60));
        MapGrid grid = MapGrid.centred(n, n, 8);
        MapGrid dem = MapGrid.centred(300, 300, 40);
        Path dir = folder.resolve("site");
        MapPackageFiles.write(new MapPackage(new SiteInfo("test", 18.4, 77.4, 3396190, 3394507, 18.4, 77.4, Double.NaN,
                Double.NaN, "made by a test"), grid, grey, dem, new float[300 * 300], null, null), dir);
        return dir;
    }

    private Path images() throws IOException {
        Path dir = Files.createDirectory(folder.resolve("images"));
        byte[] header = "P5\n64 64\n255\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        Files.write(dir.resolve("black.pgm"), java.util.Arrays.copyOf(header, header.length + 64 * 64));
        Files.writeString(dir.resolve("broken.jpg"), "no picture");
        Files.write(dir.resolve("unknown.pgm"), java.util.Arrays.copyOf(header, header.length + 64 * 64));
        return dir;
    }

    @Test
    void everyPictureHasARowWithItsReason() throws IOException {
        Path priors = Files.writeString(folder.resolve("priors.csv"),
                "image,latDeg,lonDeg,heightM,quaternion\nblack.pgm,18.4,77.4,3000,1 0 0 0\nbroken.jpg,18.4,77.4,3000,1 0 0 0\n");
        Path out = folder.resolve("fixes.csv");
        int code = run("--map", map().toString(), "--images", images().toString(), "--priors", priors.toString(),
                "--out",
                out.toString());
        assertEquals(0, code, err.toString());
        List<String> lines = Files.readAllLines(out);
        assertEquals("image,status,latDeg,lonDeg,heightM,quaternion,sigmaEastM,sigmaNorthM,sigmaUpM,inliers,residualPx,"
                + "cpuMs,reason", lines.get(0));
        assertTrue(lines.get(1).startsWith("black.pgm,none,") && lines.get(1).endsWith("without contrast"),
                lines.get(1));
        assertTrue(lines.get(2).startsWith("broken.jpg,none,") && lines.get(2).endsWith("picture"), lines.get(2));
        assertTrue(lines.get(3).startsWith("unknown.pgm,none,") && lines.get(3).endsWith("no prior"), lines.get(3));
    }

    @Test
    void overlaysAreDrawnForEveryPictureThatCanBeRead() throws IOException {
        Path priors = Files.writeString(folder.resolve("priors.csv"),
                "image,latDeg,lonDeg,heightM,quaternion\nblack.pgm,18.4,77.4,3000,1 0 0 0\nbroken.jpg,18.4,77.4,3000,1 0 0 0\n");
        Path drawn = folder.resolve("drawn");
        assertEquals(0, run("--map", map().toString(), "--images", images().toString(), "--priors", priors.toString(),
                "--overlays", drawn.toString(), "--out", folder.resolve("fixes.csv").toString()), err.toString());
        try (var files = Files.list(drawn)) {
            assertEquals(List.of("black.pgm.png"), files.map(f -> f.getFileName().toString()).toList());
        }
        var picture = javax.imageio.ImageIO.read(drawn.resolve("black.pgm.png").toFile());
        assertEquals(1024, picture.getWidth());
        assertTrue(picture.getHeight() > 1024, "picture and caption");
    }

    @Test
    void wholeMapAndPriorsContradictEachOther() {
        assertEquals(2, run("--map", "m", "--images", "i", "--priors", "p.csv", "--whole-map", "--out", "f.csv"));
        assertTrue(err.toString().startsWith("error: usage: --whole-map=given, expected no --priors"), err.toString());
    }

    @Test
    void withoutPriorsADarkPictureIsRefusedAtOnce() throws IOException {
        Path out = folder.resolve("fixes.csv");
        assertEquals(0, run("--map", map().toString(), "--images", images().toString(), "--out", out.toString()));
        assertTrue(Files.readAllLines(out).get(1).endsWith("without contrast"));
    }

    @Test
    void wrongInputsAreRefusedInOneLineAndLeaveNoFile() throws IOException {
        Path images = images();
        Path out = folder.resolve("fixes.csv");
        assertEquals(2, run("--map", folder.resolve("nowhere").toString(), "--images", images.toString(), "--out",
                out.toString()));
        assertEquals(2, run("--map", map().toString(), "--images", folder.resolve("none").toString(), "--out",
                out.toString()));
        assertEquals(2, run("--map", folder.resolve("site").toString(), "--images", images.toString(), "--out",
                folder.resolve("no/such/folder/f.csv").toString()));
        assertEquals(3, err.toString().lines().count(), err.toString());
        assertTrue(err.toString().lines().allMatch(l -> l.startsWith("error: ")), err.toString());
        assertFalse(Files.exists(out));
    }
}
