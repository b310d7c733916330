package dev.skycrane.proto.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Payloads on their way round Paho: the reader puts one in and lets Paho carry its 16-byte handle, the message callback takes it out.
 * The first half of a handle is a secret of this connection, so a payload from outside cannot pass for one.
 */
final class PayloadStore {
    static final int HANDLE_BYTES = 16;
    /** Paho holds about a dozen received messages at a time; more than this means it has stopped calling back. */
    private static final int CAPACITY = 1024;

    private final long secret = new SecureRandom().nextLong();
    private final AtomicLong next = new AtomicLong();
    private final ConcurrentHashMap<Long, byte[]> payloads = new ConcurrentHashMap<>();

    /** @return the handle */
    byte[] put(byte[] payload) throws IOException {
        if (payloads.size() >= CAPACITY) throw new IOException("bulk reads: " + CAPACITY + " payloads not fetched");
        long id = next.getAndIncrement();
        payloads.put(id, payload);
        return ByteBuffer.allocate(HANDLE_BYTES).putLong(secret).putLong(id).array();
    }

    /** The payload behind a handle; bytes that are none come back as they are. */
    byte[] take(byte[] carried) {
        if (carried.length != HANDLE_BYTES) return carried;
        ByteBuffer handle = ByteBuffer.wrap(carried);
        if (handle.getLong() != secret) return carried;
        byte[] payload = payloads.remove(handle.getLong());
        return payload == null ? carried : payload;
    }

    int waiting() {
        return payloads.size();
    }
}
