package dev.skycrane.flight.umbilical;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import dev.skycrane.flight.camera.CameraFrame;
import dev.skycrane.flight.core.Tick;
import dev.skycrane.proto.frame.FrameBytes;
import dev.skycrane.proto.frame.FrameCodec;
import dev.skycrane.proto.v1.ImageChunk;
import dev.skycrane.proto.v1.ImageInfo;
import dev.skycrane.proto.v1.PixelFormat;
import java.io.IOException;

/**
 * What an outbox holds until the station has it: one frame, or a picture whose chunks become frames one by one when their turn comes. Its
 * content is in memory or in the spool; it gets its sequence numbers when its first frame is built.
 */
abstract class Outgoing {
    private final StreamCounter stream;
    private final long runId;
    private byte[] content;
    private Spool.Blob blob;
    private long firstSequence = -1;
    private int next;
    private FrameBytes built;

    private Outgoing(StreamCounter stream, long runId, byte[] content) {
        this.stream = stream;
        this.runId = runId;
        this.content = content;
    }

    final StreamCounter stream() {
        return stream;
    }

    /** Frames in all. */
    abstract int count();

    /** Name of the counter for giving it up. */
    abstract String dropName(String reason);

    abstract FrameBytes build(long runId, long sequence, int index, byte[] content);

    /** Frames to send, for the first time or again. */
    final int frames() {
        return count() - next;
    }

    /** Bytes of content in memory. */
    final long memoryBytes() {
        return content == null ? 0 : content.length;
    }

    final boolean isSpilled() {
        return blob != null;
    }

    /** It has sequence numbers, so it must arrive. */
    final boolean begun() {
        return firstSequence >= 0;
    }

    /** Moves the content to the spool. @return false when it does not take it */
    final boolean spill(Spool spool, Object kind) {
        if (blob != null) return true;
        blob = spool.write(kind, content);
        if (blob == null) return false;
        content = null;
        return true;
    }

    /** Gets the content back into memory. @throws IOException when the spool does not have it any more */
    final void load(Spool spool) throws IOException {
        if (blob == null) return;
        content = spool.read(blob);
        forget(spool);
    }

    /** Frees what it has in the spool. */
    final void forget(Spool spool) {
        if (blob != null) spool.release(blob);
        blob = null;
    }

    /** The frame to send next; the same until {@link #advance()}. */
    final FrameBytes frame() {
        if (!begun()) firstSequence = stream.take(count());
        if (built == null) built = build(runId, firstSequence + next, next, content);
        return built;
    }

    /** The frame is the transport's now. @return whether it left for the first time */
    final boolean advance() {
        boolean first = stream.sent(firstSequence + next, built.size());
        next++;
        built = null;
        return first;
    }

    final boolean isAcknowledged() {
        return begun() && stream.acknowledgedEnd() >= firstSequence + count();
    }

    /** Everything not acknowledged is to be sent again. */
    final void rewind() {
        if (!begun()) return;
        next = (int) Math.max(0, Math.min(count(), stream.acknowledgedEnd() - firstSequence));
        built = null;
    }

    /** A frame of its own. */
    static final class Single extends Outgoing {
        private final String lane;
        private final long tick;

        Single(StreamCounter stream, String lane, long tick, long runId, byte[] payload) {
            super(stream, runId, payload);
            this.lane = lane;
            this.tick = tick;
        }

        @Override
        int count() {
            return 1;
        }

        @Override
        String dropName(String reason) {
            return lane + "." + reason;
        }

        @Override
        FrameBytes build(long runId, long sequence, int index, byte[] content) {
            return FrameBytes.of(FrameCodec.encode(stream().key(), sequence, tick, Tick.toNs(tick), runId, content));
        }
    }

    /** A picture in chunks of {@link #CHUNK_BYTES}. */
    static final class Picture extends Outgoing {
        /** What brokers carry fastest without delaying telemetry: 256 KiB. */
        static final int CHUNK_BYTES = 256 * 1024;
        private static final int HEAD_BYTES = 256;

        private final ImageInfo info;

        Picture(StreamCounter stream, CameraFrame picture, long runId) {
            super(stream, runId, picture.data());
            stream.countImage();
            int size = picture.data().length;
            info = ImageInfo.newBuilder().setCamera(picture.camera().name()).setImage(picture.image())
                    .setWidth(picture.widthPx()).setHeight(picture.heightPx())
                    .setFormat(PixelFormat.valueOf(picture.format().name())).setExposureTick(picture.exposureTick())
                    .setExposureNs(Tick.toNs(picture.exposureTick())).setExposureUs(picture.exposureUs())
                    .setSizeBytes(size).setChunkCount(Math.max(1, (size + CHUNK_BYTES - 1) / CHUNK_BYTES)).build();
        }

        @Override
        int count() {
            return info.getChunkCount();
        }

        @Override
        String dropName(String reason) {
            return "image." + stream().key().stream() + "." + reason;
        }

        @Override
        FrameBytes build(long runId, long sequence, int index, byte[] content) {
            int offset = index * CHUNK_BYTES;
            int length = Math.min(CHUNK_BYTES, content.length - offset);
            byte[] head = new byte[HEAD_BYTES];
            CodedOutputStream out = CodedOutputStream.newInstance(head);
            try {
                out.writeMessage(ImageChunk.INFO_FIELD_NUMBER, info);
                out.writeUInt32(ImageChunk.INDEX_FIELD_NUMBER, index);
                out.writeUInt32(ImageChunk.OFFSET_FIELD_NUMBER, offset);
                out.writeTag(ImageChunk.DATA_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
                out.writeUInt32NoTag(length);
                out.flush();
            } catch (IOException e) {
                throw new IllegalStateException("image chunk: head bytes=" + HEAD_BYTES + ", expected to be enough", e);
            }
            return FrameCodec.encode(stream().key(), sequence, info.getExposureTick(), info.getExposureNs(), runId,
                    head,
                    out.getTotalBytesWritten(), content, offset, length);
        }
    }
}
