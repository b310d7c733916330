package dev.skycrane.proto.site;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the single-band rasters of a package as uncompressed GeoTIFF (TIFF 6.0, big-endian, one row per strip). Our own few lines,
 * since the library that we read with stores strip sizes in 16 bits and so loses large rows.
 */
final class GeoTiffWriter {
    private static final int SHORT = 3;
    private static final int LONG = 4;
    private static final int DOUBLE = 12;
    private static final int HEADER_BYTES = 8;
    private static final int ENTRY_BYTES = 12;
    private static final int UNSIGNED = 1;
    private static final int FLOATING = 3;

    /** One tag; {@code values} is what is written, its element size by {@code type}. */
    private record Entry(int tag, int type, double[] values) {
        int bytes() {
            return values.length * (type == SHORT ? 2 : type == LONG ? 4 : 8);
        }
    }

    private GeoTiffWriter() {}

    static void write(Path file, SiteInfo site, MapGrid grid, byte[] samples) throws IOException {
        try (DataOutputStream out = open(file)) {
            header(out, entries(site, grid, 1, UNSIGNED));
            out.write(samples);
        }
    }

    static void write(Path file, SiteInfo site, MapGrid grid, float[] samples) throws IOException {
        try (DataOutputStream out = open(file)) {
            header(out, entries(site, grid, 4, FLOATING));
            ByteBuffer row = ByteBuffer.allocate(4 * grid.width());
            for (int r = 0; r < grid.height(); r++) {
                row.asFloatBuffer().put(samples, r * grid.width(), grid.width());
                out.write(row.array());
            }
        }
    }

    private static DataOutputStream open(Path file) throws IOException {
        return new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16));
    }

    /** Tags in ascending order, as the format wants them; strip offsets are filled in once the length is known. */
    private static List<Entry> entries(SiteInfo site, MapGrid grid, int sampleBytes, int format) {
        List<Double> doubles = new ArrayList<>();
        List<Integer> keys = GeoKeys.ofSite(site, doubles);
        double[] counts = new double[grid.height()];
        java.util.Arrays.fill(counts, (double) grid.width() * sampleBytes);
        List<Entry> e = new ArrayList<>();
        e.add(new Entry(256, LONG, new double[]{grid.width()}));
        e.add(new Entry(257, LONG, new double[]{grid.height()}));
        e.add(new Entry(258, SHORT, new double[]{8 * sampleBytes}));
        e.add(new Entry(259, SHORT, new double[]{1})); // not compressed
        e.add(new Entry(262, SHORT, new double[]{1})); // black is zero
        Entry offsets = new Entry(273, LONG, new double[grid.height()]);
        e.add(offsets);
        e.add(new Entry(277, SHORT, new double[]{1}));
        e.add(new Entry(278, LONG, new double[]{1})); // rows per strip
        e.add(new Entry(279, LONG, counts));
        e.add(new Entry(284, SHORT, new double[]{1}));
        e.add(new Entry(339, SHORT, new double[]{format}));
        e.add(new Entry(33550, DOUBLE, new double[]{grid.cellM(), grid.cellM(), 0}));
        e.add(new Entry(33922, DOUBLE, new double[]{0, 0, 0, grid.edgeWestM(), grid.edgeNorthM(), 0}));
        e.add(new Entry(34735, SHORT, keys.stream().mapToDouble(Integer::doubleValue).toArray()));
        e.add(new Entry(34736, DOUBLE, doubles.stream().mapToDouble(Double::doubleValue).toArray()));
        double at = length(e);
        for (int r = 0; r < offsets.values().length; r++)
            offsets.values()[r] = at + r * counts[0];
        return e;
    }

    /** Bytes before the samples. */
    private static int length(List<Entry> entries) {
        int bytes = directoryEnd(entries);
        for (Entry e : entries)
            if (e.bytes() > 4) bytes += e.bytes();
        return bytes;
    }

    private static int directoryEnd(List<Entry> entries) {
        return HEADER_BYTES + 2 + ENTRY_BYTES * entries.size() + 4;
    }

    private static void header(DataOutputStream out, List<Entry> entries) throws IOException {
        out.writeShort('M' << 8 | 'M');
        out.writeShort(42);
        out.writeInt(HEADER_BYTES);
        out.writeShort(entries.size());
        int at = directoryEnd(entries);
        for (Entry e : entries) {
            out.writeShort(e.tag());
            out.writeShort(e.type());
            out.writeInt(e.values().length);
            if (e.bytes() > 4) {
                out.writeInt(at);
                at += e.bytes();
            } else {
                values(out, e);
                for (int i = e.bytes(); i < 4; i++)
                    out.writeByte(0);
            }
        }
        out.writeInt(0);
        for (Entry e : entries)
            if (e.bytes() > 4) values(out, e);
    }

    private static void values(DataOutputStream out, Entry e) throws IOException {
        for (double v : e.values()) {
            if (e.type() == SHORT) out.writeShort((int) v);
            else if (e.type() == LONG) out.writeInt((int) (long) v);
            else
                out.writeDouble(v);
        }
    }
}
