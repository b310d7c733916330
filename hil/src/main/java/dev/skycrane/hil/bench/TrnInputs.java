package dev.skycrane.hil.bench;

import dev.skycrane.flight.core.VisionRequest;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.trn.SiteMap;
import dev.skycrane.hil.terrain.Rows;
import dev.skycrane.proto.InputException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A small map and a few frames, the same bytes for every machine that is to give the same answers: {@code hil bench trn --hash} takes
 * them from a file or makes them.
 */
record TrnInputs(SiteMap map, List<TrnFrames.Frame> frames) {
    private static final long MAGIC = 0x534b54524e303031L;
    private static final int MAX_CELLS = 1 << 24;
    private static final int MAX_FRAMES = 1000;
    private static final int SIDE = 1024;

    /** Two frames of every set; the map's middle at twice its cell, so that an interpreter can prepare it too. */
    static TrnInputs make(long seed, int perSet, Rows rows) {
        TrnFrames source = new TrnFrames(seed, rows);
        List<TrnFrames.Frame> frames = new ArrayList<>();
        for (TrnFrames.Conditions conditions : TrnFrames.ALL)
            frames.addAll(source.render(conditions, perSet, seed, rows));
        return new TrnInputs(halved(source.map), frames);
    }

    private static SiteMap halved(SiteMap m) {
        int side = Math.min(SIDE, Math.min(m.width, m.height) / 2);
        int c0 = m.width / 2 - side;
        int r0 = m.height / 2 - side;
        byte[] grey = new byte[side * side];
        for (int r = 0; r < side; r++) {
            for (int c = 0; c < side; c++) {
                int k = (r0 + 2 * r) * m.width + c0 + 2 * c;
                int sum = (m.appearance[k] & 255) + (m.appearance[k + 1] & 255) + (m.appearance[k + m.width] & 255)
                        + (m.appearance[k + m.width + 1] & 255);
                grey[r * side + c] = (byte) (sum + 2 >> 2);
            }
        }
        SiteMap.Grid grid = new SiteMap.Grid(side, side, 2 * m.pixelM, m.westM + (c0 + 0.5) * m.pixelM,
                m.northM - (r0 + 0.5) * m.pixelM);
        SiteMap.Grid dem = new SiteMap.Grid(m.demWidth, m.demHeight, m.demPostM, m.demWestM, m.demNorthM);
        return new SiteMap(m.referenceRadiusM, m.areoidRadiusM, m.centreLatRad, m.centreLonRad, grid, grey, dem,
                m.elevationM, null, null);
    }

    void save(Path file) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            out.writeLong(MAGIC);
            for (double d : new double[]{map.referenceRadiusM, map.areoidRadiusM, map.centreLatRad, map.centreLonRad})
                out.writeDouble(d);
            write(out, map.width, map.height, map.pixelM, map.westM, map.northM);
            out.write(map.appearance);
            write(out, map.demWidth, map.demHeight, map.demPostM, map.demWestM, map.demNorthM);
            ByteBuffer elevation = ByteBuffer.allocate(4 * map.elevationM.length);
            elevation.asFloatBuffer().put(map.elevationM);
            out.write(elevation.array());
            out.writeInt(frames.size());
            for (TrnFrames.Frame frame : frames)
                write(out, frame);
        }
    }

    private static void write(DataOutputStream out, int width, int height, double cellM, double westM, double northM)
            throws IOException {
        out.writeInt(width);
        out.writeInt(height);
        out.writeDouble(cellM);
        out.writeDouble(westM);
        out.writeDouble(northM);
    }

    private static void write(DataOutputStream out, TrnFrames.Frame frame) throws IOException {
        VisionRequest q = frame.prior();
        out.writeUTF(frame.set());
        out.writeInt(frame.grey().length);
        out.write(frame.grey());
        out.writeInt(q.mode.ordinal());
        for (double d : new double[]{q.rMcmfM.x, q.rMcmfM.y, q.rMcmfM.z, q.qMcmfFromBody.w, q.qMcmfFromBody.x,
            q.qMcmfFromBody.y, q.qMcmfFromBody.z, q.sigmaEnuM.x, q.sigmaEnuM.y, q.sigmaEnuM.z, q.sigmaAttitudeRad,
            frame.truthMcmfM().x, frame.truthMcmfM().y, frame.truthMcmfM().z})
            out.writeDouble(d);
    }

    /** @throws InputException when the file is none of {@link #save}'s */
    static TrnInputs load(Path file) {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            if (in.readLong() != MAGIC) throw new IOException("not such a file");
            double radiusM = in.readDouble();
            double areoidM = in.readDouble();
            double latRad = in.readDouble();
            double lonRad = in.readDouble();
            SiteMap.Grid grid = readGrid(in);
            byte[] grey = in.readNBytes(grid.width() * grid.height());
            SiteMap.Grid dem = readGrid(in);
            float[] elevation = new float[dem.width() * dem.height()];
            ByteBuffer.wrap(in.readNBytes(4 * elevation.length)).asFloatBuffer().get(elevation);
            List<TrnFrames.Frame> frames = new ArrayList<>();
            int count = bounded(in.readInt(), MAX_FRAMES);
            for (int i = 0; i < count; i++)
                frames.add(readFrame(in));
            return new TrnInputs(new SiteMap(radiusM, areoidM, latRad, lonRad, grid, grey, dem, elevation, null, null),
                    frames);
        } catch (IOException | RuntimeException e) {
            throw new InputException("usage: --load=" + file + ", expected a file written by --save", e);
        }
    }

    private static int bounded(int n, int most) throws IOException {
        if (n < 0 || n > most) throw new IOException("size " + n);
        return n;
    }

    private static SiteMap.Grid readGrid(DataInputStream in) throws IOException {
        int width = bounded(in.readInt(), MAX_CELLS);
        int height = bounded(in.readInt(), MAX_CELLS / Math.max(1, width));
        return new SiteMap.Grid(width, height, in.readDouble(), in.readDouble(), in.readDouble());
    }

    private static TrnFrames.Frame readFrame(DataInputStream in) throws IOException {
        String set = in.readUTF();
        byte[] grey = in.readNBytes(bounded(in.readInt(), MAX_CELLS));
        VisionRequest q = new VisionRequest();
        q.mode = VisionRequest.Mode.values()[in.readInt()];
        q.rMcmfM.set(in.readDouble(), in.readDouble(), in.readDouble());
        q.qMcmfFromBody.set(in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble());
        q.sigmaEnuM.set(in.readDouble(), in.readDouble(), in.readDouble());
        q.sigmaAttitudeRad = in.readDouble();
        return new TrnFrames.Frame(set, grey, q, new Vec3(in.readDouble(), in.readDouble(), in.readDouble()));
    }
}
