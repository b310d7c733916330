package dev.skycrane.hil.rig.stimulus;

/**
 * Clock of a page on another machine beside ours: a question is asked and answered, and the answer was given between both. The quickest of the
 * last {@value #KEPT} answers bounds it best.
 *
 * <p>Guarded by its owner.
 */
final class PageClock {
    private static final int KEPT = 32;

    private final long[] offsetNs = new long[KEPT];
    private final long[] tripNs = new long[KEPT];
    private int answers;

    /**
     * An answer.
     *
     * @param askedNs our clock when it was asked
     * @param pageMs the page's clock in between
     * @param heardNs our clock when the answer was there
     */
    void answer(long askedNs, double pageMs, long heardNs) {
        offsetNs[answers % KEPT] = askedNs / 2 + heardNs / 2 - Math.round(pageMs * 1e6);
        tripNs[answers % KEPT] = heardNs - askedNs;
        answers++;
    }

    /** Whether there was an answer yet. */
    boolean isKnown() {
        return answers > 0;
    }

    private int best() {
        int best = 0;
        for (int i = 1; i < Math.min(answers, KEPT); i++)
            if (tripNs[i] < tripNs[best]) best = i;
        return best;
    }

    /** Our clock at a time of the page, ns; right to half of {@link #tripNs}. */
    long at(double pageMs) {
        return offsetNs[best()] + Math.round(pageMs * 1e6);
    }

    /** How long the quickest answer took, ns. */
    long tripNs() {
        return tripNs[best()];
    }
}
