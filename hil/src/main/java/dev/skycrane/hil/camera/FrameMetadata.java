package dev.skycrane.hil.camera;

/**
 * One metadata record of the camera program, of the keys used here. Only the first two are always there.
 *
 * @param sensorTimestampNs start of the readout, which is the end of the exposure of row 0, CLOCK_MONOTONIC
 * @param exposureUs exposure time
 * @param analogueGain gain before the converter, NaN if not told
 * @param digitalGain gain after it, NaN if not told
 * @param frameDurationUs time from frame to frame, 0 if not told
 * @param wallClockNs the same instant on CLOCK_REALTIME, 0 if not told
 * @param lensPosition focus in dioptres, NaN if not told
 */
public record FrameMetadata(long sensorTimestampNs, int exposureUs, double analogueGain, double digitalGain,
        int frameDurationUs, long wallClockNs, double lensPosition) {
    /** Middle of the exposure of a global shutter, ns on the monotonic clock. */
    public long midExposureNs() {
        return sensorTimestampNs - exposureUs * 500L;
    }
}
