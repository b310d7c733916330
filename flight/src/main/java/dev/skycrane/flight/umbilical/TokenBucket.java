package dev.skycrane.flight.umbilical;

/** Bytes per second with a burst: pictures take from it, so they cannot take the link, or the machine, from telemetry. */
final class TokenBucket {
    private final double bytesPerNs;
    private final double burstBytes;
    private double tokens;
    private long lastNs;

    /** @param burstBytes that may go at once after a pause */
    TokenBucket(long bytesPerSecond, long burstBytes, long nowNs) {
        bytesPerNs = bytesPerSecond * 1e-9;
        this.burstBytes = burstBytes;
        tokens = burstBytes;
        lastNs = nowNs;
    }

    /** Whether something may go now; one frame may overdraw, and is paid for before the next. */
    boolean allows(long nowNs) {
        tokens = Math.min(burstBytes, tokens + (nowNs - lastNs) * bytesPerNs);
        lastNs = nowNs;
        return tokens > 0;
    }

    void take(int bytes) {
        tokens -= bytes;
    }
}
