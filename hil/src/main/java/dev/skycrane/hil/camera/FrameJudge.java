package dev.skycrane.hil.camera;

import java.util.EnumSet;
import java.util.zip.CRC32C;

/**
 * Looks at each paired picture beside the one before: size, duplicates, gaps of the sensor, steps of the wall clock, settings that moved
 * by themselves. Called by one thread at a time.
 */
final class FrameJudge {
    /** A step of the wall clock against the monotonic one that is not fitting noise, camera-rig failure mode 6. */
    private static final long CLOCK_STEP_NS = 1_000_000;
    /** Share by which exposure or gain may differ from what was asked, failure mode 17. */
    private static final double SETTINGS_TOLERANCE = 0.05;

    private final CaptureSettings asked;
    private long lastSensorNs;
    private long lastRecordNs;
    private long steppedNs;
    private long lastWallLessSensorNs;
    private long lastBytesCrc = -1;
    private int lastLength;
    private long sensorDrops;
    private long clockSteps;

    FrameJudge(CaptureSettings asked) {
        this.asked = asked;
    }

    long sensorDrops() {
        return sensorDrops;
    }

    long clockSteps() {
        return clockSteps;
    }

    /** A new start of the camera: nothing before it counts. */
    void forget() {
        lastSensorNs = 0;
        lastRecordNs = 0;
        lastBytesCrc = -1;
    }

    /** Adds to {@code flags}. */
    void judge(Picture picture, FrameMetadata record, EnumSet<Quality> flags) {
        if (picture.whole()) {
            if (picture.widthPx() != asked.widthPx() || picture.heightPx() != asked.heightPx())
                flags.add(Quality.WRONG_SIZE);
            if (sameBytes(picture)) flags.add(Quality.DUPLICATE);
        }
        if (record != null) {
            times(record, flags);
            if (moved(record)) flags.add(Quality.DRIFTED_SETTINGS);
        }
    }

    private boolean sameBytes(Picture picture) {
        CRC32C crc = new CRC32C();
        crc.update(picture.jpeg());
        boolean same = crc.getValue() == lastBytesCrc && picture.jpeg().length == lastLength;
        lastBytesCrc = crc.getValue();
        lastLength = picture.jpeg().length;
        return same;
    }

    /** Every record, whether its picture arrives or not: what the sensor left out, and steps of the wall clock. */
    void recorded(FrameMetadata record) {
        long wallLessSensorNs = record.wallClockNs() - record.sensorTimestampNs();
        if (lastRecordNs != 0) {
            sensorDrops += Math.max(0, periods(record.sensorTimestampNs() - lastRecordNs) - 1);
            boolean told = record.wallClockNs() != 0;
            if (told && Math.abs(wallLessSensorNs - lastWallLessSensorNs) > CLOCK_STEP_NS) {
                clockSteps++;
                steppedNs = record.sensorTimestampNs();
            }
        }
        lastRecordNs = record.sensorTimestampNs();
        lastWallLessSensorNs = wallLessSensorNs;
    }

    private void times(FrameMetadata record, EnumSet<Quality> flags) {
        long sensorNs = record.sensorTimestampNs();
        if (lastSensorNs != 0) {
            if (sensorNs <= lastSensorNs) flags.add(Quality.DUPLICATE);
            if (periods(sensorNs - lastSensorNs) > 1) flags.add(Quality.GAP_BEFORE);
        }
        if (sensorNs == steppedNs) flags.add(Quality.CLOCK_STEP);
        lastSensorNs = sensorNs;
    }

    private long periods(long ns) {
        return Math.round((double) ns / asked.periodNs());
    }

    private boolean moved(FrameMetadata record) {
        boolean exposure = Math.abs(record.exposureUs() - asked.exposureUs()) > SETTINGS_TOLERANCE * asked.exposureUs();
        double gain = record.analogueGain();
        boolean amplified = !Double.isNaN(gain) && Math.abs(gain - asked.gain()) > SETTINGS_TOLERANCE * asked.gain();
        return exposure || amplified;
    }
}
