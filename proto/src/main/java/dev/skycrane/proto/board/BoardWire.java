package dev.skycrane.proto.board;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.skycrane.proto.v1.BoardMessage;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.zip.CRC32C;

/** One TCP connection that carries {@link BoardMessage}s. Reading by one thread, writing by any. */
public final class BoardWire implements Closeable {
    /** Version of the messages; both sides must have the same. */
    public static final int PROTOCOL = 1;
    /** Bound of one message; a picture of LCAM has 1 MiB. */
    public static final int MAX_MESSAGE_BYTES = 16 << 20;

    private static final int BUFFER_BYTES = 1 << 16;

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;

    /**
     * Takes over a connected socket.
     *
     * @param silenceMs after how long without a byte a read fails
     */
    public BoardWire(Socket socket, int silenceMs) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(silenceMs);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES));
        out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), BUFFER_BYTES));
    }

    /**
     * The next message.
     *
     * @throws IOException when the connection is broken or silent, or what comes is no message
     */
    public BoardMessage read() throws IOException {
        int length = in.readInt();
        if (length < 0 || length > MAX_MESSAGE_BYTES) {
            throw new IOException("board link: messageBytes=" + length + ", expected 0 to " + MAX_MESSAGE_BYTES);
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length)
            throw new java.io.EOFException("board link: messageBytes=" + bytes.length + ", expected " + length);
        int crc = in.readInt();
        if (crc != crc(bytes))
            throw new IOException("board link: crc=" + Integer.toHexString(crc) + ", expected another");
        try {
            return BoardMessage.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new IOException("board link: message=malformed, expected a BoardMessage", e);
        }
    }

    /** Sends at once. */
    public synchronized void write(BoardMessage message) throws IOException {
        byte[] bytes = message.toByteArray();
        out.writeInt(bytes.length);
        out.write(bytes);
        out.writeInt(crc(bytes));
        out.flush();
    }

    private static int crc(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    /** Closes both directions; never fails. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // closed is closed
        }
    }
}
