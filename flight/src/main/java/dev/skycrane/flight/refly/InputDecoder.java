package dev.skycrane.flight.refly;

import dev.skycrane.flight.core.CommandCode;
import dev.skycrane.flight.core.SensorFrame;
import dev.skycrane.flight.core.Telecommand;
import dev.skycrane.flight.core.VisionFix;
import dev.skycrane.flight.core.VisionRequest;
import dev.skycrane.proto.InputException;
import dev.skycrane.proto.v1.CommandInput;
import dev.skycrane.proto.v1.SensorRecord;
import dev.skycrane.proto.v1.VisionRecord;

/** Recorded inputs back to what the flight software is given; the other direction is {@code umbilical.InputEncoder}. */
public final class InputDecoder {
    private static final VisionFix.Status[] STATUSES = VisionFix.Status.values();
    private static final VisionRequest.Mode[] MODES = VisionRequest.Mode.values();
    /** Codes are 1 and up, in order. */
    private static final CommandCode[] CODES = CommandCode.values();
    private static final Telecommand.Step[] STEPS = Telecommand.Step.values();

    private InputDecoder() {}

    /**
     * Every field of {@code out}, bit for bit.
     *
     * @throws InputException for a record that this software cannot have written
     */
    public static void decode(SensorRecord in, SensorFrame out) {
        count(in.getTick(), "deltaAngleRad", in.getDeltaAngleRadCount(), 3);
        count(in.getTick(), "deltaVelocityMps", in.getDeltaVelocityMpsCount(), 3);
        out.tick = in.getTick();
        for (int i = 0; i < 3; i++) {
            out.deltaAngleRad[i] = in.getDeltaAngleRad(i);
            out.deltaVelocityMps[i] = in.getDeltaVelocityMps(i);
        }
        out.imuValidBits = in.getImuValidBits();
        out.radarBeam = in.getRadarBeam();
        out.radarTick = in.getRadarTick();
        out.radarRangeM = in.getRadarRangeM();
        out.radarClosingMps = in.getRadarClosingMps();
        out.radarRangeValid = in.getRadarRangeValid();
        out.radarVelocityValid = in.getRadarVelocityValid();
        out.switchBits = in.getSwitchBits();
        out.silentDeviceBits = in.getSilentDeviceBits();
        out.overrunNs = in.getOverrunNs();
        out.vision.clear();
        if (in.hasVision()) decode(in.getVision(), in.getTick(), out.vision);
        if (in.getCommandsCount() > SensorFrame.MAX_COMMANDS)
            throw InputException.of("recorded input of tick " + in.getTick(), "commands", in.getCommandsCount(),
                    "at most " + SensorFrame.MAX_COMMANDS);
        out.commandCount = in.getCommandsCount();
        for (int i = 0; i < out.commandCount; i++)
            decode(in.getCommands(i), in.getTick(), out.commands[i]);
    }

    private static void decode(CommandInput in, long tick, Telecommand out) {
        out.counter = in.getCounter();
        out.code = at(CODES, in.getCodeValue() - 1, tick, "command.code");
        out.step = at(STEPS, in.getStepValue(), tick, "command.step");
        out.target = in.getTarget();
        out.value = in.getValue();
    }

    private static void decode(VisionRecord in, long tick, VisionFix out) {
        count(tick, "rMcmfM", in.getRMcmfMCount(), 3);
        count(tick, "qMcmfFromBody", in.getQMcmfFromBodyCount(), 4);
        count(tick, "sigmaEnuM", in.getSigmaEnuMCount(), 3);
        out.status = at(STATUSES, in.getStatus(), tick, "vision.status");
        out.mode = at(MODES, in.getMode(), tick, "vision.mode");
        out.exposureTick = in.getExposureTick();
        out.rMcmfM.set(in.getRMcmfM(0), in.getRMcmfM(1), in.getRMcmfM(2));
        out.qMcmfFromBody.set(in.getQMcmfFromBody(0), in.getQMcmfFromBody(1), in.getQMcmfFromBody(2),
                in.getQMcmfFromBody(3));
        out.sigmaEnuM.set(in.getSigmaEnuM(0), in.getSigmaEnuM(1), in.getSigmaEnuM(2));
        out.sigmaAttitudeRad = in.getSigmaAttitudeRad();
        out.landmarks = in.getLandmarks();
        out.inliers = in.getInliers();
        out.residualPx = in.getResidualPx();
        out.peakRatio = in.getPeakRatio();
    }

    private static <T> T at(T[] values, int ordinal, long tick, String name) {
        if (ordinal >= 0 && ordinal < values.length) return values[ordinal];
        throw InputException.of("recorded input of tick " + tick, name, ordinal,
                "0 to " + (values.length - 1));
    }

    private static void count(long tick, String name, int found, int expected) {
        if (found != expected)
            throw InputException.of("recorded input of tick " + tick, name, found + " numbers", expected + " numbers");
    }
}
