package dev.skycrane.ground.station;

/**
 * Where the mission stands.
 *
 * @param onboardNs     newest on-board time shown, ns
 * @param receiptUnixNs wall clock at its receipt
 * @param state         waiting, live, silent, playing, paused or ended
 * @param speedAsked    times real time; 0 = as fast as it goes; NaN live
 * @param speedAchieved over the last second; NaN live
 * @param behindNs      by how much the replay is behind what was asked, on-board ns
 */
public record Clock(long onboardNs, long receiptUnixNs, String state, double speedAsked, double speedAchieved,
        long behindNs) {}
