package dev.skycrane.proto.board;

import dev.skycrane.proto.v1.BoardMessage;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * One side of a run's exchange of messages, over as many connections as it takes. What the other side has not confirmed is kept and sent
 * again over the next connection; what arrives twice is dropped, counted; what does not arrive is a broken session. So a pulled cable costs
 * time and nothing else.
 *
 * <p>Threading: {@link #send} by any thread, {@link #receive} by one, {@link #attach} by that one too.
 */
public final class BoardSession {
    /** Kept unconfirmed at most: in lock-step a handful of pictures. */
    public static final int MAX_UNCONFIRMED = 256;

    private final Deque<BoardMessage> unconfirmed = new ArrayDeque<>();
    private BoardWire wire;
    private long sent;
    private long received;
    private long duplicates;
    private long sentAgain;
    private int connections;

    /**
     * Goes on over a new connection, after both sides have greeted each other on it.
     *
     * @param otherReceived highest sequence of ours that the other side has
     * @throws IOException if the other side misses what is not kept any more, or the connection breaks at once
     */
    public synchronized void attach(BoardWire next, long otherReceived) throws IOException {
        confirm(otherReceived);
        long firstKept = unconfirmed.isEmpty() ? sent + 1 : unconfirmed.peekFirst().getSequence();
        if (otherReceived > sent || otherReceived + 1 < firstKept) {
            throw new IOException(
                    "board link: received=" + otherReceived + ", expected " + (firstKept - 1) + " to " + sent);
        }
        wire = next;
        connections++;
        for (BoardMessage message : unconfirmed) {
            sentAgain++;
            next.write(message);
        }
    }

    /**
     * Numbers a message and sends it, now or over the next connection.
     *
     * @return whether it went out now
     * @throws IllegalStateException if the other side confirms nothing any more
     */
    public synchronized boolean send(BoardMessage.Builder message) {
        if (unconfirmed.size() >= MAX_UNCONFIRMED) {
            throw new IllegalStateException("board link: unconfirmed=" + unconfirmed.size() + ", expected fewer");
        }
        BoardMessage numbered = message.setSequence(++sent).setReceived(received).build();
        unconfirmed.add(numbered);
        return write(numbered);
    }

    /** Tells the other side that this one lives and what it has. */
    public synchronized boolean signOfLife() {
        return write(BoardMessage.newBuilder().setReceived(received).build());
    }

    private boolean write(BoardMessage message) {
        if (wire == null) return false;
        try {
            wire.write(message);
            return true;
        } catch (IOException e) {
            detach();
            return false;
        }
    }

    /**
     * The next message that is new, signs of life apart.
     *
     * @throws IOException when the connection broke; {@link #attach} another and go on
     */
    public BoardMessage receive() throws IOException {
        while (true) {
            BoardWire from = wire();
            if (from == null) throw new IOException("board link: connection=none, expected one");
            BoardMessage message;
            try {
                message = from.read();
            } catch (IOException e) {
                from.close(); // before the monitor is asked for: a writer may hold it, stuck in this very connection
                detach();
                throw e;
            }
            if (accepted(message)) return message;
        }
    }

    private synchronized boolean accepted(BoardMessage message) throws IOException {
        confirm(message.getReceived());
        long sequence = message.getSequence();
        if (sequence == 0) return false;
        if (sequence <= received) {
            duplicates++;
            return false;
        }
        if (sequence > received + 1) {
            detach();
            throw new IOException("board link: sequence=" + sequence + ", expected " + (received + 1));
        }
        received = sequence;
        return true;
    }

    private void confirm(long upTo) {
        while (!unconfirmed.isEmpty() && unconfirmed.peekFirst().getSequence() <= upTo)
            unconfirmed.removeFirst();
    }

    private synchronized BoardWire wire() {
        return wire;
    }

    /** Ends the connection; the session stays. */
    public synchronized void detach() {
        if (wire != null) wire.close();
        wire = null;
    }

    public synchronized boolean isAttached() {
        return wire != null;
    }

    /** Highest sequence of the other side that arrived. */
    public synchronized long received() {
        return received;
    }

    /** Messages that arrived twice. */
    public synchronized long duplicates() {
        return duplicates;
    }

    /** Messages that had to be sent again. */
    public synchronized long sentAgain() {
        return sentAgain;
    }

    /** Connections so far. */
    public synchronized int connections() {
        return connections;
    }
}
