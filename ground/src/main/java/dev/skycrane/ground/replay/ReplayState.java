package dev.skycrane.ground.replay;

import java.util.List;

/**
 * How a replay stands; on-board times, ns.
 *
 * @param state         playing, paused or ended
 * @param speedAsked    times real time, 0 for as fast as it goes
 * @param speedAchieved over the last second
 * @param behindNs      behind what was asked
 * @param seekMs        how long the last seek took to its first data
 */
public record ReplayState(String state, long positionNs, long startNs, long endNs, double speedAsked,
        double speedAchieved, long behindNs, boolean loop, double seekMs, List<String> files) {}
