package dev.skycrane.ground.station;

import dev.skycrane.proto.v1.CommandCounts;

/**
 * Commands counted on both sides.
 *
 * @param heardForged commands on the bus that are not sealed with our key
 * @param vehicle     the vehicle's own account, as last heard
 */
public record StationCommandCounts(long queued, long released, long accepted, long executed, long failed, long refused,
        long unanswered, long heardForged, CommandCounts vehicle) {}
