package dev.skycrane.flight.umbilical;

/**
 * How much may be on its way to the station and not acknowledged by it. Each lower priority leaves an eighth free for those above it.
 *
 * @param frames at most
 * @param bytes  at most, and one frame
 */
record Window(int frames, long bytes) {
    private static final int RESERVE = 8;

    /** @throws IllegalArgumentException for more frames than a stream remembers */
    Window {
        if (frames >= StreamCounter.KEPT)
            throw new IllegalArgumentException("window: frames=" + frames + ", expected fewer than "
                    + StreamCounter.KEPT);
    }

    /** Whether a frame of a priority, 0 the highest, may follow what is on its way. */
    boolean isOpen(int priority, long outstandingFrames, long outstandingBytes) {
        return outstandingFrames < frames - (long) priority * frames / RESERVE
                && outstandingBytes < bytes - priority * bytes / RESERVE;
    }
}
