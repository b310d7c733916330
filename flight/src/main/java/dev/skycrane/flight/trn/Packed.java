package dev.skycrane.flight.trn;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Several pixels of a grey picture at once, the first in the lowest byte. */
final class Packed {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle FOUR = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle TWO = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    private Packed() {}

    static long eight(byte[] grey, int at) {
        return (long) EIGHT.get(grey, at);
    }

    static void setFour(byte[] grey, int at, int pixels) {
        FOUR.set(grey, at, pixels);
    }

    /** Two pixels; the bits above them are without meaning. */
    static int two(byte[] grey, int at) {
        return (short) TWO.get(grey, at);
    }
}
