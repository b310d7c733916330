package dev.skycrane.hil.camera;

/**
 * Something that went wrong with a camera, or came right again.
 *
 * @param timeNs on the monotonic clock
 * @param kind what
 * @param detail with its figures
 * @param unsaid how often it happened since the last one told of its kind, see {@link CameraEvents}
 */
public record CameraEvent(long timeNs, Kind kind, String detail, long unsaid) {
    /** What may happen, in the order of the table of failure modes in the harness' README. */
    public enum Kind {
        /** The program says that there is none. */
        NO_CAMERA(1),
        /** Given up after as many starts as are allowed. */
        CAMERA_LOST(2),
        /** No pictures, and nobody says why. */
        STALLED(3),
        /** The decoder refuses a picture, or warns. */
        CORRUPT_PICTURE(4),
        /** Not the size that the calibration belongs to. */
        WRONG_SIZE(5),
        /** The wall clock was set. */
        CLOCK_STEP(6),
        /** The board runs slower than it should. */
        THROTTLED(7),
        /** Nothing can be kept any longer. */
        DISK_FULL(8),
        /** The program ended by itself. */
        PROGRAM_ENDED(9),
        /** A picture is cut. */
        CUT_PICTURE(10),
        /** Good pictures were replaced by newer ones before anybody looked. */
        SLOW_CONSUMER(11),
        /** The same picture again. */
        DUPLICATE(12),
        /** A picture has no record, or one that is perhaps another's. */
        METADATA_LOST(13),
        /** The sensor left pictures out. */
        SENSOR_DROP(14),
        /** Nothing comes after a start. */
        START_BLOCKED(15),
        /** Exposed before what was asked for stood on the screen. */
        STALE(16),
        /** Exposure or gain is not what was asked for. */
        SETTINGS_MOVED(17),
        /** The marks are not where the calibration saw them. */
        RIG_MOVED(18),
        /** Parts of two pictures. */
        TORN(11),
        /** The record is another picture's, by the beat in the picture. */
        WRONG_RECORD(13),
        /** No photograph of what was asked for came in time. */
        NO_PHOTOGRAPH(2),
        /** Pictures come again. */
        RECOVERED(0);

        private final int row;

        Kind(int row) {
            this.row = row;
        }

        /** Row of the table of failure modes; 0 for none. */
        public int row() {
            return row;
        }
    }
}
