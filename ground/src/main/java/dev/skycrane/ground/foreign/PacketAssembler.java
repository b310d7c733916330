package dev.skycrane.ground.foreign;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Puts the packets of one virtual channel together from the data fields of its frames (132.0-B-3, 4.1.2.7.6; 732.0-B-4, 4.1.4.2). One packet
 * at most is held.
 */
final class PacketAssembler {
    /** Takes what comes out. */
    interface Sink {
        /** A whole packet. */
        void packet(ByteBuffer bytes, int at, int length);

        /** A packet whose rest did not come. */
        void cut();

        /** Bytes where a packet should begin, and none does; what follows up to the next pointer is lost. */
        void noPacket();

        /** A pointer out of its data field. */
        void badPointer();
    }

    private final Sink sink;
    private byte[] held = new byte[1 << 10];
    private int have;

    PacketAssembler(Sink sink) {
        this.sink = sink;
    }

    /** Frames are missing here: a packet begun before them is lost. */
    void gap() {
        if (have > 0) sink.cut();
        have = 0;
    }

    /** A data field with packets behind {@code pointer}. */
    void take(ByteBuffer frame, FrameHeader header) {
        int pointer = header.pointer();
        if (pointer == FrameHeader.IDLE) {
            gap();
        } else if (pointer == FrameHeader.NO_START) {
            if (have > 0 && !grow(frame, header.dataStart(), header.dataEnd(), false)) gap();
        } else if (header.dataStart() + pointer >= header.dataEnd()) {
            sink.badPointer();
            gap();
        } else {
            int first = header.dataStart() + pointer;
            if (have > 0 && !grow(frame, header.dataStart(), first, true)) gap();
            begin(frame, first, header.dataEnd());
        }
    }

    /** A data field that begins with a packet. */
    void takeAligned(ByteBuffer frame, FrameHeader header) {
        begin(frame, header.dataStart(), header.dataEnd());
        gap();
    }

    /**
     * Adds to the held packet.
     *
     * @param closes whether the packet must end with these bytes
     * @return false when its length says otherwise
     */
    private boolean grow(ByteBuffer frame, int from, int to, boolean closes) {
        int more = to - from;
        if (have + more > held.length) {
            if (have + more > PacketLength.MAX) return false;
            held = Arrays.copyOf(held, Math.min(PacketLength.MAX, 2 * (have + more)));
        }
        frame.get(from, held, have, more);
        have += more;
        int length = PacketLength.of(ByteBuffer.wrap(held), 0, have);
        if (length == have) {
            sink.packet(ByteBuffer.wrap(held), 0, length);
            have = 0;
            return true;
        }
        return !closes && (length == PacketLength.UNKNOWN_YET || length > have);
    }

    private void begin(ByteBuffer frame, int from, int to) {
        int at = from;
        while (at < to) {
            int length = PacketLength.of(frame, at, to - at);
            if (length == PacketLength.BAD) {
                sink.noPacket();
                return;
            }
            if (length == PacketLength.UNKNOWN_YET || length > to - at) {
                have = 0;
                if (!grow(frame, at, to, false)) gap();
                return;
            }
            sink.packet(frame, at, length);
            at += length;
        }
    }
}
