package dev.skycrane.hil.landing;

import dev.skycrane.flight.core.VisionFix;
import dev.skycrane.flight.core.VisionRequest;
import java.util.Arrays;

/** What the vision computer answered, for the report. */
final class VisionLog {
    private static final int MAX_FRAMES = 4096;
    private final long[] computeNs = new long[MAX_FRAMES];
    private final long[] fineInliers = new long[MAX_FRAMES];
    private int frames;
    private int fineFixes;
    private int coarseFixes;
    private double coarseShare = Double.NaN;

    /** @param ns computing time of the vision computer for this frame */
    void observe(VisionFix fix, long ns) {
        if (frames < MAX_FRAMES) computeNs[frames++] = ns;
        if (fix.status != VisionFix.Status.FIX) return;
        if (fix.mode == VisionRequest.Mode.COARSE) {
            coarseFixes++;
            coarseShare = (double) fix.inliers / fix.landmarks;
        }
        if (fix.mode == VisionRequest.Mode.FINE && fineFixes < MAX_FRAMES) fineInliers[fineFixes++] = fix.inliers;
    }

    /** Landmarks kept over landmarks tried in the last coarse fix; NaN without one. */
    double coarseShare() {
        return coarseShare;
    }

    LandingReport.Trn report(double timeTo40mS, double errorAtTargetSelectionM) {
        double[] ms = TickTiming.percentiles(Arrays.copyOf(computeNs, frames), 1e-6, 0.5, 0.99);
        double median = TickTiming.percentiles(Arrays.copyOf(fineInliers, fineFixes), 1, 0.5)[0];
        return new LandingReport.Trn(frames, coarseFixes, median, orNull(timeTo40mS), orNull(errorAtTargetSelectionM),
                ms[0], ms[1]);
    }

    private static Double orNull(double value) {
        return Double.isNaN(value) ? null : value;
    }
}
