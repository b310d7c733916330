package dev.skycrane.ground.sound;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.ground.command.GroundMain;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class AudioCommandTest {
    @TempDir
    Path dir;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int audio(Object... arguments) {
        CommandLine line = GroundMain.commandLine();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        String[] words = new String[arguments.length + 1];
        words[0] = "audio";
        for (int i = 0; i < arguments.length; i++)
            words[i + 1] = arguments[i].toString();
        return line.execute(words);
    }

    private Path tone(String name, double amplitude) {
        double[] x = new double[32_000];
        for (int i = 0; i < x.length; i++)
            x[i] = i < 16_000 ? 0.02 * ((i * 7919 % 101) / 50.0 - 1) : amplitude * Math.sin(i * 0.2);
        Path file = dir.resolve(name);
        SoundFile.write(new Sound(x, 16_000), file);
        return file;
    }

    @Test
    void writesSoundAndSpectrogramsBesideEachOther() throws IOException {
        assertEquals(0, audio(tone("a.wav", 0.3), "--noise-to", 0.9, "--out", dir.resolve("o")), err.toString());
        assertEquals("", err.toString());
        for (String name : new String[]{"a.wav", "a-filtered.wav"}) {
            Sound s = SoundFile.read(dir.resolve("o").resolve(name));
            assertEquals(32_000, s.samples().length, name);
            assertEquals(0.3 / Math.sqrt(2), s.between(1.2, 1.8).rms(), 0.01, name);
        }
        double noise = SoundFile.read(dir.resolve("o/a.wav")).between(0.1, 0.7).rms();
        double left = SoundFile.read(dir.resolve("o/a-filtered.wav")).between(0.1, 0.7).rms();
        assertTrue(left < 0.2 * noise, noise + " became " + left);
        BufferedImage before = ImageIO.read(dir.resolve("o/a-before.png").toFile());
        BufferedImage after = ImageIO.read(dir.resolve("o/a-after.png").toFile());
        assertEquals(before.getWidth(), after.getWidth());
        // at half a second the noise is seen before and, 20 dB lower, after
        assertTrue((before.getRGB(350, 100) & 0xff00) > (after.getRGB(350, 100) & 0xff00));
    }

    @Test
    void theSoundIsLeftAloneWhenItLiesInTheFolderOfTheResults() throws IOException {
        Path file = tone("a.wav", 0.3);
        byte[] was = Files.readAllBytes(file);
        assertEquals(0, audio(file, "--out", dir));
        assertArrayEquals(was, Files.readAllBytes(file));
        assertTrue(Files.exists(dir.resolve("a-filtered.wav")));
    }

    @Test
    void aClippedSoundIsSaidToBeSoAndFiltered() {
        assertEquals(0, audio(tone("a.wav", 1.4), "--out", dir.resolve("o")));
        assertTrue(
                out.toString().matches("(?s)warning: \\d{4} of 32000 samples are clipped; what they were is lost\n.*"),
                out
                        .toString());
        assertTrue(Files.exists(dir.resolve("o/a-filtered.wav")));
    }

    @Test
    void silenceIsSaidToBeSo() {
        Path file = dir.resolve("s.wav");
        SoundFile.write(new Sound(new double[16_000], 16_000), file);
        assertEquals(0, audio(file, "--out", dir.resolve("o")));
        assertTrue(out.toString().startsWith("warning: the sound is silence\n"), out.toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "none.wav|--out|o|error: sound: file=DIR/none.wav, expected an existing sound file",
        "empty.wav|--out|o|error: sound: bytes=0 in DIR/empty.wav, expected a sound file",
        "header.wav|--out|o|error: sound: samples=0 in DIR/header.wav, expected at least one",
        "tone.wav|--noise-to=9|--out=DIR/o|error: usage: --noise-to=9.0, expected at most 2.0",
        "tone.wav|--noise-from=2.5|--out=DIR/o|error: usage: --noise-from=2.5, expected 0 to 2.0",})
    void badInputGetsOneLineAndLeavesNothing(String file, String a, String b, String line) throws IOException {
        Files.createFile(dir.resolve("empty.wav"));
        SoundFile.write(new Sound(new double[0], 8000), dir.resolve("header.wav"));
        tone("tone.wav", 0.2);
        assertEquals(2,
                audio(dir.resolve(file), a, b.startsWith("-") ? b.replace("DIR", dir.toString()) : dir.resolve(b)));
        assertEquals(line.replace("DIR", dir.toString()), err.toString().strip());
        assertFalse(Files.exists(dir.resolve("o")));
    }

    @ParameterizedTest
    @CsvSource({"8,false", "16,true", "24,true", "32,true"})
    void soundOfEveryWidthIsReadAlike(int bits, boolean signed) throws IOException {
        int bytes = bits / 8;
        byte[] data = new byte[100 * 2 * bytes];
        for (int i = 0; i < 200; i++) {
            long v = Math.round((i / 2 % 2 == 0 ? 0.5 : -0.25) * (1L << bits - 1)) + (signed ? 0 : 1L << bits - 1);
            for (int k = 0; k < bytes; k++)
                data[i * bytes + k] = (byte) (v >> 8 * k);
        }
        AudioFormat format = new AudioFormat(8000, bits, 2, signed, false);
        Path file = dir.resolve("w.wav");
        AudioSystem.write(new AudioInputStream(new ByteArrayInputStream(data), format, 100), AudioFileFormat.Type.WAVE,
                file
                        .toFile());
        Sound s = SoundFile.read(file);
        assertEquals(100, s.samples().length);
        assertEquals(8000, s.rateHz());
        for (int i = 0; i < 100; i++)
            assertEquals(i % 2 == 0 ? 0.5 : -0.25, s.samples()[i], 1e-9, bits + " bits, sample " + i);
    }
}
