package dev.skycrane.hil.bus;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.skycrane.ground.link.FrameListener;
import dev.skycrane.ground.link.ReceivedFrame;
import dev.skycrane.proto.frame.FrameCodec;
import dev.skycrane.proto.frame.StreamKey;
import dev.skycrane.proto.v1.EventBatch;
import dev.skycrane.proto.v1.ImageChunk;
import dev.skycrane.proto.v1.SegmentId;
import dev.skycrane.proto.v1.StreamKind;
import dev.skycrane.proto.v1.Telemetry;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * Looks at everything a station receives of a {@link LoadVehicle}: order within each stream, every byte of the pictures, what a
 * tick says about itself. Belongs to the link's thread; its counters may be read from others.
 */
final class LoadCheck implements FrameListener {
    private final byte[][] blocks;
    private final LongConsumer onTick;
    private final Map<StreamKey, Long> next = new HashMap<>();
    private final Delays events = new Delays();
    private volatile long frames;
    private volatile long bytes;
    private volatile long wrong;
    private volatile long disordered;
    private volatile long packets;
    private final boolean content;
    private final long warmUpNs;
    private long startNs;
    private boolean measuring;
    private volatile long measuredBytes;
    private volatile long measuredPackets;
    private volatile long firstNs;
    private volatile long lastNs;

    /** Measure from here: what was before warmed the machine up. */
    private void begin(long now) {
        measuredBytes = bytes;
        measuredPackets = packets;
        firstNs = now;
        events.clear();
        measuring = true;
    }

    /** @param onTick gets the time at which a rover tick was made, when it has arrived */
    LoadCheck(LoadPlan plan, LongConsumer onTick) {
        this(plan, onTick, true, 0);
    }

    /**
     * @param content       compare every byte of the pictures
     * @param warmUpSeconds after the first frame, not measured
     */
    LoadCheck(LoadPlan plan, LongConsumer onTick, boolean content, double warmUpSeconds) {
        this.content = content;
        warmUpNs = (long) (warmUpSeconds * 1e9);
        blocks = plan.pictureBytesPerSecond() == 0 ? new byte[0][] : plan.blocks();
        this.onTick = onTick;
    }

    @Override
    public void onFrame(ReceivedFrame frame) {
        long now = System.nanoTime();
        if (frames == 0) startNs = now;
        lastNs = now;
        if (!measuring && now - startNs >= warmUpNs) begin(now);
        frames++;
        bytes += frame.bytes().length;
        long sequence = frame.frame().getSequence();
        Long expected = next.put(frame.key(), sequence + 1);
        if (expected != null && expected != sequence) disordered++;
        try {
            if (!check(frame, now)) wrong++;
        } catch (InvalidProtocolBufferException e) {
            wrong++;
        }
    }

    private boolean check(ReceivedFrame frame, long now) throws InvalidProtocolBufferException {
        StreamKey key = frame.key();
        if (key.kind() == StreamKind.IMG) return !content || picture(FrameCodec.imageChunk(frame.frame()));
        if (key.kind() == StreamKind.EVR) {
            EventBatch batch = EventBatch.parseFrom(frame.frame().getPayload());
            events.add(now - (long) batch.getEvents(0).getArgs(0));
            return batch.getEvents(0).getTick() == frame.frame().getTick();
        }
        if (key.stream().equals(LoadVehicle.PACKETS)) {
            packets += frame.frame().getPayload().size() / LoadPlan.PACKET_BYTES;
            return frame.frame().getPayload().byteAt(0) == (byte) frame.frame().getSequence();
        }
        if (key.stream().equals(StreamKey.CHANNELS)) {
            Telemetry telemetry = Telemetry.parseFrom(frame.frame().getPayload());
            if (key.segment() != SegmentId.ROVER) return true;
            onTick.accept(telemetry.getDigest());
            return telemetry.getNav().getAltitudeAglM() == (float) telemetry.getTick();
        }
        return true;
    }

    private boolean picture(ImageChunk chunk) {
        byte[] block = blocks[chunk.getInfo().getImage() % LoadPlan.BLOCKS];
        int length = chunk.getData().size();
        return chunk.getOffset() + length <= block.length && chunk.getData().asReadOnlyByteBuffer()
                .equals(ByteBuffer.wrap(block, chunk.getOffset(), length));
    }

    /** Delays of events. */
    Delays events() {
        return events;
    }

    long frames() {
        return frames;
    }

    long bytes() {
        return bytes;
    }

    /** Frames that passed the checksum and are not what was sent. */
    long wrong() {
        return wrong;
    }

    /** Frames whose number is not one more than the one before in their stream. */
    long disordered() {
        return disordered;
    }

    /** From the end of the warm-up to the last frame, seconds. */
    double seconds() {
        return (lastNs - firstNs) * 1e-9;
    }

    /** Bytes received in that time. */
    long measuredBytes() {
        return bytes - measuredBytes;
    }

    /** Packets received in that time. */
    long measuredPackets() {
        return packets - measuredPackets;
    }

    /** Packets in batched messages. */
    long packets() {
        return packets;
    }
}
