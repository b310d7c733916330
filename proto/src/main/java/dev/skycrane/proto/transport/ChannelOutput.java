package dev.skycrane.proto.transport;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** A channel's output through a buffer outside the heap, from which the system takes the bytes without a further copy. */
final class ChannelOutput extends OutputStream {
    private final WritableByteChannel channel;
    private final ByteBuffer buffer;

    ChannelOutput(WritableByteChannel channel, int bufferBytes) {
        this.channel = channel;
        buffer = ByteBuffer.allocateDirect(bufferBytes);
    }

    @Override
    public void write(int b) throws IOException {
        if (!buffer.hasRemaining()) flush();
        buffer.put((byte) b);
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
        int done = 0;
        while (done < len) {
            if (!buffer.hasRemaining()) flush();
            int n = Math.min(len - done, buffer.remaining());
            buffer.put(b, off + done, n);
            done += n;
        }
    }

    @Override
    public void flush() throws IOException {
        buffer.flip();
        while (buffer.hasRemaining())
            channel.write(buffer);
        buffer.clear();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
