package dev.skycrane.ground.product;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The cut of the landing: {@link Screen} frame by frame into H.264, with sound, captions as a stream of their own and chapters. */
final class LandingCut {
    private final Footage footage;
    private final String program;
    private final double rateHz;
    private final double fromS;
    private final double toS;

    /** @param rateHz frames per second of the film */
    LandingCut(Footage footage, String program, double rateHz) {
        this.footage = footage;
        this.program = program;
        this.rateHz = rateHz;
        fromS = Math.floor(footage.firstS());
        toS = footage.lastS() + 1;
    }

    int frames() {
        return (int) Math.ceil((toS - fromS) * rateHz);
    }

    /** Writes the captions beside the film, which needs no ffmpeg. */
    void captions(Path srt) throws IOException {
        Files.writeString(srt, Captions.srt(footage.callOuts(), fromS, toS));
    }

    /**
     * Makes the film.
     *
     * @param tones folder of sound files, or null
     * @param progress told of every frame
     */
    void film(Path file, Path srt, Path tones, List<String> notes, Runnable progress) throws IOException {
        Path scratch = Files.createTempDirectory("skycrane-film");
        Path sound = scratch.resolve("tones.wav");
        Path chapters = scratch.resolve("chapters.txt");
        try {
            Tones.write(sound, footage.callOuts(), fromS, toS, tones, notes);
            Files.writeString(chapters, Captions.chapters(footage.title(), footage.callOuts(), fromS, toS));
            // An empty list of captions is no input that ffmpeg takes.
            boolean captioned = Files.size(srt) > 0;
            try (Ffmpeg ffmpeg = Ffmpeg.start(program, file, arguments(sound, captioned ? srt : null, chapters))) {
                feed(ffmpeg, progress);
                ffmpeg.finish();
            }
        } finally {
            Files.deleteIfExists(sound);
            Files.deleteIfExists(chapters);
            Files.deleteIfExists(scratch);
        }
    }

    private List<String> arguments(Path sound, Path srt, Path chapters) {
        List<String> a = new ArrayList<>(List.of("-f", "rawvideo", "-pix_fmt", "bgr24", "-s",
                Screen.WIDTH + "x" + Screen.HEIGHT, "-framerate", rate(rateHz), "-i", "pipe:0", "-i", sound.toString(),
                "-i", chapters.toString()));
        if (srt != null) a.addAll(List.of("-i", srt.toString()));
        a.addAll(List.of("-map", "0:v", "-map", "1:a"));
        if (srt != null) a.addAll(List.of("-map", "3:s", "-c:s", "mov_text", "-metadata:s:s:0", "language=eng"));
        a.addAll(List.of("-map_metadata", "2", "-map_chapters", "2", "-c:v", "libx264", "-preset", "veryfast", "-crf",
                "21", "-pix_fmt", "yuv420p", "-c:a", "aac", "-b:a", "96k", "-movflags", "+faststart"));
        return a;
    }

    static String rate(double hz) {
        return String.format(Locale.ROOT, "%.4f", hz);
    }

    private void feed(Ffmpeg ffmpeg, Runnable progress) throws IOException {
        Screen screen = new Screen(footage);
        OutputStream out = ffmpeg.input();
        for (int i = 0; i < frames(); i++) {
            BufferedImage frame = screen.draw(fromS + i / rateHz);
            try {
                out.write(((DataBufferByte) frame.getRaster().getDataBuffer()).getData());
            } catch (IOException e) {
                throw new IOException("ffmpeg=stopped, expected to take every frame (" + ffmpeg.complaint() + ")", e);
            }
            progress.run();
        }
    }
}
