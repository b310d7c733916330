package dev.skycrane.hil.camera;

import java.util.Map;

/**
 * What became of the pictures of one camera.
 *
 * @param pictures cut from the stream, whole or not
 * @param good without a flag that bars them, before decoding
 * @param flagged pictures by flag; one picture may have several
 * @param overwritten good ones that a newer one replaced before anybody asked
 * @param sensorDrops pictures that the sensor times say are missing
 * @param skippedBytes bytes that belonged to no picture
 * @param orphanRecords records whose picture never came
 * @param malformedRecords records that made no sense
 * @param restarts times the camera had to be started again
 * @param clockSteps times the host's wall clock was set
 */
public record CameraCounts(long pictures, long good, Map<Quality, Long> flagged, long overwritten, long sensorDrops,
        long skippedBytes, long orphanRecords, long malformedRecords, int restarts, long clockSteps) {}
