package dev.skycrane.ground.foreign;

/**
 * What somebody knows of a file beforehand.
 *
 * @param kind        of frames; null for not known
 * @param packets     whether it is a file of packets
 * @param frameLength without sync marker, bytes; 0 for not known
 * @param insertBytes between a frame's primary header and its data field; -1 for not known
 * @param ocf         whether AOS frames carry the operational control field
 * @param check       whether frames end with their CRC; null for not known
 */
public record ForeignHints(FrameKind kind, boolean packets, int frameLength, int insertBytes, boolean ocf,
        Boolean check) {
    /** Nothing. */
    public static final ForeignHints NONE = new ForeignHints(null, false, 0, -1, false, null);

    int insertBytes(int unknown) {
        return insertBytes < 0 ? unknown : insertBytes;
    }

    boolean frames() {
        return kind != null || frameLength > 0;
    }
}
