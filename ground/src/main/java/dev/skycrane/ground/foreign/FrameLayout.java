package dev.skycrane.ground.foreign;

/**
 * How the frames of a file are built: what no frame says of itself.
 *
 * @param length     of a frame without its sync marker, bytes
 * @param syncMarker whether the 4-byte marker 1ACFFC1D (131.0-B-4, 9.3) stands before each frame
 * @param insertBytes between primary header and data field: frame header error control and insert zone
 * @param ocf        whether AOS frames have the 4-byte operational control field; TM frames say it themselves
 * @param check      whether frames end with the error control field
 */
record FrameLayout(FrameKind kind, int length, boolean syncMarker, int insertBytes, Zone zone, boolean ocf,
        boolean check) {
    static final int SYNC_MARKER = 0x1ACFFC1D;
    static final int SYNC_BYTES = 4;
    static final int OCF_BYTES = 4;
    /** AOS and TM frames are no longer (131.0-B-4: 2048 with coding), shorter ones hold nothing. */
    static final int MAX_LENGTH = 65536;
    static final int MIN_LENGTH = FrameKind.HEADER_BYTES + 4;

    /** What the data field is. */
    enum Zone {
        /** Packets behind a first header pointer. */
        POINTER,
        /** Packets that begin where the data field begins, without a pointer. */
        ALIGNED,
        /** No packets: encrypted, or a service of its own. */
        OPAQUE
    }

    /** From one frame to the next, bytes. */
    int stride() {
        return length + (syncMarker ? SYNC_BYTES : 0);
    }

    /** One line for people. */
    String words() {
        StringBuilder text = new StringBuilder(kind + " transfer frames of " + length + " bytes");
        if (syncMarker) text.append(", sync markers");
        if (insertBytes > 0) text.append(", ").append(insertBytes).append(" bytes behind the header");
        text.append(check ? ", CRC-16" : ", no frame check").append(ocf ? ", OCF" : "");
        return text.append(switch (zone) {
            case POINTER -> ", packets by first header pointer";
            case ALIGNED -> ", packets aligned to frames";
            case OPAQUE -> ", no packets found inside";
        }).toString();
    }
}
