package dev.skycrane.hil.terrain;

/**
 * Hazard from elevation and ground: 0 safe to 255 deadly. A slope of {@value #DEADLY_SLOPE_DEG} degrees, a field full of boulders or
 * deep ripples is deadly each for itself; half of it is half as bad.
 */
final class HazardMap {
    /** Slope limit of the touchdown system with margin for what the elevation model smooths away. */
    static final double DEADLY_SLOPE_DEG = 20;
    private static final double FULL = 255;
    private static final double ROCK_WEIGHT = 0.95;
    private static final double SAND_WEIGHT = 0.8;

    private HazardMap() {}

    /** Hazard on the grid of the elevation; slopes alone when {@code texture} is null. */
    static byte[] of(float[] elevation, int size, double postM, SurfaceTexture texture, Rows rows) {
        return of(elevation, size, size, postM, texture, rows);
    }

    static byte[] of(float[] elevation, int width, int height, double postM, SurfaceTexture texture, Rows rows) {
        byte[] out = new byte[width * height];
        double deadly = StrictMath.tan(StrictMath.toRadians(DEADLY_SLOPE_DEG));
        rows.run(height, (first, end) -> {
            for (int r = first; r < end; r++) {
                int above = Math.max(0, r - 1);
                int below = Math.min(height - 1, r + 1);
                for (int c = 0; c < width; c++) {
                    int left = Math.max(0, c - 1);
                    int right = Math.min(width - 1, c + 1);
                    double east = (elevation[r * width + right] - elevation[r * width + left]) / (2 * postM);
                    double north = (elevation[above * width + c] - elevation[below * width + c]) / (2 * postM);
                    double hazard = Math.sqrt(east * east + north * north) / deadly;
                    if (texture != null) {
                        hazard = Math.max(hazard,
                                Math.max(ROCK_WEIGHT * texture.rocks(c, r), SAND_WEIGHT * texture.sand(c, r)));
                    }
                    out[r * width + c] = (byte) (int) (FULL * Math.min(1, hazard));
                }
            }
        });
        return out;
    }
}
