package dev.skycrane.ground.product;

import dev.skycrane.proto.InputException;
import dev.skycrane.proto.command.CommandProgram;
import dev.skycrane.proto.command.Progress;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ground film}: the film of a landing with what belongs to it. */
@Command(name = "film", mixinStandardHelpOptions = true, description = {
    "Makes the film of a landing: the cut with split views, clock, height, speed, call-outs, chapters and tones,",
    "captions beside it, a clip of each camera, and a time-lapse as GIF and WebP. Needs ffmpeg.",
    "Ends with code 1 if one of them could not be made; the others are there."}, footer = {"", "Examples:",
        "  ground film film --out landing.mp4",
        "  ground film landing.mcap --out landing.mp4"})
public final class FilmCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "RECORDING|DIR", description = "A recording with its live pictures, or a folder filled by hil film.")
    private Path source;
    @Option(names = "--out", paramLabel = "F.mp4", required = true, description = "The film; everything else is named after it.")
    private Path out;
    @Option(names = "--rate", paramLabel = "HZ", description = "Frames per second of the cut, 1 to 60; default: that of the pictures, at least 10.")
    private Double rateHz;
    @Option(names = "--no-clips", description = "Only the cut and the time-lapse.")
    private boolean noClips;
    @Option(names = "--sounds", paramLabel = "DIR", description = "Sound files to use instead of tones, named as the events: TOUCHDOWN.wav.")
    private Path sounds;
    @Option(names = "--ffmpeg", paramLabel = "PROGRAM", defaultValue = "ffmpeg", description = "The program; default ${DEFAULT-VALUE}.")
    private String ffmpeg;

    private final PrintStream terminal = System.out;
    private int failures;

    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    @Override
    public Integer call() throws IOException {
        Path folder = out.toAbsolutePath().getParent();
        String name = out.getFileName().toString();
        if (!name.toLowerCase(Locale.ROOT).endsWith(".mp4"))
            throw InputException.of("usage", "--out", out, "a name ending in .mp4");
        if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder))
            throw InputException.of("usage", "--out", out, "a file in a folder that can be written");
        if (sounds != null && !Files.isDirectory(sounds))
            throw InputException.of("usage", "--sounds", sounds, "a folder");
        if (rateHz != null && !(rateHz >= 1 && rateHz <= 60))
            throw InputException.of("usage", "--rate", rateHz, "1 to 60");
        Footage footage = Footage.read(source);
        footage.notes().forEach(this::tell);
        if (footage.cameras().isEmpty()) throw InputException.of("footage", "pictures", 0, "at least one in " + source);
        String stem = name.substring(0, name.length() - 4);
        cut(footage, folder, stem);
        if (!noClips) clips(footage, folder, stem);
        return failures == 0 ? CommandProgram.DONE : CommandProgram.FAILED;
    }

    private void tell(String line) {
        System.err.println("note: " + line);
    }

    private void cut(Footage footage, Path folder, String stem) {
        double rate = rateHz != null
                ? rateHz
                : Math.max(10, footage.cameras().stream()
                        .mapToDouble(c -> Clip.rateHz(c.pictures())).max().orElse(10));
        LandingCut cut = new LandingCut(footage, ffmpeg, rate);
        Path film = folder.resolve(stem + ".mp4");
        Path srt = folder.resolve(stem + ".srt");
        List<String> notes = new ArrayList<>();
        boolean captioned = product(srt, () -> cut.captions(srt));
        boolean there = captioned && product(film, () -> {
            try (Progress progress = Progress.begin(terminal, "cut", "frames", cut.frames(), 0)) {
                cut.film(film, srt, sounds, notes, progress::step);
            }
        });
        notes.forEach(this::tell);
        if (!there) return;
        double filmS = cut.frames() / rate;
        product(folder.resolve(stem + ".gif"), () -> TimeLapse.gif(film, filmS, ffmpeg, folder.resolve(stem + ".gif")));
        product(folder.resolve(stem + ".webp"),
                () -> TimeLapse.webp(film, filmS, ffmpeg, folder.resolve(stem + ".webp")));
    }

    private void clips(Footage footage, Path folder, String stem) {
        for (Footage.Camera camera : footage.cameras()) {
            List<String> notes = new ArrayList<>();
            List<Footage.Picture> pictures = Footage.ofOneSize(camera.name(), camera.pictures(), notes);
            notes.forEach(this::tell);
            Path file = folder.resolve(stem + "-" + camera.name() + ".mp4");
            product(file, () -> Clip.film(camera, pictures, ffmpeg, file));
        }
    }

    /** Makes one product, or says in one line why it is not there. */
    private boolean product(Path file, Work work) {
        try {
            work.run();
            terminal.printf(Locale.ROOT, "  %s, %,d bytes%n", file, Files.size(file));
            return true;
        } catch (IOException e) {
            failures++;
            System.err.println("error: " + file.getFileName() + ": " + e.getMessage());
            return false;
        }
    }
}
