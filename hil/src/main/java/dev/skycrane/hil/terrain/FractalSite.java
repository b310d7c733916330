package dev.skycrane.hil.terrain;

import dev.skycrane.proto.site.MapGrid;
import dev.skycrane.proto.site.MapPackage;
import dev.skycrane.proto.site.SiteInfo;

/**
 * A made-up plain for trials of localisation: fractal relief and craters scaled to a wanted mean slope, patchy material, 24.6 km square
 * at 6 m, from a seed. It can be photographed under any sun, shadows included.
 */
public final class FractalSite {
    public static final int SIZE = 4096;
    public static final double PIXEL_M = 6;
    private static final double POST_M = 12;
    private static final int COARSEST = 8;
    private static final double MIN_CRATER_M = 24;
    private static final double MAX_CRATER_M = 1500;
    private static final double LEVEL_DN = 112;
    private static final double SPECKLE = 0.012;
    /** Of height difference over distance: power spectra fall with the exponents 3.6 and 2.6. */
    private static final double RELIEF_EXPONENT = 0.8;
    private static final double ROUGHNESS_EXPONENT = 0.3;
    private static final double FLOOR_M = -2500;

    /** Planet under the site: radii of the projection and of zero elevation, centre. */
    public record Planet(String name, double referenceRadiusM, double areoidRadiusM, double latDeg, double lonDeg) {
        /** Mars at Jezero. */
        public static final Planet MARS = new Planet("Mars", 3396190, 3394507, 18.4447, 77.4508);
    }

    private final long seed;
    private final Rows rows;
    private final Planet planet;
    private final float[] heightM;
    private final float[] albedo;

    /**
     * @param meanSlopeDeg over 12 m
     * @param albedoSigma relative deviation of the ground's own brightness
     */
    public FractalSite(long seed, double meanSlopeDeg, double albedoSigma, Planet planet, Rows rows) {
        this.seed = seed;
        this.rows = rows;
        this.planet = planet;
        float[] coarse = field(1, SIZE / 2, 7, RELIEF_EXPONENT + 0.08 * Noise.normal(Noise.mix(seed + 71)));
        float[] rough = field(3, SIZE / 2, 0.85, ROUGHNESS_EXPONENT);
        for (int i = 0; i < coarse.length; i++)
            coarse[i] += rough[i];
        float[] fine = new SpectralField(Noise.mix(seed + 2), rows).refine(coarse, SIZE / 2);
        addRoughness(fine);
        new Craters(Noise.mix(seed + 4), MIN_CRATER_M, MAX_CRATER_M).stamp(fine, SIZE, PIXEL_M, 0);
        scale(fine, StrictMath.tan(StrictMath.toRadians(meanSlopeDeg)) / meanSlope(fine));
        heightM = fine;
        float[] patches = new SpectralField(Noise.mix(seed + 5), rows).refine(field(6, SIZE / 2, 1, ROUGHNESS_EXPONENT),
                SIZE / 2);
        albedo = material(patches, albedoSigma);
    }

    private float[] field(int stream, int size, double sigma, double exponent) {
        return new SpectralField(Noise.mix(seed + stream), rows).generate(size, POST_M, COARSEST,
                spacingM -> sigma * StrictMath.pow(spacingM / 400, exponent));
    }

    private void addRoughness(float[] h) {
        rows.run(SIZE, (first, end) -> {
            for (int r = first; r < end; r++) {
                long rowSeed = Noise.hash(seed, 7, r);
                for (int c = 0; c < SIZE; c++)
                    h[r * SIZE + c] += (float) (0.15 * Noise.normal(Noise.mix(rowSeed + c)));
            }
        });
    }

    /** Mean tangent of the slope over 12 m, on every fourth cell. */
    private static double meanSlope(float[] h) {
        double sum = 0;
        long n = 0;
        for (int r = 1; r < SIZE - 1; r += 4) {
            for (int c = 1; c < SIZE - 1; c += 4) {
                int k = r * SIZE + c;
                double east = h[k + 1] - h[k - 1];
                double north = h[k - SIZE] - h[k + SIZE];
                sum += Math.sqrt(east * east + north * north) / (2 * PIXEL_M);
                n++;
            }
        }
        return sum / n;
    }

    private static void scale(float[] h, double factor) {
        float middle = h[(SIZE / 2) * SIZE + SIZE / 2];
        for (int i = 0; i < h.length; i++)
            h[i] = (float) (FLOOR_M + factor * (h[i] - middle));
    }

    private float[] material(float[] patches, double sigma) {
        double square = 0;
        double sum = 0;
        for (int i = 0; i < patches.length; i += 16) {
            sum += patches[i];
            square += (double) patches[i] * patches[i];
        }
        double n = patches.length / 16.0;
        double mean = sum / n;
        double k = sigma / Math.sqrt(square / n - mean * mean);
        rows.run(SIZE, (first, end) -> {
            for (int r = first; r < end; r++) {
                long rowSeed = Noise.hash(seed, 8, r);
                for (int c = 0; c < SIZE; c++) {
                    double v = 1 + k * (patches[r * SIZE + c] - mean)
                            + SPECKLE * Noise.normal(Noise.mix(rowSeed + c));
                    patches[r * SIZE + c] = (float) Math.max(0.4, v);
                }
            }
        });
        return patches;
    }

    /**
     * The site from above under a sun, and its elevation.
     *
     * @param noiseDn of the camera that took the picture
     * @param stream tells the noises of two pictures apart
     */
    public MapPackage photograph(double sunAzimuthDeg, double sunElevationDeg, double noiseDn, int stream) {
        float[] light = Sunlit.light(heightM, SIZE, PIXEL_M, new Sun(sunAzimuthDeg, sunElevationDeg), rows);
        byte[] grey = new byte[SIZE * SIZE];
        rows.run(SIZE, (first, end) -> {
            for (int r = first; r < end; r++) {
                long rowSeed = Noise.hash(seed, 100 + stream, r);
                for (int c = 0; c < SIZE; c++) {
                    int k = r * SIZE + c;
                    double dn = LEVEL_DN * albedo[k] * light[k] + noiseDn * Noise.normal(Noise.mix(rowSeed + c));
                    grey[k] = (byte) (int) (dn < 1 ? 1 : Math.min(dn + 0.5, 254));
                }
            }
        });
        SiteInfo info = new SiteInfo("fractal plain, seed " + seed + ", " + planet.name, planet.latDeg, planet.lonDeg,
                planet.referenceRadiusM, planet.areoidRadiusM, planet.latDeg, planet.lonDeg, sunAzimuthDeg,
                sunElevationDeg, "made for trials of localisation");
        int half = SIZE / 2;
        return new MapPackage(info, MapGrid.centred(SIZE, SIZE, PIXEL_M), grey, MapGrid.centred(half, half, POST_M),
                halved(), null, null);
    }

    private float[] halved() {
        int n = SIZE / 2;
        float[] out = new float[n * n];
        rows.run(n, (first, end) -> {
            for (int r = first; r < end; r++) {
                for (int c = 0; c < n; c++) {
                    int k = 2 * r * SIZE + 2 * c;
                    out[r * n + c] = 0.25f
                            * (heightM[k] + heightM[k + 1] + heightM[k + SIZE] + heightM[k + SIZE + 1]);
                }
            }
        });
        return out;
    }
}
