package dev.skycrane.proto.site;

/**
 * One georeferenced raster as read from a file: samples of all bands as floats or, when the file has 8-bit samples, as bytes.
 *
 * @param bytes 8-bit samples, bands interleaved, or null
 * @param floats samples of any other type, bands interleaved, or null
 * @param noData sample value that means "nothing known here"; NaN when the file names none
 * @param reference where the cells lie
 */
public record GeoRaster(int width, int height, int bands, byte[] bytes, float[] floats, double noData,
        GeoReference reference) {
    /** Sample of a cell; NaN where nothing is known. */
    public double sample(int column, int row, int band) {
        int k = (row * width + column) * bands + band;
        double value = bytes != null ? bytes[k] & 0xff : floats[k];
        return value == noData ? Double.NaN : value;
    }
}
