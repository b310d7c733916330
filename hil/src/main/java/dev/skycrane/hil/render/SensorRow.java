package dev.skycrane.hil.render;

import dev.skycrane.hil.terrain.Noise;

/**
 * What LCAM's sensor makes of a row of brightnesses: shot and read noise, eight bits. The noise of a pixel is a function of picture, row and column
 * alone. One thread.
 */
final class SensorRow {
    /** Odd, so that every column has its own number; and the multipliers of MurmurHash3's last mixing (Appleby, public domain). */
    private static final int COLUMN = 0x9e3779b9;
    private static final int MIX_1 = 0x85ebca6b;
    private static final int MIX_2 = 0xc2b2ae35;
    /** Sum of four bytes: middle, and standard deviation where each is even from 0 to 255. */
    private static final int MIDDLE = 2 * 255;
    private static final double SIGMA = Math.sqrt((256 * 256 - 1) / 3.0);

    private final float shot;
    private final float read;
    private final int[] bits;
    private final float[] level;
    private final float[] sigma;
    private final float[] sum;

    SensorRow(int width, RenderSettings settings) {
        shot = (float) (1 / settings.lcamElectronsPerDn);
        read = (float) (settings.lcamReadNoiseDn * settings.lcamReadNoiseDn);
        bits = new int[width];
        level = new float[width];
        sigma = new float[width];
        sum = new float[width];
    }

    /** @param dn brightness @param grey the picture, whose row {@code row} is filled */
    void read(float[] dn, long frameSeed, int row, byte[] grey) {
        scatter(dn);
        draw(Noise.mix(frameSeed + row));
        for (int c = 0; c < level.length; c++)
            sum[c] = sumOfBytes(bits[c]) - MIDDLE;
        for (int c = 0; c < level.length; c++)
            level[c] = Math.min(255, Math.max(0, level[c] + sigma[c] * sum[c] + 0.5f));
        int k = row * bits.length;
        for (int c = 0; c < level.length; c++)
            grey[k + c] = (byte) (int) level[c];
    }

    private void scatter(float[] dn) {
        float unit = (float) (1 / SIGMA);
        for (int c = 0; c < dn.length; c++) {
            float v = Math.min(255, Math.max(0, dn[c]));
            level[c] = v;
            sigma[c] = unit * (float) Math.sqrt(v * shot + read);
        }
    }

    /** Two keys, so that no row's numbers are another's moved along. */
    private void draw(long rowSeed) {
        int key1 = (int) rowSeed;
        int key2 = (int) (rowSeed >>> 32);
        for (int c = 0; c < bits.length; c++) {
            int h = COLUMN * c ^ key1;
            h = (h ^ h >>> 16) * MIX_1;
            h = (h ^ h >>> 13) + key2;
            h = (h ^ h >>> 16) * MIX_2;
            bits[c] = h ^ h >>> 16;
        }
    }

    /** Nearly normal within +-3.4 sigma. */
    private static int sumOfBytes(int h) {
        int pairs = (h & 0xff00ff) + (h >>> 8 & 0xff00ff);
        return (pairs & 0xffff) + (pairs >>> 16);
    }
}
