package dev.skycrane.hil.render;

import dev.skycrane.flight.camera.CameraFrame;
import dev.skycrane.flight.core.CameraId;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.geometry.Quat;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.trn.SiteMap;
import dev.skycrane.flight.vehicle.PoweredVehicleModel;
import dev.skycrane.hil.plant.Truth;
import dev.skycrane.hil.terrain.Noise;
import dev.skycrane.hil.terrain.Rows;
import dev.skycrane.hil.terrain.Sun;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Pictures of all seven cameras of the suite from the truth: LCAM by {@link LcamRenderer}, the six video cameras in colour with the
 * parts of the vehicle as simple bodies (plates, boxes, ropes, canopy) before ground and sky. Not drawn: exhaust (hydrazine burns
 * clear), dust, cast shadows. Pictures are numbered per camera from 0.
 */
public final class CameraRenderer {
    private static final double[] GROUND_TINT = {1.28, 0.92, 0.66};
    private static final double[] SKY = {201, 168, 128};
    private static final double[] ZENITH = {150, 118, 86};
    private static final double[] INSIDE = {16, 14, 13};
    /** Light inside the half-open aeroshell. */
    private static final double COVERED_LIGHT = 0.3;
    private static final double NOISE_DN = 1.5;

    private final GroundScene scene;
    private final LcamRenderer lcam;
    private final PoweredVehicleModel vehicle;
    private final Rows rows;
    private final long seed;
    private final Map<CameraId, VideoMount> mounts = new EnumMap<>(CameraId.class);
    private final int[] images = new int[CameraId.values().length];

    /** @param mapSun light of the map's appearance, or null when unknown @param seed of noise and fine ground */
    public CameraRenderer(ParameterTable p, SiteMap map, Sun mapSun, long seed, Rows rows) {
        this.seed = seed;
        this.rows = rows;
        scene = new GroundScene(new RenderSettings(p), map, mapSun, seed, rows);
        lcam = new LcamRenderer(p, scene, seed, rows);
        vehicle = new PoweredVehicleModel(p);
        for (CameraId id : CameraId.values())
            if (id != CameraId.LCAM) mounts.put(id, VideoMount.of(p, id));
    }

    /** What {@code camera} sees of {@code truth}; {@code tick} is that of the exposure. */
    public CameraFrame render(CameraId camera, Truth truth, long tick) {
        if (camera == CameraId.LCAM) return lcam.frame(truth, tick);
        VideoMount mount = mounts.get(camera);
        Lens lens = mount.lens;
        byte[] rgb = new byte[3 * lens.width * lens.height];
        long frameSeed = Noise.hash(Noise.mix(seed), camera.ordinal() + 1, tick);
        Viewpoint view = place(camera, mount, truth);
        GroundView ground = new GroundView(scene.map, view.rMcmfM);
        double[] m = view.axesIn(ground);
        boolean covered = camera == CameraId.RDC && !truth.heatShieldFree;
        List<Shape> shapes = covered ? List.of() : shapes(camera, truth, view, m, lens.pixelRad);
        boolean dim = !truth.backshellFree && (camera == CameraId.DDC || camera == CameraId.RUC);
        double light = dim ? COVERED_LIGHT : 1;
        rows.run(lens.height, (first, end) -> {
            Painter painter = new Painter(ground.copy(), m, shapes, lens, light);
            for (int r = first; r < end; r++) {
                painter.ground.beginRow();
                for (int c = 0; c < lens.width; c++)
                    painter.pixel(r * lens.width + c, covered, rgb, frameSeed);
            }
        });
        return new CameraFrame(camera, images[camera.ordinal()]++, lens.width, lens.height, CameraFrame.Format.RGB8,
                tick, 0, rgb);
    }

    private Viewpoint place(CameraId camera, VideoMount mount, Truth t) {
        Viewpoint view = new Viewpoint();
        switch (camera) {
            case PUC_A, PUC_B, PUC_C -> view.set(t.backshellFree ? t.backshellRMcmfM : t.rMcmfM,
                    t.backshellFree ? t.backshellQMcmfFromBody : t.qMcmfFromBody, mount.offsetM,
                    mount.qCarrierFromCamera);
            case DDC -> view.set(t.rMcmfM, t.qMcmfFromBody, mount.offsetM, mount.qCarrierFromCamera);
            default -> {
                Vec3 r = new Vec3();
                Quat q = new Quat();
                VehicleShapes.roverPose(t, vehicle, r, q);
                view.set(r, q, mount.offsetM, mount.qCarrierFromCamera);
            }
        }
        return view;
    }

    private List<Shape> shapes(CameraId camera, Truth t, Viewpoint view, double[] m, double pixelRad) {
        Sun s = scene.settings.sun;
        Vec3 sun = new Vec3(m[0] * s.east + m[3] * s.north + m[6] * s.up,
                m[1] * s.east + m[4] * s.north + m[7] * s.up, m[2] * s.east + m[5] * s.north + m[8] * s.up);
        VehicleShapes v = new VehicleShapes(vehicle, scene.settings, t, view, sun, pixelRad);
        switch (camera) {
            case PUC_A, PUC_B, PUC_C -> v.canopy();
            case RUC -> {
                v.stage();
                v.bridle();
            }
            case DDC -> {
                v.rover();
                v.bridle();
                v.heatShield();
            }
            default -> v.heatShield();
        }
        return v.list();
    }

    /** Colours pixels; one per thread. */
    private final class Painter {
        final GroundView ground;
        private final double[] m;
        private final List<Shape> shapes;
        private final Lens lens;
        private final double exposure;
        private final Hit hit = new Hit();
        private final double[] colour = new double[3];

        Painter(GroundView ground, double[] m, List<Shape> shapes, Lens lens, double exposure) {
            this.ground = ground;
            this.m = m;
            this.shapes = shapes;
            this.lens = lens;
            this.exposure = exposure;
        }

        void pixel(int k, boolean covered, byte[] rgb, long frameSeed) {
            if (covered) System.arraycopy(INSIDE, 0, colour, 0, 3);
            else
                look(lens.x[k], lens.y[k], lens.z[k]);
            double light = exposure * lens.light[k];
            double noise = NOISE_DN * Noise.normal(Noise.mix(frameSeed + k)) + 0.5;
            for (int b = 0; b < 3; b++) {
                double v = light * colour[b] + noise;
                rgb[3 * k + b] = (byte) (v < 0 ? 0 : v > 255 ? 255 : (int) v);
            }
        }

        private void look(double x, double y, double z) {
            hit.clear();
            for (Shape s : shapes)
                s.meet(x, y, z, hit);
            double east = m[0] * x + m[1] * y + m[2] * z;
            double north = m[3] * x + m[4] * y + m[5] * z;
            double up = m[6] * x + m[7] * y + m[8] * z;
            boolean down = ground.hit(east, north, up);
            if (hit.found() && (!down || hit.rangeM < ground.rangeM)) {
                colour[0] = hit.red;
                colour[1] = hit.green;
                colour[2] = hit.blue;
            } else if (down) {
                soil();
            } else {
                sky(east, north, up);
            }
        }

        private void soil() {
            double footprintM = ground.rangeM * lens.pixelRad;
            double dn = scene.light.dn(ground.eastM, ground.northM, scene.light.levelOf(footprintM));
            if (scene.detail.shows(footprintM)) dn *= scene.detail.factor(ground.eastM, ground.northM, footprintM);
            double clear = 1 / (1 + scene.settings.hazePerKm * 1e-3 * ground.rangeM);
            for (int b = 0; b < 3; b++)
                colour[b] = clear * dn * GROUND_TINT[b] + (1 - clear) * SKY[b];
        }

        /** Dust sky: brightest at the horizon and about the sun. */
        private void sky(double east, double north, double up) {
            Sun s = scene.settings.sun;
            double height = Math.max(0, Math.min(1, up));
            double towardsSun = Math.max(0, east * s.east + north * s.north + up * s.up);
            double glow = towardsSun * towardsSun;
            glow *= glow;
            for (int b = 0; b < 3; b++)
                colour[b] = SKY[b] + height * (ZENITH[b] - SKY[b]) + 45 * glow * glow;
        }
    }
}
