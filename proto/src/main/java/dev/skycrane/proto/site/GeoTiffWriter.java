package dev.skycrane.proto.site;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import mil.nga.tiff.FieldTagType;
import mil.nga.tiff.FieldType;
import mil.nga.tiff.FileDirectory;
import mil.nga.tiff.FileDirectoryEntry;
import mil.nga.tiff.Rasters;
import mil.nga.tiff.TIFFImage;
import mil.nga.tiff.TiffWriter;
import mil.nga.tiff.util.TiffConstants;

/** Writes the single-band rasters of a package as uncompressed GeoTIFF. */
final class GeoTiffWriter {
    /** Below 2^16: the library writes the byte counts of strips as 16-bit numbers. */
    private static final int STRIP_BYTES = 0xffff;

    private GeoTiffWriter() {}

    static void write(Path file, SiteInfo site, MapGrid grid, byte[] samples) throws IOException {
        write(file, site, grid, FieldType.BYTE, ByteBuffer.wrap(samples), TiffConstants.SAMPLE_FORMAT_UNSIGNED_INT);
    }

    static void write(Path file, SiteInfo site, MapGrid grid, float[] samples) throws IOException {
        ByteBuffer b = ByteBuffer.allocate(4 * samples.length).order(ByteOrder.BIG_ENDIAN);
        b.asFloatBuffer().put(samples);
        write(file, site, grid, FieldType.FLOAT, b, TiffConstants.SAMPLE_FORMAT_FLOAT);
    }

    private static void write(Path file, SiteInfo site, MapGrid grid, FieldType type, ByteBuffer samples, int format)
            throws IOException {
        Rasters rasters = new Rasters(grid.width(), grid.height(), new FieldType[]{type}, samples);
        FileDirectory d = new FileDirectory();
        d.setImageWidth(grid.width());
        d.setImageHeight(grid.height());
        d.setBitsPerSample(8 * type.getBytes());
        d.setCompression(TiffConstants.COMPRESSION_NO);
        d.setPhotometricInterpretation(TiffConstants.PHOTOMETRIC_INTERPRETATION_BLACK_IS_ZERO);
        d.setSamplesPerPixel(1);
        d.setSampleFormat(List.of(format));
        d.setRowsPerStrip(Math.max(1, STRIP_BYTES / (grid.width() * type.getBytes())));
        d.setPlanarConfiguration(TiffConstants.PLANAR_CONFIGURATION_CHUNKY);
        d.setModelPixelScale(List.of(grid.cellM(), grid.cellM(), 0.0));
        d.setModelTiepoint(List.of(0.0, 0.0, 0.0, grid.edgeWestM(), grid.edgeNorthM(), 0.0));
        List<Double> doubles = new ArrayList<>();
        List<Integer> keys = GeoKeys.ofSite(site, doubles);
        d.addEntry(new FileDirectoryEntry(FieldTagType.GeoKeyDirectory, FieldType.SHORT, keys.size(), keys));
        d.addEntry(new FileDirectoryEntry(FieldTagType.GeoDoubleParams, FieldType.DOUBLE, doubles.size(), doubles));
        d.setWriteRasters(rasters);
        TIFFImage image = new TIFFImage();
        image.add(d);
        TiffWriter.writeTiff(file.toFile(), image);
    }
}
