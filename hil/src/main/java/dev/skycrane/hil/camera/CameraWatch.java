package dev.skycrane.hil.camera;

/**
 * Decides when a camera is to be started, stopped and given up; starts and stops nothing itself. Called by one thread, with the
 * monotonic time.
 *
 * <p>{@code STARTING} ends with the first picture or after ten seconds; {@code RUNNING} turns to {@code RESTARTING} when no picture comes
 * for five periods, at least half a second, or when the stream ends; restarts wait 0.5, 1, 2, 4 s; after as many as allowed it is
 * {@code FAILED}, and the flight software sees a camera that does not answer. A minute of pictures forgives all restarts.
 */
final class CameraWatch {
    /** Where the camera stands. */
    enum State {
        IDLE, STARTING, RUNNING, RESTARTING, FAILED
    }

    /** What the owner has to do now. */
    enum Order {
        NOTHING, START, STOP
    }

    static final long START_LIMIT_NS = 10_000_000_000L;
    private static final long MIN_STALL_NS = 500_000_000L;
    private static final int STALL_PERIODS = 5;
    private static final long FIRST_BACK_OFF_NS = 500_000_000L;
    private static final int MAX_BACK_OFF_DOUBLINGS = 3;
    private static final long FORGIVE_NS = 60_000_000_000L;

    private final long stallNs;
    private final int maxRestarts;
    private State state = State.IDLE;
    private long sinceNs;
    private long lastPictureNs;
    private int restarts;
    private int inARow;
    private String reason = "";
    private CameraEvent.Kind cause = CameraEvent.Kind.RECOVERED;
    private long lostNs;

    CameraWatch(long periodNs, int maxRestarts) {
        stallNs = Math.max(STALL_PERIODS * periodNs, MIN_STALL_NS);
        this.maxRestarts = maxRestarts;
    }

    State state() {
        return state;
    }

    /** Why it last left {@code RUNNING} or {@code STARTING}; empty before that. */
    String reason() {
        return reason;
    }

    /** What that was. */
    CameraEvent.Kind cause() {
        return cause;
    }

    /** Since when there are no pictures, or were none when it last went wrong; 0 if it never did. */
    long lostNs() {
        return lostNs;
    }

    int restarts() {
        return restarts;
    }

    /** The first start. */
    Order begin(long nowNs) {
        return start(nowNs);
    }

    void picture(long nowNs) {
        if (state == State.STARTING) enter(State.RUNNING, nowNs);
        lastPictureNs = nowNs;
        if (state == State.RUNNING && nowNs - sinceNs > FORGIVE_NS) inARow = 0;
    }

    /** The stream ended by itself, or could not be opened. */
    Order ended(CameraEvent.Kind what, String why, boolean worthRetry, long nowNs) {
        if (state != State.STARTING && state != State.RUNNING) return Order.NOTHING;
        return lost(what, why, worthRetry, nowNs);
    }

    /** Time has passed. */
    Order step(long nowNs) {
        return switch (state) {
            case STARTING -> nowNs - sinceNs > START_LIMIT_NS
                    ? lost(CameraEvent.Kind.START_BLOCKED, "no picture in " + START_LIMIT_NS / 1_000_000_000L + " s",
                            true, nowNs)
                    : Order.NOTHING;
            case RUNNING -> nowNs - lastPictureNs > stallNs
                    ? lost(CameraEvent.Kind.STALLED, "no picture for " + stallNs / 1_000_000 + " ms", true, nowNs)
                    : Order.NOTHING;
            case RESTARTING -> nowNs - sinceNs >= backOffNs() ? start(nowNs) : Order.NOTHING;
            case IDLE, FAILED -> Order.NOTHING;
        };
    }

    private Order start(long nowNs) {
        enter(State.STARTING, nowNs);
        lastPictureNs = nowNs;
        return Order.START;
    }

    private Order lost(CameraEvent.Kind what, String why, boolean worthRetry, long nowNs) {
        // the first loss counts until pictures come again
        if (state == State.RUNNING || lostNs == 0) lostNs = nowNs;
        cause = what;
        reason = why;
        if (!worthRetry || inARow >= maxRestarts) {
            enter(State.FAILED, nowNs);
        } else {
            inARow++;
            restarts++;
            enter(State.RESTARTING, nowNs);
        }
        return Order.STOP;
    }

    private long backOffNs() {
        return FIRST_BACK_OFF_NS << Math.min(inARow - 1, MAX_BACK_OFF_DOUBLINGS);
    }

    private void enter(State next, long nowNs) {
        state = next;
        sinceNs = nowNs;
    }
}
