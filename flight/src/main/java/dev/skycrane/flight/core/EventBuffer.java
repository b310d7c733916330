package dev.skycrane.flight.core;

/**
 * Events of one tick, up to {@link #CAPACITY}; more are counted, not kept. The executive clears it at the start of a tick,
 * components add, the umbilical copies it out after the tick.
 */
public final class EventBuffer {
    public static final int CAPACITY = 64;
    /** Arguments per event. */
    public static final int ARGS = 6;

    private final EventId[] ids = new EventId[CAPACITY];
    private final double[] args = new double[CAPACITY * ARGS];
    private int size;
    private long total;
    private long dropped;

    public void beginTick() {
        size = 0;
    }

    public void emit(EventId id, double a0, double a1, double a2, double a3, double a4, double a5) {
        total++;
        if (size == CAPACITY) {
            dropped++;
            return;
        }
        int k = size * ARGS;
        args[k] = a0;
        args[k + 1] = a1;
        args[k + 2] = a2;
        args[k + 3] = a3;
        args[k + 4] = a4;
        args[k + 5] = a5;
        ids[size++] = id;
    }

    public void emit(EventId id) {
        emit(id, 0, 0, 0, 0, 0, 0);
    }

    public void emit(EventId id, double a0) {
        emit(id, a0, 0, 0, 0, 0, 0);
    }

    public void emit(EventId id, double a0, double a1) {
        emit(id, a0, a1, 0, 0, 0, 0);
    }

    public void emit(EventId id, double a0, double a1, double a2) {
        emit(id, a0, a1, a2, 0, 0, 0);
    }

    public void emit(EventId id, double a0, double a1, double a2, double a3) {
        emit(id, a0, a1, a2, a3, 0, 0);
    }

    public int size() {
        return size;
    }

    public EventId id(int i) {
        return ids[i];
    }

    public double arg(int i, int k) {
        return args[i * ARGS + k];
    }

    public long total() {
        return total;
    }

    public long dropped() {
        return dropped;
    }

    /** Folds all but {@link EventId#TICK_OVERRUN}, which depends on the host and not on the sensor frames. */
    void foldInto(Digest digest) {
        for (int i = 0; i < size; i++) {
            if (ids[i] == EventId.TICK_OVERRUN) continue;
            digest.fold(ids[i].code());
            for (int k = 0; k < ARGS; k++)
                digest.fold(args[i * ARGS + k]);
        }
    }
}
