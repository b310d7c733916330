package dev.skycrane.hil.bench;

import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.VisionRequest;
import dev.skycrane.flight.trn.CameraModel;
import dev.skycrane.flight.trn.MountedCamera;
import dev.skycrane.flight.trn.SiteMap;
import dev.skycrane.hil.locate.Pictures;
import dev.skycrane.hil.plant.Truth;
import dev.skycrane.hil.terrain.MapImport;
import dev.skycrane.hil.terrain.SiteMaps;
import dev.skycrane.proto.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * The pictures that Perseverance's LCAM took during the descent, with an orbital map: the input of {@code hil bench trn --real}. The
 * folder holds {@code frames/}, the table of poses {@code lcam_poses_even_frames.csv}, the map's picture and two elevation models.
 * Truth is the table's derived pose, good to 15 m below 4 km and to 30 m above; rows of quality {@code weak} are left out.
 */
final class RealFrames {
    private static final String PICTURE = "jezero_map_color_4096x3879.jpg";
    private static final List<String> ELEVATIONS = List.of("jezero_hirise_dtm_8m.tif", "jezero_ctx_dtm_30m.tif");
    private static final String POSES = "lcam_poses_even_frames.csv";
    /** Landing point and radius of the areoid there (dossier section 1.2). */
    private static final double TARGET_LAT_DEG = 18.44462;
    private static final double TARGET_LON_DEG = 77.45088;
    private static final double AREOID_RADIUS_M = 3394507;
    /** The prior: position wrong by up to 3.2 km per axis, attitude by 1 degree, height by 2 % (1 sigma). */
    private static final TrnFrames.Conditions CONDITIONS = new TrnFrames.Conditions("real", VisionRequest.Mode.COARSE,
            0,
            0, 0, 0, 1, 0, 1, 0.02);
    private static final double POSE_TOLERANCE = 0.01;

    private RealFrames() {}

    /**
     * @param priors wrong beliefs tried with each picture
     * @throws InputException when the folder lacks something
     */
    static TrnFrames.Sets read(Path folder, int priors, long seed) {
        for (String needed : new String[]{PICTURE, ELEVATIONS.get(0), ELEVATIONS.get(1), POSES}) {
            if (!Files.isReadable(folder.resolve(needed))) {
                throw InputException.of("usage", "--real", folder, "a folder with " + needed);
            }
        }
        SiteMap map = SiteMaps.of(MapImport.run(new MapImport.Request(folder.resolve(PICTURE),
                ELEVATIONS.stream().map(folder::resolve).toList(), null, true, "Jezero", TARGET_LAT_DEG, TARGET_LON_DEG,
                AREOID_RADIUS_M)));
        CameraModel camera = MountedCamera.lcam(new ParameterTable()).model;
        SplittableRandom random = new SplittableRandom(seed);
        List<TrnFrames.Frame> frames = new ArrayList<>();
        try {
            for (Map<String, String> row : rows(folder.resolve(POSES))) {
                if (!row.get("source").equals("derived_resection") || row.get("quality").equals("weak")) continue;
                Truth truth = truth(row, map);
                byte[] grey = Pictures.scaled(Pictures.read(folder.resolve("frames").resolve(row.get("file"))),
                        camera.width(), camera.height());
                if (grey == null) throw new IOException(row.get("file") + " is not square");
                for (int k = 0; k < priors; k++)
                    frames.add(TrnFrames.believed(CONDITIONS, truth, grey, random));
            }
        } catch (IOException | RuntimeException e) {
            throw new InputException("usage: --real=" + folder + ", expected pictures and the table of their poses: "
                    + e.getMessage(), e);
        }
        if (frames.isEmpty()) throw InputException.of("usage", "--real", folder, "at least one row with a pose");
        return new TrnFrames.Sets(map, camera, List.of(frames));
    }

    private static List<Map<String, String>> rows(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        String[] header = lines.get(0).split(",", -1);
        List<Map<String, String>> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            if (cells.length != header.length) throw new IOException("row " + line);
            Map<String, String> row = new TreeMap<>();
            for (int i = 0; i < header.length; i++)
                row.put(header[i], cells[i]);
            rows.add(row);
        }
        return rows;
    }

    private static Truth truth(Map<String, String> row, SiteMap map) throws IOException {
        Truth t = new Truth();
        t.rMcmfM.set(number(row, "mcmf_x_m"), number(row, "mcmf_y_m"), number(row, "mcmf_z_m"));
        t.qMcmfFromBody.set(number(row, "q_w"), number(row, "q_x"), number(row, "q_y"), number(row, "q_z"));
        double norm = Math.sqrt(t.qMcmfFromBody.w * t.qMcmfFromBody.w + t.qMcmfFromBody.x * t.qMcmfFromBody.x
                + t.qMcmfFromBody.y * t.qMcmfFromBody.y + t.qMcmfFromBody.z * t.qMcmfFromBody.z);
        if (!(Math.abs(norm - 1) < POSE_TOLERANCE)) throw new IOException("no attitude of frame " + row.get("frame"));
        t.qMcmfFromBody.normalize();
        double eastM = map.eastM(StrictMath.atan2(t.rMcmfM.y, t.rMcmfM.x));
        double northM = map.northM(StrictMath.asin(t.rMcmfM.z / t.rMcmfM.norm()));
        t.altitudeAglM = t.rMcmfM.norm() - map.areoidRadiusM - map.elevationAtM(eastM, northM);
        return t;
    }

    private static double number(Map<String, String> row, String column) {
        return Double.parseDouble(row.get(column));
    }
}
