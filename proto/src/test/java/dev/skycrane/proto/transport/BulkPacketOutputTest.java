package dev.skycrane.proto.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.skycrane.proto.frame.FrameBytes;
import dev.skycrane.proto.frame.FrameCodec;
import dev.skycrane.proto.frame.StreamKey;
import dev.skycrane.proto.v1.SegmentId;
import dev.skycrane.proto.v1.StreamKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Packets as in MQTT 5, sections 2.1 and 3.3, written the way Paho does: header, payload by the kilobyte, flush. */
final class BulkPacketOutputTest {
    private static final StreamKey KEY = new StreamKey(SegmentId.ROVER, StreamKind.IMG, "RUC");

    private final PayloadStore<FrameBytes> store = new PayloadStore<>();
    private final ByteArrayOutputStream wire = new ByteArrayOutputStream();
    private final BulkPacketOutput out = new BulkPacketOutput(new ChannelOutput(Channels.newChannel(wire), 1000),
            store);

    private static byte[] header(int first, int headLength, int payloadLength, SplittableRandom random) {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        header.write(first);
        int remaining = headLength + payloadLength;
        do {
            header.write(remaining > 0x7F ? remaining | 0x80 : remaining);
            remaining >>>= 7;
        } while (remaining > 0);
        byte[] variable = new byte[headLength];
        random.nextBytes(variable);
        header.writeBytes(variable);
        return header.toByteArray();
    }

    private void packet(byte[] header, byte[] payload) throws IOException {
        out.write(header, 0, header.length);
        for (int at = 0; at < payload.length; at += 1024)
            out.write(payload, at, Math.min(1024, payload.length - at));
        out.flush();
    }

    @Test
    void aPayloadBehindAHandleIsOnTheWireAsIfPahoHadCarriedIt() throws IOException {
        long seed = 12;
        System.out.println("seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        for (int i = 0; i < 300; i++) {
            byte[] data = new byte[i % 9 == 0 ? random.nextInt(300_000) : random.nextInt(3_000)];
            random.nextBytes(data);
            FrameBytes frame = FrameCodec.encode(KEY, i, 5, 6, 7, new byte[20], 20, data, 0, data.length);
            byte[] whole = frame.toByteArray();
            int headLength = 10 + random.nextInt(200);
            long headSeed = random.nextLong();
            expected.writeBytes(header(0x32, headLength, whole.length, new SplittableRandom(headSeed)));
            expected.writeBytes(whole);
            byte[] carried = i % 4 == 0 ? whole : store.put(frame);
            packet(header(0x32, headLength, carried.length, new SplittableRandom(headSeed)), carried);
            byte[] acknowledgement = {0x40, 2, (byte) i, 1};
            expected.writeBytes(acknowledgement);
            packet(acknowledgement, new byte[0]);
        }
        assertArrayEquals(expected.toByteArray(), wire.toByteArray());
        assertEquals(0, store.waiting());
    }

    @Test
    void aFrameInPiecesIsTheFrameInOnePiece() {
        byte[] data = new byte[5000];
        new SplittableRandom(3).nextBytes(data);
        byte[] payload = java.util.Arrays.copyOfRange(data, 990, 3000);
        FrameBytes pieces = FrameCodec.encode(KEY, 1L << 40, 5, 6, -7, data, 0, data, 990, 2010);
        assertArrayEquals(FrameCodec.encode(KEY, 1L << 40, 5, 6, -7, payload), pieces.toByteArray());
        assertEquals(pieces.toByteArray().length, pieces.size());
    }
}
