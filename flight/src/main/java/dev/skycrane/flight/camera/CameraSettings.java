package dev.skycrane.flight.camera;

import dev.skycrane.flight.core.CameraId;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.Tick;
import java.util.Locale;

/**
 * Rate and picture size of one EDL camera other than LCAM, parameters {@code camera.<name>.*}. Flown rates are 75 and 30 Hz at 1280 x 1024
 * (dossier section 6.1); the defaults are what a software renderer makes faster than the landing runs.
 */
public final class CameraSettings {
    static final double MAX_RATE_HZ = 32;
    public final int widthPx;
    public final int heightPx;
    /** Ticks from one exposure to the next, 0 for a camera that is off. */
    public final int periodTicks;

    private CameraSettings(int widthPx, int heightPx, int periodTicks) {
        this.widthPx = widthPx;
        this.heightPx = heightPx;
        this.periodTicks = periodTicks;
    }

    /** Settings of a camera; the three parachute cameras share {@code camera.puc}. */
    public static CameraSettings of(ParameterTable p, CameraId camera) {
        String group = group(camera);
        double rateHz = p.scalar(group + ".rateHz", "Hz", defaultRateHz(camera), 0, MAX_RATE_HZ,
                "live rate, 0 for off");
        return new CameraSettings(p.integer(group + ".widthPx", "px", 320, 16, 4096, "columns"),
                p.integer(group + ".heightPx", "px", 256, 16, 4096, "rows"), ticks(rateHz));
    }

    /** The long recordings, under the parachute and downwards, are the sparse ones. */
    private static double defaultRateHz(CameraId camera) {
        return switch (camera) {
            case PUC_A, PUC_B, PUC_C -> 0.5;
            case RDC -> 1;
            default -> 2;
        };
    }

    /** Parameter group of a camera. */
    public static String group(CameraId camera) {
        String name = camera.name().toLowerCase(Locale.ROOT);
        return "camera." + (name.startsWith("puc") ? "puc" : name);
    }

    static int ticks(double rateHz) {
        return rateHz == 0 ? 0 : Math.max(1, (int) Tick.fromSeconds(1 / rateHz));
    }
}
