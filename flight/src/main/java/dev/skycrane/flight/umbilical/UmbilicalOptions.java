package dev.skycrane.flight.umbilical;

import dev.skycrane.proto.frame.Topics;

/**
 * How an umbilical behaves.
 *
 * @param vehicle         name in the topics
 * @param runId           tells this run's frames from another's on the same broker
 * @param imageBytesLimit pictures waiting per segment, bytes; beyond that the oldest are given up
 */
public record UmbilicalOptions(String vehicle, long runId, long imageBytesLimit) {
    private static final long IMAGE_BYTES_LIMIT = 96L << 20;

    /** @throws dev.skycrane.proto.InputException for a vehicle that cannot stand in a topic */
    public UmbilicalOptions {
        Topics.checkVehicle(vehicle);
    }

    public static UmbilicalOptions of(String vehicle, long runId) {
        return new UmbilicalOptions(vehicle, runId, IMAGE_BYTES_LIMIT);
    }
}
