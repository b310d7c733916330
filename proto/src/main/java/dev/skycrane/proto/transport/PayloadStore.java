package dev.skycrane.proto.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Payloads on their way round Paho: one end puts one in and lets Paho carry its 16-byte handle, the other takes it out. The first half
 * of a handle is a secret of this connection, so a payload from outside cannot pass for one.
 *
 * @param <T> what a payload is
 */
final class PayloadStore<T> {
    static final int HANDLE_BYTES = 16;
    /**
     * Paho holds about a dozen received messages at a time, and of those to be sent no more than a link's window; more than this means it
     * has stopped moving.
     */
    private static final int CAPACITY = 1024;

    private final long secret = new SecureRandom().nextLong();
    private final AtomicLong next = new AtomicLong();
    private final ConcurrentHashMap<Long, T> payloads = new ConcurrentHashMap<>();

    /** @return the handle */
    byte[] put(T payload) throws IOException {
        if (payloads.size() >= CAPACITY) throw new IOException("bulk: " + CAPACITY + " payloads not fetched");
        long id = next.getAndIncrement();
        payloads.put(id, payload);
        return ByteBuffer.allocate(HANDLE_BYTES).putLong(secret).putLong(id).array();
    }

    /** The payload behind the handle in {@code length} bytes of {@code carried}; null for bytes that are none. */
    T take(byte[] carried, int offset, int length) {
        if (length != HANDLE_BYTES) return null;
        ByteBuffer handle = ByteBuffer.wrap(carried, offset, length);
        return handle.getLong() == secret ? payloads.remove(handle.getLong()) : null;
    }

    int waiting() {
        return payloads.size();
    }
}
