package dev.skycrane.hil.rig.stimulus;

/** What the camera looks at. Pictures come from one thread, beats from another. */
public interface Screen extends AutoCloseable {
    /**
     * Shows a picture of {@link Canvas#WIDTH_PX} x {@link Canvas#HEIGHT_PX}, the beat's place excepted, which stays.
     *
     * @return when it was handed to the screen, ns on the monotonic clock
     */
    long show(byte[] canvas);

    /**
     * Shows a beat, see {@link Canvas#beat}.
     *
     * @return when it was handed to the screen, ns on the monotonic clock
     */
    long beat(byte[] patch);

    @Override
    void close();
}
