package dev.skycrane.hil.render;

import dev.skycrane.flight.camera.CameraFrame;
import dev.skycrane.flight.core.CameraId;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.geometry.Quat;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.trn.SiteMap;
import dev.skycrane.flight.vehicle.PoweredVehicleModel;
import dev.skycrane.hil.plant.LooseSpring;
import dev.skycrane.hil.plant.Truth;
import dev.skycrane.hil.terrain.Noise;
import dev.skycrane.hil.terrain.Rows;
import dev.skycrane.hil.terrain.Sun;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Pictures of all seven cameras of the suite from the truth: LCAM by {@link LcamRenderer}, the six video cameras in colour with the
 * vehicle's parts, their shadows, dust and jets before ground and sky. A picture is made of one instant, or of several over its
 * exposure, which blur what moves and smooth edges. Live pictures are numbered per camera from 0.
 */
public final class CameraRenderer {
    private static final double[] INSIDE = {16, 14, 13};
    /** Light inside the half-open aeroshell. */
    private static final double COVERED_LIGHT = 0.3;

    private final GroundScene scene;
    private final Relief relief;
    private final LcamRenderer lcam;
    private final PoweredVehicleModel vehicle;
    /** By the spring that is missing, the last with none missing. */
    private final VehicleModels[] models = new VehicleModels[LooseSpring.SPRINGS + 1];
    private final Rows rows;
    private final long seed;
    private final Map<CameraId, VideoMount> mounts = new EnumMap<>(CameraId.class);
    private final int[] images = new int[CameraId.values().length];

    /** @param mapSun light of the map's appearance, or null when unknown @param seed of noise and fine ground */
    public CameraRenderer(ParameterTable p, SiteMap map, Sun mapSun, long seed, Rows rows) {
        this.seed = seed;
        this.rows = rows;
        scene = new GroundScene(new RenderSettings(p), map, mapSun, seed, rows);
        relief = new Relief(seed, scene.settings.sun);
        lcam = new LcamRenderer(p, scene, seed, rows);
        vehicle = new PoweredVehicleModel(p);
        for (int i = 0; i < models.length; i++)
            models[i] = new VehicleModels(vehicle, scene.settings.heatShieldDiameterM, i);
        for (CameraId id : CameraId.values())
            if (id != CameraId.LCAM) mounts.put(id, VideoMount.of(p, id));
    }

    /** What {@code camera} sees of {@code truth}, live; {@code tick} is that of the exposure. */
    public CameraFrame render(CameraId camera, Truth truth, long tick) {
        if (camera == CameraId.LCAM) return lcam.frame(truth, tick);
        byte[] rgb = expose(camera, List.of(Instant.of(truth)), tick);
        Lens lens = mounts.get(camera).lens;
        return new CameraFrame(camera, images[camera.ordinal()]++, lens.width, lens.height, CameraFrame.Format.RGB8,
                tick, 0, rgb);
    }

    /** A picture of the localisation camera without a number, grey, row by row. */
    public synchronized byte[] exposeLcam(Truth truth, long tick) {
        return lcam.frame(truth, tick).data();
    }

    /**
     * A picture of a video camera.
     *
     * @param instants over its exposure, one or more, in order
     * @param key tells its noise from that of the camera's other pictures
     * @return red, green, blue, row by row
     */
    public byte[] expose(CameraId camera, List<Instant> instants, long key) {
        VideoMount mount = mounts.get(camera);
        Lens lens = mount.lens;
        byte[] rgb = new byte[3 * lens.width * lens.height];
        long frameSeed = Noise.hash(Noise.mix(seed), camera.ordinal() + 1, key);
        Truth first = instants.get(0).truth();
        if (camera == CameraId.RDC && !first.heatShieldFree) {
            rows.run(lens.height, (from, to) -> dark(mount, rgb, frameSeed, from, to));
            return rgb;
        }
        Scenery[] moments = new Scenery[instants.size()];
        for (int i = 0; i < moments.length; i++)
            moments[i] = scenery(camera, mount, instants.get(i));
        double gain = mount.gain * gain(camera, instants.get(0));
        rows.run((lens.height + Painter.TILE - 1) / Painter.TILE, (from, to) -> {
            Painter painter = new Painter(scene, relief, moments, lens);
            double[] colour = new double[3];
            int end = Math.min(lens.height, to * Painter.TILE);
            for (int r = from * Painter.TILE; r < end; r++) {
                if (r % Painter.TILE == 0) painter.beginBand(r, Math.min(lens.height, r + Painter.TILE));
                painter.beginRow();
                for (int c = 0; c < lens.width; c++) {
                    int k = r * lens.width + c;
                    painter.look(r, c, colour);
                    mount.sense(colour, gain * lens.light(k), Noise.mix(frameSeed + k), rgb, k);
                }
            }
        });
        return rgb;
    }

    private static void dark(VideoMount mount, byte[] rgb, long frameSeed, int from, int to) {
        for (int k = from * mount.lens.width; k < to * mount.lens.width; k++)
            mount.sense(INSIDE, mount.lens.light(k), Noise.mix(frameSeed + k), rgb, k);
    }

    private Scenery scenery(CameraId camera, VideoMount mount, Instant instant) {
        Viewpoint view = place(camera, mount, instant.truth());
        return new Scenery(camera, view, new GroundView(scene.heights, view.rMcmfM), models(instant.truth()), vehicle,
                scene.settings, instant, mount.lens.pixelRad, seed);
    }

    private VehicleModels models(Truth t) {
        return models[t.springFree ? t.spring : LooseSpring.SPRINGS];
    }

    /** Automatic exposure lags behind: the flash of the mortar, and the daylight that comes in when the backshell leaves. */
    private static double gain(CameraId camera, Instant now) {
        Truth t = now.truth();
        double shell = now.since(t.backshellTick);
        switch (camera) {
            case PUC_A, PUC_B, PUC_C -> {
                double mortar = now.since(t.mortarTick);
                return mortar < 0 ? 1 : 1 + 1.1 * StrictMath.exp(-mortar / 0.07);
            }
            case DDC, RUC -> {
                if (!t.backshellFree) return COVERED_LIGHT;
                return shell < 0 ? 1 : 1 + 2.6 * StrictMath.exp(-shell / 0.13);
            }
            default -> {
                return shell < 0 ? 1 : 1 + 0.7 * StrictMath.exp(-shell / 0.09);
            }
        }
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
                Scenery.roverPose(t, vehicle, r, q);
                view.set(r, q, mount.offsetM, mount.qCarrierFromCamera);
            }
        }
        return view;
    }

    /** Where a video camera is and which way it looks: both are filled. */
    public void pose(CameraId camera, Truth truth, Vec3 rMcmfM, Quat qMcmfFromCamera) {
        Viewpoint view = place(camera, mounts.get(camera), truth);
        rMcmfM.set(view.rMcmfM);
        qMcmfFromCamera.set(view.qMcmfFromCamera);
    }

    /** Focal length of a video camera, px. */
    public double focalPx(CameraId camera) {
        return mounts.get(camera).lens.model.focalPx();
    }

    /** Projected area of the canopy as pictures show it, part of the full one. */
    public static double canopyArea(Instant now) {
        return now.truth().canopyOut ? Canopy.projectedArea(now.truth(), now.timeS()) : 0;
    }
}
