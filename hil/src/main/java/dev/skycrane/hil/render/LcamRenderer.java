package dev.skycrane.hil.render;

import dev.skycrane.flight.camera.CameraFrame;
import dev.skycrane.flight.core.CameraId;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.trn.MountedCamera;
import dev.skycrane.flight.trn.SiteMap;
import dev.skycrane.flight.vehicle.PoweredVehicleModel;
import dev.skycrane.hil.plant.Truth;
import dev.skycrane.hil.terrain.Noise;
import dev.skycrane.hil.terrain.Rows;
import dev.skycrane.hil.terrain.Sun;
import java.util.Arrays;

/**
 * The picture of the Lander Vision System camera: every pixel's ray is followed to the elevation model and takes the brightness of the
 * map there, relit for the hour, with texture finer than the map when it comes near; then haze, lens shading, shot and read noise, 8
 * bit. The exposure of 150 us (dossier section 5.1) smears by less than a tenth of a pixel at 30 degrees per second and 100 m/s; that
 * is not drawn. While the heat shield is on, the camera sees its dark inside; when it has fallen, it is drawn where it is.
 */
public final class LcamRenderer {
    private static final int BAND = 128;
    private static final float SHIELD_ON_DN = 7;
    private static final float SHIELD_INSIDE_DN = 70;
    private static final float SHIELD_OUTSIDE_DN = 38;

    private final Heights heights;
    private final MountedCamera camera;
    private final RenderSettings settings;
    private final Vec3 roverCentreBodyM;
    private final GroundLight light;
    private final GroundDetail detail;
    private final Lens lens;
    private final Rows rows;
    private final long seed;
    private final Viewpoint view = new Viewpoint();
    private final Vec3 offset = new Vec3();
    private int images;

    /**
     * @param mapSun light of the map's appearance, or null when unknown
     * @param seed of the noise and of the fine ground
     */
    public LcamRenderer(ParameterTable p, SiteMap map, Sun mapSun, long seed, Rows rows) {
        this(p, new GroundScene(new RenderSettings(p), map, mapSun, seed, rows), seed, rows);
    }

    LcamRenderer(ParameterTable p, GroundScene scene, long seed, Rows rows) {
        heights = scene.heights;
        this.settings = scene.settings;
        this.seed = seed;
        this.rows = rows;
        camera = MountedCamera.lcam(p);
        roverCentreBodyM = new PoweredVehicleModel(p).roverCentreM;
        light = scene.light;
        detail = scene.detail;
        lens = new Lens(camera.model, settings.lcamVignetting, rows);
    }

    /** The picture at a truth, as a frame for the bus and the vision computer; pictures are numbered from 0. */
    public CameraFrame frame(Truth truth, long exposureTick) {
        byte[] grey = new byte[lens.width * lens.height];
        render(truth, exposureTick, grey);
        return new CameraFrame(CameraId.LCAM, images++, lens.width, lens.height, CameraFrame.Format.GREY8, exposureTick,
                150, grey);
    }

    /** Fills {@code grey}, row by row from the top, width times height of the camera model. */
    public void render(Truth truth, long exposureTick, byte[] grey) {
        long frameSeed = Noise.hash(Noise.mix(seed), CameraId.LCAM.ordinal() + 1, exposureTick);
        if (!truth.heatShieldFree) {
            rows.run(lens.height, (first, end) -> dark(grey, frameSeed, first, end));
            return;
        }
        place(truth);
        GroundView ground = new GroundView(heights, view.rMcmfM);
        double[] m = view.axesIn(ground);
        Shield shield = new Shield(truth, view, 0.5 * settings.heatShieldDiameterM);
        // Bands of a fixed height, since a row starts from the one above.
        int bands = (lens.height + BAND - 1) / BAND;
        rows.run(bands, (first, end) -> {
            Exposure exposure = new Exposure(ground.copy(), m, grey);
            for (int r = first * BAND; r < Math.min(lens.height, end * BAND); r++) {
                if (r % BAND == 0) exposure.ground.begin();
                exposure.row(r, shield, frameSeed);
            }
        });
    }

    private void place(Truth t) {
        if (t.roverOnBridle) {
            offset.difference(camera.offsetBodyM, roverCentreBodyM);
            view.set(t.roverRMcmfM, t.roverQMcmfFromBody, offset, camera.qBodyFromCamera);
        } else {
            view.set(t.rMcmfM, t.qMcmfFromBody, camera.offsetBodyM, camera.qBodyFromCamera);
        }
    }

    /** Works the rows of a band out, one after the other. */
    private final class Exposure {
        final GroundRow ground;
        final LightRow light;
        final DetailRow fine;
        final SensorRow sensor;
        final byte[] grey;

        Exposure(GroundView view, double[] m, byte[] grey) {
            ground = new GroundRow(view, m, lens);
            light = new LightRow(LcamRenderer.this.light, lens);
            fine = new DetailRow(detail, lens);
            sensor = new SensorRow(lens.width, settings);
            this.grey = grey;
        }

        void row(int r, Shield shield, long frameSeed) {
            ground.meet(lens, r);
            light.shine(ground);
            float[] dn = light.dn;
            fine.put(ground, dn);
            haze(dn);
            if (ground.sky()) sky(dn);
            if (shield.near) cover(dn, shield, r);
            lens.develop(ground.x, ground.y, (float) settings.lcamGain, dn);
            sensor.read(dn, frameSeed, r, grey);
        }

        private void haze(float[] dn) {
            float haze = (float) (settings.hazePerKm * 1e-3);
            float airlight = (float) settings.airlightDn;
            float[] rangeM = ground.rangeM;
            for (int c = 0; c < dn.length; c++)
                dn[c] = airlight + (dn[c] - airlight) / (1 + haze * rangeM[c]);
        }

        private void sky(float[] dn) {
            for (int c = 0; c < dn.length; c++)
                if (ground.rangeM[c] == 0) dn[c] = (float) settings.airlightDn;
        }

        private void cover(float[] dn, Shield shield, int r) {
            int k = r * lens.width;
            for (int c = 0; c < dn.length; c++, k++)
                if (shield.covers(lens.x[k], lens.y[k], lens.z[k]))
                    dn[c] = shield.insideSeen ? SHIELD_INSIDE_DN : SHIELD_OUTSIDE_DN;
        }
    }

    private void dark(byte[] grey, long frameSeed, int first, int end) {
        SensorRow sensor = new SensorRow(lens.width, settings);
        float[] dn = new float[lens.width];
        float[] x = new float[lens.width];
        float[] y = new float[lens.width];
        for (int r = first; r < end; r++) {
            Arrays.fill(dn, SHIELD_ON_DN);
            lens.copyRow(r, x, y);
            lens.develop(x, y, 1, dn);
            sensor.read(dn, frameSeed, r, grey);
        }
    }

    /** The fallen heat shield: a round plate somewhere in front of the camera. */
    static final class Shield {
        private static final double NEAR_M = 4000;
        final boolean near;
        /** Whether the side that was towards the vehicle is seen. */
        final boolean insideSeen;
        private final Vec3 centre = new Vec3();
        private final Vec3 normal = new Vec3();
        /** Unit direction of the centre, and cosine of the largest angle from it at which the plate is seen. */
        private final Vec3 ahead = new Vec3();
        private final double cosReach;
        private final double toPlane;
        private final double radius2;

        /** @param radiusM of the plate */
        Shield(Truth t, Viewpoint view, double radiusM) {
            centre.difference(t.heatShieldRMcmfM, view.rMcmfM);
            near = t.heatShieldFree && centre.norm() < NEAR_M;
            view.qMcmfFromCamera.rotateInverse(centre, centre);
            t.heatShieldQMcmfFromBody.rotate(normal.set(0, 0, 1), normal);
            view.qMcmfFromCamera.rotateInverse(normal, normal);
            ahead.set(centre).normalize();
            double distance2 = centre.normSquared();
            // Seen from outside a sphere of the plate's radius, sin(reach) = radius / distance.
            cosReach = distance2 > radiusM * radiusM ? Math.sqrt(1 - radiusM * radiusM / distance2) - 1e-9 : -1;
            toPlane = centre.dot(normal);
            insideSeen = toPlane > 0;
            radius2 = radiusM * radiusM;
        }

        /** @param x unit direction in the camera frame, with y and z */
        boolean covers(double x, double y, double z) {
            if (x * ahead.x + y * ahead.y + z * ahead.z < cosReach) return false;
            double rate = x * normal.x + y * normal.y + z * normal.z;
            double t = toPlane / rate;
            if (!(t > 0)) return false;
            double dx = t * x - centre.x;
            double dy = t * y - centre.y;
            double dz = t * z - centre.z;
            return dx * dx + dy * dy + dz * dz < radius2;
        }
    }
}
