package dev.skycrane.hil.terrain;

import dev.skycrane.proto.site.MapGrid;
import dev.skycrane.proto.site.MapPackage;

/**
 * What is wrong with the map that the vehicle carries, against the ground: the whole map shifted and scaled, heights off by a constant
 * and by a smooth random field, places where there is no picture. The dossier's section 5.2 has what was required and achieved:
 * registration 6 m (99 %) required, 9.6 m horizontal and 3.8 m vertical achieved between the data sets.
 *
 * @param eastM what lies at (0, 0) in truth is at (eastM, northM) on the map
 * @param northM see {@code eastM}
 * @param scale relative: distances on the map are larger by this
 * @param heightM heights on the map are larger by this
 * @param heightSigmaM deviation of the smooth error of the heights
 * @param missingShare share of the picture that is not there, in square tiles of grey level 0
 * @param seed of the heights' error and of the tiles' places
 */
public record MapError(double eastM, double northM, double scale, double heightM, double heightSigmaM,
        double missingShare, long seed) {
    public static final MapError NONE = new MapError(0, 0, 0, 0, 0, 0, 0);
    private static final double TILE_M = 900;
    private static final double LONG_WAVE_M = 2400;
    private static final double SHORT_WAVE_M = 260;
    /** Deviation of eased bilinear lattice noise of the wave added to half of one shorter. */
    private static final double FIELD_SIGMA = 0.48;

    /** @return {@code truth} as such a map has it; the very same package when there is no error */
    public MapPackage applied(MapPackage truth) {
        if (eastM == 0 && northM == 0 && scale == 0 && heightM == 0 && heightSigmaM == 0 && missingShare == 0) {
            return truth;
        }
        byte[] hazard = truth.hazard == null ? null : nearest(truth.hazard, truth.hazardGrid);
        return new MapPackage(truth.site, truth.appearanceGrid, appearance(truth.appearance, truth.appearanceGrid),
                truth.elevationGrid, elevation(truth.elevationM, truth.elevationGrid), truth.hazardGrid, hazard);
    }

    /** Where in truth the map's (east, north) lies: column and row of the same grid. */
    private double column(MapGrid g, int column) {
        return ((g.eastM(column) - eastM) / (1 + scale) - g.westM()) / g.cellM();
    }

    private double row(MapGrid g, int row) {
        return (g.northM() - (g.northM(row) - northM) / (1 + scale)) / g.cellM();
    }

    private byte[] appearance(byte[] in, MapGrid g) {
        byte[] out = new byte[in.length];
        for (int r = 0; r < g.height(); r++) {
            double y = clamp(row(g, r), g.height());
            int r0 = (int) y;
            double fr = y - r0;
            for (int c = 0; c < g.width(); c++) {
                if (missing(g.eastM(c), g.northM(r))) continue;
                double x = clamp(column(g, c), g.width());
                int c0 = (int) x;
                double fc = x - c0;
                int k = r0 * g.width() + c0;
                double top = (in[k] & 0xff) + fc * ((in[k + 1] & 0xff) - (in[k] & 0xff));
                k += g.width();
                double bottom = (in[k] & 0xff) + fc * ((in[k + 1] & 0xff) - (in[k] & 0xff));
                out[r * g.width() + c] = (byte) (int) (top + fr * (bottom - top) + 0.5);
            }
        }
        return out;
    }

    private boolean missing(double east, double north) {
        if (missingShare == 0) return false;
        long h = Noise.hash(seed + 5, (long) Math.floor(east / TILE_M), (long) Math.floor(north / TILE_M));
        return Noise.uniform(h) < missingShare;
    }

    private float[] elevation(float[] in, MapGrid g) {
        float[] out = new float[in.length];
        for (int r = 0; r < g.height(); r++) {
            double y = clamp(row(g, r), g.height());
            int r0 = (int) y;
            double fr = y - r0;
            for (int c = 0; c < g.width(); c++) {
                double x = clamp(column(g, c), g.width());
                int c0 = (int) x;
                double fc = x - c0;
                int k = r0 * g.width() + c0;
                double top = in[k] + fc * (in[k + 1] - in[k]);
                k += g.width();
                double bottom = in[k] + fc * (in[k + 1] - in[k]);
                out[r * g.width() + c] = (float) (top + fr * (bottom - top) + heightM
                        + heightSigmaM * field(g.eastM(c), g.northM(r)));
            }
        }
        return out;
    }

    private double field(double east, double north) {
        if (heightSigmaM == 0) return 0;
        return (Noise.smooth(seed, east / LONG_WAVE_M, north / LONG_WAVE_M)
                + 0.5 * Noise.smooth(seed + 1, east / SHORT_WAVE_M, north / SHORT_WAVE_M)) / FIELD_SIGMA;
    }

    private byte[] nearest(byte[] in, MapGrid g) {
        byte[] out = new byte[in.length];
        for (int r = 0; r < g.height(); r++) {
            int y = (int) (clamp(row(g, r), g.height()) + 0.5);
            for (int c = 0; c < g.width(); c++)
                out[r * g.width() + c] = in[y * g.width() + (int) (clamp(column(g, c), g.width()) + 0.5)];
        }
        return out;
    }

    private static double clamp(double v, int size) {
        return Math.max(0, Math.min(size - 1.001, v));
    }
}
