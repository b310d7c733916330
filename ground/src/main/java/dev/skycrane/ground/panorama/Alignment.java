package dev.skycrane.ground.panorama;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Frames as they lie to each other.
 *
 * @param frames those that could be placed
 * @param lens that fits them
 * @param tiePoints things seen by two frames that the pointings were fitted to
 * @param rmsPx root mean square of their distances after the fit, px; 0 without any
 */
record Alignment(List<Frame> frames, Lens lens, int tiePoints, double rmsPx) {
    /** A focal length that nobody said is looked for among fields of view from 15 to 120 deg, each this much wider than the last. */
    private static final double FIELD_STEP = 1.07;
    private static final double NARROWEST_DEG = 15;
    private static final double WIDEST_DEG = 120;
    /** A focal length said by a pointing file is that good. */
    private static final double KNOWN_FOCAL = 0.01;
    private static final double GUESSED_FOCAL = 0.3;
    private static final double RADIAL = 0.02;
    /** Frames that nobody pointed may lie anywhere; the first stays where it is. */
    private static final double ANYWHERE_RAD = 10;
    private static final double FIXED_RAD = 1e-6;
    /** Without pointings each frame is compared with this many before and behind it, and the last with the first. */
    private static final int NEIGHBOURS = 3;

    /** From the pointings alone. */
    static Alignment pointed(FrameSet set) {
        return new Alignment(set.frames(), set.lens(), 0, 0);
    }

    /**
     * Refined by what the pictures show.
     *
     * @param pointingSigmaDeg how good the pointings are, deg, one standard deviation
     */
    static Alignment refined(FrameSet set, double pointingSigmaDeg, PrintWriter log) {
        boolean known = set.frames().stream().allMatch(f -> f.pointing().known()) && set.lens().focalPx() > 0;
        return known ? nearPointings(set, pointingSigmaDeg, log) : unpointed(set, log);
    }

    private static Alignment nearPointings(FrameSet set, double sigmaDeg, PrintWriter log) {
        List<Frame> frames = set.frames();
        double sigma = Math.toRadians(sigmaDeg);
        double searchPx = Math.max(8, 4 * sigma * set.lens().focalPx());
        Matcher matcher = new Matcher(frames, set.lens(), searchPx);
        List<TiePoint> ties = new ArrayList<>();
        double reach = 2 * Math.atan(0.5 * Math.hypot(frames.get(0).width(), frames.get(0).height()) / set.lens()
                .focalPx());
        int[] joined = new int[frames.size()];
        for (int a = 0; a < frames.size(); a++) {
            for (int b = a + 1; b < frames.size(); b++) {
                if (apartRad(frames.get(a).pointing(), frames.get(b).pointing()) > reach) continue;
                Matcher.Pair pair = matcher.pair(a, b);
                if (pair == null) continue;
                ties.addAll(pair.ties());
                joined[a]++;
                joined[b]++;
            }
        }
        for (int i = 0; i < joined.length; i++) {
            if (joined[i] == 0 && joined.length > 1) {
                log.printf(Locale.ROOT,
                        "warning: %s shares nothing recognisable with another frame; it stays where its pointing says%n",
                        frames.get(i).name());
            }
        }
        double[] sigmas = new double[frames.size()];
        Arrays.fill(sigmas, sigma);
        Adjustment.Fit fit = new Adjustment(frames, ties, set.lens(), sigmas, KNOWN_FOCAL, RADIAL).fit();
        return new Alignment(fit.frames(), fit.lens(), ties.size(), fit.rmsPx());
    }

    private static double apartRad(Pointing p, Pointing q) {
        double[] a = new double[9];
        double[] b = new double[9];
        p.axes(a);
        q.axes(b);
        return Math.acos(Math.max(-1, Math.min(1, a[0] * b[0] + a[1] * b[1] + a[2] * b[2])));
    }

    private static Alignment unpointed(FrameSet set, PrintWriter log) {
        List<Frame> frames = set.frames();
        int width = frames.get(0).width();
        boolean guess = set.lens().focalPx() == 0;
        Matcher matcher = new Matcher(frames, guess ? new Lens(Lens.focalPx(width, 45), 0) : set.lens(),
                Double.POSITIVE_INFINITY);
        Lens lens = set.lens();
        if (guess) {
            lens = bestLens(matcher, frames.size(), width);
            matcher = matcher.through(lens);
        }
        List<Matcher.Pair> pairs = pairs(matcher, frames.size());
        double[][] axes = chained(pairs, frames.size());
        List<Frame> placed = new ArrayList<>();
        int[] place = new int[frames.size()];
        for (int i = 0; i < place.length; i++) {
            place[i] = axes[i] == null ? -1 : placed.size();
            if (axes[i] == null) {
                log.printf(Locale.ROOT, "warning: %s left out: shares nothing recognisable with the others%n",
                        frames.get(i)
                                .name());
            } else {
                placed.add(frames.get(i).at(Pointing.of(axes[i], false)));
            }
        }
        List<TiePoint> ties = new ArrayList<>();
        for (Matcher.Pair p : pairs)
            for (TiePoint t : p.ties())
                if (place[t.a()] >= 0 && place[t.b()] >= 0) {
                    ties.add(new TiePoint(place[t.a()], place[t.b()], t.ax(), t.ay(), t.bx(), t.by()));
                }
        double[] sigmas = new double[placed.size()];
        Arrays.fill(sigmas, ANYWHERE_RAD);
        sigmas[0] = FIXED_RAD;
        Adjustment.Fit fit = new Adjustment(placed, ties, lens, sigmas, guess ? GUESSED_FOCAL : KNOWN_FOCAL, RADIAL)
                .fit();
        return new Alignment(Levelling.level(fit.frames()), fit.lens(), ties.size(), fit.rmsPx());
    }

    // the lens through which most features of neighbours agree on rotations
    private static Lens bestLens(Matcher matcher, int frames, int widthPx) {
        Lens best = null;
        int most = -1;
        for (double field = NARROWEST_DEG; field <= WIDEST_DEG; field *= FIELD_STEP) {
            Lens lens = new Lens(Lens.focalPx(widthPx, field), 0);
            Matcher through = matcher.through(lens);
            int ties = 0;
            for (int i = 0; i + 1 < frames; i++) {
                Matcher.Pair pair = through.pair(i, i + 1);
                if (pair != null) ties += pair.ties().size();
            }
            if (ties > most) {
                most = ties;
                best = lens;
            }
        }
        return best;
    }

    private static List<Matcher.Pair> pairs(Matcher matcher, int frames) {
        List<Matcher.Pair> out = new ArrayList<>();
        for (int a = 0; a < frames; a++) {
            for (int b = a + 1; b < frames; b++) {
                if (b - a > NEIGHBOURS && frames - (b - a) > NEIGHBOURS) continue;
                Matcher.Pair pair = matcher.pair(a, b);
                if (pair != null) out.add(pair);
            }
        }
        return out;
    }

    // axes of every frame that hangs together with the best joined pair, strongest pairs first; the first of it looks north
    private static double[][] chained(List<Matcher.Pair> pairs, int frames) {
        double[][] axes = new double[frames][];
        List<Matcher.Pair> left = new ArrayList<>(pairs);
        left.sort(Comparator.comparingInt((Matcher.Pair p) -> -p.ties().size()));
        int first = left.isEmpty() ? 0 : left.get(0).a();
        axes[first] = new double[]{1, 0, 0, 0, 1, 0, 0, 0, 1};
        for (boolean grown = true; grown;) {
            grown = false;
            for (Matcher.Pair p : left) {
                if (axes[p.a()] == null == (axes[p.b()] == null)) continue;
                if (axes[p.b()] == null) axes[p.b()] = turned(axes[p.a()], p.rotation(), false);
                else
                    axes[p.a()] = turned(axes[p.b()], p.rotation(), true);
                grown = true;
                break;
            }
        }
        return axes;
    }

    // axes of b from those of a: a direction d of a's camera is r d in b's, so b's axes are r times a's
    private static double[] turned(double[] axes, double[] r, boolean back) {
        double[] out = new double[9];
        for (int i = 0; i < 3; i++)
            for (int k = 0; k < 3; k++)
                for (int j = 0; j < 3; j++)
                    out[3 * i + k] += (back ? r[3 * j + i] : r[3 * i + j]) * axes[3 * j + k];
        return out;
    }
}
