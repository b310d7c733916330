package dev.skycrane.proto.frame;

import java.io.IOException;
import java.io.OutputStream;

/** The bytes of a frame in up to three pieces, one behind the other, so that a picture's data need no copy before they reach the socket. */
public final class FrameBytes {
    private static final byte[] NONE = {};

    private final byte[] head;
    private final byte[] body;
    private final int bodyOffset;
    private final int bodyLength;
    private final byte[] tail;

    /** All pieces stay the caller's, who changes none of them as long as this is in use. */
    FrameBytes(byte[] head, byte[] body, int bodyOffset, int bodyLength, byte[] tail) {
        this.head = head;
        this.body = body;
        this.bodyOffset = bodyOffset;
        this.bodyLength = bodyLength;
        this.tail = tail;
    }

    /** A frame in one piece. */
    public static FrameBytes of(byte[] whole) {
        return new FrameBytes(whole, NONE, 0, 0, NONE);
    }

    /** Bytes in all. */
    public int size() {
        return head.length + bodyLength + tail.length;
    }

    /** Writes all of it. */
    public void writeTo(OutputStream out) throws IOException {
        out.write(head, 0, head.length);
        if (bodyLength > 0) out.write(body, bodyOffset, bodyLength);
        if (tail.length > 0) out.write(tail, 0, tail.length);
    }

    /** All of it in one array; the frame's own where it is in one piece. */
    public byte[] toByteArray() {
        if (bodyLength == 0 && tail.length == 0) return head;
        byte[] whole = new byte[size()];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(body, bodyOffset, whole, head.length, bodyLength);
        System.arraycopy(tail, 0, whole, head.length + bodyLength, tail.length);
        return whole;
    }
}
