package dev.skycrane.hil.render;

import dev.skycrane.hil.terrain.LatticeNoise;
import java.util.Arrays;

/** Puts the grain and the stones of {@link GroundDetail} on a row of pixels, octave by octave in plain loops over arrays. One thread. */
final class DetailRow {
    private final GroundDetail detail;
    private final float pixelRad;
    private final float[] factor;
    private final int[] x;
    private final int[] y;
    private final int[] noise;
    private final float[] grain;

    DetailRow(GroundDetail detail, Lens lens) {
        this.detail = detail;
        pixelRad = (float) lens.pixelRad;
        factor = new float[lens.width];
        x = new int[lens.width];
        y = new int[lens.width];
        noise = new int[lens.width];
        grain = new float[lens.width];
    }

    /** Multiplies the brightness of a row by its detail. */
    void put(GroundRow row, float[] dn) {
        if (!detail.shows(row.leastRangeM() * pixelRad)) return;
        float nearestM = row.nearestM();
        Arrays.fill(factor, 1);
        for (int octave = 0; octave < detail.octaves() && detail.waveM(octave) > 2 * nearestM * pixelRad; octave++)
            add(octave, row);
        for (int c = 0; c < dn.length; c++)
            dn[c] *= factor[c];
        if (detail.showsStones(nearestM * pixelRad)) stones(row, dn);
    }

    private void add(int octave, GroundRow row) {
        float waveM = (float) detail.waveM(octave);
        steps(row.eastM, LatticeNoise.STEPS / waveM, x);
        steps(row.northM, LatticeNoise.STEPS / waveM, y);
        LatticeNoise.smooth(detail.key(octave), x, y, noise);
        for (int c = 0; c < grain.length; c++)
            grain[c] = noise[c];
        float contrast = (float) detail.contrast() / LatticeNoise.ONE;
        float half = 0.5f * waveM / pixelRad;
        float[] rangeM = row.rangeM;
        for (int c = 0; c < grain.length; c++) {
            float fade = Math.min(1, Math.max(0, half / rangeM[c] - 1));
            factor[c] += contrast * fade * grain[c];
        }
    }

    private static void steps(float[] metres, float perM, int[] out) {
        for (int c = 0; c < out.length; c++)
            out[c] = (int) (metres[c] * perM);
    }

    private void stones(GroundRow row, float[] dn) {
        for (int c = 0; c < dn.length; c++) {
            float footprintM = row.rangeM[c] * pixelRad;
            if (detail.showsStones(footprintM)) dn[c] *= (float) detail.stones(row.eastM[c], row.northM[c], footprintM);
        }
    }
}
