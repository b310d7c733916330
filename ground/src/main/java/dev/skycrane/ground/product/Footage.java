package dev.skycrane.ground.product;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Pictures of a landing with what was going on.
 *
 * @param title one line
 * @param cameras with at least one picture each, in the suite's order
 * @param callOuts in order
 * @param notes what is missing or odd, one line each
 */
public record Footage(String title, List<Camera> cameras, List<CallOut> callOuts, Track track, List<String> notes) {
    /** Bytes of a compressed picture. */
    public interface Source {
        byte[] bytes() throws IOException;
    }

    /**
     * One picture.
     *
     * @param timeS beginning of the exposure, on-board time, s
     * @param name file name as the mission names raw pictures
     * @param about further columns, name to text
     */
    public record Picture(double timeS, int widthPx, int heightPx, String name, Map<String, String> about,
            Source source) {}

    /**
     * A camera and what it took.
     *
     * @param code the mission's two letters
     * @param focalPx focal length, px; not a number where nobody said
     */
    public record Camera(String name, String code, double focalPx, List<Picture> pictures) {
        /** The latest picture at a time, or null before the first. */
        Picture at(double timeS) {
            int low = 0;
            int high = pictures.size();
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (pictures.get(middle).timeS() <= timeS + 1e-9) low = middle + 1;
                else
                    high = middle;
            }
            return low == 0 ? null : pictures.get(low - 1);
        }

        /** Time of the first picture, s. */
        public double firstS() {
            return pictures.get(0).timeS();
        }

        /** Time of the last picture, s. */
        public double lastS() {
            return pictures.get(pictures.size() - 1).timeS();
        }
    }

    /** What is called out. */
    public record CallOut(double timeS, String name, String text) {}

    /** Height and speed against time; all arrays as long. */
    public record Track(double[] timeS, double[] altitudeM, double[] speedMps, String[] phase) {
        /** Nothing is known. */
        public static final Track NONE = new Track(new double[0], new double[0], new double[0], new String[0]);

        /** Index of the latest row at a time, -1 before the first. */
        int at(double time) {
            int k = java.util.Arrays.binarySearch(timeS, time + 1e-9);
            return k >= 0 ? k : -k - 2;
        }

        /** Straight between rows; NaN outside. */
        double value(double[] of, double time) {
            int k = at(time);
            if (k < 0 || timeS.length == 0) return Double.NaN;
            if (k >= timeS.length - 1) return of[timeS.length - 1];
            double part = (time - timeS[k]) / (timeS[k + 1] - timeS[k]);
            return of[k] + part * (of[k + 1] - of[k]);
        }
    }

    /**
     * Reads a recording with its live pictures, or a folder filled by {@code hil film}.
     *
     * @throws dev.skycrane.proto.InputException for one that is neither
     */
    public static Footage read(Path source) {
        return Files.isDirectory(source) ? FootageFolder.read(source) : FootageRecording.read(source);
    }

    /** The camera of that name, or null. */
    public Camera camera(String name) {
        for (Camera c : cameras)
            if (c.name().equals(name)) return c;
        return null;
    }

    double firstS() {
        return cameras.stream().mapToDouble(Camera::firstS).min().orElse(0);
    }

    double lastS() {
        return cameras.stream().mapToDouble(Camera::lastS).max().orElse(0);
    }

    /**
     * The pictures of the most common size; a film has one.
     *
     * @param notes told when others are left out
     */
    public static List<Picture> ofOneSize(String camera, List<Picture> all, List<String> notes) {
        Map<Long, Integer> counts = new HashMap<>();
        for (Picture p : all)
            counts.merge((long) p.widthPx() << 32 | p.heightPx(), 1, Integer::sum);
        if (counts.size() < 2) return all;
        long most = counts.entrySet().stream().max(Map.Entry.<Long, Integer>comparingByValue()
                .thenComparing(Map.Entry.comparingByKey())).orElseThrow().getKey();
        List<Picture> kept = new ArrayList<>();
        for (Picture p : all)
            if (((long) p.widthPx() << 32 | p.heightPx()) == most) kept.add(p);
        notes.add(camera + ": sizes=" + counts.size() + ", expected one: " + (all.size() - kept.size()) + " of "
                + all.size() + " pictures are not " + (most >>> 32) + " x " + (most & 0xffffffffL) + " and left out");
        return kept;
    }
}
