package dev.skycrane.flight.umbilical;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import dev.skycrane.flight.camera.CameraFrame;
import dev.skycrane.flight.core.Tick;
import dev.skycrane.proto.frame.FrameCodec;
import dev.skycrane.proto.v1.ImageChunk;
import dev.skycrane.proto.v1.ImageInfo;
import dev.skycrane.proto.v1.PixelFormat;
import java.io.IOException;

/** What waits in an outbox: one frame, or the chunks of a picture that become frames one by one when their turn comes. */
abstract class Outgoing {
    private final StreamCounter stream;

    private Outgoing(StreamCounter stream) {
        this.stream = stream;
    }

    final StreamCounter stream() {
        return stream;
    }

    /** Frames not yet sent. */
    abstract int frames();

    /** Bytes of memory held. */
    abstract long bytes();

    abstract boolean begun();

    /** The frame to send next; the same until {@link #advance()}. */
    abstract byte[] frame();

    /** The frame is the transport's now. */
    abstract void advance();

    /** A finished frame. */
    static final class Single extends Outgoing {
        private final long sequence;
        private final byte[] bytes;
        private boolean sent;

        Single(StreamCounter stream, long tick, long runId, byte[] payload) {
            super(stream);
            sequence = stream.take(1);
            bytes = FrameCodec.encode(stream.key(), sequence, tick, Tick.toNs(tick), runId, payload);
        }

        @Override
        int frames() {
            return sent ? 0 : 1;
        }

        @Override
        long bytes() {
            return bytes.length;
        }

        @Override
        boolean begun() {
            return false;
        }

        @Override
        byte[] frame() {
            return bytes;
        }

        @Override
        void advance() {
            sent = true;
            stream().sent(sequence);
        }
    }

    /** A picture in chunks of {@link #CHUNK_BYTES}. */
    static final class Picture extends Outgoing {
        /** What brokers carry fastest without delaying telemetry: 256 KiB. */
        static final int CHUNK_BYTES = 256 * 1024;
        private static final int HEAD_BYTES = 256;

        private final CameraFrame picture;
        private final ImageInfo info;
        private final long runId;
        private final long firstSequence;
        private int next;
        private byte[] built;

        Picture(StreamCounter stream, CameraFrame picture, long runId) {
            super(stream);
            this.picture = picture;
            this.runId = runId;
            int size = picture.data().length;
            int chunks = Math.max(1, (size + CHUNK_BYTES - 1) / CHUNK_BYTES);
            firstSequence = stream.take(chunks);
            stream.countImage();
            info = ImageInfo.newBuilder().setCamera(picture.camera().name()).setImage(picture.image())
                    .setWidth(picture.widthPx()).setHeight(picture.heightPx())
                    .setFormat(PixelFormat.valueOf(picture.format().name())).setExposureTick(picture.exposureTick())
                    .setExposureNs(Tick.toNs(picture.exposureTick())).setExposureUs(picture.exposureUs())
                    .setSizeBytes(size).setChunkCount(chunks).build();
        }

        CameraFrame picture() {
            return picture;
        }

        @Override
        int frames() {
            return info.getChunkCount() - next;
        }

        @Override
        long bytes() {
            return picture.data().length;
        }

        @Override
        boolean begun() {
            return next > 0;
        }

        @Override
        byte[] frame() {
            if (built == null) built = build();
            return built;
        }

        @Override
        void advance() {
            stream().sent(firstSequence + next);
            next++;
            built = null;
        }

        private byte[] build() {
            int offset = next * CHUNK_BYTES;
            int length = Math.min(CHUNK_BYTES, picture.data().length - offset);
            byte[] head = new byte[HEAD_BYTES];
            CodedOutputStream out = CodedOutputStream.newInstance(head);
            try {
                out.writeMessage(ImageChunk.INFO_FIELD_NUMBER, info);
                out.writeUInt32(ImageChunk.INDEX_FIELD_NUMBER, next);
                out.writeUInt32(ImageChunk.OFFSET_FIELD_NUMBER, offset);
                out.writeTag(ImageChunk.DATA_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
                out.writeUInt32NoTag(length);
                out.flush();
            } catch (IOException e) {
                throw new IllegalStateException("image chunk: head bytes=" + HEAD_BYTES + ", expected to be enough", e);
            }
            return FrameCodec.encode(stream().key(), firstSequence + next, picture.exposureTick(),
                    info.getExposureNs(), runId, head, out.getTotalBytesWritten(), picture.data(), offset, length);
        }
    }
}
