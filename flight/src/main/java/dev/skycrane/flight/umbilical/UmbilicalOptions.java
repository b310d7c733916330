package dev.skycrane.flight.umbilical;

import dev.skycrane.proto.frame.Topics;
import java.nio.file.Path;

/**
 * How an umbilical behaves.
 *
 * @param vehicle               name in the topics
 * @param runId                 tells this run's frames from another's on the same broker
 * @param imageBytesLimit       pictures in memory per segment, bytes; beyond that they are spooled (rover) or the oldest given up
 * @param imageBytesPerSecond   pictures sent per segment and second at most, bytes
 * @param spoolFolder           where the rover segment's spool goes; it appears only when memory does not suffice
 * @param spoolBytesLimit       of the spool, bytes; 0 for none
 * @param acknowledgedByStation keep every frame until a station has it; false where only foreign subscribers listen, then the
 *                              broker's acknowledgement counts and a frame that the broker loses is lost
 */
public record UmbilicalOptions(String vehicle, long runId, long imageBytesLimit, long imageBytesPerSecond,
        Path spoolFolder, long spoolBytesLimit, boolean acknowledgedByStation) {
    /** The window of pictures under way, and then some seconds of what the cameras of a segment took on the flown mission. */
    private static final long IMAGE_BYTES_LIMIT = 96L << 20;
    /** Three segments of this would be four times what the flown mission moved. */
    private static final long IMAGE_BYTES_PER_SECOND = 200_000_000L;
    /** A minute and a half of the rover segment's share of the flown mission, many minutes of a landing of ours. */
    private static final long SPOOL_BYTES_LIMIT = 4L << 30;

    /** @throws dev.skycrane.proto.InputException for a vehicle that cannot stand in a topic */
    public UmbilicalOptions {
        Topics.checkVehicle(vehicle);
    }

    /** Acknowledged by a station, spool in the system's folder for temporary files. */
    public static UmbilicalOptions of(String vehicle, long runId) {
        return new UmbilicalOptions(vehicle, runId, IMAGE_BYTES_LIMIT, IMAGE_BYTES_PER_SECOND,
                Path.of(System.getProperty("java.io.tmpdir")), SPOOL_BYTES_LIMIT, true);
    }

    public UmbilicalOptions withImageBytesLimit(long bytes) {
        return new UmbilicalOptions(vehicle, runId, bytes, imageBytesPerSecond, spoolFolder, spoolBytesLimit,
                acknowledgedByStation);
    }

    public UmbilicalOptions withImageBytesPerSecond(long bytes) {
        return new UmbilicalOptions(vehicle, runId, imageBytesLimit, bytes, spoolFolder, spoolBytesLimit,
                acknowledgedByStation);
    }

    /** @param bytes 0 for no spool */
    public UmbilicalOptions withSpool(Path folder, long bytes) {
        return new UmbilicalOptions(vehicle, runId, imageBytesLimit, imageBytesPerSecond, folder, bytes,
                acknowledgedByStation);
    }

    public UmbilicalOptions withoutStation() {
        return new UmbilicalOptions(vehicle, runId, imageBytesLimit, imageBytesPerSecond, spoolFolder, spoolBytesLimit,
                false);
    }
}
