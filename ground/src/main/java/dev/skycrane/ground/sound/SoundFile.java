package dev.skycrane.ground.sound;

import dev.skycrane.proto.InputException;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/** Reads and writes sound files. WAV and AIFF are read here; anything else is given to the machine's {@code ffmpeg}. */
public final class SoundFile {
    private static final int LONGEST_BYTES = 1 << 30;

    private SoundFile() {}

    /**
     * The sound of a file, its channels averaged.
     *
     * @throws InputException when it is not there, holds no sound, or is of a kind that needs an ffmpeg which is absent
     */
    public static Sound read(Path file) {
        if (!Files.isRegularFile(file)) throw InputException.of("sound", "file", file, "an existing sound file");
        try {
            if (Files.size(file) == 0) throw InputException.of("sound", "bytes", "0 in " + file, "a sound file");
            try (AudioInputStream in = AudioSystem.getAudioInputStream(file.toFile())) {
                return decoded(in, file);
            } catch (UnsupportedAudioFileException e) {
                return throughFfmpeg(file);
            }
        } catch (IOException e) {
            throw new InputException(
                    "sound: file=" + file + ", expected a readable sound file (" + e.getMessage() + ")",
                    e);
        }
    }

    private static Sound throughFfmpeg(Path file) throws IOException {
        Process ffmpeg;
        try {
            ffmpeg = new ProcessBuilder(List.of("ffmpeg", "-v", "error", "-i", file.toString(), "-f", "wav", "-acodec",
                    "pcm_s16le", "-bitexact", "-")).redirectError(Redirect.DISCARD)
                    .redirectInput(Redirect.from(new File("/dev/null"))).start();
        } catch (IOException e) {
            throw new InputException("sound: file=" + file
                    + ", expected WAV, or ffmpeg installed for anything else", e);
        }
        byte[] wav;
        try (InputStream out = ffmpeg.getInputStream()) {
            wav = out.readNBytes(LONGEST_BYTES);
        } finally {
            ffmpeg.destroy();
        }
        try (AudioInputStream in = AudioSystem.getAudioInputStream(new ByteArrayInputStream(wav))) {
            return decoded(in, file);
        } catch (UnsupportedAudioFileException e) {
            throw new InputException("sound: file=" + file + ", expected a sound file that ffmpeg reads", e);
        }
    }

    private static Sound decoded(AudioInputStream in, Path file) throws IOException {
        AudioFormat f = in.getFormat();
        boolean real = f.getEncoding() == AudioFormat.Encoding.PCM_FLOAT;
        boolean whole = f.getEncoding() == AudioFormat.Encoding.PCM_SIGNED
                || f.getEncoding() == AudioFormat.Encoding.PCM_UNSIGNED;
        int bytes = f.getSampleSizeInBits() / 8;
        if (!real && !whole || bytes < 1 || bytes > (real ? 8 : 4)) return throughFfmpegOrRefuse(f, file);
        // a header may promise more than there is (a stream's length is not known beforehand)
        byte[] data = in.readNBytes(LONGEST_BYTES);
        int frame = f.getFrameSize();
        int n = data.length / frame;
        if (n == 0) throw InputException.of("sound", "samples", "0 in " + file, "at least one");
        double[] samples = new double[n];
        ByteBuffer b = ByteBuffer.wrap(data)
                .order(f.isBigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        boolean unsigned = f.getEncoding() == AudioFormat.Encoding.PCM_UNSIGNED;
        for (int i = 0; i < n; i++) {
            double sum = 0;
            for (int c = 0; c < f.getChannels(); c++) {
                int at = i * frame + c * bytes;
                sum += real ? real(b, at, bytes) : whole(b, at, bytes, unsigned);
            }
            samples[i] = sum / f.getChannels();
        }
        return new Sound(samples, f.getSampleRate());
    }

    private static Sound throughFfmpegOrRefuse(AudioFormat f, Path file) throws IOException {
        if (f.getEncoding() == AudioFormat.Encoding.ULAW || f.getEncoding() == AudioFormat.Encoding.ALAW) {
            return throughFfmpeg(file);
        }
        throw InputException.of("sound", "encoding", f.getEncoding() + " in " + file, "PCM of 8 to 32 bits");
    }

    private static double real(ByteBuffer b, int at, int bytes) {
        double v = bytes == 4 ? b.getFloat(at) : b.getDouble(at);
        return Double.isFinite(v) ? v : 0;
    }

    private static double whole(ByteBuffer b, int at, int bytes, boolean unsigned) {
        int v = 0;
        for (int k = 0; k < bytes; k++) {
            int place = b.order() == ByteOrder.BIG_ENDIAN ? k : bytes - 1 - k;
            v = v << 8 | b.get(at + place) & 0xff;
        }
        int up = 32 - 8 * bytes;
        int left = v << up;
        return (unsigned ? left ^ Integer.MIN_VALUE : left) / 2147483648.0;
    }

    /**
     * Writes WAV, 16 bits, one channel; a file of that name is replaced when the new one is whole. Samples beyond full scale are
     * held to it.
     *
     * @return samples held
     * @throws InputException when it cannot be written
     */
    public static int write(Sound sound, Path file) {
        byte[] data = new byte[2 * sound.samples().length];
        int held = 0;
        for (int i = 0; i < sound.samples().length; i++) {
            long v = Math.round(sound.samples()[i] * 32768);
            if (v > 32767 || v < -32768) held++;
            short s = (short) Math.max(-32768, Math.min(32767, v));
            data[2 * i] = (byte) s;
            data[2 * i + 1] = (byte) (s >> 8);
        }
        AudioFormat format = new AudioFormat((float) sound.rateHz(), 16, 1, true, false);
        Path beside = file.resolveSibling(file.getFileName() + ".part");
        try (AudioInputStream in = new AudioInputStream(new ByteArrayInputStream(data), format,
                sound.samples().length)) {
            AudioSystem.write(in, AudioFileFormat.Type.WAVE, beside.toFile());
            Files.move(beside, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new InputException("sound: file=" + file + ", expected a place that can be written", e);
        }
        return held;
    }
}
