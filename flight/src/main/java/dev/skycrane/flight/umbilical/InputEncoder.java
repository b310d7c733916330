package dev.skycrane.flight.umbilical;

import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.SensorFrame;
import dev.skycrane.flight.core.Telecommand;
import dev.skycrane.flight.core.VisionFix;
import dev.skycrane.flight.geometry.Quat;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.nav.Navigator;
import dev.skycrane.proto.v1.CommandInput;
import dev.skycrane.proto.v1.InitialState;
import dev.skycrane.proto.v1.ParameterValue;
import dev.skycrane.proto.v1.RunHeader;
import dev.skycrane.proto.v1.SensorRecord;
import dev.skycrane.proto.v1.VisionRecord;

/** What a re-flight needs, as messages: the run's parameters and its sensor frames. */
public final class InputEncoder {
    private InputEncoder() {}

    /** Header of a run with the overrides in force. */
    public static RunHeader.Builder header(long runId, ParameterTable parameters) {
        RunHeader.Builder header = RunHeader.newBuilder().setRunId(runId);
        parameters.overriddenNumbers().forEach((name, values) -> {
            ParameterValue.Builder value = header.addParametersBuilder().setName(name);
            for (double v : values)
                value.addNumbers(v);
        });
        parameters.overriddenTexts().forEach((name, text) -> header.addParametersBuilder().setName(name).setText(text));
        return header;
    }

    /** The state that navigation was started from, bit for bit; to be asked before the first tick or after. */
    public static InitialState initialState(Navigator navigator) {
        Vec3 r = new Vec3();
        Vec3 v = new Vec3();
        Quat q = new Quat();
        long tick = navigator.copyInitialState(r, v, q);
        return InitialState.newBuilder().setTick(tick).addRMcmfM(r.x).addRMcmfM(r.y).addRMcmfM(r.z).addVMcmfMps(v.x)
                .addVMcmfMps(v.y).addVMcmfMps(v.z).addQMcmfFromBody(q.w).addQMcmfFromBody(q.x).addQMcmfFromBody(q.y)
                .addQMcmfFromBody(q.z).build();
    }

    /** Every field of the frame, bit for bit. */
    public static SensorRecord record(SensorFrame in) {
        SensorRecord.Builder out = SensorRecord.newBuilder().setTick(in.tick).setImuValidBits(in.imuValidBits)
                .setRadarBeam(in.radarBeam).setRadarTick(in.radarTick).setRadarRangeM(in.radarRangeM)
                .setRadarClosingMps(in.radarClosingMps).setRadarRangeValid(in.radarRangeValid)
                .setRadarVelocityValid(in.radarVelocityValid).setSwitchBits(in.switchBits)
                .setSilentDeviceBits(in.silentDeviceBits).setOverrunNs(in.overrunNs);
        for (int i = 0; i < 3; i++) {
            out.addDeltaAngleRad(in.deltaAngleRad[i]);
            out.addDeltaVelocityMps(in.deltaVelocityMps[i]);
        }
        if (in.vision.status != VisionFix.Status.EMPTY) out.setVision(record(in.vision));
        for (int i = 0; i < in.commandCount; i++)
            out.addCommands(record(in.commands[i]));
        return out.build();
    }

    private static CommandInput record(Telecommand c) {
        return CommandInput.newBuilder().setCounter(c.counter).setCodeValue(c.code.code())
                .setStepValue(c.step.ordinal()).setTarget(c.target).setValue(c.value).build();
    }

    private static VisionRecord record(VisionFix fix) {
        return VisionRecord.newBuilder().setStatus(fix.status.ordinal()).setMode(fix.mode.ordinal())
                .setExposureTick(fix.exposureTick)
                .addRMcmfM(fix.rMcmfM.x).addRMcmfM(fix.rMcmfM.y).addRMcmfM(fix.rMcmfM.z)
                .addQMcmfFromBody(fix.qMcmfFromBody.w).addQMcmfFromBody(fix.qMcmfFromBody.x)
                .addQMcmfFromBody(fix.qMcmfFromBody.y).addQMcmfFromBody(fix.qMcmfFromBody.z)
                .addSigmaEnuM(fix.sigmaEnuM.x).addSigmaEnuM(fix.sigmaEnuM.y).addSigmaEnuM(fix.sigmaEnuM.z)
                .setSigmaAttitudeRad(fix.sigmaAttitudeRad).setLandmarks(fix.landmarks).setInliers(fix.inliers)
                .setResidualPx(fix.residualPx).setPeakRatio(fix.peakRatio).build();
    }
}
