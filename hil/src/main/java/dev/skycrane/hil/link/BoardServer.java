package dev.skycrane.hil.link;

import com.google.protobuf.ByteString;
import dev.skycrane.flight.board.ActuatorCodec;
import dev.skycrane.flight.camera.CameraFrame;
import dev.skycrane.flight.core.ActuatorFrame;
import dev.skycrane.flight.core.CameraId;
import dev.skycrane.flight.core.SensorFrame;
import dev.skycrane.flight.refly.InputDecoder;
import dev.skycrane.flight.umbilical.InputEncoder;
import dev.skycrane.proto.InputException;
import dev.skycrane.proto.board.BoardSession;
import dev.skycrane.proto.board.BoardWire;
import dev.skycrane.proto.v1.ActuatorRecord;
import dev.skycrane.proto.v1.BoardEnd;
import dev.skycrane.proto.v1.BoardMessage;
import dev.skycrane.proto.v1.BoardPicture;
import dev.skycrane.proto.v1.BoardReady;
import dev.skycrane.proto.v1.BoardRefusal;
import dev.skycrane.proto.v1.BoardRun;
import dev.skycrane.proto.v1.RunHeader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Serves one run to one board. A second board is refused in a sentence; the first one may break off and come back, and gets what it missed.
 *
 * <p>States, for people and reports: {@code waiting} for a board, {@code flying}, {@code link lost} and {@code ended}.
 */
public final class BoardServer implements AutoCloseable {
    private static final int SILENCE_MS = 3000;
    private static final long LIFE_MS = 500;
    private static final int ANSWERS = 64;

    /** Where the link stands. */
    public enum State {
        WAITING, FLYING, LINK_LOST, ENDED
    }

    private final ServerSocket listening;
    private final RunHeader header;
    private final boolean lockstep;
    private final long resumeNs;
    private final Consumer<String> log;
    private final BoardSession session = new BoardSession();
    private final BlockingQueue<ActuatorRecord> answers = new ArrayBlockingQueue<>(ANSWERS);
    private final Object change = new Object();
    private State state = State.WAITING;
    private String board = "";
    private long refused;
    private volatile boolean closed;
    private volatile String broken;

    /**
     * Begins to listen.
     *
     * @param header what the board is to fly; its map's fingerprint must be the board's
     * @param lockstep whether vision answers are waited for
     * @param resumeSeconds for how long a lost board is waited for
     * @param log takes a line for people at each change
     * @throws InputException if the port is taken
     */
    public BoardServer(InetSocketAddress at, RunHeader header, boolean lockstep, double resumeSeconds,
            Consumer<String> log) {
        this.header = header;
        this.lockstep = lockstep;
        this.resumeNs = (long) (resumeSeconds * 1e9);
        this.log = log;
        try {
            listening = new ServerSocket();
            listening.setReuseAddress(true);
            listening.bind(at, 4);
        } catch (IOException e) {
            throw InputException.of("usage", "--listen", at.getHostString() + ":" + at.getPort(),
                    "a free address of this machine (" + e.getMessage() + ")");
        }
        spawn("board-accept", this::accept);
        spawn("board-read", this::read);
        spawn("board-life", this::live);
    }

    private static void spawn(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** The port, for a server that was given port 0. */
    public int port() {
        return listening.getLocalPort();
    }

    /**
     * Waits for the first board.
     *
     * @return whether one came in time
     */
    public boolean awaitBoard(double seconds) throws InterruptedException {
        long until = System.nanoTime() + (long) (seconds * 1e9);
        synchronized (change) {
            while (state == State.WAITING && System.nanoTime() - until < 0)
                change.wait(LIFE_MS);
            return state == State.FLYING;
        }
    }

    /**
     * One tick: the board gets {@code in} and answers. A lost link is waited for.
     *
     * @param in becomes the frame as the board flew it, with the fix of its vision computer and the commands it had
     * @return the answer with what the board measured
     * @throws BoardLostException when the board did not come back in time
     */
    public ActuatorRecord exchange(SensorFrame in, ActuatorFrame out) throws InterruptedException, BoardLostException {
        session.send(BoardMessage.newBuilder().setSensors(InputEncoder.record(in)));
        ActuatorRecord answer;
        long lostSinceNs = 0;
        while ((answer = answers.poll(LIFE_MS, TimeUnit.MILLISECONDS)) == null) {
            if (broken != null) throw new BoardLostException(broken);
            if (session.isAttached()) {
                lostSinceNs = 0;
                continue;
            }
            long nowNs = System.nanoTime();
            if (lostSinceNs == 0) lostSinceNs = nowNs;
            if (nowNs - lostSinceNs > resumeNs) {
                throw new BoardLostException(
                        "board link: silentS=" + resumeNs / 1_000_000_000L + ", expected the board to come back");
            }
        }
        if (answer.getTick() != in.tick) {
            throw new BoardLostException("board link: tick=" + answer.getTick() + ", expected " + in.tick);
        }
        ActuatorCodec.decode(answer, out);
        if (answer.hasFlown()) InputDecoder.decode(answer.getFlown(), in);
        return answer;
    }

    /** Hands a picture to the board; any thread. */
    public void picture(CameraFrame picture) {
        session.send(BoardMessage.newBuilder()
                .setPicture(BoardPicture.newBuilder().setCamera(picture.camera().ordinal()).setImage(picture.image())
                        .setWidthPx(picture.widthPx()).setHeightPx(picture.heightPx())
                        .setFormat(picture.format().ordinal()).setExposureTick(picture.exposureTick())
                        .setExposureUs(picture.exposureUs()).setData(ByteString.copyFrom(picture.data()))));
    }

    /** Tells the board that LCAM did not answer its trigger. */
    public void noPicture(long exposureTick) {
        session.send(BoardMessage.newBuilder().setPicture(
                BoardPicture.newBuilder().setCamera(CameraId.LCAM.ordinal()).setExposureTick(exposureTick)));
    }

    private void accept() {
        while (!closed) {
            try {
                greet(listening.accept());
            } catch (IOException e) {
                if (!closed) log.accept("board link: " + e.getMessage());
            }
        }
    }

    private void greet(Socket socket) throws IOException {
        BoardWire wire = new BoardWire(socket, SILENCE_MS);
        boolean taken = false;
        try {
            BoardMessage message = wire.read();
            if (!message.hasReady()) throw new IOException("greeting=none, expected a board");
            BoardReady ready = message.getReady();
            String refusal = refusal(ready);
            if (refusal != null) {
                refused++;
                wire.write(BoardMessage.newBuilder().setRefusal(BoardRefusal.newBuilder().setReason(refusal)).build());
                log.accept("board refused: " + refusal);
                return;
            }
            boolean again = ready.getRunId() != 0;
            wire.write(BoardMessage.newBuilder().setReceived(session.received())
                    .setRun(BoardRun.newBuilder().setHeader(header).setResumed(again).setLockstep(lockstep)).build());
            board = ready.getSoftware() + " on " + ready.getMachine();
            synchronized (change) {
                session.attach(wire, message.getReceived());
                taken = true;
                if (state != State.ENDED) state = State.FLYING;
                change.notifyAll();
            }
            log.accept(again ? "board is back, connection " + session.connections() : "board: " + board);
        } finally {
            if (!taken) wire.close();
        }
    }

    private String refusal(BoardReady ready) {
        if (ready.getProtocol() != BoardWire.PROTOCOL) {
            return "protocol=" + ready.getProtocol() + ", expected " + BoardWire.PROTOCOL;
        }
        if (ready.getRunId() != 0 && ready.getRunId() != header.getRunId())
            return "run=another, expected this harness's";
        if (ready.getRunId() == 0 && state() != State.WAITING) return "board=second, expected one at a time";
        if (ready.getRunId() != 0 && session.isAttached()) session.detach(); // the old connection is dead, it just was not noticed
        if (!ready.getMapSha256().equals(header.getMapSha256())) return "map=another, expected the harness's map";
        return null;
    }

    private void read() {
        while (!closed) {
            try {
                BoardMessage message = session.receive();
                if (message.hasActuators() && !answers.offer(message.getActuators())) {
                    broken = "board link: answers=unasked, expected one per sensor frame";
                }
            } catch (IOException e) {
                lost(e.getMessage());
            }
        }
    }

    private void lost(String why) {
        synchronized (change) {
            if (state == State.FLYING && !session.isAttached() && !closed) {
                state = State.LINK_LOST;
                log.accept("link lost: " + why);
            }
            try {
                while (!closed && !session.isAttached())
                    change.wait(LIFE_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

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

    private void enter(State next) {
        synchronized (change) {
            state = next;
            change.notifyAll();
        }
    }

    public State state() {
        synchronized (change) {
            return state;
        }
    }

    /** What the board said about itself. */
    public String board() {
        return board;
    }

    /** Boards that were refused. */
    public long refused() {
        return refused;
    }

    /** Connections of the board so far. */
    public int connections() {
        return session.connections();
    }

    /** Messages that had to be sent again. */
    public long sentAgain() {
        return session.sentAgain();
    }

    /** Tells the board that the run is over, and stops listening. */
    public void end(String reason) {
        session.send(BoardMessage.newBuilder().setEnd(BoardEnd.newBuilder().setReason(reason)));
        enter(State.ENDED);
    }

    @Override
    public void close() {
        closed = true;
        session.detach();
        try {
            listening.close();
        } catch (IOException e) {
            // closed is closed
        }
    }
}
