package dev.skycrane.hil.rig.stimulus;

/** What the camera looks at. Pictures come from one thread, beats from another. */
public interface Screen extends AutoCloseable {
    /**
     * When something was handed over to be shown, on the monotonic clock; how long after that it shines is the screen's latency.
     *
     * @param fromNs not before that
     * @param untilNs not after that
     */
    record Shown(long fromNs, long untilNs) {}

    /** Shows a picture of {@link Canvas#WIDTH_PX} x {@link Canvas#HEIGHT_PX}, the beat's place excepted, which stays. */
    Shown show(byte[] canvas);

    /** Shows a beat, see {@link Canvas#beat}. */
    Shown beat(byte[] patch);

    @Override
    void close();
}
