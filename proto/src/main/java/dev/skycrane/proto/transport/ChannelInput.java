package dev.skycrane.proto.transport;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/** A channel's input through a buffer outside the heap; a read gives what one read of the channel gave. */
final class ChannelInput extends InputStream {
    private final ReadableByteChannel channel;
    private final ByteBuffer buffer;

    ChannelInput(ReadableByteChannel channel, int bufferBytes) {
        this.channel = channel;
        buffer = ByteBuffer.allocateDirect(bufferBytes);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
        if (len == 0) return 0;
        buffer.clear().limit(Math.min(len, buffer.capacity()));
        int n = channel.read(buffer);
        if (n > 0) buffer.flip().get(b, off, n);
        return n;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
