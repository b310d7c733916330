package dev.skycrane.hil.render;

import dev.skycrane.flight.camera.CameraSettings;
import dev.skycrane.flight.core.CameraId;
import dev.skycrane.flight.core.ParameterException;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.geometry.Quat;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.trn.PinholeCamera;
import dev.skycrane.hil.terrain.Rows;

/**
 * Lens and place of one of the six video cameras, parameters {@code camera.<name>.*}. Fields of view: dossier section 6.1 for RDC, for the
 * others chosen so that they show what the flown videos show. Places: our own estimate.
 */
final class VideoMount {
    /** Rotation vector of a camera that looks down, top of the picture forward, deg. */
    private static final double[] DOWN = {0, 0, 90};
    /** Rotation vector of a camera that looks up, top of the picture aft, deg: half a turn about the diagonal. */
    private static final double[] UP = {127.27922061, 127.27922061, 0};

    final Lens lens;
    final Vec3 offsetM;
    final Quat qCarrierFromCamera;

    private VideoMount(Lens lens, Vec3 offsetM, Quat qCarrierFromCamera) {
        this.lens = lens;
        this.offsetM = offsetM;
        this.qCarrierFromCamera = qCarrierFromCamera;
    }

    static VideoMount of(ParameterTable p, CameraId camera) {
        return switch (camera) {
            case PUC_A -> of(p, camera, "camera.pucA", 52, new double[]{0.75, 0, -2.6}, UP);
            case PUC_B -> of(p, camera, "camera.pucB", 52, new double[]{-0.375, 0.65, -2.6}, UP);
            case PUC_C -> of(p, camera, "camera.pucC", 52, new double[]{-0.375, -0.65, -2.6}, UP);
            case DDC -> of(p, camera, "camera.ddc", 62, new double[]{0.35, 0.45, -0.15}, DOWN);
            case RUC -> of(p, camera, "camera.ruc", 58, new double[]{0.25, -0.35, -0.42}, UP);
            case RDC -> of(p, camera, "camera.rdc", 36, new double[]{0.55, 0.30, 0.45}, DOWN);
            case LCAM -> throw new IllegalArgumentException("camera: id=LCAM, expected one of the video cameras");
        };
    }

    private static VideoMount of(ParameterTable p, CameraId camera, String group, double fieldDeg, double[] offset,
            double[] rotation) {
        CameraSettings size = CameraSettings.of(p, camera);
        double field = p.scalar(group + ".fieldDeg", "deg", fieldDeg, 5, 120, "horizontal field of view");
        Vec3 at = vec(p, group + ".offsetM", "m", offset, 20, "place on what carries the camera: backshell and descent"
                + " stage in body axes, rover from its centre of mass");
        Vec3 turn = vec(p, group + ".rotationDeg", "deg", rotation, 180,
                "rotation vector from the camera's axes (x right, y down, z forward) to the carrier's");
        double f = 0.5 * size.widthPx / StrictMath.tan(StrictMath.toRadians(0.5 * field));
        PinholeCamera model = new PinholeCamera(size.widthPx, size.heightPx,
                new double[]{f, f, 0.5 * (size.widthPx - 1), 0.5 * (size.heightPx - 1)}, new double[5]);
        Quat q = new Quat().fromRotationVector(StrictMath.toRadians(turn.x), StrictMath.toRadians(turn.y),
                StrictMath.toRadians(turn.z));
        return new VideoMount(new Lens(model, 0.2, Rows.sequential()), at, q);
    }

    private static Vec3 vec(ParameterTable p, String name, String unit, double[] defaults, double limit, String doc) {
        double[] v = p.vector(name, unit, defaults, -limit, limit, doc);
        if (v.length != 3) throw new ParameterException(name, v.length + " numbers", "3");
        return new Vec3(v[0], v[1], v[2]);
    }
}
