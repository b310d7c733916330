package dev.skycrane.ground.foreign;

import dev.skycrane.proto.ccsds.FrameCheck;
import dev.skycrane.proto.ccsds.SpacePacketHeader;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Frames and packets made by the rules of the books, for readers to find again. */
final class FrameFiles {
    static final int LENGTH = 64;
    static final int SPACECRAFT = 77;
    /** Header 6, M_PDU header 2, check 2. */
    static final int ZONE = LENGTH - 10;

    private FrameFiles() {}

    /** A packet whose content follows from its numbers. @param dataLength bytes behind the header */
    static byte[] packet(int apid, int count, int dataLength) {
        ByteBuffer out = ByteBuffer.allocate(6 + dataLength);
        new SpacePacketHeader(0, false, false, apid, 3, count & 0x3fff, dataLength).put(out);
        while (out.hasRemaining())
            out.put((byte) (apid + out.position()));
        return out.array();
    }

    static byte[] join(List<byte[]> pieces) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        pieces.forEach(out::writeBytes);
        return out.toByteArray();
    }

    /**
     * AOS frames of one virtual channel (732.0-B-4, 4.1.2 and 4.1.4.2) filled with packets of 30 bytes; the last packet is cut off by the
     * end.
     */
    static List<byte[]> aos(int channel, int frames) {
        byte[] zones = new byte[frames * ZONE];
        List<Integer> starts = new ArrayList<>();
        for (int at = 0, n = 0; at < zones.length; at += 30, n++) {
            byte[] packet = packet(5, n, 24);
            starts.add(at);
            System.arraycopy(packet, 0, zones, at, Math.min(30, zones.length - at));
        }
        List<byte[]> out = new ArrayList<>();
        for (int i = 0; i < frames; i++) {
            int from = i * ZONE;
            int first = starts.stream().filter(s -> s >= from && s < from + ZONE).findFirst().orElse(from
                    + FrameHeader.NO_START) - from;
            ByteBuffer frame = ByteBuffer.allocate(LENGTH);
            frame.putShort((short) (1 << 14 | SPACECRAFT << 6 | channel));
            frame.put((byte) (i >> 16)).putShort((short) i).put((byte) 0).putShort((short) first);
            frame.put(zones, from, ZONE);
            frame.putShort((short) FrameCheck.crc(frame, 0, LENGTH - 2));
            out.add(frame.array());
        }
        return out;
    }
}
