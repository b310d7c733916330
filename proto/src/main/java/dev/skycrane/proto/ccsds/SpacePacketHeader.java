package dev.skycrane.proto.ccsds;

import java.nio.ByteBuffer;

/**
 * Primary header of a space packet (CCSDS 133.0-B-2, 4.1.3), 6 bytes, big-endian.
 *
 * <pre>
 * bit  0  version 3, type 1 (1 = telecommand), secondary header 1, APID 11
 * bit 16  sequence flags 2 (3 = unsegmented), sequence count 14
 * bit 32  length of the data field less one 16
 * </pre>
 *
 * @param dataLength length of the data field with its secondary header, bytes, 1 to 65536
 */
public record SpacePacketHeader(int version, boolean telecommand, boolean secondaryHeader, int apid, int sequenceFlags,
        int sequenceCount, int dataLength) {
    /** Length of the header, bytes. */
    public static final int BYTES = 6;
    /** APID of packets that only fill. */
    public static final int IDLE_APID = 0x7FF;
    public static final int UNSEGMENTED = 3;
    /** Sequence counts start again here. */
    public static final int SEQUENCE_MODULO = 1 << 14;

    /** The header at {@code at}; {@link #BYTES} must be there. */
    public static SpacePacketHeader at(ByteBuffer bytes, int at) {
        int id = bytes.get(at) << 8 & 0xff00 | bytes.get(at + 1) & 0xff;
        int sequence = bytes.get(at + 2) << 8 & 0xff00 | bytes.get(at + 3) & 0xff;
        int length = bytes.get(at + 4) << 8 & 0xff00 | bytes.get(at + 5) & 0xff;
        return new SpacePacketHeader(id >> 13, (id & 0x1000) != 0, (id & 0x800) != 0, id & 0x7FF, sequence >> 14,
                sequence & SEQUENCE_MODULO - 1, length + 1);
    }

    /** Length of the whole packet, bytes. */
    public int packetLength() {
        return BYTES + dataLength;
    }

    public boolean isIdle() {
        return apid == IDLE_APID;
    }

    /** Appends the header. @param out big-endian */
    public void put(ByteBuffer out) {
        out.putShort((short) (version << 13 | (telecommand ? 0x1000 : 0) | (secondaryHeader ? 0x800 : 0) | apid));
        out.putShort((short) (sequenceFlags << 14 | sequenceCount));
        out.putShort((short) (dataLength - 1));
    }
}
