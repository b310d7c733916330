package dev.skycrane.proto.site;

import dev.skycrane.proto.InputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import mil.nga.tiff.FieldTagType;
import mil.nga.tiff.FieldType;
import mil.nga.tiff.FileDirectory;
import mil.nga.tiff.FileDirectoryEntry;
import mil.nga.tiff.Rasters;
import mil.nga.tiff.TIFFImage;
import mil.nga.tiff.TiffReader;

/** Reads the first image of a GeoTIFF file in an equirectangular or latitude-longitude grid, north up. */
public final class GeoTiffReader {
    /** Largest file read, bytes. */
    public static final long MAX_FILE_BYTES = 1L << 30;
    /** Largest raster read, samples. */
    public static final long MAX_SAMPLES = 1L << 28;
    private static final int MAX_BANDS = 4;
    private static final double ROTATION_TOLERANCE = 1e-9;

    private GeoTiffReader() {}

    /** @throws InputException when the file is missing, damaged, too large, or not georeferenced as said above */
    public static GeoRaster read(Path file) {
        FileDirectory directory = directory(file);
        GeoReference reference = reference(directory, file);
        return raster(directory, reference, file);
    }

    /** As {@link #read} for a picture whose place is told by somebody else; the reference is null. */
    public static GeoRaster readPicture(Path file) {
        return raster(directory(file), null, file);
    }

    /** Whether the file carries the tags of a georeference. */
    public static boolean isGeoreferenced(Path file) {
        FileDirectory d = directory(file);
        return d.get(FieldTagType.ModelTransformation) != null
                || d.get(FieldTagType.ModelPixelScale) != null && d.get(FieldTagType.ModelTiepoint) != null;
    }

    private static FileDirectory directory(Path file) {
        try {
            if (!Files.isRegularFile(file)) throw InputException.of("map", "file", file, "an existing GeoTIFF file");
            if (Files.size(file) > MAX_FILE_BYTES) {
                throw InputException.of("map", "file", file, "at most " + MAX_FILE_BYTES + " bytes");
            }
            TIFFImage image = TiffReader.readTiff(file.toFile());
            if (image.getFileDirectories().isEmpty()) throw damaged(file, null);
            FileDirectory d = image.getFileDirectory();
            long width = d.getImageWidth().longValue();
            long height = d.getImageHeight().longValue();
            int bands = d.getSamplesPerPixel();
            if (width < 2 || height < 2 || bands < 1 || bands > MAX_BANDS || width > MAX_SAMPLES || height > MAX_SAMPLES
                    || width * height * bands > MAX_SAMPLES) {
                throw InputException.of("map", "size", width + "x" + height + "x" + bands + " in " + file,
                        "2 x 2 to " + MAX_SAMPLES + " samples, 1 to " + MAX_BANDS + " bands");
            }
            return d;
        } catch (InputException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw damaged(file, e);
        }
    }

    private static InputException damaged(Path file, Exception e) {
        return new InputException("map: file=" + file + ", expected a whole GeoTIFF file (damaged or truncated)", e);
    }

    private static GeoRaster raster(FileDirectory d, GeoReference reference, Path file) {
        try {
            Rasters r = d.readInterleavedRasters();
            int n = r.getWidth() * r.getHeight() * r.getSamplesPerPixel();
            byte[] bytes = null;
            float[] floats = null;
            if (isBytes(r)) {
                bytes = new byte[n];
                ByteBuffer b = r.getInterleaveValues();
                b.rewind();
                b.get(bytes);
            } else {
                floats = floats(r, n);
            }
            return new GeoRaster(r.getWidth(), r.getHeight(), r.getSamplesPerPixel(), bytes, floats, noData(d),
                    reference);
        } catch (RuntimeException e) {
            throw damaged(file, e);
        }
    }

    private static boolean isBytes(Rasters r) {
        for (FieldType t : r.getFieldTypes())
            if (t != FieldType.BYTE) return false;
        return true;
    }

    private static float[] floats(Rasters r, int n) {
        float[] out = new float[n];
        FieldType[] types = r.getFieldTypes();
        ByteBuffer b = r.getInterleaveValues();
        b.rewind();
        for (int i = 0; i < n; i++)
            out[i] = next(b, types[i % types.length]);
        return out;
    }

    private static float next(ByteBuffer b, FieldType type) {
        return switch (type) {
            case BYTE -> b.get() & 0xff;
            case SBYTE -> b.get();
            case SHORT -> b.getShort() & 0xffff;
            case SSHORT -> b.getShort();
            case LONG -> b.getInt() & 0xffffffffL;
            case SLONG -> b.getInt();
            case FLOAT -> b.getFloat();
            case DOUBLE -> (float) b.getDouble();
            default -> throw new IllegalArgumentException("sample type " + type);
        };
    }

    private static double noData(FileDirectory d) {
        FileDirectoryEntry e = d.get(FieldTagType.GDAL_NODATA);
        if (e == null) return Double.NaN;
        Object v = e.getValues();
        String text = v instanceof List<?> list && !list.isEmpty() ? String.valueOf(list.get(0)) : String.valueOf(v);
        try {
            return (float) Double.parseDouble(text.trim());
        } catch (NumberFormatException notANumber) {
            return Double.NaN;
        }
    }

    /** scaleX, scaleY (negative for north-up), x and y of the centre of cell (0, 0), in model units. */
    private static GeoReference reference(FileDirectory d, Path file) {
        GeoKeys keys;
        double[] placed;
        try {
            keys = GeoKeys.read(shorts(d), d.getDoubleListEntryValue(FieldTagType.GeoDoubleParams));
            placed = placed(d, keys.get(GeoKeys.RASTER_TYPE, GeoKeys.PIXEL_IS_AREA) == GeoKeys.PIXEL_IS_POINT);
        } catch (RuntimeException e) {
            throw damaged(file, e);
        }
        if (placed == null || !(placed[2] > 0) || !(placed[3] < 0)) {
            throw InputException.of("map", "file", file, "a georeferenced file, north up");
        }
        int model = (int) keys.get(GeoKeys.MODEL_TYPE, 0);
        if (model == GeoKeys.MODEL_GEOGRAPHIC) {
            return new GeoReference(placed[0], placed[1], placed[2], placed[3],
                    keys.get(GeoKeys.SEMI_MAJOR, Double.NaN));
        }
        int kind = (int) keys.get(GeoKeys.COORDINATE_TRANSFORMATION, 0);
        if (model != GeoKeys.MODEL_PROJECTED || kind != GeoKeys.EQUIRECTANGULAR || !keys.has(GeoKeys.SEMI_MAJOR)) {
            throw InputException.of("map", "projection", "model " + model + " method " + kind + " in " + file,
                    "equirectangular on a named sphere, or latitude and longitude");
        }
        return GeoReference.ofProjected(projection(keys), placed[0], placed[1], placed[2], placed[3]);
    }

    private static Equirectangular projection(GeoKeys k) {
        return new Equirectangular(k.get(GeoKeys.SEMI_MAJOR, 0), k.get(GeoKeys.STANDARD_PARALLEL, 0),
                k.get(GeoKeys.CENTRE_LONGITUDE, k.get(GeoKeys.ORIGIN_LONGITUDE, 0)),
                k.get(GeoKeys.CENTRE_LATITUDE, k.get(GeoKeys.ORIGIN_LATITUDE, 0)), k.get(GeoKeys.FALSE_EASTING, 0),
                k.get(GeoKeys.FALSE_NORTHING, 0));
    }

    private static List<Integer> shorts(FileDirectory d) {
        return d.getIntegerListEntryValue(FieldTagType.GeoKeyDirectory);
    }

    private static double[] placed(FileDirectory d, boolean pixelIsPoint) {
        double half = pixelIsPoint ? 0 : 0.5;
        List<Double> m = d.getDoubleListEntryValue(FieldTagType.ModelTransformation);
        if (m != null && m.size() >= 8) {
            if (Math.abs(m.get(1)) > ROTATION_TOLERANCE || Math.abs(m.get(4)) > ROTATION_TOLERANCE) return null;
            return new double[]{m.get(3) + half * m.get(0), m.get(7) + half * m.get(5), m.get(0), m.get(5)};
        }
        List<Double> scale = d.getModelPixelScale();
        List<Double> tie = d.getModelTiepoint();
        if (scale == null || scale.size() < 2 || tie == null || tie.size() < 6) return null;
        double x = tie.get(3) + (half - tie.get(0)) * scale.get(0);
        double y = tie.get(4) - (half - tie.get(1)) * scale.get(1);
        return new double[]{x, y, scale.get(0), -scale.get(1)};
    }
}
