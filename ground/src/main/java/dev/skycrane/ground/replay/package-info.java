/**
 * Recordings as if live: the frames of one or more recordings come to pass again on the clock of their data, at any speed, with pause, step,
 * seek and loop, for the same pages that look on live.
 *
 * <p>Clock: on-board time of the telemetry played so far. Frames come in the order in which they were received; a picture is there when
 * its last chunk was, so nothing is shown before the station knew it. Several recordings lie on one timeline, entry interface at 0.
 *
 * <p>Threading: {@link dev.skycrane.ground.replay.Playback} has a thread that plays and one that reads ahead for the histories; it may be
 * asked and steered from any. Inputs: recordings of this software, finished or not. Outputs: frames to
 * {@link dev.skycrane.ground.station.Track}s.
 */
package dev.skycrane.ground.replay;
