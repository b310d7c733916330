package dev.skycrane.flight.umbilical;

/**
 * How much may be on its way to the station and not acknowledged by it. Each lower priority leaves a part of it free for those above it.
 *
 * @param frames  at most
 * @param bytes   at most, and one frame
 * @param reserve that part: one in so many, of bytes and of frames; a frame at least, or it is no reserve
 */
record Window(int frames, long bytes, int reserve) {
    /** @throws IllegalArgumentException for more frames than a stream remembers */
    Window {
        if (frames >= StreamCounter.KEPT)
            throw new IllegalArgumentException("window: frames=" + frames + ", expected fewer than "
                    + StreamCounter.KEPT);
    }

    /** Whether a frame of a priority, 0 the highest, may follow what is on its way. */
    boolean isOpen(int priority, long outstandingFrames, long outstandingBytes) {
        return outstandingFrames < frames - (long) priority * frames / reserve
                && outstandingBytes < bytes - priority * bytes / reserve;
    }
}
