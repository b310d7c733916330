package dev.skycrane.flight.board;

import dev.skycrane.flight.FlightSoftware;
import dev.skycrane.flight.camera.CameraFrame;
import dev.skycrane.flight.core.ActuatorFrame;
import dev.skycrane.flight.core.CameraId;
import dev.skycrane.flight.core.SensorFrame;
import dev.skycrane.flight.core.VisionFix;
import dev.skycrane.flight.core.VisionRequest;
import dev.skycrane.flight.refly.InputDecoder;
import dev.skycrane.flight.umbilical.InputEncoder;
import dev.skycrane.flight.umbilical.Umbilical;
import dev.skycrane.proto.InputException;
import dev.skycrane.proto.v1.ActuatorRecord;
import dev.skycrane.proto.v1.BoardMessage;
import dev.skycrane.proto.v1.BoardPicture;
import dev.skycrane.proto.v1.SensorRecord;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The flight software on a board: answers every sensor frame of the harness with an actuator frame, in order, until the harness says that
 * the run is over or the link is gone for good.
 *
 * <p>Threads: the reader takes messages and hands pictures on, the caller's thread flies, the vision computer has its own.
 */
final class BoardFlight implements AutoCloseable {
    /** How a flight ended. */
    enum End {
        /** The harness said so. */
        OVER,
        /** The link broke and was not mended in time. */
        LINK_LOST,
        /** What came over the link makes no sense. */
        BROKEN
    }

    private static final CameraFrame.Format[] FORMATS = CameraFrame.Format.values();
    private static final CameraId[] CAMERAS = CameraId.values();
    private static final long LOOK_AROUND_MS = 200;
    private static final int FRAMES_AHEAD = 4;

    private final HarnessLink link;
    private final FlightSoftware flight;
    private final VisionDesk vision;
    private final Umbilical umbilical;
    private final SensorFrame in = new SensorFrame();
    private final ActuatorFrame out = new ActuatorFrame();
    private final BlockingQueue<SensorRecord> frames = new ArrayBlockingQueue<>(FRAMES_AHEAD);
    private final Thread reader = new Thread(this::read, "harness");
    private volatile End end;
    private volatile String reason = "";
    private volatile boolean closed;
    private long ticks;
    private long overruns;
    private long longestStepNs;

    /** @param umbilical where telemetry and pictures go, null for nowhere */
    BoardFlight(HarnessLink link, FlightSoftware flight, VisionDesk vision, Umbilical umbilical) {
        this.link = link;
        this.flight = flight;
        this.vision = vision;
        this.umbilical = umbilical;
    }

    /** Flies to the end. */
    End fly() throws InterruptedException {
        reader.setDaemon(true);
        reader.start();
        while (true) {
            SensorRecord frame = frames.poll(LOOK_AROUND_MS, TimeUnit.MILLISECONDS);
            if (frame != null) {
                step(frame);
            } else if (end != null && frames.isEmpty()) {
                return end;
            }
        }
    }

    private void step(SensorRecord frame) throws InterruptedException {
        InputDecoder.decode(frame, in);
        long visionNs = vision.answer(in.tick, in.vision);
        flight.commandQueue().drainInto(in);
        long begin = System.nanoTime();
        flight.step(in, out);
        long stepNs = System.nanoTime() - begin;
        if (umbilical != null) umbilical.offerInput(in);
        if (out.vision.mode != VisionRequest.Mode.NONE) vision.request(out.vision);
        ActuatorRecord.Builder answer = ActuatorCodec.encode(out).setStepNs(stepNs).setVisionNs(visionNs);
        boolean added = in.vision.status != VisionFix.Status.EMPTY || in.commandCount > 0;
        if (added) answer.setFlown(InputEncoder.record(in));
        link.send(BoardMessage.newBuilder().setActuators(answer));
        ticks++;
        if (stepNs > dev.skycrane.flight.core.Tick.PERIOD_NS) overruns++;
        longestStepNs = Math.max(longestStepNs, stepNs);
    }

    private void read() {
        try {
            while (!closed)
                take(link.receive());
        } catch (IOException e) {
            finish(End.LINK_LOST, e.getMessage());
        } catch (InputException | IllegalArgumentException e) {
            finish(End.BROKEN, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void take(BoardMessage message) throws InterruptedException {
        switch (message.getBodyCase()) {
            case SENSORS -> frames.put(message.getSensors());
            case PICTURE -> picture(message.getPicture());
            case END -> finish(End.OVER, message.getEnd().getReason());
            default -> {
                // a newer harness may say more than this board knows
            }
        }
    }

    private void picture(BoardPicture p) {
        if (p.getCamera() >= CAMERAS.length || p.getFormat() >= FORMATS.length) {
            throw InputException.of("board link", "picture", "camera " + p.getCamera() + " format " + p.getFormat(),
                    "cameras 0 to " + (CAMERAS.length - 1) + ", formats 0 to " + (FORMATS.length - 1));
        }
        CameraId camera = CAMERAS[p.getCamera()];
        if (p.getData().isEmpty()) {
            if (camera == CameraId.LCAM) vision.noPicture(p.getExposureTick());
            return;
        }
        CameraFrame picture = new CameraFrame(camera, p.getImage(), p.getWidthPx(), p.getHeightPx(),
                FORMATS[p.getFormat()], p.getExposureTick(), p.getExposureUs(), p.getData().toByteArray());
        if (camera == CameraId.LCAM) vision.picture(picture);
        if (umbilical != null) umbilical.offerPicture(picture);
    }

    private void finish(End how, String why) {
        reason = why;
        end = how;
        if (how != End.OVER) vision.close(); // nobody waits for a picture that cannot come
    }

    /** Why it ended. */
    String reason() {
        return reason;
    }

    long ticks() {
        return ticks;
    }

    /** Ticks that took longer than their period. */
    long overruns() {
        return overruns;
    }

    long longestStepNs() {
        return longestStepNs;
    }

    /** Digest after the last tick. */
    long digest() {
        return out.digest;
    }

    String phase() {
        return flight.phase().name();
    }

    @Override
    public void close() {
        closed = true;
        link.close();
        vision.close();
        reader.interrupt();
    }
}
