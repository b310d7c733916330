package dev.skycrane.hil.terrain;

import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.hil.noise.NoiseSource;
import dev.skycrane.proto.site.MapGrid;
import dev.skycrane.proto.site.MapPackage;
import dev.skycrane.proto.site.SiteInfo;

/**
 * What is wrong with the map that the vehicle carries, against the ground. The dossier's section 5.2 has what was required and achieved:
 * hazard and appearance within 6 m of each other (99 %), orientation 1 mrad; 9.6 m horizontal and 3.8 m vertical between the data sets.
 *
 * <p>East and north are those of the map's projection. A place of the ground at (e, n) is shown at
 * {@code (1 + scale) R (e, n) + (eastM, northM)}, R the turn clockwise.
 *
 * @param seed of the random fields and of the missing tiles
 */
public record MapError(Placement placement, Heights heights, Picture picture, long seed) {
    /**
     * Where things are shown.
     *
     * @param eastM what lies at (0, 0) in truth is at (eastM, northM) on the map
     * @param scale relative: distances on the map are larger by this
     * @param turnRad the map is turned by this, clockwise
     * @param hazardEastM the hazard layer is off by this against the rest of the map
     */
    public record Placement(double eastM, double northM, double scale, double turnRad, double hazardEastM,
            double hazardNorthM) {
        static final Placement EXACT = new Placement(0, 0, 0, 0, 0, 0);
    }

    /**
     * Heights on the map less the true ones.
     *
     * @param biasM the same everywhere
     * @param slopeEast rise of the error per metre to the east
     * @param sigmaM deviation of a smooth random error
     */
    public record Heights(double biasM, double slopeEast, double slopeNorth, double sigmaM) {
        static final Heights EXACT = new Heights(0, 0, 0, 0);
    }

    /**
     * The picture was taken on another day.
     *
     * @param sunAzimuthDeg the sun stood this much further clockwise than in the ground's own picture
     * @param sunElevationDeg and this much higher
     * @param albedoSigma relative deviation of the ground's brightness since: dust moved by the wind
     * @param missingShare share of the picture that is not there, in square tiles of grey level 0
     */
    public record Picture(double sunAzimuthDeg, double sunElevationDeg, double albedoSigma, double missingShare) {
        static final Picture SAME = new Picture(0, 0, 0, 0);
    }

    public static final MapError NONE = new MapError(Placement.EXACT, Heights.EXACT, Picture.SAME, 0);
    private static final double TILE_M = 900;
    private static final double LONG_WAVE_M = 2400;
    private static final double SHORT_WAVE_M = 260;
    /** Deviation of eased bilinear lattice noise of the wave added to half of one shorter. */
    private static final double FIELD_SIGMA = 0.48;
    private static final long TILES = 5;
    private static final long DUST = 11;

    /**
     * Declares and reads the parameters {@code site.mapError.*}, all zero by default.
     *
     * @param seed of the landing; the error's own seed is drawn from it
     */
    public static MapError of(ParameterTable p, long seed) {
        Placement placement = new Placement(
                p.scalar("site.mapError.eastM", "m", 0, -2000, 2000,
                        "the vehicle's map shows everything this far east"),
                p.scalar("site.mapError.northM", "m", 0, -2000, 2000,
                        "the vehicle's map shows everything this far north"),
                p.scalar("site.mapError.scale", "1", 0, -0.05, 0.05,
                        "distances on the vehicle's map are larger by this"),
                p.scalar("site.mapError.turnMrad", "mrad", 0, -50, 50, "the vehicle's map is turned clockwise") * 1e-3,
                p.scalar("site.mapError.hazardEastM", "m", 0, -500, 500,
                        "the hazard layer of the vehicle's map is this far east of the rest of it"),
                p.scalar("site.mapError.hazardNorthM", "m", 0, -500, 500,
                        "the hazard layer of the vehicle's map is this far north of the rest of it"));
        Heights heights = new Heights(
                p.scalar("site.mapError.heightM", "m", 0, -1000, 1000,
                        "heights on the vehicle's map are larger by this"),
                p.scalar("site.mapError.tiltEastMrad", "mrad", 0, -50, 50,
                        "heights on the vehicle's map rise to the east of the site by this too much") * 1e-3,
                p.scalar("site.mapError.tiltNorthMrad", "mrad", 0, -50, 50,
                        "heights on the vehicle's map rise to the north of the site by this too much") * 1e-3,
                p.scalar("site.mapError.heightSigmaM", "m", 0, 0, 100,
                        "deviation of a smooth random error of the heights on the vehicle's map"));
        Picture picture = new Picture(
                p.scalar("site.mapError.sunAzimuthDeg", "deg", 0, -180, 180,
                        "azimuth of the sun in the vehicle's map less that in the site's"),
                p.scalar("site.mapError.sunElevationDeg", "deg", 0, -60, 60,
                        "height of the sun in the vehicle's map less that in the site's"),
                p.scalar("site.mapError.albedoSigma", "1", 0, 0, 0.5,
                        "relative deviation of the ground's brightness in the vehicle's map from that of the landing's season"),
                p.scalar("site.mapError.missingShare", "1", 0, 0, 1,
                        "share of tiles that the vehicle's map has no picture of"));
        return new MapError(placement, heights, picture, new NoiseSource(seed, "site.mapError").nextLong());
    }

    /** Whether the vehicle's map is the ground's. */
    public boolean isNone() {
        return placement.equals(Placement.EXACT) && heights.equals(Heights.EXACT) && picture.equals(Picture.SAME);
    }

    /** East on the map of what lies at (eastM, northM) in truth. */
    public double shownEastM(double eastM, double northM) {
        double c = StrictMath.cos(placement.turnRad);
        double s = StrictMath.sin(placement.turnRad);
        return placement.eastM + (1 + placement.scale) * (c * eastM + s * northM);
    }

    /** North on the map of what lies at (eastM, northM) in truth. */
    public double shownNorthM(double eastM, double northM) {
        double c = StrictMath.cos(placement.turnRad);
        double s = StrictMath.sin(placement.turnRad);
        return placement.northM + (1 + placement.scale) * (c * northM - s * eastM);
    }

    /** True east of what the map shows at (eastM, northM). */
    public double trueEastM(double eastM, double northM) {
        return new Way(this, 0, 0).eastM(eastM, northM);
    }

    /** True north of what the map shows at (eastM, northM). */
    public double trueNorthM(double eastM, double northM) {
        return new Way(this, 0, 0).northM(eastM, northM);
    }

    /** By how much the map is too high where it shows (eastM, northM), m. */
    public double heightErrorM(double eastM, double northM) {
        return heights.biasM + (heights.slopeEast * eastM + heights.slopeNorth * northM)
                + heights.sigmaM * (heights.sigmaM == 0 ? 0 : field(seed, eastM, northM));
    }

    /** @return {@code truth} as such a map has it; the very same package when there is no error */
    public MapPackage applied(MapPackage truth) {
        if (isNone()) return truth;
        Way way = new Way(this, 0, 0);
        Way hazardWay = new Way(this, placement.hazardEastM, placement.hazardNorthM);
        byte[] hazard = truth.hazard == null ? null : nearest(truth.hazard, truth.hazardGrid, hazardWay);
        return new MapPackage(site(truth.site), truth.appearanceGrid, appearance(truth, way), truth.elevationGrid,
                elevation(truth.elevationM, truth.elevationGrid, way), truth.hazardGrid, hazard);
    }

    private SiteInfo site(SiteInfo s) {
        return new SiteInfo(s.name(), s.centreLatDeg(), s.centreLonDeg(), s.referenceRadiusM(), s.areoidRadiusM(),
                s.targetLatDeg(), s.targetLonDeg(), s.sunAzimuthDeg() + picture.sunAzimuthDeg,
                s.sunElevationDeg() + picture.sunElevationDeg, s.provenance() + ", with errors of a map");
    }

    /** From a place of the map to the place in truth that it shows. */
    private record Way(double shiftEastM, double shiftNorthM, double cos, double sin, double size) {
        Way(MapError e, double moreEastM, double moreNorthM) {
            this(e.placement.eastM + moreEastM, e.placement.northM + moreNorthM,
                    StrictMath.cos(e.placement.turnRad), StrictMath.sin(e.placement.turnRad), 1 + e.placement.scale);
        }

        double eastM(double east, double north) {
            return (cos * (east - shiftEastM) - sin * (north - shiftNorthM)) / size;
        }

        double northM(double east, double north) {
            return (cos * (north - shiftNorthM) + sin * (east - shiftEastM)) / size;
        }

        /** Column in the same grid of truth for a cell of the map. */
        double column(MapGrid g, int row, int column) {
            return clamp((eastM(g.eastM(column), g.northM(row)) - g.westM()) / g.cellM(), g.width());
        }

        double row(MapGrid g, int row, int column) {
            return clamp((g.northM() - northM(g.eastM(column), g.northM(row))) / g.cellM(), g.height());
        }
    }

    private byte[] appearance(MapPackage truth, Way way) {
        MapGrid g = truth.appearanceGrid;
        byte[] in = relit(truth);
        byte[] out = new byte[in.length];
        for (int r = 0; r < g.height(); r++) {
            for (int c = 0; c < g.width(); c++) {
                if (missing(g.eastM(c), g.northM(r))) continue;
                double x = way.column(g, r, c);
                double y = way.row(g, r, c);
                int c0 = (int) x;
                int r0 = (int) y;
                double fc = x - c0;
                int k = r0 * g.width() + c0;
                double top = (in[k] & 0xff) + fc * ((in[k + 1] & 0xff) - (in[k] & 0xff));
                k += g.width();
                double bottom = (in[k] & 0xff) + fc * ((in[k + 1] & 0xff) - (in[k] & 0xff));
                double dn = top + (y - r0) * (bottom - top);
                if (picture.albedoSigma != 0) {
                    dn *= Math.max(0, 1 + picture.albedoSigma * field(seed + DUST, g.eastM(c), g.northM(r)));
                }
                out[r * g.width() + c] = (byte) (int) Math.min(255, dn + 0.5);
            }
        }
        return out;
    }

    /** The ground's picture under the sun of the map's; the same one where its light is not known. */
    private byte[] relit(MapPackage truth) {
        SiteInfo s = truth.site;
        if (!s.sunKnown() || picture.sunAzimuthDeg == 0 && picture.sunElevationDeg == 0) return truth.appearance;
        Relighting light = new Relighting(truth.elevationM, truth.elevationGrid,
                new LunarLambert(new Sun(s.sunAzimuthDeg(), s.sunElevationDeg())),
                new LunarLambert(new Sun(s.sunAzimuthDeg() + picture.sunAzimuthDeg,
                        Math.max(1, Math.min(90, s.sunElevationDeg() + picture.sunElevationDeg)))),
                Rows.sequential());
        MapGrid g = truth.appearanceGrid;
        byte[] out = new byte[truth.appearance.length];
        for (int r = 0; r < g.height(); r++) {
            for (int c = 0; c < g.width(); c++) {
                double dn = (truth.appearance[r * g.width() + c] & 0xff) * light.ratio(g.eastM(c), g.northM(r));
                out[r * g.width() + c] = (byte) (int) Math.min(255, dn + 0.5);
            }
        }
        return out;
    }

    private boolean missing(double east, double north) {
        if (picture.missingShare == 0) return false;
        long h = Noise.hash(seed + TILES, (long) Math.floor(east / TILE_M), (long) Math.floor(north / TILE_M));
        return Noise.uniform(h) < picture.missingShare;
    }

    private float[] elevation(float[] in, MapGrid g, Way way) {
        float[] out = new float[in.length];
        for (int r = 0; r < g.height(); r++) {
            for (int c = 0; c < g.width(); c++) {
                double x = way.column(g, r, c);
                double y = way.row(g, r, c);
                int c0 = (int) x;
                int r0 = (int) y;
                double fc = x - c0;
                int k = r0 * g.width() + c0;
                double top = in[k] + fc * (in[k + 1] - in[k]);
                k += g.width();
                double bottom = in[k] + fc * (in[k + 1] - in[k]);
                out[r * g.width() + c] = (float) (top + (y - r0) * (bottom - top)
                        + heightErrorM(g.eastM(c), g.northM(r)));
            }
        }
        return out;
    }

    /** Smooth, of deviation 1. */
    private static double field(long seed, double east, double north) {
        return (Noise.smooth(seed, east / LONG_WAVE_M, north / LONG_WAVE_M)
                + 0.5 * Noise.smooth(seed + 1, east / SHORT_WAVE_M, north / SHORT_WAVE_M)) / FIELD_SIGMA;
    }

    private static byte[] nearest(byte[] in, MapGrid g, Way way) {
        byte[] out = new byte[in.length];
        for (int r = 0; r < g.height(); r++)
            for (int c = 0; c < g.width(); c++)
                out[r * g.width() + c] = in[(int) (way.row(g, r, c) + 0.5) * g.width()
                        + (int) (way.column(g, r, c) + 0.5)];
        return out;
    }

    private static double clamp(double v, int size) {
        return Math.max(0, Math.min(size - 1.001, v));
    }
}
