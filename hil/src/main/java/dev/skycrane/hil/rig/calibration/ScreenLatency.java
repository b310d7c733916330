package dev.skycrane.hil.rig.calibration;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How long after it was handed over a picture is seen, bounded from both sides: a photograph that shows a beat was exposed after that beat shone,
 * and before the next did. Each photograph gives an interval; many with random phases leave little that lies in all of them. The time of
 * a photograph may be another's while nothing confirms it, so the latency is what most intervals agree on; and if that is longer than any
 * photograph of a beat took to arrive, most had the time of a later one, and the latency is shorter by a period.
 *
 * <p>One thread.
 */
public final class ScreenLatency {
    private record Edge(long ns, int step) {}

    private static final int NEAR_DIVISOR = 5;

    private final long periodNs;
    private final List<Edge> edges = new ArrayList<>();
    private int photographs;
    private int agreeing;
    private long atLeastNs;
    private long atMostNs;
    private long arrivedNs = Long.MAX_VALUE;
    private boolean known;

    /** @param periodNs of the camera */
    public ScreenLatency(long periodNs) {
        this.periodNs = periodNs;
    }

    /**
     * A photograph.
     *
     * @param midExposureNs middle of its exposure
     * @param shownNs when the beat that it shows was handed over
     * @param nextNs when the next one was
     * @param arrivalNs when the photograph was there
     */
    public void observe(long midExposureNs, long shownNs, long nextNs, long arrivalNs) {
        photographs++;
        edges.add(new Edge(midExposureNs - nextNs, 1));
        edges.add(new Edge(midExposureNs - shownNs, -1));
        arrivedNs = Math.min(arrivedNs, arrivalNs - shownNs);
        known = false;
    }

    private void agree() {
        if (known) return;
        known = true;
        edges.sort(Comparator.comparingLong(Edge::ns).thenComparingInt(e -> -e.step));
        peak(Long.MIN_VALUE, Long.MAX_VALUE);
        while (agreeing > 0 && (atLeastNs + atMostNs) / 2 > arrivedNs) {
            long shorterNs = (atLeastNs + atMostNs) / 2 - periodNs;
            peak(shorterNs - periodNs / NEAR_DIVISOR, shorterNs + periodNs / NEAR_DIVISOR);
        }
    }

    private void peak(long fromNs, long untilNs) {
        List<Edge> sorted = edges;
        agreeing = 0;
        int open = 0;
        for (int i = 0; i + 1 < sorted.size(); i++) {
            open += sorted.get(i).step;
            if (open > agreeing && sorted.get(i).ns >= fromNs && sorted.get(i + 1).ns <= untilNs) {
                agreeing = open;
                atLeastNs = sorted.get(i).ns;
                atMostNs = sorted.get(i + 1).ns;
            }
        }
    }

    /** Photographs so far. */
    public int photographs() {
        return photographs;
    }

    /** Those that agree with the estimate. */
    public int agreeing() {
        agree();
        return agreeing;
    }

    /** Best estimate, ns. */
    public long latencyNs() {
        agree();
        return atLeastNs / 2 + atMostNs / 2;
    }

    /** Half the width of the interval in which it lies if those that agree are right, ns. */
    public long uncertaintyNs() {
        agree();
        return (atMostNs - atLeastNs) / 2;
    }
}
