package dev.skycrane.ground.link;

import dev.skycrane.proto.v1.SegmentId;
import java.util.Map;

/**
 * What the ground knows of a run's frames.
 *
 * @param runId      the run
 * @param last       the umbilical has said its last word and everything of the living segments is here
 * @param segments   by segment
 * @param images     by camera
 * @param drops      the umbilical's own drop counters, {@code segment.name}
 * @param otherRun   frames of other runs on the same broker
 * @param unknown    messages under topics of no known segment that are no frames
 * @param listenerErrors failures of listeners
 * @param queueDrops messages that found the queue of the decoder full; gaps too
 */
public record LinkReport(long runId, boolean last, Map<SegmentId, SegmentReport> segments,
        Map<String, ImageReport> images, Map<String, Long> drops, long otherRun, long unknown, long listenerErrors,
        long queueDrops) {}
