package dev.skycrane.hil.rig.calibration;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.skycrane.hil.camera.CaptureSettings;
import dev.skycrane.proto.InputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * All that is known about a rig. On disk a folder with {@value #LENS} (OpenCV), {@value #ROS} (ROS) and {@value #SCREEN}.
 *
 * @param lens the camera's lens
 * @param screen where the screen is seen
 * @param fit residual of the board that the screen's place was fitted to
 * @param check residual of another board, with its corners elsewhere
 * @param ramp values shown and seen
 * @param latencyNs from handing a picture over until it is seen
 * @param latencyUncertaintyNs half the width of the interval in which that lies
 */
public record RigCalibration(CalibrationFile lens, ScreenMap screen, ScreenResidual fit, ScreenResidual check,
        Ramp ramp,
        long latencyNs, long latencyUncertaintyNs) {
    /** File of the lens as OpenCV reads it. */
    public static final String LENS = "camera.yaml";
    /** File of the lens as ROS reads it. */
    public static final String ROS = "camera_info.yaml";
    /** File of everything else. */
    public static final String SCREEN = "screen.json";
    private static final ObjectMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private record ScreenPart(double[] homography, int canvasWidthPx, int canvasHeightPx, ScreenResidual fit,
            ScreenResidual check, Ramp ramp, long latencyNs, long latencyUncertaintyNs) {}

    /** Writes the folder. */
    public void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        CalibrationFile.write(lens.toOpenCv(), folder.resolve(LENS));
        CalibrationFile.write(lens.toRos(), folder.resolve(ROS));
        CalibrationFile.write(screenText(), folder.resolve(SCREEN));
    }

    private String screenText() throws IOException {
        return JSON
                .writeValueAsString(new ScreenPart(screen.homography(), screen.canvasWidthPx(), screen.canvasHeightPx(),
                        fit, check, ramp, latencyNs, latencyUncertaintyNs));
    }

    /**
     * Reads a folder and makes sure that it belongs to the stream.
     *
     * @throws InputException if it is none, or of another camera
     */
    public static RigCalibration read(Path folder, CaptureSettings stream, String camera) {
        Path file = folder.resolve(SCREEN);
        if (!Files.isRegularFile(file)) {
            throw InputException.of("calibration", "--calibration", folder,
                    "a folder made by hil rig run --save-calibration");
        }
        CalibrationFile lens = CalibrationFile.read(folder.resolve(LENS));
        lens.requireFor(stream, camera, "");
        try {
            ScreenPart part = JSON.readValue(file.toFile(), ScreenPart.class);
            if (part.homography == null || part.homography.length != 9 || part.ramp == null) {
                throw InputException.of("calibration", "file", file, "homography and ramp");
            }
            ScreenMap map = new ScreenMap(lens.lens(), part.canvasWidthPx, part.canvasHeightPx, part.homography);
            return new RigCalibration(lens, map, part.fit, part.check, part.ramp, part.latencyNs,
                    part.latencyUncertaintyNs);
        } catch (JacksonException e) {
            throw InputException.of("calibration", "file", file, "JSON as hil writes it");
        } catch (IOException e) {
            throw InputException.of("calibration", "file", file, "a file that can be read");
        }
    }

    /** SHA-256 over both files. */
    public String hash() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(lens.toOpenCv().getBytes(StandardCharsets.UTF_8));
            digest.update(screenText().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new IllegalStateException("calibration: hash=none, expected one", e);
        }
    }
}
