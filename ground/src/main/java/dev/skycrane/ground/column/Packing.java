package dev.skycrane.ground.column;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Numbers to bytes and back: byte planes apart, since neighbours share their high bytes, then zstd. */
final class Packing {
    static final int CONSTANT = 0;
    static final int FLOAT = 1;
    static final int DOUBLE = 2;
    private static final int LEVEL = 1;

    private Packing() {}

    /** Whether {@code values} need eight bytes each. */
    static int encoding(double[] values, int size) {
        boolean constant = true;
        for (int i = 0; i < size; i++) {
            constant &= Double.doubleToRawLongBits(values[i]) == Double.doubleToRawLongBits(values[0]);
            if ((float) values[i] != values[i] && !Double.isNaN(values[i])) return DOUBLE;
        }
        return constant ? CONSTANT : FLOAT;
    }

    static byte[] pack(double[] values, int size, int encoding) {
        int width = encoding == FLOAT ? 4 : 8;
        byte[] planes = new byte[size * width];
        for (int i = 0; i < size; i++) {
            long bits = encoding == FLOAT
                    ? Float.floatToRawIntBits((float) values[i])
                    : Double.doubleToRawLongBits(values[i]);
            for (int b = 0; b < width; b++)
                planes[b * size + i] = (byte) (bits >>> 8 * b);
        }
        return Zstd.compress(planes, LEVEL);
    }

    static double[] unpack(byte[] packed, int size, int encoding) throws IOException {
        int width = encoding == FLOAT ? 4 : 8;
        byte[] planes = inflate(packed, size * width);
        double[] values = new double[size];
        for (int i = 0; i < size; i++) {
            long bits = 0;
            for (int b = 0; b < width; b++)
                bits |= (planes[b * size + i] & 0xffL) << 8 * b;
            values[i] = encoding == FLOAT ? Float.intBitsToFloat((int) bits) : Double.longBitsToDouble(bits);
        }
        return values;
    }

    static byte[] packTimes(long[] onboardNs, long[] receiptNs, int size) {
        ByteBuffer plain = ByteBuffer.allocate(16 * size).order(ByteOrder.LITTLE_ENDIAN);
        for (long[] times : new long[][]{onboardNs, receiptNs})
            for (int i = 0; i < size; i++)
                plain.putLong(i == 0 ? times[0] : times[i] - times[i - 1]);
        return Zstd.compress(plain.array(), LEVEL);
    }

    /** @return on-board times, then receipt times */
    static long[][] unpackTimes(byte[] packed, int size) throws IOException {
        ByteBuffer plain = ByteBuffer.wrap(inflate(packed, 16 * size)).order(ByteOrder.LITTLE_ENDIAN);
        long[][] times = new long[2][size];
        for (long[] column : times)
            for (int i = 0; i < size; i++)
                column[i] = plain.getLong() + (i == 0 ? 0 : column[i - 1]);
        return times;
    }

    private static byte[] inflate(byte[] packed, int bytes) throws IOException {
        byte[] plain = new byte[bytes];
        long n = Zstd.decompressByteArray(plain, 0, bytes, packed, 0, packed.length);
        if (n != bytes) throw new IOException("column block: bytes=" + n + ", expected " + bytes);
        return plain;
    }
}
