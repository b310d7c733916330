package dev.skycrane.ground.station;

import dev.skycrane.proto.v1.LandmarkMatches;

/** Hears what happens on a track, as it happens, on the thread that brings the frames. It must not wait. */
public interface TrackListener {
    /** Channels of a tick; {@code values} is used again for the next. */
    default void onRow(Track track, long onboardNs, long receiptUnixNs, double[] values) {}

    default void onEvent(Track track, StationEvent event) {}

    /** A picture is complete. */
    default void onImage(Track track, ImageEntry image) {}

    /** What localisation matched in a picture. */
    default void onLandmarks(Track track, LandmarkMatches matches) {}

    default void onAlarm(Track track, Alarm alarm) {}

    /** What was shown is void: {@code reason} is run, seek or loop. */
    default void onReset(Track track, String reason) {}
}
