package dev.skycrane.proto.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * GeoTIFF key directory, both ways (OGC 19-008r4, GeoTIFF 1.1): the keys of an equirectangular projection on a sphere
 * (CT_Equirectangular) and of latitude-longitude grids.
 */
final class GeoKeys {
    static final int MODEL_TYPE = 1024;
    static final int RASTER_TYPE = 1025;
    static final int GEOGRAPHIC_TYPE = 2048;
    static final int GEODETIC_DATUM = 2050;
    static final int ANGULAR_UNITS = 2054;
    static final int ELLIPSOID = 2056;
    static final int SEMI_MAJOR = 2057;
    static final int SEMI_MINOR = 2058;
    static final int PROJECTED_TYPE = 3072;
    static final int PROJECTION = 3074;
    static final int COORDINATE_TRANSFORMATION = 3075;
    static final int LINEAR_UNITS = 3076;
    static final int STANDARD_PARALLEL = 3078;
    static final int ORIGIN_LONGITUDE = 3080;
    static final int ORIGIN_LATITUDE = 3081;
    static final int FALSE_EASTING = 3082;
    static final int FALSE_NORTHING = 3083;
    static final int CENTRE_LONGITUDE = 3088;
    static final int CENTRE_LATITUDE = 3089;

    static final int MODEL_PROJECTED = 1;
    static final int MODEL_GEOGRAPHIC = 2;
    static final int PIXEL_IS_AREA = 1;
    static final int PIXEL_IS_POINT = 2;
    static final int EQUIRECTANGULAR = 17;
    private static final int USER_DEFINED = 32767;
    private static final int DEGREE = 9102;
    private static final int METRE = 9001;
    private static final int SHORT_VALUE = 0;
    private static final int DOUBLE_PARAMS_TAG = 34736;
    private static final int HEADER = 4;

    private final Map<Integer, Double> values = new TreeMap<>();

    /** Reads a key directory; keys with text values are left out. */
    static GeoKeys read(List<Integer> directory, List<Double> doubles) {
        GeoKeys keys = new GeoKeys();
        if (directory == null || directory.size() < HEADER) return keys;
        int count = directory.get(3);
        for (int i = 0; i < count && HEADER * (i + 2) <= directory.size(); i++) {
            int k = HEADER * (i + 1);
            int location = directory.get(k + 1);
            int offset = directory.get(k + 3);
            if (location == SHORT_VALUE) keys.values.put(directory.get(k), (double) offset);
            if (location == DOUBLE_PARAMS_TAG && doubles != null && offset < doubles.size()) {
                keys.values.put(directory.get(k), doubles.get(offset));
            }
        }
        return keys;
    }

    double get(int key, double otherwise) {
        return values.getOrDefault(key, otherwise);
    }

    boolean has(int key) {
        return values.containsKey(key);
    }

    /** The directory of a package's rasters; the doubles go into {@code doubles}. */
    static List<Integer> ofSite(SiteInfo site, List<Double> doubles) {
        List<Integer> d = new ArrayList<>(List.of(1, 1, 0, 0));
        shortKey(d, MODEL_TYPE, MODEL_PROJECTED);
        shortKey(d, RASTER_TYPE, PIXEL_IS_AREA);
        shortKey(d, GEOGRAPHIC_TYPE, USER_DEFINED);
        shortKey(d, GEODETIC_DATUM, USER_DEFINED);
        shortKey(d, ANGULAR_UNITS, DEGREE);
        shortKey(d, ELLIPSOID, USER_DEFINED);
        doubleKey(d, doubles, SEMI_MAJOR, site.referenceRadiusM());
        doubleKey(d, doubles, SEMI_MINOR, site.referenceRadiusM());
        shortKey(d, PROJECTED_TYPE, USER_DEFINED);
        shortKey(d, PROJECTION, USER_DEFINED);
        shortKey(d, COORDINATE_TRANSFORMATION, EQUIRECTANGULAR);
        shortKey(d, LINEAR_UNITS, METRE);
        doubleKey(d, doubles, STANDARD_PARALLEL, site.centreLatDeg());
        doubleKey(d, doubles, FALSE_EASTING, 0);
        doubleKey(d, doubles, FALSE_NORTHING, 0);
        doubleKey(d, doubles, CENTRE_LONGITUDE, site.centreLonDeg());
        doubleKey(d, doubles, CENTRE_LATITUDE, site.centreLatDeg());
        d.set(3, d.size() / HEADER - 1);
        return d;
    }

    private static void shortKey(List<Integer> directory, int key, int value) {
        directory.addAll(List.of(key, SHORT_VALUE, 1, value));
    }

    private static void doubleKey(List<Integer> directory, List<Double> doubles, int key, double value) {
        directory.addAll(List.of(key, DOUBLE_PARAMS_TAG, 1, doubles.size()));
        doubles.add(value);
    }
}
