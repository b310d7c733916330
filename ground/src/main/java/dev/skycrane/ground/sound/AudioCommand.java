package dev.skycrane.ground.sound;

import dev.skycrane.proto.InputException;
import dev.skycrane.proto.command.CommandProgram;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ground audio FILE --out DIR}. */
@Command(name = "audio", mixinStandardHelpOptions = true, versionProvider = CommandProgram.Version.class, description = {
    "Takes the rover's own noise out of a sound and draws both: NAME.wav, NAME-filtered.wav, NAME-before.png,",
    "NAME-after.png. What the noise is like comes from --noise, from --noise-from and --noise-to, or, without them, from",
    "the quietest tenth of the sound, frequency by frequency."}, footer = {"", "Examples:",
        "  ground audio sol16.wav --out sound",
        "  ground audio sol16.wav --noise-from 0 --noise-to 1.5 --out sound"})
public final class AudioCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "FILE", description = "WAV, or whatever sound ffmpeg reads when it is installed.")
    private Path file;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder of the results; made if need be.")
    private Path out;

    @Option(names = "--noise", paramLabel = "FILE", description = "Sound of the noise alone, same microphone and rate.")
    private Path noiseFile;

    @Option(names = "--noise-from", paramLabel = "S", description = "Begin of a stretch without other sound, s.")
    private Double noiseFromS;

    @Option(names = "--noise-to", paramLabel = "S", description = "Its end, s.")
    private Double noiseToS;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter log = spec.commandLine().getOut();
        Sound sound = SoundFile.read(file);
        RoverNoiseFilter filter = new RoverNoiseFilter(profile(sound));
        warn(sound, log);
        Sound filtered = filter.filtered(sound);
        try {
            Files.createDirectories(out);
        } catch (IOException e) {
            throw new InputException("usage: --out=" + out + ", expected a folder that can be made", e);
        }
        String name = file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
        Path recorded = out.resolve(name + ".wav");
        if (!isInput(recorded)) SoundFile.write(sound, recorded);
        SoundFile.write(filtered, out.resolve(name + "-filtered.wav"));
        Spectrogram before = new Spectrogram(sound);
        double topDb = before.peakDb();
        Spectrogram.write(before.draw(name + ", as recorded", topDb), out.resolve(name + "-before.png"));
        Spectrogram.write(new Spectrogram(filtered).draw(name + ", without the rover's own noise", topDb),
                out.resolve(name + "-after.png"));
        log.printf(Locale.ROOT, "%s: %.1f s at %.0f Hz, level %.1f dB of full scale, %.1f dB after the filter%n", out
                .resolve(name + "-filtered.wav"), sound.seconds(), sound.rateHz(), db(sound.rms()), db(filtered.rms()));
        log.flush();
        return CommandProgram.DONE;
    }

    // the folder of the results may be the sound's own
    private boolean isInput(Path result) {
        try {
            return Files.exists(result) && Files.isSameFile(result, file);
        } catch (IOException e) {
            throw new InputException("usage: --out=" + out + ", expected a readable folder", e);
        }
    }

    private NoiseProfile profile(Sound sound) {
        if (noiseFile != null && (noiseFromS != null || noiseToS != null)) {
            throw InputException.of("usage", "--noise", noiseFile, "no --noise-from or --noise-to beside it");
        }
        if (noiseFile != null) return NoiseProfile.of(SoundFile.read(noiseFile));
        if (noiseFromS == null && noiseToS == null) return NoiseProfile.quietest(sound);
        double fromS = noiseFromS == null ? 0 : noiseFromS;
        double toS = noiseToS == null ? sound.seconds() : noiseToS;
        if (!(fromS >= 0 && fromS < toS)) throw InputException.of("usage", "--noise-from", fromS, "0 to " + toS);
        if (toS > sound.seconds()) throw InputException.of("usage", "--noise-to", toS, "at most " + sound.seconds());
        return NoiseProfile.of(sound.between(fromS, toS));
    }

    private static void warn(Sound sound, PrintWriter log) {
        int clipped = sound.clipped();
        if (clipped > 0) {
            log.printf(Locale.ROOT, "warning: %d of %d samples are clipped; what they were is lost%n", clipped, sound
                    .samples().length);
        }
        if (sound.rms() == 0) log.println("warning: the sound is silence");
    }

    private static double db(double amplitude) {
        return 20 * Math.log10(Math.max(amplitude, 1e-10));
    }
}
