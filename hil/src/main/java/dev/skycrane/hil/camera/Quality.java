package dev.skycrane.hil.camera;

/** What is known to be wrong, or worth knowing, about one captured picture. */
public enum Quality {
    /** The stream ended or went on with another picture before this one was complete. */
    TRUNCATED(true),
    /** The decoder refused it or warned. */
    DECODE_ERROR(true),
    /** Not the size the calibration belongs to. */
    WRONG_SIZE(true),
    /** Same picture or same sensor time as the one before. */
    DUPLICATE(true),
    /** Sensor times say that pictures are missing before this one. */
    GAP_BEFORE(false),
    /** No metadata record came for it, hence no exposure time. */
    META_MISSING(true),
    /** The record at hand may belong to another picture. */
    META_SUSPECT(true),
    /** Parts of two pictures: the codes in its corners differ. */
    TORN(true),
    /** Exposed before what it should show was on the screen. */
    STALE(true),
    /** The host's wall clock was set; harmless, all times here are monotonic. */
    CLOCK_STEP(false),
    /** Exposure, gain or focus is not as commanded. */
    DRIFTED_SETTINGS(true);

    private final boolean bars;

    Quality(boolean bars) {
        this.bars = bars;
    }

    /** Whether a picture with this flag is kept from the navigation. */
    public boolean barsNavigation() {
        return bars;
    }
}
