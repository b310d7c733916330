package dev.skycrane.proto.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Packets as in MQTT 5, sections 2.1 and 3.3. */
final class BulkPacketStreamTest {
    private static final int LIMIT = 1 << 20;
    private final PayloadStore<byte[]> store = new PayloadStore<>();

    /** PUBLISH with a topic, optional packet identifier and properties. */
    private static byte[] publish(int qos, String topic, int propertyBytes, byte[] payload) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(topic.length() >>> 8);
        body.write(topic.length());
        body.writeBytes(topic.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        if (qos > 0) body.writeBytes(new byte[]{0x12, 0x34});
        writeLength(body, propertyBytes);
        body.writeBytes(new byte[propertyBytes]);
        body.writeBytes(payload);
        return packet(0x30 | qos << 1, body.toByteArray());
    }

    private static byte[] packet(int first, byte[] body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(first);
        writeLength(out, body.length);
        out.writeBytes(body);
        return out.toByteArray();
    }

    private static void writeLength(ByteArrayOutputStream out, int length) {
        do {
            int digit = length & 0x7F;
            length >>>= 7;
            out.write(length > 0 ? digit | 0x80 : digit);
        } while (length > 0);
    }

    /** A socket that gives a few bytes at a time and times out between. */
    private static InputStream stuttering(byte[] bytes, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        ByteArrayInputStream in = new ByteArrayInputStream(bytes);
        return new InputStream() {
            @Override
            public int read() {
                throw new AssertionError("single-byte reads are what this class avoids");
            }

            @Override
            public int read(byte[] b, int off, int len) throws IOException {
                if (random.nextInt(4) == 0) throw new SocketTimeoutException("nothing yet");
                return in.read(b, off, Math.min(len, 1 + random.nextInt(random.nextBoolean() ? 3 : 100_000)));
            }
        };
    }

    /** Reads one packet the way Paho does: first byte with timeouts, then length, then the rest. */
    private static byte[] read(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(in);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        while (true) {
            try {
                out.write(data.readByte());
                break;
            } catch (SocketTimeoutException e) {
                continue;
            }
        }
        int length = 0;
        int digit;
        int shift = 0;
        do {
            digit = data.readByte();
            out.write(digit);
            length |= (digit & 0x7F) << shift;
            shift += 7;
        } while ((digit & 0x80) != 0);
        out.writeBytes(data.readNBytes(length));
        return out.toByteArray();
    }

    @Test
    void largePayloadsTravelRoundAndTheRestIsUntouched() throws IOException {
        long seed = 4711;
        System.out.println("seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        List<byte[]> packets = new ArrayList<>();
        List<byte[]> payloads = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            byte[] payload = new byte[i % 7 == 0 ? random.nextInt(300_000) : random.nextInt(300)];
            random.nextBytes(payload);
            payloads.add(payload);
            packets.add(publish(i % 3 == 0 ? 0 : 1, "skycrane/x/" + i, i % 5 == 0 ? 200 : 0, payload));
            payloads.add(null);
            packets.add(packet(0x40, new byte[]{0, 1, 0x10, 0}));
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        packets.forEach(all::writeBytes);
        InputStream in = new BulkPacketStream(stuttering(all.toByteArray(), seed), store, LIMIT);
        for (int i = 0; i < packets.size(); i++) {
            byte[] got = read(in);
            byte[] payload = payloads.get(i);
            if (payload == null || payload.length <= BulkPacketStream.THRESHOLD_BYTES) {
                assertArrayEquals(packets.get(i), got, "packet " + i);
                continue;
            }
            byte[] handle = java.util.Arrays.copyOfRange(got, got.length - PayloadStore.HANDLE_BYTES, got.length);
            assertArrayEquals(payload, store.take(handle, 0, handle.length), "payload " + i);
            assertTrue(got.length < 400);
        }
        assertEquals(0, store.waiting());
    }

    @Test
    void aPayloadFromOutsideCannotPassForAHandle() {
        byte[] forged = new byte[PayloadStore.HANDLE_BYTES];
        assertNull(store.take(forged, 0, forged.length));
        assertNull(store.take(new byte[3], 0, 3));
    }

    @Test
    void aHandleIsGoodOnce() throws IOException {
        byte[] payload = new byte[500];
        byte[] handle = store.put(payload);
        assertEquals(payload, store.take(handle, 0, handle.length));
        assertNull(store.take(handle, 0, handle.length));
    }

    @Test
    void hostileLengthsAreRefusedBeforeMemoryIsTaken() {
        byte[] tooLong = {0x32, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x7F};
        assertThrows(IOException.class,
                () -> new BulkPacketStream(new ByteArrayInputStream(tooLong), store, LIMIT).read());
        byte[] endless = {0x32, (byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, 1};
        assertThrows(IOException.class,
                () -> new BulkPacketStream(new ByteArrayInputStream(endless), store, LIMIT).read());
        byte[] lyingTopic = packet(0x32, new byte[200]);
        lyingTopic[3] = (byte) 0xFF;
        assertThrows(IOException.class,
                () -> new BulkPacketStream(new ByteArrayInputStream(lyingTopic), store, LIMIT).read());
    }

    @Test
    void aConnectionThatEndsWithinAPacketIsAnError() {
        byte[] whole = publish(1, "t", 0, new byte[1000]);
        byte[] half = java.util.Arrays.copyOf(whole, 500);
        assertThrows(EOFException.class,
                () -> new BulkPacketStream(new ByteArrayInputStream(half), store, LIMIT).read());
    }
}
