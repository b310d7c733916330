package dev.skycrane.hil.rig.run;

/**
 * Whether a photograph's time fits the beat that it shows. The beat stands from its own showing until the next one's, later by the screen's
 * latency; a record of a neighbouring picture is off by a whole period, which is more than a beat lasts.
 */
final class TimeCheck {
    /** What the beat says about a time. */
    enum Verdict {
        /** It fits, and the times of both neighbours would not. */
        PROVEN,
        /** It fits, but so would a neighbour's. */
        POSSIBLE,
        /** The record is older than the picture. */
        TOO_EARLY,
        /** The record is younger than the picture. */
        TOO_LATE
    }

    private static final long TOLERANCE_NS = 2_000_000;

    private final long periodNs;
    private final long latencyNs;
    private final long slackNs;

    /**
     * @param periodNs of the camera
     * @param latencyNs of the screen
     * @param uncertaintyNs of that
     * @param exposureNs of the camera
     */
    TimeCheck(long periodNs, long latencyNs, long uncertaintyNs, long exposureNs) {
        this.periodNs = periodNs;
        this.latencyNs = latencyNs;
        slackNs = TOLERANCE_NS + uncertaintyNs + exposureNs / 2;
    }

    /** @param nextNs {@link Long#MAX_VALUE} if the beat is the newest */
    Verdict judge(long midExposureNs, long shownNs, long nextNs) {
        long fromNs = shownNs + latencyNs - slackNs;
        long untilNs = nextNs == Long.MAX_VALUE ? Long.MAX_VALUE : nextNs + latencyNs + slackNs;
        if (midExposureNs < fromNs) return Verdict.TOO_EARLY;
        if (midExposureNs > untilNs) return Verdict.TOO_LATE;
        boolean neighbourFits = midExposureNs - periodNs >= fromNs || midExposureNs + periodNs <= untilNs;
        return neighbourFits ? Verdict.POSSIBLE : Verdict.PROVEN;
    }
}
