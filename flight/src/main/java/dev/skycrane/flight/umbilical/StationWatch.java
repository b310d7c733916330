package dev.skycrane.flight.umbilical;

/** Which station's acknowledgements count: the first heard, until it has been silent for a while. */
final class StationWatch {
    private static final long SILENT_NS = 700_000_000L;

    /** What an acknowledgement's sender is. */
    enum Verdict {
        /** The station that counts. */
        SAME,
        /** It counts from now on. */
        NEW,
        /** Another one, while the one that counts is heard. */
        OTHER
    }

    private boolean any;
    private long station;
    private long heardNs;

    Verdict heard(long from, long nowNs) {
        if (any && from != station && nowNs - heardNs < SILENT_NS) return Verdict.OTHER;
        boolean same = any && from == station;
        any = true;
        station = from;
        heardNs = nowNs;
        return same ? Verdict.SAME : Verdict.NEW;
    }
}
