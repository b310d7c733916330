package dev.skycrane.ground.link;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.skycrane.proto.frame.FrameCodec;
import dev.skycrane.proto.frame.FrameException;
import dev.skycrane.proto.frame.StreamKey;
import dev.skycrane.proto.frame.Topics;
import dev.skycrane.proto.transport.BrokerUrl;
import dev.skycrane.proto.transport.LinkOptions;
import dev.skycrane.proto.transport.PahoLink;
import dev.skycrane.proto.v1.Frame;
import dev.skycrane.proto.v1.ImageChunk;
import dev.skycrane.proto.v1.SegmentId;
import dev.skycrane.proto.v1.StreamKind;
import dev.skycrane.proto.v1.UmbilicalStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Listens to one vehicle on a broker. Follows the run it is told to, or else the first it hears and then each new one after the
 * present one has ended or fallen silent.
 */
public final class GroundLink implements AutoCloseable {
    /** Follow whatever run comes. */
    public static final long ANY_RUN = 0;
    /** A run silent for this long gives way to another. */
    private static final long SILENT_NS = 5_000_000_000L;
    private static final long SETTLE_NS = 150_000_000L;
    private static final long POLL_MS = 20;
    /**
     * Messages waiting to be decoded. A broker that keeps to the receive maximum never fills it; Mosquitto 2.0.11 was seen with 345
     * messages in flight against a receive maximum of 64.
     */
    private static final int QUEUE_MESSAGES = 16_384;
    private static final long QUEUE_BYTES = 128L << 20;
    private static final int MAX_PAST_RUNS = 4096;

    /** A message as it came. */
    private record Message(String topic, byte[] payload, Runnable done, long receiptUnixNs) {}

    private final String vehicle;
    private final long wantedRun;
    private final List<FrameListener> listeners;
    private final ArrayBlockingQueue<Message> queue = new ArrayBlockingQueue<>(QUEUE_MESSAGES);
    private final AtomicLong queuedBytes = new AtomicLong();
    private final AtomicLong queueDrops = new AtomicLong();
    private final Set<Long> pastRuns = new HashSet<>();
    private final Thread thread = new Thread(this::run, "ground-link");
    private final PahoLink data;
    private final PahoLink pictures;
    private LinkAccount account;
    private long otherRun;
    private long unknown;
    private long listenerErrors;
    private long lastFrameNs = System.nanoTime();
    private RuntimeException firstListenerError;
    private volatile boolean closing;

    /**
     * Connects and subscribes; from the return on nothing published is missed.
     *
     * @param vehicle   name in the topics
     * @param runId     the run to follow or {@link #ANY_RUN}
     * @param listeners called in this order
     * @throws dev.skycrane.proto.InputException when the broker does not answer
     */
    public GroundLink(BrokerUrl url, String vehicle, long runId, List<FrameListener> listeners) {
        this.vehicle = Topics.checkVehicle(vehicle);
        wantedRun = runId;
        this.listeners = List.copyOf(listeners);
        if (runId != ANY_RUN) {
            follow(runId);
            tell(listener -> listener.onRun(runId));
        }
        String id = "skycrane-ground-" + vehicle + "-" + Long.toHexString(ThreadLocalRandom.current().nextLong());
        data = link(url, id + "-data", StreamKind.EVR, StreamKind.TM, StreamKind.SEN, StreamKind.ACK);
        pictures = link(url, id + "-img", StreamKind.IMG);
        connect();
        thread.setDaemon(true);
        thread.start();
    }

    private PahoLink link(BrokerUrl url, String clientId, StreamKind... kinds) {
        LinkOptions options = LinkOptions.of(clientId).withReconnect(true).withKeptSession();
        List<String> filters = java.util.Arrays.stream(kinds).map(kind -> Topics.allOf(vehicle, kind)).toList();
        return new PahoLink(url, options, () -> {}).listening(filters, this::arrived);
    }

    private void connect() {
        CompletableFuture<PahoLink> other = CompletableFuture.supplyAsync(pictures::connect);
        try {
            data.connect();
            other.join();
        } catch (CompletionException e) {
            data.close();
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        } catch (RuntimeException e) {
            other.whenComplete((link, failed) -> pictures.close());
            throw e;
        }
    }

    /** On Paho's threads, which never wait here: what does not fit is counted and becomes a gap. */
    private void arrived(String topic, byte[] payload, Runnable done) {
        Instant now = Instant.now();
        long unixNs = now.getEpochSecond() * 1_000_000_000L + now.getNano();
        boolean fits = queuedBytes.get() + payload.length <= QUEUE_BYTES;
        if (fits && queue.offer(new Message(topic, payload, done, unixNs))) {
            queuedBytes.addAndGet(payload.length);
            return;
        }
        queueDrops.incrementAndGet();
        done.run();
    }

    private void run() {
        while (!closing || !queue.isEmpty()) {
            try {
                Message message = queue.poll(POLL_MS, TimeUnit.MILLISECONDS);
                if (message == null) continue;
                queuedBytes.addAndGet(-message.payload.length);
                handle(message);
                message.done.run();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private synchronized void handle(Message message) {
        Frame frame;
        try {
            frame = FrameCodec.decode(message.payload);
        } catch (FrameException e) {
            bad(message.topic, e.reason());
            return;
        }
        StreamKey key = new StreamKey(frame.getSegment(), frame.getKind(), frame.getStream());
        if (!key.topic(vehicle).equals(message.topic)) {
            bad(message.topic, FrameException.Reason.MALFORMED);
            return;
        }
        if (!ofThisRun(frame.getRunId())) {
            otherRun++;
            return;
        }
        lastFrameNs = System.nanoTime();
        if (key.stream().equals(StreamKey.WILL)) {
            account.linkLost(key.segment());
            tell(listener -> listener.onLinkLost(key.segment()));
            return;
        }
        if (!account.receive(key, frame.getSequence(), message.payload.length)) return;
        if (!inspect(key, frame, message.payload.length)) account.malformed(key.segment());
        ReceivedFrame received = new ReceivedFrame(message.topic, message.payload, frame, key, message.receiptUnixNs);
        tell(listener -> listener.onFrame(received));
    }

    /** Reads what the accounts need out of the payload. @return false if the payload is not what its stream says */
    private boolean inspect(StreamKey key, Frame frame, int bytes) {
        try {
            if (key.kind() == StreamKind.IMG) {
                ImageChunk chunk = ImageChunk.parseFrom(frame.getPayload());
                return account.images(key).receive(chunk, frame.getSequence());
            }
            if (key.kind() == StreamKind.TM && key.stream().equals(StreamKey.UMBILICAL))
                account.announced(UmbilicalStatus.parseFrom(frame.getPayload()), key, frame.getSequence(), bytes);
            return true;
        } catch (InvalidProtocolBufferException e) {
            return false;
        }
    }

    private boolean ofThisRun(long runId) {
        if (account != null && account.runId() == runId) return true;
        if (wantedRun != ANY_RUN || pastRuns.contains(runId) || pastRuns.size() >= MAX_PAST_RUNS) return false;
        boolean over = account == null || account.isLast() || System.nanoTime() - lastFrameNs > SILENT_NS;
        if (!over) return false;
        follow(runId);
        tell(listener -> listener.onRun(runId));
        return true;
    }

    private void follow(long runId) {
        account = new LinkAccount(runId);
        pastRuns.add(runId);
    }

    private void bad(String topic, FrameException.Reason reason) {
        SegmentId segment = segmentOf(topic);
        if (account == null || segment == null || !account.knows(segment)) {
            unknown++;
        } else if (reason == FrameException.Reason.CRC) {
            account.crcError(segment);
        } else {
            account.malformed(segment);
        }
    }

    private static SegmentId segmentOf(String topic) {
        String[] levels = topic.split("/", 5);
        if (levels.length < 5) return null;
        for (SegmentId id : SegmentId.values())
            if (id.name().toLowerCase(Locale.ROOT).equals(levels[2])) return id;
        return null;
    }

    private void tell(java.util.function.Consumer<FrameListener> call) {
        for (FrameListener listener : listeners) {
            try {
                call.accept(listener);
            } catch (RuntimeException e) {
                listenerErrors++;
                if (firstListenerError == null) firstListenerError = e;
            }
        }
    }

    /**
     * Waits until the umbilical has said its last word, all its living segments sent is here, and nothing more comes.
     *
     * @return false when the time was up first
     */
    public boolean awaitLast(Duration timeout) throws InterruptedException {
        long start = System.nanoTime();
        while (System.nanoTime() - start < timeout.toNanos()) {
            synchronized (this) {
                boolean settled = queue.isEmpty() && System.nanoTime() - lastFrameNs > SETTLE_NS;
                if (account != null && account.isComplete() && settled) return true;
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        }
        return false;
    }

    /** The account so far. */
    public synchronized LinkReport report() {
        LinkAccount a = account == null ? new LinkAccount(wantedRun) : account;
        Map<String, Long> drops = new TreeMap<>(a.drops());
        return new LinkReport(a.runId(), a.isComplete(), a.segmentReports(), a.imageReports(), drops, otherRun,
                unknown, listenerErrors, queueDrops.get());
    }

    /** The first failure of a listener, or null. */
    public synchronized RuntimeException listenerError() {
        return firstListenerError;
    }

    /** Delivers what has arrived and closes. */
    @Override
    public void close() {
        CompletableFuture<Void> other = CompletableFuture.runAsync(pictures::close);
        data.close();
        other.join();
        closing = true;
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
