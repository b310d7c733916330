package dev.skycrane.ground.column;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Numbers to bytes and back: byte planes apart, since neighbours share their high bytes, then zstd. Packing goes on in one thread, unpacking in any.
 */
final class Packing implements AutoCloseable {
    static final int CONSTANT = 0;
    static final int FLOAT = 1;
    static final int DOUBLE = 2;
    /** Negative levels of zstd are the fast ones; columns come out as small as at level 1. */
    private static final int LEVEL = -1;

    private final ZstdCompressCtx zstd = new ZstdCompressCtx().setLevel(LEVEL);
    private byte[] planes = new byte[0];
    private byte[] packed = new byte[0];

    /** Whether {@code values} need eight bytes each. */
    static int encoding(double[] values, int size) {
        for (int i = 0; i < size; i++)
            if ((float) values[i] != values[i] && !Double.isNaN(values[i])) return DOUBLE;
        return FLOAT;
    }

    byte[] pack(double[] values, int size, int encoding) {
        int width = encoding == FLOAT ? 4 : 8;
        if (planes.length < size * width) planes = new byte[size * width];
        if (encoding == FLOAT) {
            floatPlanes(values, size);
        } else {
            doublePlanes(values, size);
        }
        return compress(planes, size * width);
    }

    private void floatPlanes(double[] values, int size) {
        byte[] out = planes;
        for (int i = 0; i < size; i++) {
            int bits = Float.floatToRawIntBits((float) values[i]);
            out[i] = (byte) bits;
            out[size + i] = (byte) (bits >>> 8);
            out[2 * size + i] = (byte) (bits >>> 16);
            out[3 * size + i] = (byte) (bits >>> 24);
        }
    }

    private void doublePlanes(double[] values, int size) {
        byte[] out = planes;
        for (int i = 0; i < size; i++) {
            long bits = Double.doubleToRawLongBits(values[i]);
            for (int b = 0; b < 8; b++)
                out[b * size + i] = (byte) (bits >>> 8 * b);
        }
    }

    private byte[] compress(byte[] plain, int length) {
        int bound = (int) Zstd.compressBound(length);
        if (packed.length < bound) packed = new byte[bound];
        int n = zstd.compressByteArray(packed, 0, packed.length, plain, 0, length);
        return Arrays.copyOf(packed, n);
    }

    static Planes unpack(byte[] packed, int size, int encoding) throws IOException {
        return new Planes(inflate(packed, size * (encoding == FLOAT ? 4 : 8)), size, encoding);
    }

    byte[] packTimes(long[] onboardNs, long[] receiptNs, int size) {
        ByteBuffer plain = ByteBuffer.allocate(16 * size).order(ByteOrder.LITTLE_ENDIAN);
        for (long[] times : new long[][]{onboardNs, receiptNs})
            for (int i = 0; i < size; i++)
                plain.putLong(i == 0 ? times[0] : times[i] - times[i - 1]);
        return compress(plain.array(), plain.capacity());
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

    @Override
    public void close() {
        zstd.close();
    }
}
