package dev.skycrane.proto.ccsds;

import java.nio.ByteBuffer;

/**
 * Unsegmented time code (CUC, CCSDS 301.0-B-4, 3.2) with 4 bytes of seconds and 3 of fraction behind its P-field: seconds of an epoch
 * that the agency defines (level 2). Step: 2^-24 s, 60 ns.
 */
public final class CucTime {
    /** P-field and time, bytes. */
    public static final int BYTES = 8;
    /** No second byte; code 010, agency-defined epoch; 4 bytes of seconds; 3 bytes of fraction. */
    public static final int P_FIELD = 0b0_010_11_11;
    /** Bits of the fraction of a second. */
    public static final int FRACTION_BITS = 24;
    private static final long SECOND_NS = 1_000_000_000L;

    private CucTime() {}

    /** Nearest time code of {@code ns} since the epoch, in steps of 2^-24 s; what lies outside the code's range becomes its end. */
    public static long steps(long ns) {
        if (ns < 0) return 0;
        long seconds = ns / SECOND_NS;
        long fraction = ((ns % SECOND_NS << FRACTION_BITS) + SECOND_NS / 2) / SECOND_NS;
        return Math.min((seconds << FRACTION_BITS) + fraction, (1L << 32 + FRACTION_BITS) - 1);
    }

    /** Appends P-field and time. @param out big-endian */
    public static void put(ByteBuffer out, long ns) {
        long steps = steps(ns);
        out.put((byte) P_FIELD).putInt((int) (steps >> FRACTION_BITS)).put((byte) (steps >> 16))
                .putShort((short) steps);
    }
}
