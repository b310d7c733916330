package dev.skycrane.ground.product;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/**
 * Sound of a film: at each call-out two short tones, the higher the later in the landing, or a sound file named as the event, for example
 * {@code TOUCHDOWN.wav}, where one is given. Mono, 48 kHz, 16 bit.
 */
final class Tones {
    static final int RATE_HZ = 48_000;
    private static final double FIRST_HZ = 440;
    private static final double LAST_HZ = 880;
    private static final double TONE_S = 0.14;
    private static final double PAUSE_S = 0.06;
    private static final double EDGE_S = 0.012;
    private static final double LOUDNESS = 0.28;
    private static final AudioFormat FORMAT = new AudioFormat(RATE_HZ, 16, 1, true, false);

    private final float[] sound;
    private final Path given;
    private final List<String> notes;

    private Tones(double seconds, Path given, List<String> notes) {
        sound = new float[(int) Math.ceil(seconds * RATE_HZ)];
        this.given = given;
        this.notes = notes;
    }

    /**
     * Writes a WAV file for a film from one on-board time to another.
     *
     * @param given folder of sound files, or null
     * @param notes told of sound files that cannot be used
     */
    static void write(Path file, List<Footage.CallOut> callOuts, double fromS, double toS, Path given,
            List<String> notes) throws IOException {
        Tones tones = new Tones(toS - fromS, given, notes);
        for (Footage.CallOut c : callOuts)
            if (c.timeS() >= fromS && c.timeS() < toS)
                tones.add(c, (c.timeS() - fromS) / (toS - fromS), c.timeS() - fromS);
        tones.write(file);
    }

    private void add(Footage.CallOut c, double part, double atS) {
        int at = (int) Math.round(atS * RATE_HZ);
        float[] own = own(c.name());
        if (own != null) {
            for (int i = 0; i < own.length && at + i < sound.length; i++)
                sound[at + i] += own[i];
            return;
        }
        double hz = FIRST_HZ * StrictMath.pow(LAST_HZ / FIRST_HZ, part);
        tone(at, hz);
        tone(at + (int) ((TONE_S + PAUSE_S) * RATE_HZ), 1.5 * hz);
    }

    private void tone(int at, double hz) {
        int n = (int) (TONE_S * RATE_HZ);
        for (int i = 0; i < n && at + i < sound.length; i++) {
            double edge = Math.min(1, Math.min(i, n - i) / (EDGE_S * RATE_HZ));
            sound[at + i] += (float) (LOUDNESS * edge * StrictMath.sin(2 * Math.PI * hz * i / RATE_HZ));
        }
    }

    private float[] own(String name) {
        if (given == null) return null;
        Path file = given.resolve(name.toUpperCase(Locale.ROOT) + ".wav");
        if (!Files.isRegularFile(file)) return null;
        try (AudioInputStream raw = AudioSystem.getAudioInputStream(file.toFile());
                AudioInputStream in = AudioSystem.getAudioInputStream(FORMAT, raw)) {
            byte[] bytes = in.readAllBytes();
            float[] out = new float[bytes.length / 2];
            for (int i = 0; i < out.length; i++)
                out[i] = (short) (bytes[2 * i] & 0xff | bytes[2 * i + 1] << 8) / 32768f;
            return out;
        } catch (IOException | UnsupportedAudioFileException | IllegalArgumentException e) {
            notes.add("sound: file=" + file + ", expected WAV that can be turned into 48 kHz mono; a tone instead ("
                    + e.getMessage() + ")");
            return null;
        }
    }

    private void write(Path file) throws IOException {
        byte[] bytes = new byte[2 * sound.length];
        for (int i = 0; i < sound.length; i++) {
            int v = Math.round(32767 * Math.max(-1, Math.min(1, sound[i])));
            bytes[2 * i] = (byte) v;
            bytes[2 * i + 1] = (byte) (v >> 8);
        }
        try (AudioInputStream in = new AudioInputStream(new ByteArrayInputStream(bytes), FORMAT, sound.length)) {
            AudioSystem.write(in, AudioFileFormat.Type.WAVE, file.toFile());
        }
    }
}
