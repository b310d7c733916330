package dev.skycrane.proto.transport;

/**
 * Notices that a link which used to hear something hears nothing any more although it stands: a broker that waits for an acknowledgement which
 * got lost may deliver nothing for ever (the embedded one does), a filter may have been damaged on its way. A new connection ends that. Silence
 * may be right, too, so each time twice as long passes before the next.
 *
 * <p>Of one thread.
 */
public final class SilenceWatch {
    /** A second more than a dead connection is given: that one is noticed by what the broker does not acknowledge. */
    private static final long FIRST_NS = 6_000_000_000L;
    private static final long MOST_NS = 60_000_000_000L;

    private boolean any;
    private long sinceNs;
    private long patienceNs = FIRST_NS;

    /** Something has come. */
    public void heard(long nowNs) {
        any = true;
        sinceNs = nowNs;
        patienceNs = FIRST_NS;
    }

    /**
     * @param up whether the link stands; silence is counted from when it does
     * @return whether a new connection should be tried now
     */
    public boolean isOverdue(long nowNs, boolean up) {
        if (!any) return false;
        if (!up) sinceNs = nowNs;
        if (nowNs - sinceNs < patienceNs) return false;
        sinceNs = nowNs;
        patienceNs = Math.min(2 * patienceNs, MOST_NS);
        return true;
    }
}
