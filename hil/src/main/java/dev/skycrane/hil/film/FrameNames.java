package dev.skycrane.hil.film;

import dev.skycrane.flight.core.CameraId;
import java.util.Locale;

/**
 * Names of pictures, made as the mission's raw pictures are named: camera code, {@code F} for a full frame, sol, spacecraft clock in seconds
 * and milliseconds, then the number of the picture. Codes EA to EL: dossier section 6.2.
 */
final class FrameNames {
    /** Spacecraft clock at entry interface, s: its ephemeris time (dossier section 1.3), which the clock runs with to within a second or so. */
    static final double CLOCK_AT_ENTRY_S = 666_952_679.26;

    private FrameNames() {}

    /** Two letters. */
    static String code(CameraId camera) {
        return switch (camera) {
            case PUC_A -> "EA";
            case PUC_B -> "EB";
            case PUC_C -> "EC";
            case RDC -> "ED";
            case RUC -> "EU";
            case DDC -> "ES";
            case LCAM -> "EL";
        };
    }

    /** For example {@code EDF_0000_0666952942_135_E00042.jpg}. */
    static String of(FilmPlan.Shot shot) {
        long ms = Math.round((CLOCK_AT_ENTRY_S + shot.timeS()) * 1e3);
        return String.format(Locale.ROOT, "%sF_0000_%010d_%03d_E%05d.jpg", code(shot.camera()), ms / 1000, ms % 1000,
                shot.image());
    }
}
