package dev.skycrane.flight.trn;

import dev.skycrane.flight.core.ParameterException;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.geometry.Quat;
import dev.skycrane.flight.geometry.Vec3;

/**
 * A camera model and its place on the vehicle, from the parameters of a group such as {@code camera.lcam}. Defaults are those of the
 * flown LCAM: CAHVORE components of an archived label (mission data, camera model of the LCAM frames), optical axis along body +z.
 */
public final class MountedCamera {
    public final CameraModel model;
    /** Centre of projection, body frame, m. */
    public final Vec3 offsetBodyM;
    public final Quat qBodyFromCamera;

    public MountedCamera(CameraModel model, Vec3 offsetBodyM, Quat qBodyFromCamera) {
        this.model = model;
        this.offsetBodyM = offsetBodyM;
        this.qBodyFromCamera = qBodyFromCamera;
    }

    /** The Lander Vision System camera, parameters {@code camera.lcam.*}. */
    public static MountedCamera lcam(ParameterTable p) {
        return new MountedCamera(model(p), vec(p, "camera.lcam.offsetBodyM", "m", new double[]{0, 0, 0}, 20,
                "centre of projection, body axes"), mount(p));
    }

    private static Quat mount(ParameterTable p) {
        Vec3 v = vec(p, "camera.lcam.rotationBodyDeg", "deg", new double[]{0, 0, 0}, 180,
                "rotation vector from the camera's axes (x right, y down, z forward) to the body's");
        return new Quat().fromRotationVector(StrictMath.toRadians(v.x), StrictMath.toRadians(v.y),
                StrictMath.toRadians(v.z));
    }

    private static CameraModel model(ParameterTable p) {
        int width = p.integer("camera.lcam.widthPx", "px", 1024, 64, 2048, "columns (dossier section 5.1)");
        int height = p.integer("camera.lcam.heightPx", "px", 1024, 64, 2048, "rows (dossier section 5.1)");
        String type = p.text("camera.lcam.type", "cahvore", "cahvore (fish-eye) or pinhole");
        CameraModel cahvore = new CahvoreCamera(width, height, cahvore(p));
        CameraModel pinhole = pinhole(p, width, height);
        if (type.equals("cahvore")) return cahvore;
        if (type.equals("pinhole")) return pinhole;
        throw new ParameterException("camera.lcam.type", type, "cahvore or pinhole");
    }

    private static CahvoreCamera.Vectors cahvore(ParameterTable p) {
        String g = "camera.lcam.cahvore.";
        return new CahvoreCamera.Vectors(
                vec(p, g + "c", "m", new double[]{0, 0, 0}, 10, "centre"),
                vec(p, g + "a", "1", new double[]{-8.3e-05, 4.4e-05, 1.0}, 1.001, "axis"),
                vec(p, g + "h", "px", new double[]{600.467323, 0.10189, 513.397974}, 1e5, "horizontal"),
                vec(p, g + "v", "px", new double[]{-0.056137, 600.508442, 525.822489}, 1e5, "vertical"),
                vec(p, g + "o", "1", new double[]{0.000536, -7.1e-05, 1.0}, 1.001, "optical axis"),
                vec(p, g + "r", "1", new double[]{-1.165e-06, 0.120304, 0.033668}, 10, "radial terms"),
                vec(p, g + "e", "m", new double[]{-0.0793475, 0.182685, -0.11582}, 10, "entrance pupil terms"));
    }

    private static CameraModel pinhole(ParameterTable p, int width, int height) {
        double[] k = p.vector("camera.lcam.pinhole.intrinsicsPx", "px", new double[]{512, 512, 511.5, 511.5}, 1, 1e5,
                "fx, fy, cx, cy");
        double[] d = p.vector("camera.lcam.pinhole.distortion", "1", new double[]{0, 0, 0, 0, 0}, -10, 10,
                "k1, k2, p1, p2, k3");
        if (k.length != 4) throw new ParameterException("camera.lcam.pinhole.intrinsicsPx", k.length + " numbers", "4");
        if (d.length != 5) throw new ParameterException("camera.lcam.pinhole.distortion", d.length + " numbers", "5");
        return new PinholeCamera(width, height, k, d);
    }

    private static Vec3 vec(ParameterTable p, String name, String unit, double[] defaults, double limit, String doc) {
        double[] v = p.vector(name, unit, defaults, -limit, limit, doc);
        if (v.length != 3) throw new ParameterException(name, v.length + " numbers", "3");
        return new Vec3(v[0], v[1], v[2]);
    }
}
