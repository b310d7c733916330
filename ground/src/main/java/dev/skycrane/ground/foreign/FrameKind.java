package dev.skycrane.ground.foreign;

/** Transfer frames of fixed length. */
public enum FrameKind {
    /** CCSDS 132.0-B-3: version 0, 10 bits of spacecraft, 3 of virtual channel, frame counts of 8 bits. */
    TM(0, 1 << 8),
    /** CCSDS 732.0-B-4: version 1, 8 bits of spacecraft, 6 of virtual channel, frame count of 24 bits. */
    AOS(1, 1 << 24);

    /** Bytes of the primary header. */
    static final int HEADER_BYTES = 6;

    private final int version;
    private final int countModulo;

    FrameKind(int version, int countModulo) {
        this.version = version;
        this.countModulo = countModulo;
    }

    /** First two bits of a frame. */
    int version() {
        return version;
    }

    /** Frame counts of a virtual channel start again here. */
    int countModulo() {
        return countModulo;
    }

    /** Virtual channel of frames that only fill; -1 where that is said otherwise. */
    int idleChannel() {
        return this == AOS ? 63 : -1;
    }
}
