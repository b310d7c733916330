package dev.skycrane.hil.rig.calibration;

import dev.skycrane.hil.camera.CaptureSettings;
import dev.skycrane.proto.InputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * A lens on disk, as OpenCV's {@code FileStorage} and as ROS's {@code camera_info} write it, and what it belongs to.
 *
 * <p>Both have {@code image_width}, {@code image_height}, {@code camera_matrix} and {@code distortion_coefficients} (k1 k2 p1 p2 k3); ROS
 * adds {@code distortion_model: plumb_bob}, rectification and projection. OpenCV's first line is no YAML and its matrices carry a tag.
 * Keys that either does not know ({@code camera_name}, {@code sensor_mode}, {@code rms_px}, ...) are ours and passed over by its readers.
 *
 * @param lens the lens
 * @param camera sensor and place, as the camera program lists it; empty if not told
 * @param mode sensor mode, {@code W:H:bits:P}, empty if not told
 * @param date of the calibration, ISO 8601
 * @param rmsPx reprojection
 * @param maxPx reprojection
 * @param views that took part
 * @param viewsSha256 over the pictures' bytes, so that a calibration can be traced to them
 */
public record CalibrationFile(CameraIntrinsics lens, String camera, String mode, String date, double rmsPx,
        double maxPx, int views, String viewsSha256) {
    private static final int MAX_BYTES = 1 << 20;

    /** Refuses a stream that this calibration does not belong to. @param streamCamera empty if the stream does not tell */
    public void requireFor(CaptureSettings stream, String streamCamera, String streamMode) {
        if (lens.widthPx() != stream.widthPx() || lens.heightPx() != stream.heightPx()) {
            throw InputException.of("calibration", "size", lens.widthPx() + "x" + lens.heightPx(),
                    "that of the stream, " + stream.widthPx() + "x" + stream.heightPx());
        }
        if (differs(camera, streamCamera)) {
            throw InputException.of("calibration", "camera", camera, "that of the stream, " + streamCamera);
        }
        if (differs(mode, streamMode)) {
            throw InputException.of("calibration", "mode", mode, "that of the stream, " + streamMode);
        }
    }

    private static boolean differs(String a, String b) {
        return !a.isEmpty() && !b.isEmpty() && !a.equals(b);
    }

    /** As {@code cv::FileStorage} reads it. */
    public String toOpenCv() {
        return "%YAML:1.0\n---\n" + common() + matrix("camera_matrix", " !!opencv-matrix", 3, 3, true, cameraMatrix())
                + matrix("distortion_coefficients", " !!opencv-matrix", 5, 1, true, distortion());
    }

    /** As ROS's {@code camera_calibration_parsers} reads it. */
    public String toRos() {
        double[] k = cameraMatrix();
        return common() + matrix("camera_matrix", "", 3, 3, false, k) + "distortion_model: plumb_bob\n"
                + matrix("distortion_coefficients", "", 1, 5, false, distortion())
                + matrix("rectification_matrix", "", 3, 3, false, 1, 0, 0, 0, 1, 0, 0, 0, 1)
                + matrix("projection_matrix", "", 3, 4, false, k[0], 0, k[2], 0, 0, k[4], k[5], 0, 0, 0, 1, 0);
    }

    private String common() {
        return String.format(Locale.ROOT,
                "image_width: %d%nimage_height: %d%ncamera_name: \"%s\"%nsensor_mode: \"%s\"%n"
                        + "calibration_time: \"%s\"%nrms_px: %.5f%nmax_px: %.5f%nviews: %d%nviews_sha256: \"%s\"%n",
                lens.widthPx(),
                lens.heightPx(), plain(camera), plain(mode), plain(date), rmsPx, maxPx, views, plain(viewsSha256));
    }

    private static String plain(String text) {
        return text.replaceAll("[\"\\\\\\p{Cntrl}]", "");
    }

    private double[] cameraMatrix() {
        return new double[]{lens.fxPx(), 0, lens.cxPx(), 0, lens.fyPx(), lens.cyPx(), 0, 0, 1};
    }

    private double[] distortion() {
        return new double[]{lens.k1(), lens.k2(), lens.p1(), lens.p2(), lens.k3()};
    }

    private static String matrix(String name, String tag, int rows, int cols, boolean typed, double... data) {
        StringBuilder s = new StringBuilder();
        s.append(name).append(':').append(tag).append("\n   rows: ").append(rows).append("\n   cols: ").append(cols);
        if (typed) s.append("\n   dt: d");
        s.append("\n   data: [ ");
        for (int i = 0; i < data.length; i++)
            s.append(i == 0 ? "" : ", ").append(data[i]);
        return s.append(" ]\n").toString();
    }

    /** Writes one of the two texts, whole or not at all. */
    public static void write(String text, Path file) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.writeString(part, text);
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * Reads either format.
     *
     * @throws InputException if the file is neither, or has another distortion model
     */
    public static CalibrationFile read(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw InputException.of("calibration", "file", file, "at most " + MAX_BYTES + " bytes");
            }
            String text = Files.readString(file, StandardCharsets.UTF_8);
            if (text.startsWith("%YAML:")) text = text.substring(text.indexOf('\n') + 1);
            LoadSettings settings = LoadSettings.builder().setLabel(file.toString()).setMaxAliasesForCollections(0)
                    .setCodePointLimit(MAX_BYTES).build();
            if (new Load(settings).loadFromString(text.replace("!!opencv-matrix", "")) instanceof Map<?, ?> root) {
                return of(root, file);
            }
        } catch (IOException e) {
            throw InputException.of("calibration", "file", file, "a file that can be read");
        } catch (YamlEngineException | ClassCastException e) {
            // said below
        }
        throw InputException.of("calibration", "file", file, "YAML as OpenCV or ROS write it");
    }

    private static CalibrationFile of(Map<?, ?> root, Path file) {
        String model = root.get("distortion_model") instanceof String s ? s : "plumb_bob";
        if (!model.equals("plumb_bob"))
            throw InputException.of(file.toString(), "distortion_model", model, "plumb_bob");
        double[] k = data(root, "camera_matrix", 9, 9, file);
        double[] d = data(root, "distortion_coefficients", 4, 5, file);
        CameraIntrinsics lens = new CameraIntrinsics((int) number(root, "image_width", file),
                (int) number(root, "image_height", file), k[0], k[4], k[2], k[5], d[0], d[1], d[2], d[3],
                d.length > 4 ? d[4] : 0);
        if (!(lens.fxPx() > 0 && lens.fyPx() > 0 && lens.widthPx() > 0 && lens.heightPx() > 0)) {
            throw InputException.of(file.toString(), "camera_matrix", k[0], "focal lengths and size over 0");
        }
        return new CalibrationFile(lens, text(root, "camera_name"), text(root, "sensor_mode"),
                text(root, "calibration_time"), root.containsKey("rms_px") ? number(root, "rms_px", file) : Double.NaN,
                root.containsKey("max_px") ? number(root, "max_px", file) : Double.NaN,
                root.containsKey("views") ? (int) number(root, "views", file) : 0, text(root, "views_sha256"));
    }

    private static String text(Map<?, ?> root, String key) {
        return root.get(key) instanceof String s ? s : "";
    }

    private static double number(Map<?, ?> root, String key, Path file) {
        if (root.get(key) instanceof Number n && Double.isFinite(n.doubleValue())) return n.doubleValue();
        throw InputException.of(file.toString(), key, root.get(key), "a number");
    }

    private static double[] data(Map<?, ?> root, String key, int least, int most, Path file) {
        if (root.get(key) instanceof Map<?, ?> m && m.get("data") instanceof List<?> list && list.size() >= least
                && list.size() <= most && list.stream().allMatch(Number.class::isInstance)) {
            return list.stream().mapToDouble(v -> ((Number) v).doubleValue()).toArray();
        }
        throw InputException.of(file.toString(), key, "absent or of another size",
                least + " to " + most + " numbers in data");
    }
}
