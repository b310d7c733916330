package dev.skycrane.hil.camera;

import java.util.EnumSet;

/**
 * One captured picture, decoded. Times are ns on the monotonic clock of this host.
 *
 * @param seq number of the picture in its stream
 * @param widthPx columns
 * @param heightPx rows
 * @param jpeg as it came, not to be changed
 * @param luma row by row; null if it could not be decoded
 * @param midExposureNs middle of the exposure; the arrival if no record was found
 * @param arrivalNs last byte read
 * @param record its metadata, null if none was found
 * @param alignment of picture and record, see {@link FramePairing}
 * @param flags what is wrong or worth knowing
 */
public record Capture(long seq, int widthPx, int heightPx, byte[] jpeg, byte[] luma, long midExposureNs, long arrivalNs,
        FrameMetadata record, long alignment, EnumSet<Quality> flags) {
    /** Whether the navigation may have it. */
    public boolean good() {
        return flags.stream().noneMatch(Quality::barsNavigation);
    }
}
