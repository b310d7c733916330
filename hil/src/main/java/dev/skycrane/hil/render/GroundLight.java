package dev.skycrane.hil.render;

import dev.skycrane.flight.trn.SiteMap;
import dev.skycrane.hil.terrain.LunarLambert;
import dev.skycrane.hil.terrain.Relighting;
import dev.skycrane.hil.terrain.Rows;
import dev.skycrane.hil.terrain.Sun;
import dev.skycrane.proto.site.MapGrid;

/**
 * Brightness of the ground under the sun of the landing, at any resolution: the map's appearance, relit by the slopes of the elevation
 * model when the map's own light is known, in a pyramid of halved resolutions against aliasing. Immutable after construction.
 */
final class GroundLight {
    private static final int LEVELS = 4;
    /** Stored steps per DN. */
    static final double STEPS = 64;
    private static final double MAX_DN = 511;

    private final SiteMap map;
    private final short[][] levels = new short[LEVELS][];
    private final Tiles[] tiles = new Tiles[LEVELS];
    /** Pixels per metre, and column and row of map coordinates 0, 0; whole numbers are middles of pixels. */
    private final double[] perM = new double[LEVELS];
    private final double[] column0 = new double[LEVELS];
    private final double[] line0 = new double[LEVELS];

    /** @param mapSun light of the appearance, or null when unknown: then nothing is relit */
    GroundLight(SiteMap map, Sun mapSun, Sun sun, double lunarWeight, Rows rows) {
        this.map = map;
        Relighting relighting = mapSun == null
                ? null
                : new Relighting(map.elevationM,
                        new MapGrid(map.demWidth, map.demHeight, map.demPostM, map.demWestM, map.demNorthM),
                        new LunarLambert(mapSun, lunarWeight), new LunarLambert(sun, lunarWeight), rows);
        short[] plain = new short[map.width * map.height];
        rows.run(map.height, (first, end) -> relight(relighting, plain, first, end));
        keep(0, plain, map.width, map.height, rows);
        short[] fine = plain;
        for (int i = 1; i < LEVELS; i++)
            fine = halve(i, fine, rows);
    }

    private void keep(int level, short[] plain, int width, int height, Rows rows) {
        double scale = 1.0 / (1 << level);
        perM[level] = scale / map.pixelM;
        // The first pixel of a coarser level has its middle between those of the first two of the finer one.
        double shift = 0.5 * scale - 0.5;
        column0[level] = shift - map.westM * perM[level];
        line0[level] = shift + map.northM * perM[level];
        Tiles t = tiles[level] = new Tiles(width, height);
        short[] out = levels[level] = new short[t.size()];
        rows.run(t.down(), (first, end) -> t.fill(first, end, (i, r, c) -> out[i] = plain[r * width + c]));
    }

    private void relight(Relighting relighting, short[] plain, int first, int end) {
        double perDem = map.pixelM / map.demPostM;
        double c0 = (map.westM - map.demWestM) / map.demPostM;
        double r0 = (map.demNorthM - map.northM) / map.demPostM;
        for (int r = first; r < end; r++) {
            for (int c = 0; c < map.width; c++) {
                double dn = map.appearance[r * map.width + c] & 0xff;
                if (relighting != null) dn *= relighting.at(c0 + c * perDem, r0 + r * perDem);
                plain[r * map.width + c] = (short) (STEPS * Math.min(MAX_DN, dn) + 0.5);
            }
        }
    }

    /** @return the next level, row by row */
    private short[] halve(int level, short[] fine, Rows rows) {
        int fineWidth = tiles[level - 1].width;
        int w = Math.max(2, fineWidth / 2);
        int h = Math.max(2, tiles[level - 1].height / 2);
        short[] out = new short[w * h];
        int lastRow = tiles[level - 1].height - 1;
        int lastColumn = fineWidth - 1;
        rows.run(h, (first, end) -> {
            for (int r = first; r < end; r++) {
                int a = Math.min(lastRow, 2 * r) * fineWidth;
                int b = Math.min(lastRow, 2 * r + 1) * fineWidth;
                for (int c = 0; c < w; c++) {
                    int left = Math.min(lastColumn, 2 * c);
                    int right = Math.min(lastColumn, 2 * c + 1);
                    out[r * w + c] = (short) ((fine[a + left] + fine[a + right] + fine[b + left] + fine[b + right]
                            + 2) >> 2);
                }
            }
        });
        keep(level, out, w, h, rows);
        return out;
    }

    /** Level whose pixels are about as large as a footprint. */
    int levelOf(double footprintM) {
        int level = 0;
        double limit = 1.4 * map.pixelM;
        while (level < LEVELS - 1 && footprintM > limit) {
            level++;
            limit *= 2;
        }
        return level;
    }

    /** Brightness at a place of the map, DN, bilinear; beyond the edge that of the edge. */
    double dn(double eastM, double northM, int level) {
        double c = column0[level] + eastM * perM[level];
        double r = line0[level] - northM * perM[level];
        double maxC = tiles[level].width - 1.001;
        double maxR = tiles[level].height - 1.001;
        c = c < 0 ? 0 : c > maxC ? maxC : c;
        r = r < 0 ? 0 : r > maxR ? maxR : r;
        int c0 = (int) c;
        int r0 = (int) r;
        double fc = c - c0;
        short[] p = levels[level];
        int k = tiles[level].at(r0, c0);
        double top = p[k] + fc * (p[k + 1] - p[k]);
        k += Tiles.PITCH;
        double bottom = p[k] + fc * (p[k + 1] - p[k]);
        return (top + (r - r0) * (bottom - top)) * (1 / STEPS);
    }

    /** Ranges, m, beyond which the second, third ... level is the one of {@link #levelOf} a pixel's footprint. */
    float[] levelRangesM(double pixelRad) {
        float[] ranges = new float[LEVELS - 1];
        for (int i = 0; i < ranges.length; i++)
            ranges[i] = (float) (1.4 * map.pixelM * (1 << i) / pixelRad);
        return ranges;
    }

    /** Values of a level, DN times {@link #STEPS}, and where they lie. */
    short[] values(int level) {
        return levels[level];
    }

    Tiles tiles(int level) {
        return tiles[level];
    }

    /** Pixels of a level per metre. */
    double perM(int level) {
        return perM[level];
    }

    /** Column of a level at map coordinate 0, whole at the middle of a pixel. */
    double column0(int level) {
        return column0[level];
    }

    double line0(int level) {
        return line0[level];
    }
}
