package dev.skycrane.ground.foreign;

import dev.skycrane.proto.ccsds.SpacePacketHeader;
import java.nio.ByteBuffer;

/** Length of the packet that begins somewhere: a space packet, or an encapsulation packet (133.1-B-3). */
final class PacketLength {
    static final int BAD = -1;
    static final int UNKNOWN_YET = 0;
    /** Longest space packet; longer encapsulation packets are taken for damage. */
    static final int MAX = SpacePacketHeader.BYTES + 65536;
    private static final int ENCAPSULATION = 7;

    private PacketLength() {}

    static boolean isEncapsulation(ByteBuffer bytes, int at) {
        return (bytes.get(at) >> 5 & 7) == ENCAPSULATION;
    }

    /**
     * @param available bytes from {@code at}, at least 1
     * @return bytes, {@link #BAD}, or {@link #UNKNOWN_YET} when more bytes must tell
     */
    static int of(ByteBuffer bytes, int at, int available) {
        int first = bytes.get(at) & 0xff;
        if (first >> 5 == 0) {
            if (available < SpacePacketHeader.BYTES) return UNKNOWN_YET;
            return SpacePacketHeader.at(bytes, at).packetLength();
        }
        if (first >> 5 != ENCAPSULATION) return BAD;
        int lengthBytes = 1 << (first & 3) >> 1;
        if ((first & 3) == 0) return 1;
        int headBytes = 2 * lengthBytes;
        if (available < headBytes) return UNKNOWN_YET;
        long length = 0;
        for (int i = headBytes - lengthBytes; i < headBytes; i++)
            length = length << 8 | bytes.get(at + i) & 0xff;
        return length < headBytes || length > MAX ? BAD : (int) length;
    }
}
