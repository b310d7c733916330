package dev.skycrane.proto.frame;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import com.google.protobuf.WireFormat;
import dev.skycrane.proto.v1.Frame;
import dev.skycrane.proto.v1.ImageChunk;
import dev.skycrane.proto.v1.SegmentId;
import dev.skycrane.proto.v1.StreamKind;
import java.io.IOException;
import java.util.zip.CRC32C;

/**
 * Frames to bytes and back. The checksum is the last five bytes, tag and value, and covers all before them (CRC-32C, RFC 3720 appendix
 * B.4). A picture's data are copied neither on the way out nor on the way in, any other payload once on the way out.
 */
public final class FrameCodec {
    /** Tag and fixed32. */
    private static final int CRC_BYTES = 5;
    /** Run, tag and fixed64, and checksum. */
    private static final int TAIL_BYTES = 9 + CRC_BYTES;
    private static final byte CRC_TAG = (byte) (Frame.CRC32C_FIELD_NUMBER << 3 | WireFormat.WIRETYPE_FIXED32);

    private FrameCodec() {}

    /** A frame around {@code payload}. */
    public static byte[] encode(StreamKey key, long sequence, long tick, long onboardNs, long runId, byte[] payload) {
        int before = sizeBefore(key, sequence, tick, onboardNs, payload.length);
        byte[] bytes = new byte[before + payload.length + TAIL_BYTES];
        try {
            CodedOutputStream out = CodedOutputStream.newInstance(bytes);
            writeBefore(out, key, sequence, tick, onboardNs, payload.length);
            out.write(payload, 0, payload.length);
            out.writeFixed64(Frame.RUN_ID_FIELD_NUMBER, runId);
            out.writeFixed32(Frame.CRC32C_FIELD_NUMBER, crc(bytes, bytes.length - CRC_BYTES));
            out.checkNoSpaceLeft();
        } catch (IOException e) {
            throw misfit(e);
        }
        return bytes;
    }

    /**
     * A frame whose payload is the first {@code headLength} bytes of {@code head} followed by {@code length} bytes of {@code data} from
     * {@code offset}. Those are not copied: {@code data} must not change as long as the frame is in use.
     */
    public static FrameBytes encode(StreamKey key, long sequence, long tick, long onboardNs, long runId, byte[] head,
            int headLength, byte[] data, int offset, int length) {
        int payloadLength = headLength + length;
        byte[] before = new byte[sizeBefore(key, sequence, tick, onboardNs, payloadLength) + headLength];
        byte[] after = new byte[TAIL_BYTES];
        try {
            CodedOutputStream out = CodedOutputStream.newInstance(before);
            writeBefore(out, key, sequence, tick, onboardNs, payloadLength);
            out.write(head, 0, headLength);
            out.checkNoSpaceLeft();
            CodedOutputStream end = CodedOutputStream.newInstance(after);
            end.writeFixed64(Frame.RUN_ID_FIELD_NUMBER, runId);
            CRC32C crc = new CRC32C();
            crc.update(before, 0, before.length);
            crc.update(data, offset, length);
            crc.update(after, 0, TAIL_BYTES - CRC_BYTES);
            end.writeFixed32(Frame.CRC32C_FIELD_NUMBER, (int) crc.getValue());
            end.checkNoSpaceLeft();
        } catch (IOException e) {
            throw misfit(e);
        }
        return new FrameBytes(before, data, offset, length, after);
    }

    private static int sizeBefore(StreamKey key, long sequence, long tick, long onboardNs, int payloadLength) {
        return CodedOutputStream.computeEnumSize(Frame.SEGMENT_FIELD_NUMBER, key.segment().getNumber())
                + CodedOutputStream.computeEnumSize(Frame.KIND_FIELD_NUMBER, key.kind().getNumber())
                + CodedOutputStream.computeStringSize(Frame.STREAM_FIELD_NUMBER, key.stream())
                + CodedOutputStream.computeUInt64Size(Frame.SEQUENCE_FIELD_NUMBER, sequence)
                + CodedOutputStream.computeUInt64Size(Frame.TICK_FIELD_NUMBER, tick)
                + CodedOutputStream.computeInt64Size(Frame.ONBOARD_NS_FIELD_NUMBER, onboardNs)
                + CodedOutputStream.computeTagSize(Frame.PAYLOAD_FIELD_NUMBER)
                + CodedOutputStream.computeUInt32SizeNoTag(payloadLength);
    }

    /** Everything up to the payload. */
    private static void writeBefore(CodedOutputStream out, StreamKey key, long sequence, long tick, long onboardNs,
            int payloadLength) throws IOException {
        out.writeEnum(Frame.SEGMENT_FIELD_NUMBER, key.segment().getNumber());
        out.writeEnum(Frame.KIND_FIELD_NUMBER, key.kind().getNumber());
        out.writeString(Frame.STREAM_FIELD_NUMBER, key.stream());
        out.writeUInt64(Frame.SEQUENCE_FIELD_NUMBER, sequence);
        out.writeUInt64(Frame.TICK_FIELD_NUMBER, tick);
        out.writeInt64(Frame.ONBOARD_NS_FIELD_NUMBER, onboardNs);
        out.writeTag(Frame.PAYLOAD_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        out.writeUInt32NoTag(payloadLength);
    }

    private static IllegalStateException misfit(IOException e) {
        return new IllegalStateException("frame: bytes=computed, expected to fit the array of that size", e);
    }

    /**
     * Checks and parses. The result refers to {@code bytes}, which must not change afterwards.
     *
     * @throws FrameException when the checksum is wrong or the content is no frame
     */
    public static Frame decode(byte[] bytes) throws FrameException {
        int covered = bytes.length - CRC_BYTES;
        if (covered < 0)
            throw new FrameException(FrameException.Reason.MALFORMED, "frame of " + bytes.length + " bytes");
        int sent = bytes[covered + 1] & 0xFF | (bytes[covered + 2] & 0xFF) << 8 | (bytes[covered + 3] & 0xFF) << 16
                | bytes[covered + 4] << 24;
        if (bytes[covered] != CRC_TAG || crc(bytes, covered) != sent)
            throw new FrameException(FrameException.Reason.CRC, "frame with a wrong checksum");
        Frame frame;
        try {
            ByteString wrapped = UnsafeByteOperations.unsafeWrap(bytes);
            CodedInputStream in = wrapped.newCodedInput();
            in.enableAliasing(true);
            frame = Frame.parseFrom(in);
        } catch (InvalidProtocolBufferException e) {
            throw new FrameException(FrameException.Reason.MALFORMED, e.getMessage());
        } catch (IOException e) {
            throw new FrameException(FrameException.Reason.MALFORMED, "frame ends early");
        }
        if (!known(frame))
            throw new FrameException(FrameException.Reason.MALFORMED, "frame of no known segment or kind");
        return frame;
    }

    /**
     * The chunk in a frame of kind IMG. Its data refer to the frame's bytes.
     *
     * @throws InvalidProtocolBufferException when the payload is no chunk
     */
    public static ImageChunk imageChunk(Frame frame) throws InvalidProtocolBufferException {
        CodedInputStream in = frame.getPayload().newCodedInput();
        in.enableAliasing(true);
        try {
            ImageChunk chunk = ImageChunk.parseFrom(in);
            in.checkLastTagWas(0);
            return chunk;
        } catch (InvalidProtocolBufferException e) {
            throw e;
        } catch (IOException e) {
            throw new InvalidProtocolBufferException(e);
        }
    }

    private static boolean known(Frame frame) {
        return frame.getSegment() != SegmentId.UNRECOGNIZED && frame.getSegment() != SegmentId.SEGMENT_UNSPECIFIED
                && frame.getKind() != StreamKind.UNRECOGNIZED && frame.getKind() != StreamKind.STREAM_UNSPECIFIED
                && !frame.getStream().isEmpty();
    }

    private static int crc(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
