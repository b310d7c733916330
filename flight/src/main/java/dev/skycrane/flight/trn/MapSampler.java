package dev.skycrane.flight.trn;

/** Samples the map at a cell size of its own, bilinear, from the halving that fits; four steps per grey level. Start-up only. */
final class MapSampler {
    private final MapLevels levels;
    private final double cellM;
    private final int level;

    MapSampler(MapLevels levels, double cellM) {
        this.levels = levels;
        this.cellM = cellM;
        int l = 0;
        while (l < MapLevels.LEVELS - 1 && levels.cellM[l + 1] <= 1.2 * cellM)
            l++;
        level = l;
    }

    /** Fills {@code height} rows of {@code width} cells from the north-west cell on; {@link Rectifier#NONE} outside the map and where it has no picture. */
    void sample(double westM, double northM, int[] out, int width, int height) {
        double column = levels.column(level, westM);
        double row = levels.row(level, northM);
        double step = cellM / levels.cellM[level];
        for (int r = 0; r < height; r++) {
            int y = (int) Math.floor((row + r * step) * 256);
            for (int c = 0; c < width; c++)
                out[r * width + c] = sample((int) Math.floor((column + c * step) * 256), y);
        }
    }

    private int sample(int x, int y) {
        int w = levels.pyramid.width[level];
        int c = x >> 8;
        int r = y >> 8;
        if (c < 0 || r < 0 || c > w - 2 || r > levels.pyramid.height[level] - 2) return Rectifier.NONE;
        byte[] g = levels.pyramid.grey[level];
        int fx = x & 0xff;
        int fy = y & 0xff;
        int p = r * w + c;
        if ((g[p] | g[p + 1] | g[p + w] | g[p + w + 1]) == MapLevels.NO_DATA) return Rectifier.NONE;
        int top = (g[p] & 0xff) * (256 - fx) + (g[p + 1] & 0xff) * fx;
        int bottom = (g[p + w] & 0xff) * (256 - fx) + (g[p + w + 1] & 0xff) * fx;
        return top * (256 - fy) + bottom * fy + 8192 >> 14;
    }
}
