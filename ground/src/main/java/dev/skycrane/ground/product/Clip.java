package dev.skycrane.ground.product;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** One camera's pictures in real time, at a constant rate, as they are. */
final class Clip {
    private static final double HIGHEST_HZ = 30;
    private static final double LOWEST_HZ = 5;

    private Clip() {}

    /** Frames per second that show every picture of most of a camera's recording: the median of what lies between them. */
    static double rateHz(List<Footage.Picture> pictures) {
        if (pictures.size() < 2) return LOWEST_HZ;
        double[] gaps = new double[pictures.size() - 1];
        for (int i = 0; i < gaps.length; i++)
            gaps[i] = pictures.get(i + 1).timeS() - pictures.get(i).timeS();
        Arrays.sort(gaps);
        return Math.max(LOWEST_HZ, Math.min(HIGHEST_HZ, Math.rint(1 / Math.max(1e-3, gaps[gaps.length / 2]))));
    }

    /** Makes the clip of a camera. @param pictures of one size */
    static void film(Footage.Camera camera, List<Footage.Picture> pictures, String program, Path file)
            throws IOException {
        double rateHz = rateHz(pictures);
        Footage.Camera one = new Footage.Camera(camera.name(), camera.code(), camera.focalPx(), pictures);
        int frames = Math.max(1, (int) Math.ceil((one.lastS() - one.firstS()) * rateHz) + 1);
        try (Ffmpeg ffmpeg = Ffmpeg.start(program, file, List.of("-f", "image2pipe", "-c:v", "mjpeg", "-framerate",
                LandingCut.rate(rateHz), "-i", "pipe:0", "-vf", "crop=trunc(iw/2)*2:trunc(ih/2)*2", "-c:v", "libx264",
                "-preset", "veryfast", "-crf", "20", "-pix_fmt", "yuv420p", "-metadata", "title=" + camera.name(),
                "-movflags", "+faststart"))) {
            OutputStream out = ffmpeg.input();
            Footage.Picture before = null;
            byte[] bytes = null;
            for (int i = 0; i < frames; i++) {
                Footage.Picture p = one.at(one.firstS() + i / rateHz);
                if (p != before) bytes = p.source().bytes();
                before = p;
                try {
                    out.write(bytes);
                } catch (IOException e) {
                    throw new IOException("ffmpeg=stopped, expected to take every picture (" + ffmpeg.complaint() + ")",
                            e);
                }
            }
            ffmpeg.finish();
        }
    }
}
