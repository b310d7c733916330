package dev.skycrane.hil.camera;

/**
 * What is asked of a camera.
 *
 * @param widthPx columns
 * @param heightPx rows
 * @param rateHz pictures per second
 * @param exposureUs fixed exposure time
 * @param gain fixed gain; with the exposure time it switches the automatic exposure off
 */
public record CaptureSettings(int widthPx, int heightPx, double rateHz, int exposureUs, double gain) {
    /** The global shutter camera of the rig at its whole picture. */
    public static final CaptureSettings RIG = new CaptureSettings(1456, 1088, 20, 2000, 1);

    /** @throws IllegalArgumentException for what no camera does */
    public CaptureSettings {
        if (widthPx < 16 || heightPx < 16 || widthPx > 8192 || heightPx > 8192) {
            throw new IllegalArgumentException(
                    "camera: size=" + widthPx + "x" + heightPx + ", expected 16x16 to 8192x8192");
        }
        if (!(rateHz > 0 && rateHz <= 1000)) {
            throw new IllegalArgumentException("camera: rateHz=" + rateHz + ", expected over 0 to 1000");
        }
    }

    /** Nominal time from picture to picture, ns. */
    public long periodNs() {
        return Math.round(1e9 / rateHz);
    }
}
