package dev.skycrane.hil.rig.run;

import dev.skycrane.hil.camera.CameraFault;
import dev.skycrane.hil.rig.calibration.IntrinsicCalibration;
import dev.skycrane.hil.rig.calibration.RigCalibration;
import java.io.IOException;
import java.util.function.Consumer;

/** A camera that looks at a screen, and what is needed to put it into a landing. Used by one thread, its LCAM by another. */
interface Bench extends AutoCloseable {
    /** Sensor and place of the camera, as its program lists it. */
    String cameraName();

    /** What the camera program says of itself. */
    String version();

    /**
     * Finds out what must be known about it.
     *
     * @param progress is told, line by line
     */
    RigCalibration calibrate(Effort effort, Consumer<String> progress) throws CameraFault, InterruptedException;

    /** The lens if it was calibrated here; null otherwise. */
    IntrinsicCalibration lens();

    /** LCAM on this bench. @param patienceNs how long a photograph may take */
    RigCamera lcam(RigCalibration calibration, long patienceNs) throws CameraFault, InterruptedException;

    /** Judgement of the photographs by who knows what they truly were; null where nobody does. */
    BenchTruth.Judgement judgement() throws IOException;

    @Override
    void close();

    /**
     * How much trouble a calibration takes.
     *
     * @param lensViews of the board
     * @param rampSteps of brightness
     * @param latencyPhotographs of the beat
     */
    record Effort(int lensViews, int rampSteps, int latencyPhotographs) {
        /** What camera-rig section 4 asks for. */
        static final Effort FULL = new Effort(24, 18, 240);
    }
}
