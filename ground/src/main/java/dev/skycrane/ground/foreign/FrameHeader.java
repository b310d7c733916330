package dev.skycrane.ground.foreign;

import java.nio.ByteBuffer;

/**
 * Primary header of a frame.
 *
 * <pre>
 * AOS  version 2, spacecraft 8, virtual channel 6 | count 24 | replay 1, cycle use 1, spacecraft 2 or spare, cycle 4
 * TM   version 2, spacecraft 10, virtual channel 3, OCF 1 | master count 8 | count 8 | secondary header 1, synch 1, order 1, segment 2,
 *      first header pointer 11
 * </pre>
 *
 * @param dataStart   where the data field begins in the frame, behind secondary header or M_PDU header; beyond the frame if the header lies
 * @param dataEnd     where it ends
 * @param pointer     first header pointer; {@link #NO_START}, {@link #IDLE}; -1 where there is none
 */
record FrameHeader(int version, int spacecraft, int channel, int count, int dataStart, int dataEnd, int pointer) {
    /** No packet begins in this frame. */
    static final int NO_START = 0x7FF;
    /** Only idle data. */
    static final int IDLE = 0x7FE;
    private static final int POINTER_BYTES = 2;

    /** The header of a whole frame. */
    static FrameHeader of(ByteBuffer frame, FrameLayout layout) {
        return layout.kind() == FrameKind.AOS ? aos(frame, layout) : tm(frame, layout);
    }

    private static int u8(ByteBuffer frame, int at) {
        return frame.get(at) & 0xff;
    }

    private static FrameHeader aos(ByteBuffer frame, FrameLayout layout) {
        int id = u8(frame, 0) << 8 | u8(frame, 1);
        int count = u8(frame, 2) << 16 | u8(frame, 3) << 8 | u8(frame, 4);
        int start = FrameKind.HEADER_BYTES + layout.insertBytes();
        int end = end(layout, layout.ocf());
        int pointer = -1;
        if (layout.zone() == FrameLayout.Zone.POINTER) {
            if (start + POINTER_BYTES <= end) pointer = (u8(frame, start) << 8 | u8(frame, start + 1)) & 0x7FF;
            start += POINTER_BYTES;
        }
        return new FrameHeader(id >> 14, id >> 6 & 0xff, id & 0x3f, count, start, end, pointer);
    }

    private static FrameHeader tm(ByteBuffer frame, FrameLayout layout) {
        int id = u8(frame, 0) << 8 | u8(frame, 1);
        int status = u8(frame, 4) << 8 | u8(frame, 5);
        int start = FrameKind.HEADER_BYTES;
        // secondary header: version 2, length less one 6
        if ((status & 0x8000) != 0) start += (u8(frame, FrameKind.HEADER_BYTES) & 0x3f) + 1;
        start += layout.insertBytes();
        int end = end(layout, (id & 1) != 0);
        boolean pointed = layout.zone() == FrameLayout.Zone.POINTER && (status & 0x4000) == 0;
        return new FrameHeader(id >> 14, id >> 4 & 0x3ff, id >> 1 & 7, u8(frame, 3), start, end, pointed
                ? status & 0x7FF
                : -1);
    }

    private static int end(FrameLayout layout, boolean ocf) {
        return layout.length() - (layout.check() ? 2 : 0) - (ocf ? FrameLayout.OCF_BYTES : 0);
    }

    boolean hasData() {
        return dataStart < dataEnd;
    }
}
