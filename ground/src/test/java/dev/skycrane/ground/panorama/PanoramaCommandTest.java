package dev.skycrane.ground.panorama;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.skycrane.ground.command.GroundMain;
import dev.skycrane.proto.testing.SharedData;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class PanoramaCommandTest {
    @TempDir
    Path dir;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int panorama(String... arguments) {
        CommandLine line = GroundMain.commandLine();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        String[] words = new String[arguments.length + 1];
        words[0] = "panorama";
        System.arraycopy(arguments, 0, words, 1, arguments.length);
        return line.execute(words);
    }

    private void picture(String name, int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(2);
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++)
                image.setRGB(x, y, random.nextInt() & 0x7f7f7f | 0x404040);
        ImageIO.write(image, "png", dir.resolve(name).toFile());
    }

    /** Two raw frames of Curiosity's navigation camera, sol 3333, that nobody pointed. */
    @Test
    void aRealPairOfRawFramesJoinsWithoutAVisibleSeam() throws IOException {
        Path pair = SharedData.require("panorama/msl_navcam_pair");
        assertEquals(0, panorama(pair.toString(), "--out", dir.resolve("p.png").toString()), err.toString());
        System.out.print(out);
        JsonNode json = new ObjectMapper().readTree(dir.resolve("p.json").toFile());
        assertEquals(2, json.path("frames").size());
        // the camera sees 45 deg in 1024 px (Maki et al., Space Sci. Rev. 170, 2012): 1236 px; parallax of the turning mast is in it
        assertTrue(json.path("residualRmsPx").asDouble() < 2.5, json.toString());
        // gradient across the seam against its surroundings
        assertTrue(json.path("seamSteepness").asDouble() <= 1.1, json.path("seamSteepness").toString());
        BufferedImage image = ImageIO.read(dir.resolve("p.png").toFile());
        assertEquals(json.path("width").asInt(), image.getWidth());
    }

    @Test
    void aFrameOfAnotherSizeAndOneThatIsBrokenAreLeftOutAndTheRestComesOut() throws IOException {
        picture("a.png", 64, 64);
        picture("b.png", 80, 64);
        Files.writeString(dir.resolve("c.png"), "no picture");
        Files.writeString(dir.resolve("frames.json"),
                """
                        {"fov_deg": 40, "frames": [{"file": "a.png", "az_deg": 0, "el_deg": 0}, {"file": "b.png", "az_deg": 20, "el_deg": 0},
                         {"file": "c.png", "az_deg": 40, "el_deg": 0}, {"file": "d.png", "az_deg": 60, "el_deg": 0}]}""");
        assertEquals(0, panorama(dir.toString(), "--out", dir.resolve("o/p.png").toString()), err.toString());
        assertTrue(out.toString().startsWith("""
                warning: b.png left out: 80 x 64, the others are 64 x 64
                warning: c.png left out: not there or no picture that can be read
                warning: d.png left out: not there or no picture that can be read
                """), out.toString());
        assertTrue(Files.exists(dir.resolve("o/p.png")));
        assertEquals(3, ImageIO.read(dir.resolve("o/p.png").toFile()).getRaster().getNumBands(), "colours stay");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "none||error: panorama: source=DIR/none, expected a folder of pictures or a JSON of their pointings",
        "empty||error: panorama: pictures=0 in DIR/empty, expected at least one",
        "bad.json||error: pointings: file=DIR/bad.json, expected JSON with a list \"frames\"",
        "angle.json||error: pointings: az_deg=\"x\" in DIR/angle.json, expected an angle in degrees",
        "one|--no-refine|error: usage: --no-refine=true, expected az_deg, el_deg and a field of view for every frame",
        "one|--fov=300|error: usage: --fov=300.0, expected 1 to 170",})
    void badInputGetsOneLineAndLeavesNothing(String source, String option, String line) throws IOException {
        Files.createDirectory(dir.resolve("empty"));
        Files.createDirectory(dir.resolve("one"));
        picture("one/a.png", 32, 32);
        Files.writeString(dir.resolve("bad.json"), "{\"frames\": 3}");
        Files.writeString(dir.resolve("angle.json"),
                "{\"frames\": [{\"file\": \"a.png\", \"az_deg\": \"x\", \"el_deg\": 0}]}");
        String target = dir.resolve("p.png").toString();
        int code = option == null
                ? panorama(dir.resolve(source).toString(), "--out", target)
                : panorama(dir.resolve(source).toString(), "--out", target, option);
        assertEquals(2, code);
        assertEquals(line.replace("DIR", dir.toString()), err.toString().strip());
        assertFalse(Files.exists(dir.resolve("p.png")));
    }
}
