package dev.skycrane.ground.analysis.motion;

import dev.skycrane.ground.analysis.frames.FrameSeries;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * The camera's attitude in every frame against the first one, chained from frame to frame. Where a frame cannot be joined to the one before it
 * (damaged, too dark, too few corners) the chain breaks; the longest stretch without a break is what remains.
 *
 * @param first index of the stretch's first frame in the series
 * @param timeS of the stretch's frames
 * @param attitude 3 x 3 each: turns a direction in the frame's own axes into those of the stretch's first frame
 * @param scale size of the picture against that of the stretch's first frame
 * @param places of the corners by their number, px, a map for each frame of the stretch
 * @param rmsPx what is left of the corners, median over the frames
 * @param corners that agree, median
 * @param breaks how often the chain broke in the whole series
 */
public record CameraTurns(int first, double[] timeS, DMatrixRMaj[] attitude, double[] scale,
        List<Map<Long, double[]>> places,
        double rmsPx, int corners,
        int breaks) {
    /** Ground does not grow faster than this part of itself in a second, seen from where attitudes are of interest; a thing that falls away does. */
    private static final double MOST_GROWTH_HZ = 0.15;

    /** A corner of the ground is that near to where the turns say, between any two frames, px. */
    private static final double NEAR_PX = 12;
    private static final double LEAST_SIGMA_PX = 0.1;

    /** Follows the ground through a series. @param progress run after each frame */
    public static CameraTurns of(FrameSeries series, Runnable progress) {
        FeatureTracks tracks = new FeatureTracks();
        TurnFit fit = new TurnFit(series.focalPx(), series.width(), series.height());
        TurnFit.Turn[] turns = new TurnFit.Turn[series.size()];
        for (int i = 0; i < series.size(); i++) {
            turns[i] = turn(series, i, tracks, fit);
            progress.run();
        }
        int breaks = 0;
        int best = 0;
        int most = 0;
        for (int i = 0, from = 0; i <= turns.length; i++) {
            boolean broken = i == turns.length || i > from && turns[i] == null;
            if (!broken) continue;
            if (i - from > most) {
                most = i - from;
                best = from;
            }
            if (i < turns.length) breaks++;
            from = i;
        }
        return chained(series, turns, tracks.history(), best, most, breaks);
    }

    private static TurnFit.Turn turn(FrameSeries series, int i, FeatureTracks tracks, TurnFit fit) {
        try {
            List<FeatureTracks.Pair> pairs = tracks.next(series.grey(i));
            if (i == 0) return null;
            TurnFit.Turn turn = fit.of(pairs);
            double most = MOST_GROWTH_HZ * (series.timeS(i) - series.timeS(i - 1));
            return turn != null && Math.abs(turn.growth()) < most ? turn : null;
        } catch (IOException damaged) {
            return null;
        }
    }

    private static CameraTurns chained(FrameSeries series, TurnFit.Turn[] turns, List<Map<Long, double[]>> places,
            int first, int n, int breaks) {
        double[] timeS = new double[n];
        DMatrixRMaj[] attitude = new DMatrixRMaj[n];
        double[] scale = new double[n];
        List<Double> rms = new ArrayList<>();
        List<Integer> corners = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            timeS[i] = series.timeS(first + i);
            if (i == 0) {
                attitude[0] = CommonOps_DDRM.identity(3);
                scale[0] = 1;
                continue;
            }
            TurnFit.Turn turn = turns[first + i];
            attitude[i] = new DMatrixRMaj(3, 3);
            CommonOps_DDRM.multTransB(attitude[i - 1], turn.rotation(), attitude[i]);
            scale[i] = scale[i - 1] * (1 + turn.growth());
            rms.add(turn.rmsPx());
            corners.add(turn.agreeing());
        }
        rms.sort(null);
        corners.sort(null);
        return new CameraTurns(first, timeS, attitude, scale, places.subList(first, first + n),
                rms.isEmpty() ? Double.NaN : rms.get(rms.size() / 2),
                corners.isEmpty() ? 0 : corners.get(corners.size() / 2), breaks);
    }

    /** Angles of the line of sight against the first frame's, about its y and x axes, rad: {@code [0]} to the right, {@code [1]} downwards. */
    public double[][] tiltRad() {
        return tiltRad(attitude);
    }

    /** The same of any attitudes against the first of them. */
    public static double[][] tiltRad(DMatrixRMaj[] attitude) {
        double[][] out = new double[2][attitude.length];
        DMatrixRMaj rest = new DMatrixRMaj(3, 3);
        for (int i = 0; i < attitude.length; i++) {
            CommonOps_DDRM.multTransA(attitude[0], attitude[i], rest);
            out[0][i] = Math.atan2(rest.get(0, 2), rest.get(2, 2));
            out[1][i] = Math.atan2(rest.get(1, 2), rest.get(2, 2));
        }
        return out;
    }

    /**
     * How the ground goes over from frame {@code i} of the stretch to frame {@code j}: by the turns, made better by the corners that both show.
     *
     * @param focalPx focal length, px
     * @param width columns of the frames
     * @param height rows
     */
    public Homography ground(int i, int j, double focalPx, int width, int height) {
        DMatrixRMaj turn = new DMatrixRMaj(3, 3);
        CommonOps_DDRM.multTransA(attitude[j], attitude[i], turn);
        Homography start = Homography.of(turn, scale[j] / scale[i]);
        double cx = 0.5 * (width - 1);
        double cy = 0.5 * (height - 1);
        List<double[]> from = new ArrayList<>();
        List<double[]> to = new ArrayList<>();
        for (Map.Entry<Long, double[]> corner : places.get(i).entrySet()) {
            double[] other = places.get(j).get(corner.getKey());
            if (other == null) continue;
            from.add(new double[]{(corner.getValue()[0] - cx) / focalPx, (corner.getValue()[1] - cy) / focalPx});
            to.add(new double[]{(other[0] - cx) / focalPx, (other[1] - cy) / focalPx});
        }
        return start.refined(from.toArray(new double[0][]), to.toArray(new double[0][]), NEAR_PX / focalPx,
                LEAST_SIGMA_PX / focalPx);
    }
}
