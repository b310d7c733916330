package dev.skycrane.flight.board;

import dev.skycrane.proto.InputException;
import dev.skycrane.proto.board.BoardSession;
import dev.skycrane.proto.board.BoardWire;
import dev.skycrane.proto.v1.BoardMessage;
import dev.skycrane.proto.v1.BoardReady;
import dev.skycrane.proto.v1.BoardRun;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.TimeUnit;

/**
 * A board's end of the link to the harness: calls it, greets, and calls again when the connection breaks, for as long as it was told to.
 *
 * <p>Called by the reader's thread, except {@link #send}; a thread of its own tells the harness that this board lives.
 */
final class HarnessLink implements AutoCloseable {
    private static final int CONNECT_LIMIT_MS = 3000;
    private static final int SILENCE_MS = 3000;
    private static final long AGAIN_MS = 200;
    private static final long LIFE_MS = 500;

    private final InetSocketAddress harness;
    private final String mapSha256;
    private final String software;
    private final long resumeNs;
    private final BoardSession session = new BoardSession();
    private final Thread life = new Thread(this::live, "sign-of-life");
    private BoardRun run;
    private volatile boolean closed;

    /** @param resumeSeconds for how long a broken connection is tried again */
    HarnessLink(InetSocketAddress harness, String software, String mapSha256, double resumeSeconds) {
        this.harness = harness;
        this.software = software;
        this.mapSha256 = mapSha256;
        resumeNs = (long) (resumeSeconds * 1e9);
    }

    /**
     * The first connection.
     *
     * @throws InputException if nobody listens there, or the harness refuses
     */
    BoardRun call() {
        try {
            connect();
            life.setDaemon(true);
            life.start();
            return run;
        } catch (IOException e) {
            throw InputException.of("board link", "--sensors", harness.getHostString() + ":" + harness.getPort(),
                    "a harness that listens, hil serve (" + e.getMessage() + ")");
        }
    }

    /** The next message; a broken connection is mended meanwhile. @throws IOException when that took too long */
    BoardMessage receive() throws IOException, InterruptedException {
        while (true) {
            try {
                return session.receive();
            } catch (IOException e) {
                if (closed) throw e;
                mend(e);
            }
        }
    }

    private void mend(IOException why) throws IOException, InterruptedException {
        long until = System.nanoTime() + resumeNs;
        IOException last = why;
        while (System.nanoTime() - until < 0 && !closed) {
            try {
                connect();
                return;
            } catch (IOException e) {
                last = e;
                TimeUnit.MILLISECONDS.sleep(AGAIN_MS);
            }
        }
        throw new IOException(last.getMessage(), last);
    }

    private void connect() throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(harness.isUnresolved()
                    ? new InetSocketAddress(harness.getHostString(), harness.getPort())
                    : harness, CONNECT_LIMIT_MS);
            BoardWire wire = new BoardWire(socket, SILENCE_MS);
            wire.write(BoardMessage.newBuilder().setReceived(session.received())
                    .setReady(BoardReady.newBuilder().setProtocol(BoardWire.PROTOCOL)
                            .setRunId(run == null ? 0 : run.getHeader().getRunId()).setSoftware(software)
                            .setMapSha256(mapSha256).setMachine(machine()))
                    .build());
            BoardMessage answer = wire.read();
            if (answer.hasRefusal())
                throw InputException.of("board link", "refused", answer.getRefusal().getReason(),
                        "a harness that takes this board");
            if (!answer.hasRun()) throw new IOException("no greeting");
            if (run == null) run = answer.getRun();
            session.attach(wire, answer.getReceived());
        } catch (IOException | InputException e) {
            socket.close();
            throw e;
        }
    }

    private static String machine() {
        return System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", Java "
                + System.getProperty("java.version");
    }

    void send(BoardMessage.Builder message) {
        session.send(message);
    }

    /** A board that builds its tables or works on a picture is silent for seconds, and yet not lost. */
    private void live() {
        try {
            while (!closed) {
                TimeUnit.MILLISECONDS.sleep(LIFE_MS);
                session.signOfLife();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Connections so far. */
    int connections() {
        return session.connections();
    }

    /** Messages that had to be sent again. */
    long sentAgain() {
        return session.sentAgain();
    }

    @Override
    public void close() {
        closed = true;
        life.interrupt();
        session.detach();
    }
}
