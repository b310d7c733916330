package dev.skycrane.hil.render;

import dev.skycrane.flight.camera.CameraSettings;
import dev.skycrane.flight.core.CameraId;
import dev.skycrane.flight.core.ParameterException;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.geometry.Quat;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.trn.PinholeCamera;
import dev.skycrane.hil.terrain.Noise;
import dev.skycrane.hil.terrain.Rows;

/**
 * Lens and place of one of the six video cameras, parameters {@code camera.<name>.*}. Fields of view: dossier section 6.1 for RDC, for the
 * others chosen so that they show what the flown videos show. Places, white balance, noise: our own estimate.
 */
final class VideoMount {
    /** Rotation vector of a camera that looks down, top of the picture forward, deg. */
    private static final double[] DOWN = {0, 0, 90};
    /** Rotation vector of a camera that looks up, top of the picture aft, deg: half a turn about the diagonal. */
    private static final double[] UP = {127.27922061, 127.27922061, 0};

    /** Light lost at 45 degrees off the axis. */
    private static final double VIGNETTING = 0.26;
    /** DN from which the response bends. */
    private static final double KNEE = 205;
    private static final double READ_NOISE_DN = 1.1;
    /** Shot noise: electrons for each DN, of a 10 ke full well read in 8 bits. */
    private static final double ELECTRONS_PER_DN = 40;

    private static final int MAST_WIDTH = 1280;
    private static final int MAST_HEIGHT = 960;
    private static final double MAST_FIELD_DEG = 96;

    final Lens lens;
    final Vec3 offsetM;
    final Quat qCarrierFromCamera;
    /** Brightness against the nominal exposure. */
    final double gain;
    /** White balance: factors on red, green, blue. */
    private final double[] balance;

    private VideoMount(Lens lens, Vec3 offsetM, Quat qCarrierFromCamera, double gain, double[] balance) {
        this.lens = lens;
        this.offsetM = offsetM;
        this.qCarrierFromCamera = qCarrierFromCamera;
        this.gain = gain;
        this.balance = balance;
    }

    /** What the sensor makes of a colour: gain, white balance, shot and read noise, eight bits with a soft shoulder. */
    void sense(double[] colour, double light, long hash, byte[] rgb, int k) {
        long h = hash;
        for (int b = 0; b < 3; b++) {
            double v = light * balance[b] * colour[b];
            if (v > KNEE) v = 255 - (255 - KNEE) * (255 - KNEE) / (v - KNEE + 255 - KNEE);
            double sigma = Math.sqrt(READ_NOISE_DN * READ_NOISE_DN + Math.max(0, v) / ELECTRONS_PER_DN);
            v += sigma * Noise.normal(h) + 0.5;
            rgb[3 * k + b] = (byte) (v < 0 ? 0 : v > 255 ? 255 : (int) v);
            h = Noise.mix(h);
        }
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

    /**
     * Navigation camera on the rover's mast, one of Mars 2020's wide pair at a quarter of its columns and rows: 96 degrees across (Maki et al. 2020,
     * Space Sci. Rev. 216:137). Which way it looks is the mast's.
     *
     * @param headM rover axes, m
     * @param coarser 1, or the part of columns and rows that there are
     */
    static VideoMount mast(Vec3 headM, int coarser) {
        int width = MAST_WIDTH / coarser;
        int height = MAST_HEIGHT / coarser;
        double f = 0.5 * width / StrictMath.tan(StrictMath.toRadians(0.5 * MAST_FIELD_DEG));
        PinholeCamera model = new PinholeCamera(width, height,
                new double[]{f, f, 0.5 * (width - 1), 0.5 * (height - 1)}, new double[5]);
        return new VideoMount(new Lens(model, 0.5 * VIGNETTING, Rows.sequential()), headM, new Quat(), 1,
                new double[]{1, 1, 1});
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
        double gain = p.scalar(group + ".gain", "1", 1, 0.05, 10, "brightness against the nominal exposure");
        double[] balance = p.vector(group + ".whiteBalance", "1", new double[]{1, 1, 1}, 0.2, 5,
                "factors on red, green and blue");
        if (balance.length != 3)
            throw new ParameterException(group + ".whiteBalance", balance.length + " numbers", "3");
        return new VideoMount(new Lens(model, VIGNETTING, Rows.sequential()), at, q, gain, balance);
    }

    private static Vec3 vec(ParameterTable p, String name, String unit, double[] defaults, double limit, String doc) {
        double[] v = p.vector(name, unit, defaults, -limit, limit, doc);
        if (v.length != 3) throw new ParameterException(name, v.length + " numbers", "3");
        return new Vec3(v[0], v[1], v[2]);
    }
}
