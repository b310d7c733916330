package dev.skycrane.ground.link;

import java.util.List;

/**
 * One segment's frames. {@code framesSent = framesReceived + framesCut + framesLost}, less what the outbox dropped between (those are holes
 * in the sequences too, and counted in {@code framesLost}).
 *
 * @param framesSent     handed to the transport, by the umbilical's last word
 * @param bytesSent      of those
 * @param framesReceived good frames, each once
 * @param bytesReceived  of those
 * @param cut            severed by a commanded separation
 * @param cutTick        when
 * @param framesCut      missing tails after the cut
 * @param framesQueuedAtCut waiting at the cut and never handed to the transport
 * @param framesLost     holes, and missing tails without a cut
 * @param beforeJoin     frames sent before the ground was listening
 * @param duplicates     frames that came again
 * @param crcErrors      frames with a wrong checksum
 * @param malformed      frames that are none
 * @param linkLost       last wills published
 * @param gaps           the holes
 * @param stale          frames that came after the account of the cut had said they do not exist
 * @param unexpectedLosses last wills without a commanded cut
 */
public record SegmentReport(long framesSent, long bytesSent, long framesReceived, long bytesReceived, boolean cut,
        long cutTick, long framesCut, long framesQueuedAtCut, long framesLost, long beforeJoin, long duplicates,
        long crcErrors, long malformed, long linkLost, List<Gap> gaps, long stale, long unexpectedLosses) {}
