package dev.skycrane.ground.product;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The finished film in some seconds, small enough for a README: GIF with a palette of its own, and WebP. */
final class TimeLapse {
    private static final double SECONDS = 9;
    private static final int RATE_HZ = 8;
    private static final int WIDTH = 480;

    private TimeLapse() {}

    /** @param filmS length of the film, s */
    static void gif(Path film, double filmS, String program, Path file) throws IOException {
        run(program, file, List.of("-i", film.toString(), "-vf",
                faster(filmS) + ",split[a][b];[a]palettegen=max_colors=128[p];[b][p]paletteuse=dither=bayer", "-an"));
    }

    static void webp(Path film, double filmS, String program, Path file) throws IOException {
        run(program, file, List.of("-i", film.toString(), "-vf", faster(filmS), "-an", "-c:v", "libwebp", "-quality",
                "60", "-loop", "0"));
    }

    private static String faster(double filmS) {
        return String.format(Locale.ROOT, "setpts=PTS*%.6f,fps=%d,scale=%d:-2:flags=lanczos",
                Math.min(1, SECONDS / filmS), RATE_HZ, WIDTH);
    }

    private static void run(String program, Path file, List<String> arguments) throws IOException {
        try (Ffmpeg ffmpeg = Ffmpeg.start(program, file, arguments)) {
            ffmpeg.finish();
        }
    }
}
