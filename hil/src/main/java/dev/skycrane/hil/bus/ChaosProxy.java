package dev.skycrane.hil.bus;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A TCP relay on loopback that does to a connection what networks do: break it, hold it up, slow it down, flip a bit. Two threads per
 * connection; commands come from any thread.
 */
final class ChaosProxy implements AutoCloseable {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final ServerSocket server;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger flips = new AtomicInteger();
    private final Object gate = new Object();
    private volatile long flipAt;
    private volatile boolean paused;
    private volatile long bytesPerSecond;
    private volatile boolean closed;

    ChaosProxy(int target) throws IOException {
        this.target = target;
        server = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "chaos-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!closed) {
            try {
                Socket near = server.accept();
                start(() -> connect(near));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void connect(Socket near) {
        try {
            Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
            near.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            sockets.add(near);
            sockets.add(far);
            start(() -> copy(near, far));
            start(() -> copy(far, near));
        } catch (IOException e) {
            shut(near, true);
        }
    }

    private void copy(Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                awaitPassage();
                long rate = bytesPerSecond;
                if (rate > 0) LockSupport.parkNanos(n * 1_000_000_000L / rate);
                flip(buffer, n);
                out.write(buffer, 0, n);
            }
        } catch (IOException e) {
            // broken, by one of the ends or by reset()
        }
        shut(from, false);
        shut(to, false);
    }

    /** Holds a thread while the network is paused; hundreds may wait here after a long pause, so they sleep until they are called. */
    private void awaitPassage() {
        if (!paused) return;
        synchronized (gate) {
            try {
                while (paused && !closed)
                    gate.wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void flip(byte[] buffer, int n) {
        int left = flips.get();
        if (left == 0 || n < 64 || !flips.compareAndSet(left, left - 1)) return;
        buffer[(int) Long.remainderUnsigned(flipAt, n)] ^= (byte) (1 << (flipAt >>> 56 & 7));
    }

    private void shut(Socket socket, boolean hard) {
        sockets.remove(socket);
        try {
            if (hard) socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // closed already
        }
    }

    /** Breaks every connection with a reset. */
    void reset() {
        for (Socket socket : sockets)
            shut(socket, true);
    }

    /** Nothing passes, connections stay open, new ones are taken and not answered. */
    void pause(boolean on) {
        synchronized (gate) {
            paused = on;
            gate.notifyAll();
        }
    }

    /** @param rate bytes per second on each connection and direction; 0 for all */
    void slow(long rate) {
        bytesPerSecond = rate;
    }

    /** One bit of what passes next, in whichever direction. @param where random */
    void flipOne(long where) {
        flipAt = where;
        flips.incrementAndGet();
    }

    /** Whether a flip still waits for something to pass. */
    boolean flipPending() {
        return flips.get() > 0;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        pause(false);
        server.close();
        reset();
    }
}
