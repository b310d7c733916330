package dev.skycrane.proto.transport;

import dev.skycrane.proto.frame.FrameBytes;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Paho's packets on their way out, with the handle at the end of a PUBLISH replaced by the payload behind it and the remaining length
 * corrected (MQTT 5, sections 2.1.4 and 3.3). Relies on Paho to flush after each packet.
 */
final class BulkPacketOutput extends OutputStream {
    private static final int PUBLISH = 3;
    /** Paho hands over in one piece what is shorter than its own buffer; a packet with a handle is. */
    private static final int HEAD_BYTES = 8192;
    private static final int MAX_LENGTH_BYTES = 4;

    private final OutputStream out;
    private final PayloadStore<FrameBytes> store;
    private final byte[] packet = new byte[HEAD_BYTES];
    private final byte[] fixedHeader = new byte[1 + MAX_LENGTH_BYTES];
    private int length;
    private boolean passing;

    /** @param out buffered; flushed after each packet */
    BulkPacketOutput(OutputStream out, PayloadStore<FrameBytes> store) {
        this.out = out;
        this.store = store;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[]{(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
        if (!passing && length + len <= packet.length) {
            System.arraycopy(b, off, packet, length, len);
            length += len;
            return;
        }
        passing = true;
        out.write(packet, 0, length);
        length = 0;
        out.write(b, off, len);
    }

    @Override
    public void flush() throws IOException {
        FrameBytes payload = passing ? null : payload();
        if (payload == null) out.write(packet, 0, length);
        else
            replace(payload);
        length = 0;
        passing = false;
        out.flush();
    }

    /** The payload that the packet is to carry, or null when it is complete as it stands. */
    private FrameBytes payload() {
        boolean publish = length > PayloadStore.HANDLE_BYTES && (packet[0] & 0xFF) >>> 4 == PUBLISH;
        return publish ? store.take(packet, length - PayloadStore.HANDLE_BYTES, PayloadStore.HANDLE_BYTES) : null;
    }

    private void replace(FrameBytes payload) throws IOException {
        int at = 1;
        while ((packet[at] & 0x80) != 0)
            at++;
        int header = length - PayloadStore.HANDLE_BYTES - ++at;
        int remaining = header + payload.size();
        int n = 0;
        fixedHeader[n++] = packet[0];
        for (; remaining > 0x7F; remaining >>>= 7)
            fixedHeader[n++] = (byte) (remaining | 0x80);
        fixedHeader[n++] = (byte) remaining;
        out.write(fixedHeader, 0, n);
        out.write(packet, at, header);
        payload.writeTo(out);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
