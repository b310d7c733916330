package dev.skycrane.proto.transport;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.Arrays;

/**
 * The broker's bytes, packet by packet, with the payload of every PUBLISH above {@value #THRESHOLD_BYTES} bytes replaced by a handle of
 * the {@link PayloadStore} and the remaining length corrected (MQTT 5, sections 2.1.4 and 3.3). The payload itself is read in bulk
 * into an array of its own.
 *
 * <p>A read timeout of the socket shows only between packets; within one it is waited out.
 */
final class BulkPacketStream extends InputStream {
    static final int THRESHOLD_BYTES = 128;
    private static final int PUBLISH = 3;
    private static final int READ_AHEAD_BYTES = 64 * 1024;
    private static final int MAX_FIXED_HEADER = 5;

    private final InputStream in;
    private final PayloadStore<byte[]> store;
    private final int maxPacketBytes;
    private final byte[] ahead = new byte[READ_AHEAD_BYTES];
    private int aheadAt;
    private int aheadEnd;
    private byte[] packet = new byte[4096];
    private int packetAt;
    private int packetEnd;

    BulkPacketStream(InputStream in, PayloadStore<byte[]> store, int maxPacketBytes) {
        this.in = in;
        this.store = store;
        this.maxPacketBytes = maxPacketBytes;
    }

    @Override
    public int read() throws IOException {
        if (packetAt == packetEnd && !nextPacket()) return -1;
        return packet[packetAt++] & 0xFF;
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
        if (len == 0) return 0;
        if (packetAt == packetEnd && !nextPacket()) return -1;
        int n = Math.min(len, packetEnd - packetAt);
        System.arraycopy(packet, packetAt, b, off, n);
        packetAt += n;
        return n;
    }

    @Override
    public int available() throws IOException {
        return packetEnd - packetAt + aheadEnd - aheadAt;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private boolean nextPacket() throws IOException {
        if (aheadAt == aheadEnd) {
            int n = in.read(ahead, 0, ahead.length);
            if (n < 0) return false;
            aheadAt = 0;
            aheadEnd = n;
        }
        packetAt = 0;
        packetEnd = 0;
        int first = readByte();
        int remaining = readVariableByteInteger(null);
        if (remaining > maxPacketBytes)
            throw new IOException("packet: bytes=" + remaining + ", expected at most " + maxPacketBytes);
        int headEnd = MAX_FIXED_HEADER;
        int payload = 0;
        if (first >>> 4 == PUBLISH && remaining > THRESHOLD_BYTES) {
            headEnd = readPublishHead(first, remaining);
            payload = remaining - (headEnd - MAX_FIXED_HEADER);
        }
        if (payload > THRESHOLD_BYTES) {
            byte[] bytes = new byte[payload];
            readFully(bytes, 0, payload);
            ensure(headEnd + PayloadStore.HANDLE_BYTES);
            System.arraycopy(store.put(bytes), 0, packet, headEnd, PayloadStore.HANDLE_BYTES);
            packetEnd = headEnd + PayloadStore.HANDLE_BYTES;
        } else {
            packetEnd = MAX_FIXED_HEADER + remaining;
            ensure(packetEnd);
            readFully(packet, headEnd, packetEnd - headEnd);
        }
        placeFixedHeader(first);
        return true;
    }

    /** Reads topic, packet identifier and properties behind the room for the fixed header. @return end of them */
    private int readPublishHead(int first, int remaining) throws IOException {
        int end = MAX_FIXED_HEADER;
        end = append(end, 2, remaining);
        int topic = (packet[end - 2] & 0xFF) << 8 | packet[end - 1] & 0xFF;
        end = append(end, topic, remaining);
        int qos = first >>> 1 & 3;
        if (qos > 0) end = append(end, 2, remaining);
        int[] at = {end};
        int properties = readVariableByteInteger(at);
        return append(at[0], properties, remaining);
    }

    private int append(int at, int n, int remaining) throws IOException {
        if (at - MAX_FIXED_HEADER + n > remaining) throw new IOException("packet: PUBLISH shorter than its own header");
        ensure(at + n);
        readFully(packet, at, n);
        return at + n;
    }

    /** Puts type, flags and the length of what follows right before the variable header. */
    private void placeFixedHeader(int first) {
        int length = packetEnd - MAX_FIXED_HEADER;
        int lengthBytes = length < 1 << 7 ? 1 : length < 1 << 14 ? 2 : length < 1 << 21 ? 3 : 4;
        packetAt = MAX_FIXED_HEADER - 1 - lengthBytes;
        packet[packetAt] = (byte) first;
        for (int i = 1; i <= lengthBytes; i++) {
            packet[packetAt + i] = (byte) (i < lengthBytes ? length & 0x7F | 0x80 : length & 0x7F);
            length >>>= 7;
        }
    }

    /** @param keepAt where in {@code packet} to keep the raw bytes too, moved on; or null */
    private int readVariableByteInteger(int[] keepAt) throws IOException {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            int b = readByte();
            if (keepAt != null) {
                ensure(keepAt[0] + 1);
                packet[keepAt[0]++] = (byte) b;
            }
            value |= (b & 0x7F) << 7 * i;
            if ((b & 0x80) == 0) return value;
        }
        throw new IOException("packet: variable byte integer longer than 4 bytes");
    }

    private int readByte() throws IOException {
        if (aheadAt == aheadEnd) {
            aheadEnd = readPatiently(ahead, 0, ahead.length);
            aheadAt = 0;
        }
        return ahead[aheadAt++] & 0xFF;
    }

    private void readFully(byte[] to, int off, int len) throws IOException {
        int have = Math.min(len, aheadEnd - aheadAt);
        System.arraycopy(ahead, aheadAt, to, off, have);
        aheadAt += have;
        while (have < len)
            have += readPatiently(to, off + have, len - have);
    }

    /** Read of at least one byte, through socket timeouts. */
    private int readPatiently(byte[] to, int off, int len) throws IOException {
        while (true) {
            try {
                int n = in.read(to, off, len);
                if (n < 0) throw new EOFException("connection ended within a packet");
                return n;
            } catch (SocketTimeoutException e) {
                if (e.bytesTransferred > 0) throw new IOException(e);
            }
        }
    }

    private void ensure(int length) {
        if (packet.length < length) packet = Arrays.copyOf(packet, Math.max(length, 2 * packet.length));
    }
}
