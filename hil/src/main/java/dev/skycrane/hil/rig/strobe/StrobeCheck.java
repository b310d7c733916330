package dev.skycrane.hil.rig.strobe;

import dev.skycrane.hil.rig.calibration.ScreenLatency;
import dev.skycrane.proto.InputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How much later the time tags are than a light was: a photograph that shows it lit was exposed between an edge up and the next one down, one that
 * shows it dark between down and up. Each photograph gives an interval, as a beat does for the latency of the screen, and many with
 * different phases leave little that lies in all of them. One thread.
 */
final class StrobeCheck {
    /** What the light must make of a difference in the picture. */
    private static final double MIN_CONTRAST_DN = 30;
    /** Between these shares of the way from dark to lit the edge was inside the exposure. */
    private static final double DARK_BELOW = 0.25;
    private static final double LIT_ABOVE = 0.75;
    private static final double TAIL = 0.05;
    /** Edges looked at on either side. */
    private static final int AROUND = 2;
    private static final int MIN_EDGES = 2 * AROUND + 2;

    private record Photograph(long midExposureNs, double brightnessDn) {}

    /**
     * The result.
     *
     * @param photographs seen
     * @param used that show the light lit or dark, with edges before and after
     * @param agreeing that agree with the offset
     * @param offsetNs by which the time tags are late
     * @param uncertaintyNs half the interval in which that lies
     */
    record Result(int photographs, int used, int agreeing, long offsetNs, long uncertaintyNs) {}

    private final long periodNs;
    private final List<Photograph> photographs = new ArrayList<>();

    /** @param periodNs of the camera */
    StrobeCheck(long periodNs) {
        this.periodNs = periodNs;
    }

    /** A photograph. @param brightnessDn mean of the pixels that see the light */
    void photograph(long midExposureNs, double brightnessDn) {
        photographs.add(new Photograph(midExposureNs, brightnessDn));
    }

    /** @throws InputException if the light makes no difference in the pictures, or no edges came */
    Result judge(List<GpioEdges.Edge> edges) {
        double[] sorted = photographs.stream().mapToDouble(Photograph::brightnessDn).sorted().toArray();
        double dark = sorted.length == 0 ? 0 : sorted[(int) (TAIL * (sorted.length - 1))];
        double lit = sorted.length == 0 ? 0 : sorted[(int) ((1 - TAIL) * (sorted.length - 1))];
        if (lit - dark < MIN_CONTRAST_DN) {
            throw InputException.of("strobe", "contrast", lit - dark,
                    "at least " + MIN_CONTRAST_DN + ": is the light in the picture, and does it blink?");
        }
        if (edges.size() < MIN_EDGES) {
            throw InputException.of("strobe", "edges", edges.size(), "at least " + MIN_EDGES + ": the right line?");
        }
        ScreenLatency offset = new ScreenLatency(periodNs);
        long[] times = edges.stream().mapToLong(GpioEdges.Edge::timeNs).toArray();
        int used = 0;
        for (Photograph p : photographs) {
            double share = (p.brightnessDn - dark) / (lit - dark);
            boolean clear = share <= DARK_BELOW || share >= LIT_ABOVE;
            if (clear && observe(offset, edges, times, p.midExposureNs, share >= LIT_ABOVE)) used++;
        }
        boolean known = offset.agreeing() > 0;
        return new Result(photographs.size(), used, offset.agreeing(), known ? offset.latencyNs() : 0,
                known ? offset.uncertaintyNs() : Long.MAX_VALUE);
    }

    /**
     * Every time of the light in that state says between which offsets the photograph was taken in it; offsets of more than half a blink cannot be
     * told from smaller ones.
     *
     * @return whether there are edges around the photograph
     */
    private static boolean observe(ScreenLatency offset, List<GpioEdges.Edge> edges, long[] times, long timeNs,
            boolean lit) {
        int at = Arrays.binarySearch(times, timeNs);
        int around = at >= 0 ? at : -at - 2;
        if (around < AROUND || around + AROUND + 1 >= times.length) return false;
        long halfNs = (times[around + 2] - times[around]) / 2;
        for (int i = around - AROUND; i <= around + AROUND; i++) {
            if (edges.get(i).rising() != lit || edges.get(i + 1).rising() == lit) continue;
            long leastNs = Math.max(timeNs - times[i + 1], -halfNs);
            long mostNs = Math.min(timeNs - times[i], halfNs);
            if (leastNs < mostNs) {
                offset.observe(timeNs, timeNs - mostNs, timeNs - leastNs, Long.MAX_VALUE / 2);
            }
        }
        return true;
    }
}
