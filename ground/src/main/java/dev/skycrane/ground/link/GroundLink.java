package dev.skycrane.ground.link;

import dev.skycrane.proto.frame.Topics;
import dev.skycrane.proto.transport.BrokerUrl;
import dev.skycrane.proto.transport.LinkOptions;
import dev.skycrane.proto.transport.PahoLink;
import dev.skycrane.proto.transport.SilenceWatch;
import dev.skycrane.proto.transport.Subscription;
import dev.skycrane.proto.v1.SegmentId;
import dev.skycrane.proto.v1.StreamKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Listens to one vehicle on a broker. Follows the run it is told to, or else the first it hears and then each new one after the
 * present one has ended or fallen silent.
 */
public final class GroundLink implements AutoCloseable {
    /** Follow whatever run comes. */
    public static final long ANY_RUN = FrameDesk.ANY_RUN;
    private static final long SETTLE_NS = 150_000_000L;
    private static final long POLL_MS = 5;
    /**
     * Messages waiting to be decoded: three times what the windows of three segments let the umbilical send ahead of an acknowledging station. For
     * others the receive maximum bounds it; Mosquitto 2.0.11 was seen with 345 messages in flight against one of 64.
     */
    private static final int QUEUE_MESSAGES = 16_384;
    private static final long QUEUE_BYTES = 128L << 20;
    /** Small messages from the broker and not dealt with: some megabytes, as of pictures. */
    private static final int DATA_RECEIVE_MAXIMUM = 256;

    /** A message as it came. */
    private record Message(String topic, byte[] payload, Runnable done, long receiptUnixNs) {}

    private final String vehicle;
    private final FrameDesk desk;
    /** Pictures have a queue of their own, so that nothing else waits behind them. */
    private final ArrayBlockingQueue<Message> dataQueue = new ArrayBlockingQueue<>(QUEUE_MESSAGES);
    private final ArrayBlockingQueue<Message> pictureQueue = new ArrayBlockingQueue<>(QUEUE_MESSAGES);
    private final Semaphore waiting = new Semaphore(0);
    private final AtomicLong queuedBytes = new AtomicLong();
    private final AtomicLong queueDrops = new AtomicLong();
    private final Thread thread = new Thread(this::run, "ground-link");
    private final PahoLink data;
    private final PahoLink pictures;
    private final SilenceWatch dataSilence = new SilenceWatch();
    private final SilenceWatch pictureSilence = new SilenceWatch();
    private long dataHeard;
    private long picturesHeard;
    private final Acknowledger acknowledger;
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
        this(url, vehicle, runId, listeners, true);
    }

    /**
     * A station that need not be the one that counts.
     *
     * @param acknowledging tell the umbilical what is here, so that it sends again what got lost and lets go of the rest; one station of
     *                      a vehicle does that, others only listen
     */
    public GroundLink(BrokerUrl url, String vehicle, long runId, List<FrameListener> listeners, boolean acknowledging) {
        this.vehicle = vehicle;
        desk = new FrameDesk(vehicle, runId, listeners, acknowledging);
        String id = "skycrane-ground-" + vehicle + "-" + Long.toHexString(ThreadLocalRandom.current().nextLong());
        Subscription allButPictures = subscription(dataQueue, List.of(Topics.allOf(vehicle, StreamKind.EVR),
                Topics.allOf(vehicle, StreamKind.TM), Topics.allOf(vehicle, StreamKind.SEN),
                Topics.allOf(vehicle, StreamKind.CMD), Topics.of(vehicle, SegmentId.ROVER, StreamKind.ACK)));
        data = link(url, LinkOptions.of(id + "-data").withReceiveMaximum(DATA_RECEIVE_MAXIMUM), allButPictures,
                acknowledging);
        pictures = link(url, LinkOptions.of(id + "-img"),
                subscription(pictureQueue, List.of(Topics.allOf(vehicle, StreamKind.IMG))), acknowledging);
        acknowledger = acknowledging
                ? new Acknowledger(desk, vehicle, ThreadLocalRandom.current().nextLong(), data)
                : null;
        connect();
        thread.setDaemon(true);
        thread.start();
    }

    private Subscription subscription(ArrayBlockingQueue<Message> queue, List<String> filters) {
        return new Subscription(filters, (topic, payload, done) -> arrived(queue, topic, payload, done));
    }

    /**
     * A station that acknowledges to the umbilical does not acknowledge to the broker as well: what gets lost between the two is sent again from
     * on board. So the broker keeps nothing for it, neither while it is away nor, as the embedded one does, all that follows until
     * a batch is acknowledged.
     */
    private static PahoLink link(BrokerUrl url, LinkOptions options, Subscription to, boolean acknowledging) {
        LinkOptions lasting = options.withReconnect(true);
        return acknowledging
                ? new PahoLink(url, lasting, () -> {}).listening(to.withoutAcknowledgements())
                : new PahoLink(url, lasting.withKeptSession(), () -> {}).listening(to);
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
    private void arrived(ArrayBlockingQueue<Message> queue, String topic, byte[] payload, Runnable done) {
        Instant now = Instant.now();
        long unixNs = now.getEpochSecond() * 1_000_000_000L + now.getNano();
        boolean fits = queuedBytes.get() + payload.length <= QUEUE_BYTES;
        if (fits && queue.offer(new Message(topic, payload, done, unixNs))) {
            queuedBytes.addAndGet(payload.length);
            waiting.release();
            return;
        }
        queueDrops.incrementAndGet();
        done.run();
    }

    private void run() {
        while (!closing || !isIdle()) {
            try {
                if (waiting.tryAcquire(POLL_MS, TimeUnit.MILLISECONDS)) {
                    Message message = next();
                    queuedBytes.addAndGet(-message.payload.length);
                    desk.take(message.topic, message.payload, message.receiptUnixNs);
                    message.done.run();
                }
                watch(System.nanoTime());
                if (acknowledger != null) acknowledger.step(System.nanoTime(), isIdle());
            } catch (InterruptedException e) {
                return;
            }
        }
        desk.release();
    }

    private Message next() {
        Message first = dataQueue.poll();
        if (first != null) {
            dataHeard++;
            return first;
        }
        picturesHeard++;
        return pictureQueue.poll();
    }

    /** A link that has fallen silent though it stands gets a new connection. */
    private void watch(long nowNs) {
        if (dataHeard > 0) dataSilence.heard(nowNs);
        if (picturesHeard > 0) pictureSilence.heard(nowNs);
        dataHeard = 0;
        picturesHeard = 0;
        if (closing) return;
        if (dataSilence.isOverdue(nowNs, data.isUp())) data.renew();
        if (pictureSilence.isOverdue(nowNs, pictures.isUp())) pictures.renew();
    }

    private boolean isIdle() {
        return dataQueue.isEmpty() && pictureQueue.isEmpty();
    }

    /**
     * Waits until the umbilical has said its last word, all its living segments sent is here, and nothing more comes.
     *
     * @return false when the time was up first
     */
    public boolean awaitLast(Duration timeout) throws InterruptedException {
        long start = System.nanoTime();
        while (System.nanoTime() - start < timeout.toNanos()) {
            if (isIdle() && desk.isComplete(SETTLE_NS)) return true;
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        }
        return false;
    }

    /** The account so far. */
    public LinkReport report() {
        return desk.report(queueDrops.get());
    }

    /** The first failure of a listener, or null. */
    public RuntimeException listenerError() {
        return desk.listenerError();
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
