package dev.skycrane.hil.rig.optics;

import dev.skycrane.hil.rig.calibration.CameraIntrinsics;
import java.util.SplittableRandom;

/**
 * A lens, a sensor and a screen.
 *
 * @param lens of the camera
 * @param pose of the screen: rotation vector, and the canvas' middle in the camera frame, px of the canvas
 * @param blurPx 1-sigma of the lens' and the sensor's blur, px of the camera
 * @param cornerLoss exponent of the fall of light, 4 for a simple lens (cos^4)
 * @param screenGamma light of the screen over its value
 * @param cameraGamma value of the camera over its light is the inverse of this
 * @param blackDn camera value without light
 * @param whiteDn camera value of the brightest the screen can show, in the middle
 * @param electronsPerDn of the sensor, for its shot noise
 * @param readNoiseDn of the sensor
 * @param displayLatencyNs from handing a picture over until its first row shines
 * @param displayScanNs from the first row to the last
 * @param lineNs from the readout of one camera row to the next; 0 is a global shutter
 * @param seed of the noise
 */
public record BenchOptics(CameraIntrinsics lens, double[] pose, double blurPx, double cornerLoss, double screenGamma,
        double cameraGamma, double blackDn, double whiteDn, double electronsPerDn, double readNoiseDn,
        long displayLatencyNs, long displayScanNs, long lineNs, long seed) {
    /** Degrees of freedom of a pose. */
    public static final int POSE = 6;
    /** Focal length of the rig's lens over its pixel, 6 mm / 3.45 um (camera-rig section 3). */
    private static final double FOCAL_PX = 1739;
    /** Camera pixels per pixel of the canvas, to fill the picture but for a rim. */
    private static final double SCALE = 1.02;

    /** A bench with a global shutter camera of 1456 x 1088, mounted as well as a careful person does it. */
    public static BenchOptics seeded(long seed) {
        SplittableRandom r = new SplittableRandom(seed);
        double f = FOCAL_PX * r.nextDouble(0.98, 1.02);
        CameraIntrinsics lens = new CameraIntrinsics(1456, 1088, f, f * r.nextDouble(0.998, 1.002),
                727.5 + r.nextDouble(-12, 12), 543.5 + r.nextDouble(-12, 12), r.nextDouble(-0.14, -0.08),
                r.nextDouble(0.02, 0.06), r.nextDouble(-5e-4, 5e-4), r.nextDouble(-5e-4, 5e-4),
                r.nextDouble(-0.01, 0.01));
        double z = f / SCALE;
        double toMiddle = z / f;
        double[] pose = {r.nextDouble(-0.012, 0.012), r.nextDouble(-0.012, 0.012), r.nextDouble(-0.006, 0.006),
            (727.5 - lens.cxPx()) * toMiddle + r.nextDouble(-3, 3),
            (543.5 - lens.cyPx()) * toMiddle + r.nextDouble(-2, 2), z};
        return new BenchOptics(lens, pose, r.nextDouble(0.45, 0.65), 4, r.nextDouble(2.1, 2.3), 1, r.nextDouble(4, 8),
                r.nextDouble(215, 230), 40, 0.6, r.nextLong(8_000_000, 24_000_000), 0, 0, r.nextLong());
    }

    /** The same with a rolling shutter and a screen that is drawn from top to bottom. */
    public BenchOptics rolling(long newLineNs, long newScanNs) {
        return new BenchOptics(lens, pose, blurPx, cornerLoss, screenGamma, cameraGamma, blackDn, whiteDn,
                electronsPerDn,
                readNoiseDn, displayLatencyNs, newScanNs, newLineNs, seed);
    }

    /** The same, the screen hanging elsewhere. */
    public BenchOptics at(double... newPose) {
        return new BenchOptics(lens, newPose, blurPx, cornerLoss, screenGamma, cameraGamma, blackDn, whiteDn,
                electronsPerDn,
                readNoiseDn, displayLatencyNs, displayScanNs, lineNs, seed);
    }
}
