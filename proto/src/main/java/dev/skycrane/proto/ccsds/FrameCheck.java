package dev.skycrane.proto.ccsds;

import java.nio.ByteBuffer;

/**
 * Frame error control field: CRC-16, generator x^16 + x^12 + x^5 + 1, preset to ones (CCSDS 132.0-B-3, 4.1.6.2; 732.0-B-4, 4.1.6.2).
 */
public final class FrameCheck {
    /** Length of the field, bytes. */
    public static final int BYTES = 2;
    private static final int POLYNOMIAL = 0x1021;
    private static final char[] TABLE = new char[256];

    static {
        for (int i = 0; i < TABLE.length; i++) {
            int crc = i << 8;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc & 0x8000) != 0 ? crc << 1 ^ POLYNOMIAL : crc << 1;
            TABLE[i] = (char) crc;
        }
    }

    private FrameCheck() {}

    /** The check of {@code length} bytes from {@code at}; 0 when the last two of them are the check of the others. */
    public static int crc(ByteBuffer bytes, int at, int length) {
        int crc = 0xFFFF;
        for (int i = at; i < at + length; i++)
            crc = crc << 8 & 0xFF00 ^ TABLE[crc >> 8 ^ bytes.get(i) & 0xff];
        return crc;
    }
}
