package dev.skycrane.flight.umbilical;

import dev.skycrane.flight.camera.CameraFrame;
import dev.skycrane.flight.core.SensorFrame;
import dev.skycrane.flight.core.Segment;
import dev.skycrane.flight.core.Tick;
import dev.skycrane.flight.core.TickRing;
import dev.skycrane.flight.core.TickSnapshot;
import dev.skycrane.proto.frame.FrameCodec;
import dev.skycrane.proto.frame.FrameException;
import dev.skycrane.proto.frame.StreamKey;
import dev.skycrane.proto.transport.BusLink;
import dev.skycrane.proto.transport.LinkOptions;
import dev.skycrane.proto.transport.Subscription;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.skycrane.proto.v1.Acknowledgement;
import dev.skycrane.proto.v1.CommandAck;
import dev.skycrane.proto.v1.EventBatch;
import dev.skycrane.proto.v1.Frame;
import dev.skycrane.proto.v1.InputBatch;
import dev.skycrane.proto.v1.RunHeader;
import dev.skycrane.proto.v1.SegmentId;
import dev.skycrane.proto.v1.StreamKind;
import dev.skycrane.proto.v1.UmbilicalStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;

/**
 * Carries what the flight software produces to the bus. The runner offers sensor frames and pictures; ticks come out of the flight
 * software's own ring. Nothing here ever makes the caller wait, except {@link #finish(Duration)}.
 */
public final class Umbilical implements AutoCloseable {
    /** Sensor frames per message. */
    static final int INPUTS_PER_BATCH = 16;
    /** The umbilical's account of itself, once a second. */
    private static final int STATUS_TICKS = Tick.RATE_HZ;
    /** Ticks taken out of the ring before the connections get their turn. */
    private static final int TICKS_PER_ROUND = 8;
    /** The same of pictures: whoever looks at {@link #backlog()} between two must see the ones before. */
    private static final int PICTURES_PER_ROUND = 8;
    private static final int INPUT_SLOTS = 1024;
    private static final long IDLE_NS = 500_000;
    /** Small messages to the broker and not acknowledged by it: some hundred kilobytes. */
    private static final int TELEMETRY_IN_FLIGHT = 256;
    private static final int SIDE_MESSAGES = 256;
    /** From the command of a separation to the cable cutter: what waits may still leave. */
    private static final long CUT_DRAIN_NS = 50_000_000L;
    private static final long LAST_ACK_NS = 2_000_000_000L;

    /** A telemetry message from elsewhere than the tick. */
    private record Side(boolean events, String stream, long tick, byte[] payload) {}

    private final UmbilicalOptions options;
    private final TickRing ticks;
    private final InputRing inputs = new InputRing(INPUT_SLOTS);
    private final ArrayBlockingQueue<Side> side = new ArrayBlockingQueue<>(SIDE_MESSAGES);
    private final AtomicLong sideRefused = new AtomicLong();
    private final PictureQueue pictures = new PictureQueue();
    private final SegmentSender[] segments = new SegmentSender[Segment.values().length];
    private final TelemetryEncoder[] encoders = new TelemetryEncoder[Segment.values().length];
    private final EventEncoder eventEncoder = new EventEncoder();
    private final CommandPort commands;
    private final BusLink commandLink;
    private final InputBatch.Builder inputBatch = InputBatch.newBuilder();
    private final AtomicReferenceArray<Acknowledgement> acknowledgements = new AtomicReferenceArray<>(
            Segment.values().length);
    private final AtomicLong badAcknowledgements = new AtomicLong();
    private final AtomicLong deadlineNs = new AtomicLong();
    private final Thread thread = new Thread(this::run, "umbilical");
    private volatile UmbilicalStatus published = UmbilicalStatus.getDefaultInstance();
    private volatile double fill;
    private volatile boolean ending;
    private volatile boolean abandoned;
    private volatile boolean drained;
    private long lastTick;
    private int knownCuts;

    /** An umbilical that takes no commands; else as {@link #Umbilical(UmbilicalOptions, RunHeader, List, TickRing, LinkFactory, CommandPort)}. */
    public Umbilical(UmbilicalOptions options, RunHeader header, List<String> channelNames, TickRing ticks,
            LinkFactory links) {
        this(options, header, channelNames, ticks, links, CommandPort.closed());
    }

    /**
     * Connects the segments.
     *
     * @param channelNames of the flight software, in the order of their indices
     * @param ticks        whose only reader this umbilical is from now on
     * @param commands     where commands from the ground go
     * @throws IllegalStateException              when channels or events differ from the dictionary
     * @throws dev.skycrane.proto.InputException when the broker does not answer
     */
    public Umbilical(UmbilicalOptions options, RunHeader header, List<String> channelNames, TickRing ticks,
            LinkFactory links, CommandPort commands) {
        this.options = options;
        this.commands = commands;
        this.ticks = ticks;
        for (Segment s : Segment.values())
            encoders[s.ordinal()] = new TelemetryEncoder(channelNames, s);
        List<BusLink> opened = open(links);
        long nowNs = System.nanoTime();
        for (Segment s : Segment.values()) {
            boolean spooled = s == Segment.ROVER && options.spoolBytesLimit() > 0;
            Spool spool = spooled
                    ? new Spool(options.spoolFolder(), options.spoolBytesLimit(), System::nanoTime)
                    : null;
            segments[s.ordinal()] = new SegmentSender(s, options, spool, opened.get(2 * s.ordinal()),
                    opened.get(2 * s.ordinal() + 1), nowNs);
        }
        commandLink = commands.isOpen() ? opened.get(opened.size() - 1) : null;
        rover().inputs(StreamKey.RUN, 0, header.toByteArray());
        thread.setDaemon(true);
        thread.start();
    }

    private List<BusLink> open(LinkFactory links) {
        List<CompletableFuture<BusLink>> opening = new ArrayList<>();
        for (Segment s : Segment.values()) {
            Subscription station = new Subscription(List.of(station(s).topic(options.vehicle())),
                    (topic, payload, done) -> acknowledged(s, payload, done)).withoutAcknowledgements();
            opening.add(open(links, s, "tm", station));
            opening.add(open(links, s, "img", Subscription.NONE));
        }
        if (commands.isOpen())
            opening.add(open(links, Segment.ROVER, "cmd", commands.subscription(options.vehicle())));
        try {
            return opening.stream().map(CompletableFuture::join).toList();
        } catch (CompletionException e) {
            opening.forEach(o -> o.whenComplete((link, failed) -> {
                if (link != null) link.close();
            }));
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private CompletableFuture<BusLink> open(LinkFactory links, Segment s, String purpose, Subscription listening) {
        return CompletableFuture
                .supplyAsync(() -> links.open(s, linkOptions(s, purpose), listening, this::wake));
    }

    /** Stream on which the station acknowledges what it has of a segment. */
    private static StreamKey station(Segment s) {
        return new StreamKey(SegmentId.GROUND, StreamKind.ACK, s.topicName());
    }

    /** On the link's thread: the latest counts, an older one says nothing that it does not. */
    private void acknowledged(Segment s, byte[] payload, Runnable done) {
        try {
            Frame frame = FrameCodec.decode(payload);
            boolean ours = frame.getRunId() == options.runId() && frame.getSegment() == SegmentId.GROUND
                    && frame.getKind() == StreamKind.ACK && frame.getStream().equals(s.topicName());
            if (ours) acknowledgements.set(s.ordinal(), Acknowledgement.parseFrom(frame.getPayload()));
        } catch (FrameException | InvalidProtocolBufferException e) {
            badAcknowledgements.incrementAndGet();
        }
        done.run();
        wake();
    }

    private LinkOptions linkOptions(Segment s, String purpose) {
        String clientId = "skycrane-" + options.vehicle() + "-" + Long.toHexString(options.runId()) + "-"
                + s.topicName() + "-" + purpose;
        LinkOptions link = LinkOptions.of(clientId).withReconnect(true);
        if (!"tm".equals(purpose)) return link;
        link = link.withWindow(TELEMETRY_IN_FLIGHT);
        StreamKey will = new StreamKey(SegmentSender.idOf(s), StreamKind.EVR, StreamKey.WILL);
        return link.withWill(will.topic(options.vehicle()),
                FrameCodec.encode(will, 0, 0, 0, options.runId(), EventBatch.getDefaultInstance().toByteArray()));
    }

    private SegmentSender rover() {
        return segments[Segment.ROVER.ordinal()];
    }

    private void wake() {
        LockSupport.unpark(thread);
    }

    /** Runner's thread, once per tick: copies the frame for the recording of inputs; a full ring is a counted drop. */
    public void offerInput(SensorFrame in) {
        inputs.offer(in);
    }

    /** Any thread: a picture to send; refused and counted when the cameras are far ahead of the umbilical. */
    public void offerPicture(CameraFrame picture) {
        pictures.offer(picture);
    }

    /**
     * Any thread: one more telemetry message of the rover, on a stream of its own; refused and counted when many wait already.
     *
     * @param payload not to be changed afterwards
     */
    public void offerTelemetry(String stream, long tick, byte[] payload) {
        if (!side.offer(new Side(false, stream, tick, payload))) sideRefused.incrementAndGet();
    }

    /**
     * Any thread: events of somebody beside the flight software, on a stream of their own; refused and counted likewise.
     *
     * @param batch not to be changed afterwards
     */
    public void offerEvents(String stream, long tick, byte[] batch) {
        if (!side.offer(new Side(true, stream, tick, batch))) sideRefused.incrementAndGet();
    }

    /** Fill of the fullest ring or queue, 0 to 1: what a runner that may wait should keep below about a half. */
    public double backlog() {
        double rings = Math.max(ticks.waiting() / (double) ticks.capacity(),
                inputs.waiting() / (double) inputs.capacity());
        return Math.max(Math.max(rings, fill), Math.max(pictures.fill(), side.size() / (double) SIDE_MESSAGES));
    }

    /** The umbilical's account, at most a second old; final after {@link #finish(Duration)}. */
    public UmbilicalStatus status() {
        return published;
    }

    /**
     * Sends what still waits, says that this is the end, and closes.
     *
     * @return whether everything the living segments had was acknowledged in time
     */
    public boolean finish(Duration timeout) {
        deadlineNs.set(System.nanoTime() + timeout.toNanos());
        ending = true;
        wake();
        return await();
    }

    /** Closes without sending what waits. */
    @Override
    public void close() {
        abandoned = true;
        finish(Duration.ZERO);
    }

    private boolean await() {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        return drained;
    }

    private boolean isDrained() {
        for (SegmentSender s : segments)
            if (!s.isDrained()) return false;
        return true;
    }

    private void run() {
        try {
            while (!over()) {
                boolean moved = step();
                if (!moved) LockSupport.parkNanos(IDLE_NS);
            }
            if (!abandoned) sayLast();
            drained = isDrained();
        } finally {
            closeAll();
        }
    }

    /** One round: everything that has arrived goes into the outboxes, and out as far as the connections take it. */
    private boolean step() {
        boolean moved = commands.step(lastTick, this::acknowledge);
        moved |= drainInputs();
        moved |= drainPictures();
        moved |= drainSide();
        moved |= drainTicks();
        moved |= pump();
        double most = 0;
        for (SegmentSender s : segments)
            most = Math.max(most, s.fill());
        fill = most;
        return moved;
    }

    private boolean pump() {
        boolean moved = false;
        boolean severed = false;
        long nowNs = System.nanoTime();
        for (SegmentSender s : segments) {
            Acknowledgement ack = acknowledgements.getAndSet(s.segment().ordinal(), null);
            if (ack != null) s.acknowledged(ack, nowNs);
            moved |= s.pumpTelemetry(nowNs);
        }
        for (SegmentSender s : segments) {
            boolean before = s.isCut();
            moved |= s.pumpPictures(nowNs);
            severed |= s.isCut() != before;
        }
        if (severed) queueStatus();
        return moved;
    }

    private boolean over() {
        if (!ending) return false;
        if (abandoned || System.nanoTime() - deadlineNs.get() >= 0) return true;
        if (ticks.waiting() > 0 || inputs.waiting() > 0 || pictures.fill() > 0 || !side.isEmpty()) return false;
        flushInputs();
        return isDrained();
    }

    private boolean drainTicks() {
        boolean any = false;
        for (int n = 0; n < TICKS_PER_ROUND; n++) {
            TickSnapshot tick = ticks.peek();
            if (tick == null) break;
            any = true;
            lastTick = tick.tick();
            for (SegmentSender s : segments)
                if (!s.isClosing())
                    s.telemetry(StreamKey.CHANNELS, lastTick, encoders[s.segment().ordinal()].encode(tick));
            if (tick.eventCount() > 0) rover().events(lastTick, eventEncoder.encode(tick));
            commands.note(tick, this::acknowledge);
            int cuts = tick.segmentCutBits() & ~knownCuts;
            ticks.release();
            if (cuts != 0) {
                cut(cuts);
            }
            if (lastTick % STATUS_TICKS == 0) {
                queueStatus();
            }
        }
        return any;
    }

    private void cut(int bits) {
        knownCuts |= bits;
        long untilNs = System.nanoTime() + CUT_DRAIN_NS;
        for (SegmentSender s : segments)
            if ((bits & s.segment().bit()) != 0) s.cut(lastTick, untilNs);
    }

    private void acknowledge(long tick, CommandAck ack) {
        rover().ack(tick, ack.toByteArray());
    }

    private boolean drainInputs() {
        boolean any = false;
        for (SensorFrame in = inputs.peek(); in != null; in = inputs.peek()) {
            any = true;
            inputBatch.addFrames(InputEncoder.record(in));
            inputs.release();
            if (inputBatch.getFramesCount() == INPUTS_PER_BATCH) flushInputs();
        }
        return any;
    }

    private void flushInputs() {
        if (inputBatch.getFramesCount() == 0) return;
        long last = inputBatch.getFrames(inputBatch.getFramesCount() - 1).getTick();
        rover().inputs(StreamKey.INPUTS, last, inputBatch.build().toByteArray());
        inputBatch.clear();
    }

    private boolean drainSide() {
        boolean any = false;
        for (int n = 0; n < SIDE_MESSAGES; n++) {
            Side m = side.poll();
            if (m == null) break;
            any = true;
            if (m.events) {
                rover().events(m.stream, m.tick, m.payload);
            } else {
                rover().telemetry(m.stream, m.tick, m.payload);
            }
        }
        return any;
    }

    private boolean drainPictures() {
        boolean any = false;
        for (int n = 0; n < PICTURES_PER_ROUND; n++) {
            CameraFrame p = pictures.poll();
            if (p == null) break;
            any = true;
            segments[p.camera().segment().ordinal()].picture(p);
        }
        return any;
    }

    private void queueStatus() {
        published = account(false, 0);
        rover().telemetry(StreamKey.UMBILICAL, lastTick, published.toByteArray());
    }

    /** @param extra frames of this account itself, about to be sent */
    private UmbilicalStatus account(boolean last, int extra) {
        UmbilicalStatus.Builder status = UmbilicalStatus.newBuilder().setLast(last)
                .setRingDrops(ticks.dropped() + inputs.dropped()).setCommands(commands.counts());
        for (SegmentSender s : segments) {
            pictures.drops(s.segment()).forEach(s::drop);
            if (s == rover()) {
                s.drop("acknowledgement.bad", badAcknowledgements.getAndSet(0));
                s.drop("telemetry.queueFull", sideRefused.getAndSet(0));
            }
            status.addSegments(s.status(s == rover() ? extra : 0));
        }
        return status.build();
    }

    private void sayLast() {
        rover().telemetry(StreamKey.UMBILICAL, lastTick, account(true, 1).toByteArray());
        long until = System.nanoTime() + LAST_ACK_NS;
        while (rover().isUp() && !rover().isDrained() && System.nanoTime() - until < 0) {
            if (!pump()) LockSupport.parkNanos(IDLE_NS);
        }
        published = account(true, 0);
    }

    private void closeAll() {
        List<CompletableFuture<Void>> closing = new ArrayList<>();
        if (commandLink != null) closing.add(CompletableFuture.runAsync(commandLink::close));
        for (SegmentSender s : segments)
            closing.add(CompletableFuture.runAsync(s::close));
        closing.forEach(CompletableFuture::join);
    }
}
