package dev.skycrane.flight.board;

import dev.skycrane.flight.core.ActuatorFrame;
import dev.skycrane.flight.core.VisionRequest;
import dev.skycrane.proto.InputException;
import dev.skycrane.proto.v1.ActuatorRecord;
import dev.skycrane.proto.v1.VisionOrder;

/** Actuator frames as messages and back, bit for bit. */
public final class ActuatorCodec {
    private static final VisionRequest.Mode[] MODES = VisionRequest.Mode.values();

    private ActuatorCodec() {}

    /** Every field of the frame. */
    public static ActuatorRecord.Builder encode(ActuatorFrame in) {
        ActuatorRecord.Builder out = ActuatorRecord.newBuilder().setTick(in.tick).setDigest(in.digest)
                .setPyroBits(in.pyroBits).setCameraTriggerBits(in.cameraTriggerBits)
                .setSegmentCutBits(in.segmentCutBits).setMissionOver(in.missionOver);
        for (double duty : in.rcsDuty)
            out.addRcsDuty(duty);
        for (double throttle : in.mleThrottle)
            out.addMleThrottle(throttle);
        if (in.vision.mode != VisionRequest.Mode.NONE) out.setVision(encode(in.vision));
        return out;
    }

    private static VisionOrder encode(VisionRequest in) {
        return VisionOrder.newBuilder().setMode(in.mode.ordinal()).setExposureTick(in.exposureTick)
                .setDueTick(in.dueTick).addRMcmfM(in.rMcmfM.x).addRMcmfM(in.rMcmfM.y).addRMcmfM(in.rMcmfM.z)
                .addVMcmfMps(in.vMcmfMps.x).addVMcmfMps(in.vMcmfMps.y).addVMcmfMps(in.vMcmfMps.z)
                .addQMcmfFromBody(in.qMcmfFromBody.w).addQMcmfFromBody(in.qMcmfFromBody.x)
                .addQMcmfFromBody(in.qMcmfFromBody.y).addQMcmfFromBody(in.qMcmfFromBody.z)
                .addSigmaEnuM(in.sigmaEnuM.x).addSigmaEnuM(in.sigmaEnuM.y).addSigmaEnuM(in.sigmaEnuM.z)
                .setSigmaAttitudeRad(in.sigmaAttitudeRad).build();
    }

    /**
     * Overwrites {@code out} whole.
     *
     * @throws InputException for a record that no board of this software sends
     */
    public static void decode(ActuatorRecord in, ActuatorFrame out) {
        count(in, "rcsDuty", in.getRcsDutyCount(), out.rcsDuty.length);
        count(in, "mleThrottle", in.getMleThrottleCount(), out.mleThrottle.length);
        out.tick = in.getTick();
        out.digest = in.getDigest();
        for (int i = 0; i < out.rcsDuty.length; i++)
            out.rcsDuty[i] = in.getRcsDuty(i);
        for (int i = 0; i < out.mleThrottle.length; i++)
            out.mleThrottle[i] = in.getMleThrottle(i);
        out.pyroBits = in.getPyroBits();
        out.cameraTriggerBits = in.getCameraTriggerBits();
        out.segmentCutBits = in.getSegmentCutBits();
        out.missionOver = in.getMissionOver();
        if (in.hasVision()) {
            decode(in, in.getVision(), out.vision);
        } else {
            out.vision.mode = VisionRequest.Mode.NONE;
        }
    }

    private static void decode(ActuatorRecord of, VisionOrder in, VisionRequest out) {
        count(of, "vision.rMcmfM", in.getRMcmfMCount(), 3);
        count(of, "vision.vMcmfMps", in.getVMcmfMpsCount(), 3);
        count(of, "vision.qMcmfFromBody", in.getQMcmfFromBodyCount(), 4);
        count(of, "vision.sigmaEnuM", in.getSigmaEnuMCount(), 3);
        if (in.getMode() >= MODES.length) {
            throw InputException.of("board, tick " + of.getTick(), "vision.mode", in.getMode(),
                    "0 to " + (MODES.length - 1));
        }
        out.mode = MODES[in.getMode()];
        out.exposureTick = in.getExposureTick();
        out.dueTick = in.getDueTick();
        out.rMcmfM.set(in.getRMcmfM(0), in.getRMcmfM(1), in.getRMcmfM(2));
        out.vMcmfMps.set(in.getVMcmfMps(0), in.getVMcmfMps(1), in.getVMcmfMps(2));
        out.qMcmfFromBody.set(in.getQMcmfFromBody(0), in.getQMcmfFromBody(1), in.getQMcmfFromBody(2),
                in.getQMcmfFromBody(3));
        out.sigmaEnuM.set(in.getSigmaEnuM(0), in.getSigmaEnuM(1), in.getSigmaEnuM(2));
        out.sigmaAttitudeRad = in.getSigmaAttitudeRad();
    }

    private static void count(ActuatorRecord of, String name, int found, int expected) {
        if (found != expected) {
            throw InputException.of("board, tick " + of.getTick(), name, found + " numbers", expected + " numbers");
        }
    }
}
