package dev.skycrane.ground.link;

import dev.skycrane.proto.v1.SegmentId;

/** Takes what the link receives, on the link's thread. While it works the bus waits; a failure is counted and the link goes on. */
public interface FrameListener {
    /** A new run begins; frames of it follow. */
    default void onRun(long runId) {}

    /** Every good frame once, in order within its stream. */
    void onFrame(ReceivedFrame frame);

    /** The broker published a segment's last will: its connection broke. A commanded cut does that too. */
    default void onLinkLost(SegmentId segment) {}
}
