package dev.skycrane.hil.landing;

import dev.skycrane.flight.FlightSoftware;
import dev.skycrane.flight.camera.CameraFrame;
import dev.skycrane.flight.core.ActuatorFrame;
import dev.skycrane.flight.core.SensorFrame;
import dev.skycrane.flight.core.Tick;
import dev.skycrane.flight.core.VisionFix;
import dev.skycrane.hil.link.BoardLostException;
import dev.skycrane.hil.link.BoardServer;
import dev.skycrane.proto.v1.ActuatorRecord;

/**
 * The flight software on a board. The plant obeys the board; the same software flies the same inputs here, beside it, so that every tick's
 * digest is compared at once and the report knows what the software thought. The two are equal as long as the board runs this very software.
 */
final class BoardFlightPort implements FlightPort {
    private final BoardServer board;
    private final FlightSoftware beside;
    private final VisionLog visionLog;
    private final ActuatorFrame expected = new ActuatorFrame();
    private long firstDifferentTick = -1;
    private long boardOverruns;
    private long longestBoardStepNs;
    private long deadlineMisses;

    /** @param beside the flight software of this process */
    BoardFlightPort(BoardServer board, FlightSoftware beside, VisionLog visionLog) {
        this.board = board;
        this.beside = beside;
        this.visionLog = visionLog;
    }

    /** The board did not come back; ends the loop. */
    static final class Lost extends RuntimeException {
        private static final long serialVersionUID = 1;

        Lost(String message, Throwable cause) {
            super(message, cause);
        }
    }

    @Override
    public void step(SensorFrame in, ActuatorFrame out) {
        ActuatorRecord answer;
        try {
            answer = board.exchange(in, out);
        } catch (BoardLostException e) {
            throw new Lost(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Lost("board link: interrupted", e);
        }
        longestBoardStepNs = Math.max(longestBoardStepNs, answer.getStepNs());
        if (answer.getStepNs() > Tick.PERIOD_NS) boardOverruns++;
        if (in.vision.status == VisionFix.Status.DEADLINE_MISS) deadlineMisses++;
        if (in.vision.status != VisionFix.Status.EMPTY) visionLog.observe(in.vision, answer.getVisionNs());
        beside.step(in, expected);
        if (firstDifferentTick < 0 && expected.digest != out.digest) firstDifferentTick = in.tick;
    }

    @Override
    public void picture(CameraFrame picture) {
        board.picture(picture);
    }

    @Override
    public void noPicture(long exposureTick) {
        board.noPicture(exposureTick);
    }

    /** First tick whose digest is not that of the same software here, -1 if none. */
    long firstDifferentTick() {
        return firstDifferentTick;
    }

    /** Ticks for which the board took longer than their period. */
    long boardOverruns() {
        return boardOverruns;
    }

    long longestBoardStepNs() {
        return longestBoardStepNs;
    }

    /** Vision answers that were not ready in time. */
    long deadlineMisses() {
        return deadlineMisses;
    }
}
