package dev.skycrane.ground.analysis.canopy;

import java.util.Arrays;
import java.util.Random;

/**
 * Begin and end of an inflation out of projected area against time.
 *
 * <p>Definition, for pictures and truth alike: the full area is the median of what follows the growth; the canopy's radius, the root of its area, grows
 * evenly (constant rate of opening: Knacke, Parachute Recovery Systems Design Manual, NWC TP 6575, 1992, section 5), and the straight line through it
 * between {@value #LOW} and {@value #HIGH} of the full area begins at nothing, which is the stretch of the lines, and ends at the full radius. So neither
 * the packed canopy's own area nor the breathing of the full one shifts it.
 */
public final class GrowthLaw {
    static final double LOW = 0.06;
    static final double HIGH = 0.94;
    private static final int LEAST_POINTS = 5;
    /** The full area is looked for from this long after it is first nearly reached, for so long, s. */
    private static final double AFTER_S = 0.1;
    private static final double LOOK_S = 0.8;
    /** A full canopy keeps this part of its area in most frames. */
    private static final double LEAST_FULL = 0.5;
    private static final int RESAMPLES = 200;
    private static final long SEED = 11;
    private static final double HUBER = 2;
    private static final int ROUNDS = 6;
    /** Radii of pictures are not better than this part of the full one. */
    private static final double LEAST_SIGMA = 0.004;
    private static final double MAD_TO_SIGMA = 1.4826;

    private GrowthLaw() {}

    /**
     * An inflation.
     *
     * @param startS stretch of the lines, s
     * @param fullS first full area, s
     * @param durationSigmaS standard error of their difference, s
     * @param startSigmaS of the begin, s
     * @param roughness what the radii differ from the line, root of mean square, part of the full radius
     * @param fullSize the full area, in the unit of the input
     * @param points that the fit rests on
     */
    public record Inflation(double startS, double fullS, double durationSigmaS, double startSigmaS, double roughness,
            double fullSize, int points) {
        /** Line stretch to full inflation, s. */
        public double durationS() {
            return fullS - startS;
        }

        /** Area at a time, part of the full one. */
        public double part(double timeS) {
            double x = (timeS - startS) / durationS();
            return x <= 0 ? 0 : x >= 1 ? 1 : x * x;
        }
    }

    private record Line(double start, double duration, double roughness) {}

    /**
     * Fits one.
     *
     * @param timeS growing
     * @param size area in any unit; not a number where it is not known
     * @param stretch how much longer lines and riser are under the load of the full canopy, part of their length: what is seen from their lower end
     *            shrinks by it while the load grows with the area; 0 for areas that are no pictures'
     * @return null when there is no growth from little to a level that stays
     */
    public static Inflation of(double[] timeS, double[] size, double stretch) {
        int reached = reached(timeS, size);
        if (reached < 0) return null;
        double[] level = level(timeS, size, reached);
        if (level == null) return null;
        double full = level[0];
        double[] t = new double[size.length];
        double[] s = new double[size.length];
        int n = growth(timeS, size, full, reached, stretch, t, s);
        if (n < LEAST_POINTS) return null;
        t = Arrays.copyOf(t, n);
        s = Arrays.copyOf(s, n);
        Line best = fit(t, s);
        if (best == null) return null;
        double[] sigma = resampled(t, s, best);
        // an error of the level moves the time at which it is reached
        double fromLevel = 0.5 * best.duration * level[1] / full;
        return new Inflation(best.start, best.start + best.duration, Math.hypot(sigma[1], fromLevel), sigma[0],
                best.roughness, full, n);
    }

    /** Part of the full area as it would be seen from a distance that stays: the load grows with the area, and the distance with the load. */
    public static double unstretched(double seen, double stretch) {
        double part = seen;
        for (int round = 0; round < 20; round++) {
            double nearer = (1 + stretch * Math.min(1, part)) / (1 + stretch);
            part = seen * nearer * nearer;
        }
        return part;
    }

    /** First place where the area is nearly that of the largest ones, and stays: the pack in front of the camera, as it leaves the mortar, does not. */
    private static int reached(double[] timeS, double[] size) {
        double[] known = Arrays.stream(size).filter(v -> !Double.isNaN(v)).sorted().toArray();
        if (known.length < LEAST_POINTS) return -1;
        double large = known[(int) (0.9 * (known.length - 1))];
        if (!(large > 0)) return -1;
        for (int i = 0; i < size.length - 2; i++)
            if (size[i] > 0.85 * large && size[i + 1] > 0.85 * large && size[i + 2] > 0.85 * large
                    && stays(timeS, size, i, LEAST_FULL * large))
                return i;
        return -1;
    }

    private static boolean stays(double[] timeS, double[] size, int from, double least) {
        double untilS = timeS[from] + AFTER_S + LOOK_S;
        int below = 0;
        int i = from;
        for (; i < size.length && timeS[i] <= untilS; i++)
            if (size[i] < least) below++;
        return 2 * below < i - from;
    }

    /** Median of the full area and its standard error, or null when the growth is at the end of what there is. */
    private static double[] level(double[] timeS, double[] size, int reached) {
        double from = timeS[reached] + AFTER_S;
        double[] v = new double[size.length];
        int n = 0;
        for (int i = reached; i < size.length; i++)
            if (timeS[i] >= from && timeS[i] <= from + LOOK_S && !Double.isNaN(size[i])) v[n++] = size[i];
        if (n < LEAST_POINTS) return null;
        v = Arrays.copyOf(v, n);
        Arrays.sort(v);
        double median = v[n / 2];
        double[] off = new double[n];
        for (int i = 0; i < n; i++)
            off[i] = Math.abs(v[i] - median);
        Arrays.sort(off);
        // breathing is slow beside the frames: a few frames tell as much as one
        double independent = Math.max(2, n / 8.0);
        return new double[]{median, MAD_TO_SIGMA * off[n / 2] / Math.sqrt(independent)};
    }

    /** Points of the growth, backwards from where it is nearly full to where it is next to nothing. */
    private static int growth(double[] timeS, double[] size, double full, int reached, double stretch, double[] t,
            double[] s) {
        int first = reached;
        int below = 0;
        for (int i = reached; i >= 0 && below < 2; i--) {
            if (Double.isNaN(size[i])) continue;
            first = i;
            below = size[i] / full < LOW ? below + 1 : 0;
        }
        int n = 0;
        for (int i = first; i < size.length && i <= reached + 3; i++) {
            double part = unstretched(size[i] / full, stretch);
            if (!(part >= LOW && part <= HIGH)) continue;
            t[n] = timeS[i];
            s[n++] = part;
        }
        return n;
    }

    /** A straight line through the radii, where outlying frames count less (Huber, Annals of Mathematical Statistics 35, 1964), or null. */
    private static Line fit(double[] t, double[] s) {
        int n = t.length;
        double[] w = new double[n];
        Arrays.fill(w, 1);
        double slope = 0;
        double start = 0;
        double squares = 0;
        for (int round = 0; round < ROUNDS; round++) {
            double sw = 0;
            double st = 0;
            double sr = 0;
            for (int i = 0; i < n; i++) {
                sw += w[i];
                st += w[i] * t[i];
                sr += w[i] * Math.sqrt(s[i]);
            }
            double tt = 0;
            double tr = 0;
            for (int i = 0; i < n; i++) {
                tt += w[i] * (t[i] - st / sw) * (t[i] - st / sw);
                tr += w[i] * (t[i] - st / sw) * (Math.sqrt(s[i]) - sr / sw);
            }
            slope = tr / tt;
            if (!(slope > 0)) return null;
            start = st / sw - sr / sw / slope;
            double[] off = new double[n];
            for (int i = 0; i < n; i++)
                off[i] = Math.abs(slope * (t[i] - start) - Math.sqrt(s[i]));
            double[] sorted = off.clone();
            Arrays.sort(sorted);
            double limit = HUBER * Math.max(LEAST_SIGMA, MAD_TO_SIGMA * sorted[n / 2]);
            squares = 0;
            for (int i = 0; i < n; i++) {
                w[i] = Math.min(1, limit / Math.max(off[i], 1e-12));
                squares += off[i] * off[i] / n;
            }
        }
        return new Line(start, 1 / slope, Math.sqrt(squares));
    }

    /** Standard errors of begin and duration from fits to frames drawn with replacement (Efron, Annals of Statistics 7, 1979). */
    private static double[] resampled(double[] t, double[] s, Line best) {
        Random draw = new Random(SEED);
        double start2 = 0;
        double duration2 = 0;
        int n = 0;
        for (int k = 0; k < RESAMPLES; k++) {
            double[] tk = new double[t.length];
            double[] sk = new double[t.length];
            for (int i = 0; i < t.length; i++) {
                int j = draw.nextInt(t.length);
                tk[i] = t[j];
                sk[i] = s[j];
            }
            Line line = fit(tk, sk);
            if (line == null || line.duration > 10 * best.duration) continue;
            start2 += (line.start - best.start) * (line.start - best.start);
            duration2 += (line.duration - best.duration) * (line.duration - best.duration);
            n++;
        }
        if (n == 0) return new double[]{Double.NaN, Double.NaN};
        return new double[]{Math.sqrt(start2 / n), Math.sqrt(duration2 / n)};
    }
}
