package dev.skycrane.hil.terrain;

import dev.skycrane.proto.InputException;
import dev.skycrane.proto.site.GeoRaster;
import dev.skycrane.proto.site.GeoReference;
import dev.skycrane.proto.site.GeoTiffReader;
import dev.skycrane.proto.site.MapGrid;
import dev.skycrane.proto.site.MapPackage;
import dev.skycrane.proto.site.SiteInfo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Makes a map package of an orbital image and elevation models: everything is resampled, bilinear, to the package's own
 * equirectangular grids. Of several elevation models the finest that knows a place is taken, blended in over {@link #FEATHER_M} at its
 * edges. Without a hazard raster the hazard is that of the slopes.
 */
public final class MapImport {
    /**
     * What to import.
     *
     * @param hazard 8-bit raster, 0 safe to 255 deadly, or null
     * @param crop take the part of the image that an elevation model covers, instead of refusing
     * @param targetLatDeg where to land; NaN for the middle of the map
     * @param areoidRadiusM radius of elevation zero at the site
     */
    public record Request(Path ortho, List<Path> dems, Path hazard, boolean crop, String name, double targetLatDeg,
            double targetLonDeg, double areoidRadiusM) {}

    private static final double FEATHER_M = 300;
    private static final double POST_PER_PIXEL = 1.5;
    private static final long MAX_CELLS = 1L << 27;

    private final Request request;
    private final OrthoImage ortho;
    private final List<GeoRaster> dems = new ArrayList<>();
    private final double radiusM;
    private double centreLatDeg;
    private double centreLonDeg;
    private double kEast;
    private double kNorth;

    private MapImport(Request request) {
        this.request = request;
        ortho = OrthoImage.read(request.ortho());
        for (Path p : request.dems())
            dems.add(dem(p));
        dems.sort(Comparator.comparingDouble(d -> -d.reference().latPerRowDeg()));
        double radius = ortho.reference().radiusM();
        for (GeoRaster d : dems)
            if (Double.isNaN(radius)) radius = d.reference().radiusM();
        if (Double.isNaN(radius)) throw InputException.of("map", "radius", "none", "a sphere in one of the files");
        radiusM = radius;
    }

    /** @throws InputException when the files do not make a map */
    public static MapPackage run(Request request) {
        if (request.dems().isEmpty()) throw InputException.of("map", "dem", "none", "at least one elevation model");
        return new MapImport(request).build();
    }

    private static GeoRaster dem(Path p) {
        GeoRaster d = GeoTiffReader.read(p);
        if (d.bands() != 1) throw InputException.of("map", "dem", d.bands() + " bands in " + p, "one band of heights");
        return d;
    }

    private MapPackage build() {
        double[] edges = edges(ortho.reference(), ortho.width(), ortho.height());
        if (request.crop()) edges = crop(edges);
        centreLonDeg = 0.5 * (edges[0] + edges[1]);
        centreLatDeg = 0.5 * (edges[2] + edges[3]);
        kNorth = StrictMath.toRadians(radiusM);
        kEast = kNorth * StrictMath.cos(StrictMath.toRadians(centreLatDeg));
        double pixelM = micrometre(Math.sqrt(ortho.reference().lonPerColumnDeg() * kEast
                * -ortho.reference().latPerRowDeg() * kNorth));
        double postM = micrometre(Math.max(POST_PER_PIXEL * pixelM, -dems.get(0).reference().latPerRowDeg() * kNorth));
        MapGrid image = grid(edges, pixelM);
        MapGrid posts = grid(edges, postM);
        float[] elevation = elevation(posts);
        byte[] appearance = appearance(image);
        byte[] hazard = request.hazard() == null
                ? HazardMap.of(elevation, posts.width(), posts.height(), postM, null, Rows.sequential())
                : hazard(posts);
        return new MapPackage(site(edges), image, appearance, posts, elevation, posts, hazard);
    }

    private SiteInfo site(double[] edges) {
        double lat = Double.isNaN(request.targetLatDeg()) ? centreLatDeg : request.targetLatDeg();
        double lon = Double.isNaN(request.targetLonDeg()) ? centreLonDeg : request.targetLonDeg();
        if (!(lon > edges[0] && lon < edges[1] && lat > edges[2] && lat < edges[3])) {
            throw InputException.of("map", "target", lat + "," + lon, String.format(Locale.ROOT,
                    "a place on the map, %.4f to %.4f N, %.4f to %.4f E", edges[2], edges[3], edges[0], edges[1]));
        }
        StringBuilder from = new StringBuilder("imported from " + request.ortho().getFileName());
        for (Path p : request.dems())
            from.append(", ").append(p.getFileName());
        from.append(request.hazard() == null ? "; hazard from slopes" : "; hazard " + request.hazard().getFileName());
        return new SiteInfo(request.name(), centreLatDeg, centreLonDeg, radiusM, request.areoidRadiusM(), lat, lon,
                Double.NaN, Double.NaN, from.toString());
    }

    private static double micrometre(double v) {
        return Math.rint(v * 1e6) / 1e6;
    }

    /** West, east, south, north edges of a raster's cells, degrees. */
    private static double[] edges(GeoReference g, int width, int height) {
        return new double[]{g.lonDeg(-0.5), g.lonDeg(width - 0.5), g.latDeg(height - 0.5), g.latDeg(-0.5)};
    }

    /** The part of the image that the widest elevation model reaches. */
    private double[] crop(double[] o) {
        GeoRaster widest = dems.get(0);
        for (GeoRaster d : dems)
            if (area(d) > area(widest)) widest = d;
        double[] d = edges(widest.reference(), widest.width(), widest.height());
        double turn = 360 * Math.rint((o[0] - d[0]) / 360);
        double[] e = {Math.max(o[0], d[0] + turn), Math.min(o[1], d[1] + turn), Math.max(o[2], d[2]),
            Math.min(o[3], d[3])};
        if (e[0] >= e[1] || e[2] >= e[3]) {
            throw InputException.of("map", "dem", covered(d), "to overlap the ortho, " + covered(o));
        }
        return e;
    }

    private static double area(GeoRaster d) {
        return Math.abs(d.reference().lonPerColumnDeg() * d.width() * d.reference().latPerRowDeg() * d.height());
    }

    private static String covered(double[] e) {
        return String.format(Locale.ROOT, "%.4f to %.4f N %.4f to %.4f E", e[2], e[3], e[0], e[1]);
    }

    private MapGrid grid(double[] edges, double cellM) {
        double columns = Math.floor((edges[1] - edges[0]) * kEast / cellM);
        double rows = Math.floor((edges[3] - edges[2]) * kNorth / cellM);
        if (columns < 2 || rows < 2 || columns * rows > MAX_CELLS) {
            throw InputException.of("map", "size", columns + " x " + rows + " cells", "2 x 2 to " + MAX_CELLS);
        }
        MapGrid g = MapGrid.centred((int) columns, (int) rows, cellM);
        return new MapGrid(g.width(), g.height(), cellM, micrometre(g.westM()), micrometre(g.northM()));
    }

    private double lon(double eastM) {
        return centreLonDeg + eastM / kEast;
    }

    private double lat(double northM) {
        return centreLatDeg + northM / kNorth;
    }

    private byte[] appearance(MapGrid g) {
        byte[] out = new byte[g.width() * g.height()];
        GeoReference ref = ortho.reference();
        for (int r = 0; r < g.height(); r++) {
            double row = clamp(ref.rowOf(lat(g.northM(r))), ortho.height());
            int r0 = Math.min((int) row, ortho.height() - 2);
            double fr = row - r0;
            for (int c = 0; c < g.width(); c++) {
                double column = clamp(ref.columnOf(lon(g.eastM(c))), ortho.width());
                int c0 = Math.min((int) column, ortho.width() - 2);
                double fc = column - c0;
                int k = r0 * ortho.width() + c0;
                double top = mix(ortho.grey()[k] & 0xff, ortho.grey()[k + 1] & 0xff, fc);
                k += ortho.width();
                out[r * g.width() + c] = (byte) (int) (0.5
                        + mix(top, mix(ortho.grey()[k] & 0xff, ortho.grey()[k + 1] & 0xff, fc), fr));
            }
        }
        return out;
    }

    private static double mix(double a, double b, double f) {
        return a + f * (b - a);
    }

    private static double clamp(double v, int size) {
        return Math.max(0, Math.min(size - 1, v));
    }

    private float[] elevation(MapGrid g) {
        float[] out = new float[g.width() * g.height()];
        long unknown = 0;
        for (int r = 0; r < g.height(); r++) {
            double latDeg = lat(g.northM(r));
            for (int c = 0; c < g.width(); c++) {
                double z = height(latDeg, lon(g.eastM(c)));
                if (Double.isNaN(z)) unknown++;
                out[r * g.width() + c] = (float) z;
            }
        }
        if (unknown > 0) {
            throw InputException.of("map", "dem", String.format(Locale.ROOT, "%.2f %% of the ortho without heights",
                    100.0 * unknown / out.length),
                    request.crop()
                            ? "elevation models without gaps there"
                            : "a DTM that covers the ortho; --crop takes the overlap");
        }
        return out;
    }

    private double height(double latDeg, double lonDeg) {
        double sum = 0;
        double left = 1;
        for (GeoRaster d : dems) {
            double column = d.reference().columnOf(lonDeg);
            double row = d.reference().rowOf(latDeg);
            if (!(column >= -0.5 && row >= -0.5 && column <= d.width() - 0.5 && row <= d.height() - 0.5)) continue;
            double z = bilinear(d, column, row);
            if (Double.isNaN(z)) continue;
            double inside = Math.min(Math.min(column, d.width() - 1 - column), Math.min(row, d.height() - 1 - row));
            double inM = Math.max(0, inside) * -d.reference().latPerRowDeg() * kNorth;
            boolean last = d == dems.get(dems.size() - 1);
            double weight = last ? left : left * Math.min(1, inM / FEATHER_M);
            sum += weight * z;
            left -= weight;
            if (left <= 0) return sum;
        }
        return left < 1 ? sum / (1 - left) : Double.NaN;
    }

    private static double bilinear(GeoRaster d, double column, double row) {
        double c = clamp(column, d.width());
        double r = clamp(row, d.height());
        int c0 = Math.min((int) c, d.width() - 2);
        int r0 = Math.min((int) r, d.height() - 2);
        double top = mix(d.sample(c0, r0, 0), d.sample(c0 + 1, r0, 0), c - c0);
        double bottom = mix(d.sample(c0, r0 + 1, 0), d.sample(c0 + 1, r0 + 1, 0), c - c0);
        return mix(top, bottom, r - r0);
    }

    /** Nearest cell; what the raster does not know is deadly. */
    private byte[] hazard(MapGrid g) {
        GeoRaster h = GeoTiffReader.read(request.hazard());
        if (h.bands() != 1 || h.bytes() == null) {
            throw InputException.of("map", "hazard", request.hazard(), "one band of 8 bit");
        }
        byte[] out = new byte[g.width() * g.height()];
        for (int r = 0; r < g.height(); r++) {
            double row = Math.rint(h.reference().rowOf(lat(g.northM(r))));
            for (int c = 0; c < g.width(); c++) {
                double column = Math.rint(h.reference().columnOf(lon(g.eastM(c))));
                boolean in = row >= 0 && column >= 0 && row < h.height() && column < h.width();
                double v = in ? h.sample((int) column, (int) row, 0) : Double.NaN;
                out[r * g.width() + c] = (byte) (Double.isNaN(v) ? 255 : (int) v);
            }
        }
        return out;
    }
}
