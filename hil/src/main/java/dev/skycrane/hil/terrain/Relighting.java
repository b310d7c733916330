package dev.skycrane.hil.terrain;

import dev.skycrane.proto.site.MapGrid;

/**
 * From one sun to another: by how much brighter each slope of an elevation model is under the second light than under the first. Cast
 * shadows are left as they are. Immutable after construction.
 */
public final class Relighting {
    /** A slope that the first sun hardly reaches says little about its brightness under the second. */
    private static final double DARKEST = 0.05;
    private static final double MIN_RATIO = 0.2;
    private static final double MAX_RATIO = 3;

    private final MapGrid grid;
    private final float[] ratio;

    /** @param elevationM on {@code grid}, row-major from the north-west */
    public Relighting(float[] elevationM, MapGrid grid, LunarLambert was, LunarLambert is, Rows rows) {
        this.grid = grid;
        int w = grid.width();
        int h = grid.height();
        ratio = new float[w * h];
        double k = 0.5 / grid.cellM();
        rows.run(h, (first, end) -> {
            for (int r = first; r < end; r++) {
                int above = Math.max(0, r - 1) * w;
                int below = Math.min(h - 1, r + 1) * w;
                for (int c = 0; c < w; c++) {
                    double east = k
                            * (elevationM[r * w + Math.min(w - 1, c + 1)] - elevationM[r * w + Math.max(0, c - 1)]);
                    double north = k * (elevationM[above + c] - elevationM[below + c]);
                    double before = Math.max(DARKEST, was.relative(east, north));
                    double here = is.relative(east, north) / before;
                    ratio[r * w + c] = (float) Math.max(MIN_RATIO, Math.min(MAX_RATIO, here));
                }
            }
        });
    }

    /** Second brightness over the first at a place, bilinear; beyond the edge that of the edge. */
    public double ratio(double eastM, double northM) {
        return at((eastM - grid.westM()) / grid.cellM(), (grid.northM() - northM) / grid.cellM());
    }

    /** The same at a place of the grid, in cells from its first. */
    public double at(double column, double row) {
        double x = Math.max(0, Math.min(grid.width() - 1.001, column));
        double y = Math.max(0, Math.min(grid.height() - 1.001, row));
        int c = (int) x;
        int r = (int) y;
        int k = r * grid.width() + c;
        double fc = x - c;
        double top = ratio[k] + fc * (ratio[k + 1] - ratio[k]);
        k += grid.width();
        return top + (y - r) * (ratio[k] + fc * (ratio[k + 1] - ratio[k]) - top);
    }
}
