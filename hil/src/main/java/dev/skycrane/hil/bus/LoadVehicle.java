package dev.skycrane.hil.bus;

import dev.skycrane.flight.camera.CameraFrame;
import dev.skycrane.flight.core.ActuatorFrame;
import dev.skycrane.flight.core.CameraId;
import dev.skycrane.flight.core.ChannelBuffer;
import dev.skycrane.flight.core.EventBuffer;
import dev.skycrane.flight.core.EventId;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.SensorFrame;
import dev.skycrane.flight.core.TickRing;
import dev.skycrane.flight.umbilical.InputEncoder;
import dev.skycrane.flight.umbilical.LinkFactory;
import dev.skycrane.flight.umbilical.Umbilical;
import dev.skycrane.flight.umbilical.UmbilicalOptions;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * The flight side of the bus without a flight: the umbilical of the flight software, fed with made-up ticks and pictures. A tick's digest
 * and an event's first number are the nanoseconds of the monotonic clock at which they were made, for whoever measures delays on the
 * same machine.
 */
final class LoadVehicle {
    /** Name in the topics. */
    static final String NAME = "load";
    static final String PACKETS = "packets";
    private static final List<CameraId> CAMERAS = List.of(CameraId.PUC_A, CameraId.DDC, CameraId.RUC, CameraId.LCAM);
    private static final int RING_TICKS = 1024;
    private static final double BUSY = 0.5;
    private static final long REST_NS = 1_000_000;

    private final LoadPlan plan;
    private final ChannelBuffer channels = new ChannelBuffer();
    private final EventBuffer events = new EventBuffer();
    private final ActuatorFrame out = new ActuatorFrame();
    private final SensorFrame in = new SensorFrame();
    private final int altitude = channels.declare("nav.altitudeAglM");
    private final int throttle = channels.declare("propulsion.mle1Throttle");
    private final TickRing ring = new TickRing(RING_TICKS, channels.size());
    private final byte[][] blocks;
    private final Umbilical umbilical;
    private long tick;
    private int pictures;
    private long pictureBytes;
    private long messages;

    /** @throws dev.skycrane.proto.InputException when the broker does not answer */
    LoadVehicle(LoadPlan plan, UmbilicalOptions options, LinkFactory links) {
        this.plan = plan;
        blocks = plan.pictureBytesPerSecond() == 0 ? new byte[0][] : plan.blocks();
        umbilical = new Umbilical(options, InputEncoder.header(options.runId(), new ParameterTable())
                .setScenario("load").setSeed(plan.seed()).build(), channels.names(), ring, links);
    }

    Umbilical umbilical() {
        return umbilical;
    }

    /** Sends until the plan is fulfilled or {@code stop}. */
    void run(BooleanSupplier stop) {
        long begin = System.nanoTime();
        while (!stop.getAsBoolean() && (plan.totalBytes() == 0 || pictureBytes < plan.totalBytes())) {
            double seconds = (System.nanoTime() - begin) * 1e-9;
            boolean any = plan.tickHz() > 0 && tick < seconds * plan.tickHz();
            if (any) tick();
            any |= picture(seconds);
            any |= packets();
            if (!any) LockSupport.parkNanos(REST_NS);
        }
    }

    private void tick() {
        in.tick = tick;
        in.deltaAngleRad[1] = 1.0 / (tick + 1);
        events.beginTick();
        channels.set(altitude, tick);
        channels.set(throttle, tick % 100 / 100.0);
        long now = System.nanoTime();
        events.emit(EventId.BANK_REVERSAL, now, 2, 3, 4, 5, 0);
        out.tick = tick++;
        out.digest = now;
        umbilical.offerInput(in);
        ring.offer(out, channels, events);
    }

    private boolean picture(double seconds) {
        if (plan.pictureBytesPerSecond() == 0) return false;
        boolean due = plan.pictureBytesPerSecond() == LoadPlan.FLAT_OUT
                ? umbilical.backlog() < BUSY
                : pictureBytes < seconds * plan.pictureBytesPerSecond();
        if (!due) return false;
        CameraId camera = CAMERAS.get(pictures % CAMERAS.size());
        int image = pictures / CAMERAS.size();
        umbilical.offerPicture(new CameraFrame(camera, image, 0, 0, CameraFrame.Format.JPEG, tick, 0,
                blocks[image % LoadPlan.BLOCKS]));
        pictures++;
        pictureBytes += plan.pictureBytes();
        return true;
    }

    private boolean packets() {
        if (plan.packetsPerMessage() == 0 || umbilical.backlog() >= BUSY) return false;
        byte[] batch = new byte[plan.packetsPerMessage() * LoadPlan.PACKET_BYTES];
        for (int i = 0; i < 8; i++)
            batch[i] = (byte) (messages >>> 8 * i);
        umbilical.offerTelemetry(PACKETS, messages++, batch);
        return true;
    }

    /** Ticks made so far. */
    long ticks() {
        return tick;
    }

    /** Pictures made so far. */
    int pictures() {
        return pictures;
    }
}
