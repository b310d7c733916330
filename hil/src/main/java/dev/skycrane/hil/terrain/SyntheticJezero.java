package dev.skycrane.hil.terrain;

import dev.skycrane.flight.vehicle.PlanetModel;
import dev.skycrane.proto.site.MapGrid;
import dev.skycrane.proto.site.MapPackage;
import dev.skycrane.proto.site.SiteInfo;
import java.util.Locale;

/**
 * A made-up landing site with the character of Jezero: a dark cratered floor, a river delta whose front stands as a scarp north-west of
 * the target, crater-rim hills in the west, fields of ripples, boulders. About 24.6 km square, appearance 6 m, elevation 12 m (dossier
 * section 5.2), from a seed alone, the same to the last bit on any machine and with any number of threads.
 */
public final class SyntheticJezero {
    /** Cells per side of the appearance. */
    private static final int SIZE = 4096;
    private static final double PIXEL_M = 6;
    private static final double POST_M = 12;
    private static final int COARSEST = 8;
    private static final double REFERENCE_RADIUS_M = 3396190;
    /** The light of the map: an orbiter's pass in the afternoon, not quite that of the landing. */
    private static final double MAP_SUN_AZIMUTH_DEG = 262;
    private static final double MAP_SUN_ELEVATION_DEG = 42;
    private static final double MIN_CRATER_M = 20;
    private static final double MAX_CRATER_M = 1500;
    /** No crater reaches nearer to the target than this. */
    private static final double CLEAR_M = 60;

    /**
     * Where the site lies.
     *
     * @param areoidRadiusM radius of zero elevation, m
     * @param targetRadiusM radius of the ground at the target, m
     */
    public record Place(double targetLatDeg, double targetLonDeg, double areoidRadiusM, double targetRadiusM) {
        /** Landing point of Perseverance, dossier sections 0 and 1.2. */
        public static final Place JEZERO = new Place(PlanetModel.JEZERO_LAT_DEG,
                PlanetModel.JEZERO_LON_DEG, 3394507, 3391937);
    }

    private final Place place;
    private final long seed;
    private final Rows rows;

    private SyntheticJezero(Place place, long seed, Rows rows) {
        this.place = place;
        this.seed = seed;
        this.rows = rows;
    }

    /** The site of a seed, in the caller's thread. */
    public static MapPackage generate(long seed) {
        return generate(seed, Rows.sequential());
    }

    public static MapPackage generate(long seed, Rows rows) {
        return generate(Place.JEZERO, seed, rows);
    }

    /** The same kind of ground anywhere else. */
    public static MapPackage generate(Place place, long seed, Rows rows) {
        return new SyntheticJezero(place, seed, rows).build();
    }

    private MapPackage build() {
        int half = SIZE / 2;
        float[] patches = unitField(2, half, 64);
        float[] rough = field(6, half, 128, 2.2, 100, 0.9);
        float[] coarse = relief(half);
        SiteShape shape = new SiteShape(seed);
        rows.run(half, (first, end) -> shape.addTo(coarse, rough, half, POST_M, first, end));
        SpectralField fine = new SpectralField(Noise.mix(seed + 3), rows);
        float[] height = fine.refine(coarse, half);
        new Craters(Noise.mix(seed + 4), MIN_CRATER_M, MAX_CRATER_M).stamp(height, SIZE, PIXEL_M, CLEAR_M);
        SurfaceTexture texture = new SurfaceTexture(seed, patches, half);
        rows.run(SIZE, (first, end) -> texture.addRelief(height, SIZE, PIXEL_M, first, end));
        level(height);
        float[] elevation = halve(height);
        byte[] appearance = new byte[SIZE * SIZE];
        LunarLambert light = new LunarLambert(new Sun(MAP_SUN_AZIMUTH_DEG, MAP_SUN_ELEVATION_DEG));
        rows.run(SIZE, (first, end) -> texture.shade(height, SIZE, PIXEL_M, light, appearance, first, end));
        byte[] hazard = HazardMap.of(elevation, half, POST_M, texture, rows);
        String name = place.equals(Place.JEZERO)
                ? "Synthetic Jezero, seed " + seed
                : String.format(Locale.ROOT, "Synthetic site at %.4f N %.4f E, seed %d", place.targetLatDeg(),
                        place.targetLonDeg(), seed);
        SiteInfo site = new SiteInfo(name, place.targetLatDeg(), place.targetLonDeg(), REFERENCE_RADIUS_M,
                place.areoidRadiusM(), place.targetLatDeg(), place.targetLonDeg(), MAP_SUN_AZIMUTH_DEG,
                MAP_SUN_ELEVATION_DEG, "made by hil map synth from seed " + seed);
        MapGrid dem = MapGrid.centred(half, half, POST_M);
        return new MapPackage(site, MapGrid.centred(SIZE, SIZE, PIXEL_M), appearance, dem, elevation, dem, hazard);
    }

    /** Random relief, m: about three degrees of slope on the floor, from every length scale alike. */
    private float[] relief(int size) {
        return field(1, size, COARSEST, 7, 400, 0.97);
    }

    /** Patchy field with standard deviation near 1. */
    private float[] unitField(int stream, int size, int coarsest) {
        return field(stream, size, coarsest, 1, 400, 0.6);
    }

    private float[] field(int stream, int size, int coarsest, double sigma, double atM, double exponent) {
        return new SpectralField(Noise.mix(seed + stream), rows).generate(size, POST_M, coarsest,
                spacingM -> sigma * StrictMath.pow(spacingM / atM, exponent));
    }

    /** Shifts all heights so that the ground at the target, as the 12 m elevation has it, is where it has to be. */
    private void level(float[] height) {
        int k = SIZE / 2;
        double middle = 0;
        for (int r = k - 2; r < k + 2; r++)
            for (int c = k - 2; c < k + 2; c++)
                middle += height[r * SIZE + c];
        float shift = (float) (place.targetRadiusM() - place.areoidRadiusM() - middle / 16);
        for (int i = 0; i < height.length; i++)
            height[i] += shift;
    }

    private float[] halve(float[] in) {
        int n = SIZE / 2;
        float[] out = new float[n * n];
        rows.run(n, (first, end) -> {
            for (int r = first; r < end; r++) {
                for (int c = 0; c < n; c++) {
                    int k = 2 * r * SIZE + 2 * c;
                    out[r * n + c] = 0.25f * (in[k] + in[k + 1] + in[k + SIZE] + in[k + SIZE + 1]);
                }
            }
        });
        return out;
    }
}
