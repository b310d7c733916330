package dev.skycrane.hil.render;

/**
 * Brightness of a row of pixels from {@link GroundLight}: runs of pixels of the same resolution one after the other, in plain loops over arrays. One
 * thread.
 */
final class LightRow {
    /** Steps from one value to the next: with 15 bits of a value, two factors of these just fit. */
    private static final int PARTS = 256;
    private static final float DN = (float) (1 / (GroundLight.STEPS * PARTS * PARTS));

    /** Of the last row, DN; what a pixel of the sky has means nothing. */
    final float[] dn;
    private final GroundLight light;
    private final GridPlaces places;
    private final int[] partRight;
    private final int[] partDown;
    private final int[] value;
    /** Ranges from which the coarser resolutions serve, m. */
    private final float[] levelRangeM;

    LightRow(GroundLight light, Lens lens) {
        this.light = light;
        dn = new float[lens.width];
        partRight = new int[lens.width];
        partDown = new int[lens.width];
        value = new int[lens.width];
        places = new GridPlaces(lens.width);
        levelRangeM = light.levelRangesM(lens.pixelRad);
    }

    void shine(GroundRow row) {
        int n = dn.length;
        int first = 0;
        while (first < n) {
            int level = levelOf(row.rangeM[first]);
            int end = runEnd(row.rangeM, first, level);
            locate(row, level, first, end);
            places.find(light.tiles(level), first, end);
            interpolate(light.values(level), first, end);
            first = end;
        }
    }

    private int levelOf(float rangeM) {
        int level = 0;
        while (level < levelRangeM.length && rangeM > levelRangeM[level])
            level++;
        return level;
    }

    private int runEnd(float[] rangeM, int first, int level) {
        float nearest = level == 0 ? -1 : levelRangeM[level - 1];
        float farthest = level == levelRangeM.length ? Float.MAX_VALUE : levelRangeM[level];
        int end = first + 1;
        while (end < rangeM.length && rangeM[end] > nearest && rangeM[end] <= farthest)
            end++;
        return end;
    }

    private void locate(GroundRow row, int level, int first, int end) {
        float perM = (float) light.perM(level);
        float column0 = (float) light.column0(level);
        float line0 = (float) light.line0(level);
        float[] east = row.eastM;
        float[] north = row.northM;
        float[] column = places.column;
        float[] line = places.line;
        for (int i = first; i < end; i++) {
            column[i] = column0 + perM * east[i];
            line[i] = line0 - perM * north[i];
        }
    }

    /** Bilinear, in whole numbers: STEPS a DN, times PARTS twice. */
    private void interpolate(short[] p, int first, int end) {
        parts(places.right, partRight, first, end);
        parts(places.down, partDown, first, end);
        int[] index = places.index;
        for (int i = first; i < end; i++) {
            int k = index[i];
            int corner = p[k];
            int below = p[k + Tiles.PITCH];
            int top = corner * PARTS + partRight[i] * (p[k + 1] - corner);
            int bottom = below * PARTS + partRight[i] * (p[k + Tiles.PITCH + 1] - below);
            value[i] = top * PARTS + partDown[i] * (bottom - top);
        }
        for (int i = first; i < end; i++)
            dn[i] = value[i] * DN;
    }

    private static void parts(float[] rest, int[] out, int first, int end) {
        for (int i = first; i < end; i++)
            out[i] = (int) (rest[i] * PARTS);
    }
}
