package dev.skycrane.hil.bus;

import java.util.SplittableRandom;

/**
 * What a made-up vehicle sends. Pictures are one of {@link #BLOCKS} blocks of random bytes that follow from the seed, so whoever knows the
 * plan can check every byte.
 *
 * @param seed                  of the pictures' bytes
 * @param tickHz                ticks per second, each with telemetry of all segments; 0 for none
 * @param pictureBytes          size of a picture
 * @param pictureBytesPerSecond of all cameras together; 0 for none, {@link #FLAT_OUT} for as many as the bus takes
 * @param totalBytes            of pictures after which it ends; 0 for no end
 * @param packetsPerMessage     packets of {@link #PACKET_BYTES} in one telemetry message, as many messages as the bus takes; 0 for none
 */
public record LoadPlan(long seed, int tickHz, int pictureBytes, long pictureBytesPerSecond, long totalBytes,
        int packetsPerMessage) {
    /** As many pictures as the bus takes. */
    public static final long FLAT_OUT = -1;
    static final int PACKET_BYTES = 200;
    static final int BLOCKS = 8;

    /** The bytes of every picture whose number is {@code index} modulo {@link #BLOCKS}. */
    byte[] block(int index) {
        byte[] bytes = new byte[pictureBytes];
        new SplittableRandom(seed * 31 + index).nextBytes(bytes);
        return bytes;
    }

    byte[][] blocks() {
        byte[][] blocks = new byte[BLOCKS][];
        for (int i = 0; i < BLOCKS; i++)
            blocks[i] = block(i);
        return blocks;
    }
}
