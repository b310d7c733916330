package dev.skycrane.hil.rig.calibration;

import dev.skycrane.hil.rig.optics.BenchOptics;
import dev.skycrane.hil.rig.stimulus.Canvas;
import java.util.List;

/** What a perfect calibration of a virtual bench would find, for tests that are about something else. */
public final class TrueCalibration {
    private static final int STEP_DN = 15;

    private TrueCalibration() {}

    /** @param camera name of the camera that it belongs to */
    public static RigCalibration of(BenchOptics optics, String camera) {
        double[] t = optics.pose();
        double[] r = BoardPose.rotation(t);
        double s = Canvas.WIDTH_PX / 2.0;
        ScreenMap map = new ScreenMap(optics.lens(), Canvas.WIDTH_PX, Canvas.HEIGHT_PX,
                new double[]{r[0] * s, r[1] * s, t[3], r[3] * s, r[4] * s, t[4], r[6] * s, r[7] * s, t[5]});
        int[] shown = new int[255 / STEP_DN + 1];
        double[] seen = new double[shown.length];
        for (int i = 0; i < shown.length; i++) {
            shown[i] = STEP_DN * i;
            double light = StrictMath.pow(shown[i] / 255.0, optics.screenGamma());
            seen[i] = optics.blackDn() + (optics.whiteDn() - optics.blackDn())
                    * StrictMath.pow(light, 1 / optics.cameraGamma());
        }
        ScreenResidual none = new ScreenResidual(0, 0, List.of());
        return new RigCalibration(new CalibrationFile(optics.lens(), camera, "", "", 0, 0, 20, ""), map, none, none,
                new Ramp(shown, seen, 1, 0), optics.displayLatencyNs(), 500_000);
    }
}
