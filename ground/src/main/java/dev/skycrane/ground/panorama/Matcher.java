package dev.skycrane.ground.panorama;

import boofcv.abst.feature.describe.ConfigSurfDescribe;
import boofcv.abst.feature.detdesc.DetectDescribePoint;
import boofcv.abst.feature.detect.interest.ConfigFastHessian;
import boofcv.abst.feature.orientation.ConfigSlidingIntegral;
import boofcv.factory.feature.detdesc.FactoryDetectDescribe;
import boofcv.struct.feature.TupleDesc_F64;
import boofcv.struct.image.GrayF32;
import georegression.struct.point.Point2D_F64;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Finds what pairs of frames both see: SURF features (Bay et al., CVIU 110, 2008) that are each other's nearest, clearly nearer than
 * the second (Lowe, IJCV 60, 2004), where the pointings let them be, and that one rotation between the two cameras explains
 * (random sample consensus with a fixed seed).
 */
final class Matcher {
    private static final int MOST_FEATURES = 1500;
    private static final double NEARER_THAN_SECOND = 0.8;
    /** Directions explained by the rotation agree within this many pixels; parallax of a mast that turns is in it. */
    private static final double AGREE_PX = 3;
    private static final int TRIALS = 400;
    private static final int LEAST_TIES = 10;
    private static final double LEAST_SHARE = 0.15;
    private static final long SEED = 6;

    private final List<List<Feature>> features;
    /** By pair of frames; where the pointings say nothing the lens does not matter to what is alike. */
    private final Map<List<Integer>, List<Match>> alike;
    private final List<Frame> frames;
    private final Lens lens;
    private final double searchPx;

    private record Feature(double x, double y, double[] value) {}

    private record Match(Feature a, Feature b) {}

    /** What a pair of frames has in common, and the rotation that explains it: 9 numbers, directions in a's camera to b's. */
    record Pair(int a, int b, List<TiePoint> ties, double[] rotation) {}

    /** @param searchPx how far from where the pointings say a feature may be found; infinite when they say nothing */
    Matcher(List<Frame> frames, Lens lens, double searchPx) {
        this.frames = frames;
        this.lens = lens;
        this.searchPx = searchPx;
        features = new ArrayList<>();
        alike = new HashMap<>();
        ConfigFastHessian detector = new ConfigFastHessian();
        detector.maxFeaturesAll = MOST_FEATURES;
        detector.extract.threshold = 0;
        detector.extract.radius = 2;
        detector.initialSampleStep = 1;
        DetectDescribePoint<GrayF32, TupleDesc_F64> surf = FactoryDetectDescribe.surfStable(detector,
                new ConfigSurfDescribe.Stability(), new ConfigSlidingIntegral(), GrayF32.class);
        for (Frame frame : frames) {
            surf.detect(frame.grey());
            List<Feature> found = new ArrayList<>();
            for (int i = 0; i < surf.getNumberOfFeatures(); i++) {
                Point2D_F64 p = surf.getLocation(i);
                found.add(new Feature(p.x, p.y, surf.getDescription(i).data.clone()));
            }
            features.add(found);
        }
    }

    /** The same features seen through another lens. */
    private Matcher(Matcher of, Lens lens) {
        frames = of.frames;
        searchPx = of.searchPx;
        features = of.features;
        alike = Double.isInfinite(searchPx) ? of.alike : new HashMap<>();
        this.lens = lens;
    }

    Matcher through(Lens other) {
        return new Matcher(this, other);
    }

    /** What frames {@code a} and {@code b} have in common, or null when that is too little to believe. */
    Pair pair(int a, int b) {
        List<Match> matches = alike.computeIfAbsent(List.of(a, b), pair -> matches(a, b));
        if (matches.size() < LEAST_TIES) return null;
        double[][] from = rays(frames.get(a), matches.stream().map(Match::a).toList());
        double[][] to = rays(frames.get(b), matches.stream().map(Match::b).toList());
        double[] best = null;
        int most = 0;
        Random random = new Random(SEED);
        for (int trial = 0; trial < TRIALS; trial++) {
            int i = random.nextInt(matches.size());
            int j = random.nextInt(matches.size());
            double[] r = rotation(from[i], from[j], to[i], to[j]);
            if (r == null) continue;
            int n = agreeing(r, from, to).size();
            if (n > most) {
                most = n;
                best = r;
            }
        }
        if (most < LEAST_TIES || most < LEAST_SHARE * matches.size()) return null;
        List<TiePoint> ties = new ArrayList<>();
        for (int k : agreeing(best, from, to)) {
            Match m = matches.get(k);
            ties.add(new TiePoint(a, b, m.a.x, m.a.y, m.b.x, m.b.y));
        }
        return new Pair(a, b, ties, best);
    }

    private List<Match> matches(int a, int b) {
        List<Feature> fa = features.get(a);
        List<Feature> fb = features.get(b);
        double[][] expected = Double.isInfinite(searchPx) ? null : expected(a, b);
        int[] forward = nearest(fa, fb, expected, false);
        int[] backward = nearest(fb, fa, expected, true);
        List<Match> out = new ArrayList<>();
        for (int i = 0; i < forward.length; i++)
            if (forward[i] >= 0 && backward[forward[i]] == i) out.add(new Match(fa.get(i), fb.get(forward[i])));
        return out;
    }

    // where each feature of a should be in b, or null for one that b does not see
    private double[][] expected(int a, int b) {
        Camera from = camera(a);
        Camera to = camera(b);
        double[][] out = new double[features.get(a).size()][];
        for (int i = 0; i < out.length; i++) {
            Feature f = features.get(a).get(i);
            from.ray(f.x, f.y);
            if (to.project(from.ray[0], from.ray[1], from.ray[2])) out[i] = new double[]{to.x, to.y};
        }
        return out;
    }

    private Camera camera(int frame) {
        Frame f = frames.get(frame);
        return new Camera(f.pointing(), lens, f.width(), f.height());
    }

    // index into of for each of these, or -1; expected belongs to these, or to of when swapped
    private int[] nearest(List<Feature> these, List<Feature> of, double[][] expected, boolean swapped) {
        int[] out = new int[these.size()];
        for (int i = 0; i < out.length; i++) {
            Feature f = these.get(i);
            double best = Double.MAX_VALUE;
            double second = Double.MAX_VALUE;
            int at = -1;
            for (int j = 0; j < of.size(); j++) {
                Feature g = of.get(j);
                if (expected != null && !near(swapped ? expected[j] : expected[i], swapped ? f : g)) continue;
                double d = distance(f.value, g.value, second);
                if (d < best) {
                    second = best;
                    best = d;
                    at = j;
                } else if (d < second) {
                    second = d;
                }
            }
            out[i] = best < NEARER_THAN_SECOND * NEARER_THAN_SECOND * second ? at : -1;
        }
        return out;
    }

    private boolean near(double[] expected, Feature f) {
        return expected != null && Math.abs(expected[0] - f.x) <= searchPx && Math.abs(expected[1] - f.y) <= searchPx;
    }

    private static double distance(double[] a, double[] b, double enough) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            double d = a[i] - b[i];
            sum += d * d;
            if (sum > enough) return sum;
        }
        return sum;
    }

    // directions in the camera's own axes: along its line of sight, right, up
    private double[][] rays(Frame f, List<Feature> places) {
        double cx = 0.5 * (f.width() - 1);
        double cy = 0.5 * (f.height() - 1);
        double[][] out = new double[places.size()][3];
        for (int i = 0; i < out.length; i++) {
            double right = (places.get(i).x - cx) / lens.focalPx();
            double up = (cy - places.get(i).y) / lens.focalPx();
            double s = lens.unstretch(right * right + up * up);
            double scale = 1 / Math.sqrt(1 + s * s * (right * right + up * up));
            out[i][0] = scale;
            out[i][1] = scale * s * right;
            out[i][2] = scale * s * up;
        }
        return out;
    }

    private List<Integer> agreeing(double[] r, double[][] from, double[][] to) {
        double least = Math.cos(AGREE_PX / lens.focalPx());
        List<Integer> out = new ArrayList<>();
        for (int i = 0; i < from.length; i++) {
            double[] d = from[i];
            double dot = 0;
            for (int k = 0; k < 3; k++)
                dot += to[i][k] * (r[3 * k] * d[0] + r[3 * k + 1] * d[1] + r[3 * k + 2] * d[2]);
            if (dot >= least) out.add(i);
        }
        return out;
    }

    /** The rotation that brings directions a to c and b to d as nearly as both allow (TRIAD: Black, AIAA Journal 2, 1964), or null. */
    static double[] rotation(double[] a, double[] b, double[] c, double[] d) {
        double[] from = triad(a, b);
        double[] to = triad(c, d);
        if (from == null || to == null) return null;
        double[] r = new double[9];
        for (int i = 0; i < 3; i++)
            for (int j = 0; j < 3; j++)
                for (int k = 0; k < 3; k++)
                    r[3 * i + j] += to[3 * k + i] * from[3 * k + j];
        return r;
    }

    // rows: mean of the two, their normal, and what completes them
    private static double[] triad(double[] a, double[] b) {
        double[] m = {a[0] + b[0], a[1] + b[1], a[2] + b[2]};
        double[] n = cross(a, b);
        double nn = Math.sqrt(n[0] * n[0] + n[1] * n[1] + n[2] * n[2]);
        if (nn < 0.02) return null;
        double mm = Math.sqrt(m[0] * m[0] + m[1] * m[1] + m[2] * m[2]);
        for (int i = 0; i < 3; i++) {
            m[i] /= mm;
            n[i] /= nn;
        }
        double[] p = cross(m, n);
        return new double[]{m[0], m[1], m[2], n[0], n[1], n[2], p[0], p[1], p[2]};
    }

    private static double[] cross(double[] a, double[] b) {
        return new double[]{a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
    }
}
