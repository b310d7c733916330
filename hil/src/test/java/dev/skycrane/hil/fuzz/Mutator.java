package dev.skycrane.hil.fuzz;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Damages bytes in the ways that wires, disks and enemies do; everything follows from the seed. */
final class Mutator {
    /** Bytes that mean much to a parser: ends of ranges, continuation bits, tags. */
    private static final int[] TELLING = {0, 1, 0x7F, 0x80, 0xFF, 0x0A, 0x12, 0x3A, 0x7D};
    private static final int MAX_STEPS = 4;
    private static final int MAX_GROWTH = 64;

    private final SplittableRandom random;

    Mutator(long seed) {
        random = new SplittableRandom(seed);
    }

    SplittableRandom random() {
        return random;
    }

    /** A damaged copy. @param other to take pieces from */
    byte[] mutate(byte[] original, byte[] other) {
        byte[] bytes = original.clone();
        int steps = 1 + random.nextInt(MAX_STEPS);
        for (int i = 0; i < steps; i++)
            bytes = step(bytes, other);
        return bytes;
    }

    private byte[] step(byte[] bytes, byte[] other) {
        if (bytes.length == 0) return insert(bytes, new byte[]{(byte) random.nextInt()});
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(9)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[at] = (byte) random.nextInt();
            case 2 -> bytes[at] = (byte) TELLING[random.nextInt(TELLING.length)];
            case 3 -> bytes = Arrays.copyOf(bytes, at);
            case 4 -> bytes = cut(bytes, at, 1 + random.nextInt(Math.min(MAX_GROWTH, bytes.length - at)));
            case 5 -> bytes = insert(bytes, piece(other));
            case 6 -> bytes = insert(bytes, piece(bytes));
            case 7 -> overwrite(bytes, at, piece(other));
            default -> overwrite(bytes, at, longVarint());
        }
        return bytes;
    }

    /** A length or a number as large as can be written. */
    private byte[] longVarint() {
        byte[] varint = new byte[1 + random.nextInt(10)];
        Arrays.fill(varint, (byte) 0xFF);
        varint[varint.length - 1] = (byte) random.nextInt(128);
        return varint;
    }

    private byte[] piece(byte[] from) {
        if (from.length == 0) return from;
        int at = random.nextInt(from.length);
        return Arrays.copyOfRange(from, at, at + 1 + random.nextInt(Math.min(MAX_GROWTH, from.length - at)));
    }

    private byte[] insert(byte[] bytes, byte[] piece) {
        int at = random.nextInt(bytes.length + 1);
        byte[] longer = new byte[bytes.length + piece.length];
        System.arraycopy(bytes, 0, longer, 0, at);
        System.arraycopy(piece, 0, longer, at, piece.length);
        System.arraycopy(bytes, at, longer, at + piece.length, bytes.length - at);
        return longer;
    }

    private static byte[] cut(byte[] bytes, int at, int length) {
        byte[] shorter = new byte[bytes.length - length];
        System.arraycopy(bytes, 0, shorter, 0, at);
        System.arraycopy(bytes, at + length, shorter, at, shorter.length - at);
        return shorter;
    }

    private static void overwrite(byte[] bytes, int at, byte[] piece) {
        System.arraycopy(piece, 0, bytes, at, Math.min(piece.length, bytes.length - at));
    }
}
