package dev.skycrane.hil.bench;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A plain TCP connection with a length before each frame: what any bus has to be compared with. */
final class TcpPeer implements BusPeer {
    private static final int RELAY_BYTES = 256 * 1024;

    @Override
    public String name() {
        return "tcp";
    }

    @Override
    public void publish(int port, String topic, int window, Supplier<byte[]> frames) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            OutputStream out = socket.getOutputStream();
            for (byte[] frame = frames.get(); frame != null; frame = frames.get()) {
                out.write(ByteBuffer.allocate(4).putInt(frame.length).array());
                out.write(frame);
            }
        }
    }

    @Override
    public void subscribe(int port, String topic, Consumer<byte[]> sink) throws IOException {
        ServerSocket server = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
        daemon(() -> {
            try (server; Socket socket = server.accept()) {
                DataInputStream in = new DataInputStream(socket.getInputStream());
                while (true) {
                    byte[] frame = new byte[in.readInt()];
                    in.readFully(frame);
                    sink.accept(frame);
                }
            } catch (IOException e) {
                // the sender has ended
            }
        });
    }

    /** Passes one connection on to {@code target}. */
    static void relay(int port, int target) throws IOException {
        ServerSocket server = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
        daemon(() -> {
            try (server;
                    Socket near = server.accept();
                    Socket far = new Socket(InetAddress.getLoopbackAddress(), target)) {
                InputStream in = near.getInputStream();
                OutputStream out = far.getOutputStream();
                byte[] buffer = new byte[RELAY_BYTES];
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer))
                    out.write(buffer, 0, n);
            } catch (IOException e) {
                // one of the ends has ended
            }
        });
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "tcp");
        thread.setDaemon(true);
        thread.start();
    }
}
