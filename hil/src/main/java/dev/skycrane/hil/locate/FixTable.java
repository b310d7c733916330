package dev.skycrane.hil.locate;

import dev.skycrane.flight.core.VisionFix;
import dev.skycrane.proto.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/** The table of fixes, one row per picture, written whole or not at all. */
final class FixTable {
    static final String HEADER = "image,status,latDeg,lonDeg,heightM,quaternion,sigmaEastM,sigmaNorthM,sigmaUpM,inliers,"
            + "residualPx,cpuMs,reason";

    private final StringBuilder text = new StringBuilder(HEADER).append('\n');
    private int rows;
    private int fixes;

    void add(String image, VisionFix fix, double[] geographic, double cpuMs) {
        if (fix.status != VisionFix.Status.FIX) {
            row(image, "none,,,,,,,," + fix.inliers + ",," + number("%.1f", cpuMs) + "," + reason(fix.status));
            return;
        }
        fixes++;
        row(image, String.format(Locale.ROOT, "fix,%.7f,%.7f,%.2f,%.7f %.7f %.7f %.7f,%.2f,%.2f,%.2f,%d,%.3f,%.1f,",
                geographic[0], geographic[1], geographic[2], fix.qMcmfFromBody.w, fix.qMcmfFromBody.x,
                fix.qMcmfFromBody.y, fix.qMcmfFromBody.z, fix.sigmaEnuM.x, fix.sigmaEnuM.y, fix.sigmaEnuM.z,
                fix.inliers,
                fix.residualPx, cpuMs));
    }

    /** A picture that was not tried. */
    void addUntried(String image, String reason) {
        row(image, "none,,,,,,,,0,,0.0," + reason.replace(',', ';').replace('\n', ' '));
    }

    private void row(String image, String rest) {
        String name = image.indexOf(',') >= 0 || image.indexOf('"') >= 0
                ? '"' + image.replace("\"", "\"\"") + '"'
                : image;
        text.append(name).append(',').append(rest).append('\n');
        rows++;
    }

    private static String number(String format, double x) {
        return String.format(Locale.ROOT, format, x);
    }

    static String reason(VisionFix.Status status) {
        return switch (status) {
            case FIX -> "";
            case WEAK_PEAK -> "no clear coarse match";
            case FEW_INLIERS -> "too few landmarks agree";
            case BAD_RESIDUAL -> "landmarks agree too badly";
            case INCONSISTENT -> "contradicts the prior or the frames before";
            case OFF_MAP -> "view leaves the map or the ground";
            case NO_CONTRAST -> "dark or saturated or without contrast";
            case MAP_TOO_COARSE -> "too low for the map's resolution";
            case COARSE_PENDING -> "waiting for agreement";
            case NO_IMAGE, DEADLINE_MISS, EMPTY -> "no picture";
        };
    }

    int rows() {
        return rows;
    }

    int fixes() {
        return fixes;
    }

    void write(Path out) {
        Path target = out.toAbsolutePath();
        Path temporary = target.resolveSibling("." + target.getFileName() + ".part");
        try {
            Files.writeString(temporary, text);
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new InputException("locate: out=" + out + ", expected a file that can be written", e);
        }
    }
}
