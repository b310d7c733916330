package dev.skycrane.flight.core;

/**
 * Opens and closes a tick: clears the outputs, counts, digests, hands the snapshot to the ring. The digest covers outputs,
 * events, channels and the states that components fold; channels declared as timing (they depend on the host, not on the
 * frames) and what becomes of the snapshots are outside it.
 */
public final class Executive {
    /** Snapshots that the ring keeps by default: 16 s. */
    public static final int RING_SLOTS = 1024;
    private final ChannelBuffer channels;
    private final EventBuffer events;
    private final Digest digest = new Digest();
    private final int eventTotalChannel;
    private final int eventDropChannel;
    private final int tickGapChannel;
    private final int overrunChannel;
    private final int ringDropChannel;
    private TickRing ring;
    private long previousTick = -1;
    private long tickGaps;
    private long overruns;
    private long overrunNs;

    public Executive(ChannelBuffer channels, EventBuffer events) {
        this.channels = channels;
        this.events = events;
        eventTotalChannel = channels.declareTiming("executive.eventCount");
        eventDropChannel = channels.declareTiming("executive.eventDropCount");
        tickGapChannel = channels.declare("executive.tickGapCount");
        overrunChannel = channels.declareTiming("executive.tickOverrunCount");
        ringDropChannel = channels.declareTiming("executive.ringDropCount");
    }

    /** Start-up: to be called once, after every component has declared its channels. */
    public void seal() {
        seal(RING_SLOTS);
    }

    /** The same with a ring of another size, a power of two. */
    public void seal(int ringSlots) {
        channels.seal();
        ring = new TickRing(ringSlots, channels.size());
    }

    public void beginTick(SensorFrame in, ActuatorFrame out) {
        if (previousTick >= 0 && in.tick != previousTick + 1) tickGaps++;
        previousTick = in.tick;
        if (in.overrunNs > 0) noteOverrun(in.overrunNs);
        events.beginTick();
        if (overrunNs > 0) events.emit(EventId.TICK_OVERRUN, overrunNs * 1e-3, overruns);
        overrunNs = 0;
        clear(out);
        out.tick = in.tick;
    }

    /** For the runner that knows a clock: the last tick took this much longer than its period. */
    public void noteOverrun(long excessNs) {
        overruns++;
        overrunNs = Math.max(1, excessNs);
    }

    private static void clear(ActuatorFrame out) {
        for (int i = 0; i < ActuatorFrame.RCS_COUNT; i++)
            out.rcsDuty[i] = 0;
        for (int i = 0; i < ActuatorFrame.MLE_COUNT; i++)
            out.mleThrottle[i] = 0;
        out.pyroBits = 0;
        out.cameraTriggerBits = 0;
        out.segmentCutBits = 0;
        out.vision.mode = VisionRequest.Mode.NONE;
        out.missionOver = false;
    }

    /** For components to fold their states into, between {@link #beginTick} and {@link #endTick}. */
    public Digest digest() {
        return digest;
    }

    public void endTick(ActuatorFrame out) {
        channels.set(eventTotalChannel, events.total());
        channels.set(eventDropChannel, events.dropped());
        channels.set(tickGapChannel, tickGaps);
        channels.set(overrunChannel, overruns);
        channels.set(ringDropChannel, ring.dropped());
        fold(out);
        channels.foldInto(digest);
        events.foldInto(digest);
        out.digest = digest.value();
        ring.offer(out, channels, events);
    }

    private void fold(ActuatorFrame out) {
        digest.fold(out.tick);
        for (double duty : out.rcsDuty)
            digest.fold(duty);
        for (double throttle : out.mleThrottle)
            digest.fold(throttle);
        digest.fold(out.pyroBits);
        digest.fold(out.cameraTriggerBits);
        digest.fold(out.segmentCutBits);
        digest.fold(out.missionOver ? 1 : 0);
        foldRequest(out.vision);
    }

    private void foldRequest(VisionRequest v) {
        digest.fold(v.mode.ordinal());
        if (v.mode == VisionRequest.Mode.NONE) return;
        digest.fold(v.exposureTick);
        digest.fold(v.dueTick);
        digest.fold(v.rMcmfM);
        digest.fold(v.vMcmfMps);
        digest.fold(v.qMcmfFromBody);
        digest.fold(v.sigmaEnuM);
        digest.fold(v.sigmaAttitudeRad);
    }

    public TickRing ring() {
        return ring;
    }
}
