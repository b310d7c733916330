package dev.skycrane.hil.fault;

import dev.skycrane.flight.core.ActuatorFrame;
import dev.skycrane.flight.core.CameraId;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.SensorFrame;
import dev.skycrane.flight.core.VisionFix;
import dev.skycrane.flight.core.VisionRequest;
import dev.skycrane.flight.geometry.EnuFrame;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.hil.plant.Truth;
import dev.skycrane.proto.InputException;
import java.util.Arrays;
import java.util.Locale;

/** Answers of the vision computer, and cameras. */
final class VisionFaults {
    private VisionFaults() {}

    private static void refuse(VisionFix fix, VisionFix.Status status) {
        VisionRequest.Mode mode = fix.mode;
        long exposureTick = fix.exposureTick;
        fix.clear();
        fix.status = status;
        fix.mode = mode;
        fix.exposureTick = exposureTick;
    }

    /** Every fix becomes a failure for want of landmarks. */
    static final class None extends Injector {
        None(ParameterTable p) {}

        @Override
        String subject() {
            return "fixes withheld";
        }

        @Override
        void sense(Truth truth, SensorFrame in) {
            if (in.vision.status != VisionFix.Status.FIX) return;
            refuse(in.vision, VisionFix.Status.FEW_INLIERS);
            changed(in.tick);
        }
    }

    static final class Wrong extends Injector {
        private final double eastM;
        private final double northM;
        private final int fixes;
        private final EnuFrame local = new EnuFrame();
        private final Vec3 offset = new Vec3();

        Wrong(ParameterTable p) {
            eastM = p.scalar("scenario.fault.wrongVisionFix.eastM", "m", 250, -10000, 10000, "error of the wrong fix");
            northM = p.scalar("scenario.fault.wrongVisionFix.northM", "m", -150, -10000, 10000,
                    "error of the wrong fix");
            fixes = p.integer("scenario.fault.wrongVisionFix.fixes", "1", 3, 1, 1000,
                    "fixes of the fine stage that are wrong");
        }

        @Override
        String subject() {
            return String.format(Locale.ROOT, "fixes moved by %.0f m east, %.0f m north", eastM, northM);
        }

        @Override
        void sense(Truth truth, SensorFrame in) {
            VisionFix fix = in.vision;
            if (changes() >= fixes || fix.status != VisionFix.Status.FIX || fix.mode != VisionRequest.Mode.FINE) return;
            local.set(fix.rMcmfM);
            fix.rMcmfM.add(local.vectorToMcmf(offset.set(eastM, northM, 0), offset));
            changed(in.tick);
        }

        /** Every single one has to be refused. */
        @Override
        long eventsNeeded() {
            return Math.max(1, changes());
        }
    }

    /** No picture; the camera suite reports the missing answer, for LCAM the vision computer does. */
    static final class CameraDead extends Injector {
        private final CameraId camera;
        private boolean ordered;
        private long dueTick = -1;
        private VisionRequest.Mode mode = VisionRequest.Mode.NONE;
        private long exposureTick;

        CameraDead(ParameterTable p) {
            String name = p.text("scenario.fault.cameraDead.camera", CameraId.PUC_B.name(), "camera that dies");
            camera = Arrays.stream(CameraId.values()).filter(c -> c.name().equals(name)).findFirst()
                    .orElseThrow(() -> InputException.of("fault", "scenario.fault.cameraDead.camera", name,
                            "one of " + Arrays.toString(CameraId.values())));
        }

        @Override
        String subject() {
            return "no pictures of " + camera;
        }

        @Override
        boolean isMeant(double firstArgument) {
            return firstArgument == camera.ordinal();
        }

        @Override
        void sense(Truth truth, SensorFrame in) {
            if (ordered) in.silentDeviceBits |= camera.bit();
            if (in.tick != dueTick) return;
            in.vision.clear();
            in.vision.status = VisionFix.Status.NO_IMAGE;
            in.vision.mode = mode;
            in.vision.exposureTick = exposureTick;
        }

        @Override
        void command(ActuatorFrame fromFlight, ActuatorFrame toPlant) {
            ordered = fromFlight.triggers(camera);
            if (!ordered) return;
            changed(fromFlight.tick);
            VisionRequest request = fromFlight.vision;
            if (camera != CameraId.LCAM || request.mode == VisionRequest.Mode.NONE) return;
            dueTick = request.dueTick;
            mode = request.mode;
            exposureTick = request.exposureTick;
        }

        @Override
        boolean silences(CameraId c) {
            return c == camera;
        }
    }
}
