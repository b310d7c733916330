package dev.skycrane.proto.transport;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.eclipse.paho.mqttv5.client.internal.NetworkModule;

/** A TCP or TLS connection for Paho whose socket we can sever ourselves. TLS checks the host name as HTTPS does. */
final class SocketModule implements NetworkModule {
    private static final int TLS_READ_TIMEOUT_MS = 1000;
    private static final int TLS_CLOSE_S = 1;
    private static final int PLAIN_READ_BYTES = 64 * 1024;
    /** Between heap and system, each way: half a chunk of a picture, so that it is in the processor's cache for its second copy. */
    private static final int BUFFER_BYTES = 128 * 1024;

    private final URI uri;
    private final SocketOptions options;
    /** Null with TLS. */
    private volatile SocketChannel channel;
    private volatile Socket socket;
    private volatile boolean severed;
    /**
     * Open when we have spoken, as MQTT wants the client to do first, or the connection has ended. Until then a reader waits: Paho starts its threads
     * one after the other and waits for ever, every 100 ms, for one that has begun and already ended, as the reader does on a connection that is
     * reset at once (a proxy or a load balancer before a broker that is dead).
     */
    private final CountDownLatch spoken = new CountDownLatch(1);

    SocketModule(URI uri, SocketOptions options) {
        this.uri = uri;
        this.options = options;
    }

    @Override
    public void start() throws IOException {
        int timeoutMs = options.getConnectionTimeout() * 1000;
        InetSocketAddress address = new InetSocketAddress(uri.getHost(), uri.getPort());
        boolean away = address.getAddress() != null && !address.getAddress().isLoopbackAddress();
        if (options.tls() == null && away) throw new IOException("connection: tls=none, expected for " + address);
        if (options.tls() == null) channel = SocketChannel.open();
        Socket s = options.tls() == null ? channel.socket() : options.tls().createSocket();
        socket = s;
        s.connect(address, timeoutMs);
        s.setTcpNoDelay(true);
        if (s instanceof SSLSocket secure) {
            SSLParameters parameters = secure.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secure.setSSLParameters(parameters);
            secure.setSoTimeout(timeoutMs);
            secure.startHandshake();
            secure.setSoTimeout(TLS_READ_TIMEOUT_MS);
        }
        if (severed) reset();
    }

    /** Waits for our first word, and tells when the connection has ended. */
    private static final class Watched extends FilterInputStream {
        private final CountDownLatch spoken;
        private final Runnable onEnd;

        Watched(InputStream in, CountDownLatch spoken, Runnable onEnd) {
            super(in);
            this.spoken = spoken;
            this.onEnd = onEnd;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] b, int off, int len) throws IOException {
            try {
                spoken.await();
                int n = in.read(b, off, len);
                if (n < 0) onEnd.run();
                return n;
            } catch (SocketTimeoutException e) {
                throw e;
            } catch (IOException e) {
                onEnd.run();
                throw e;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("connection: interrupted before anything was said");
            }
        }
    }

    /** Says when something has been sent. */
    private static final class Speaking extends FilterOutputStream {
        private final CountDownLatch spoken;

        Speaking(OutputStream out, CountDownLatch spoken) {
            super(out);
            this.spoken = spoken;
        }

        @Override
        public void write(byte[] b, int off, int len) throws IOException {
            out.write(b, off, len);
        }

        @Override
        public void flush() throws IOException {
            out.flush();
            spoken.countDown();
        }
    }

    @Override
    public InputStream getInputStream() throws IOException {
        InputStream plain = channel == null ? socket.getInputStream() : new ChannelInput(channel, BUFFER_BYTES);
        InputStream in = new Watched(plain, spoken, options.onLost());
        PayloadStore<byte[]> store = options.incoming();
        return store == null
                ? new BufferedInputStream(in, PLAIN_READ_BYTES)
                : new BulkPacketStream(in, store, options.maxPacketBytes());
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        OutputStream plain = channel == null
                ? new BufferedOutputStream(socket.getOutputStream(), BUFFER_BYTES)
                : new ChannelOutput(channel, BUFFER_BYTES);
        OutputStream out = new Speaking(plain, spoken);
        return options.outgoing() == null ? out : new BulkPacketOutput(out, options.outgoing());
    }

    @Override
    public void stop() throws IOException {
        spoken.countDown();
        Socket s = socket;
        if (s == null || s.isClosed()) return;
        // closing TLS tells the other side, behind whoever is writing: a writer that is blocked is waited for no longer than this
        if (s instanceof SSLSocket) s.setSoLinger(true, TLS_CLOSE_S);
        s.close();
    }

    @Override
    public String getServerURI() {
        return uri.toString();
    }

    /** Severs the connection: what the kernel has not sent yet is thrown away (SO_LINGER 0, RST). */
    void reset() {
        severed = true;
        spoken.countDown();
        Socket s = socket;
        if (s == null) return;
        try {
            s.setSoLinger(true, 0);
            s.close();
        } catch (IOException e) {
            // already closed, which is what was wanted
        }
    }
}
