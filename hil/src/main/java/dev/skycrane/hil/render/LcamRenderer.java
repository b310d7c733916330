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

/**
 * The picture of the Lander Vision System camera: every pixel's ray is followed to the elevation model and takes the brightness of the
 * map there, relit for the hour, with texture finer than the map when it comes near; then haze, lens shading, shot and read noise, 8
 * bit. The exposure of 150 us (dossier section 5.1) smears by less than a tenth of a pixel at 30 degrees per second and 100 m/s; that
 * is not drawn. While the heat shield is on, the camera sees its dark inside; when it has fallen, it is drawn where it is.
 */
public final class LcamRenderer {
    private static final double SHIELD_ON_DN = 7;
    private static final double SHIELD_INSIDE_DN = 70;
    private static final double SHIELD_OUTSIDE_DN = 38;

    private final SiteMap map;
    private final MountedCamera camera;
    private final RenderSettings settings;
    private final Vec3 roverCentreBodyM;
    private final GroundLight light;
    private final GroundDetail detail;
    private final Lens lens;
    private final Rows rows;
    private final long seed;
    private final double[] noiseSigma = new double[256];
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
        this.map = scene.map;
        this.settings = scene.settings;
        this.seed = seed;
        this.rows = rows;
        camera = MountedCamera.lcam(p);
        roverCentreBodyM = new PoweredVehicleModel(p).roverCentreM;
        light = scene.light;
        detail = scene.detail;
        lens = new Lens(camera.model, settings.lcamVignetting, rows);
        for (int dn = 0; dn < noiseSigma.length; dn++) {
            double shot = dn / settings.lcamElectronsPerDn;
            noiseSigma[dn] = Math.sqrt(shot + settings.lcamReadNoiseDn * settings.lcamReadNoiseDn);
        }
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
        GroundView ground = new GroundView(map, view.rMcmfM);
        double[] m = view.axesIn(ground);
        Shield shield = new Shield(truth, view, 0.5 * settings.heatShieldDiameterM);
        rows.run(lens.height, (first, end) -> expose(ground.copy(), m, shield, grey, frameSeed, first, end));
    }

    private void place(Truth t) {
        if (t.roverOnBridle) {
            offset.difference(camera.offsetBodyM, roverCentreBodyM);
            view.set(t.roverRMcmfM, t.roverQMcmfFromBody, offset, camera.qBodyFromCamera);
        } else {
            view.set(t.rMcmfM, t.qMcmfFromBody, camera.offsetBodyM, camera.qBodyFromCamera);
        }
    }

    private void expose(GroundView ground, double[] m, Shield shield, byte[] grey, long frameSeed, int first, int end) {
        float[] rays = lens.rays;
        double haze = settings.hazePerKm * 1e-3;
        for (int r = first; r < end; r++) {
            ground.beginRow();
            for (int c = 0; c < lens.width; c++) {
                int k = r * lens.width + c;
                double x = rays[3 * k];
                double y = rays[3 * k + 1];
                double z = rays[3 * k + 2];
                double dn = settings.airlightDn;
                boolean hit = ground.hit(m[0] * x + m[1] * y + m[2] * z, m[3] * x + m[4] * y + m[5] * z,
                        m[6] * x + m[7] * y + m[8] * z);
                if (hit) {
                    double clear = 1 / (1 + haze * ground.rangeM);
                    dn = clear * brightness(ground) + (1 - clear) * settings.airlightDn;
                }
                if (shield.near && shield.covers(x, y, z)) {
                    dn = shield.insideSeen ? SHIELD_INSIDE_DN : SHIELD_OUTSIDE_DN;
                }
                grey[k] = sensed(dn * settings.lcamGain * lens.light[k], Noise.mix(frameSeed + k));
            }
        }
    }

    private double brightness(GroundView g) {
        double footprintM = g.rangeM * lens.pixelRad;
        double dn = light.dn(g.eastM, g.northM, light.levelOf(footprintM));
        return detail.shows(footprintM) ? dn * detail.factor(g.eastM, g.northM, footprintM) : dn;
    }

    private void dark(byte[] grey, long frameSeed, int first, int end) {
        for (int k = first * lens.width; k < end * lens.width; k++)
            grey[k] = sensed(SHIELD_ON_DN * lens.light[k], Noise.mix(frameSeed + k));
    }

    private byte sensed(double dn, long hash) {
        double level = dn < 0 ? 0 : dn > 255 ? 255 : dn;
        double v = level + noiseSigma[(int) level] * Noise.normal(hash) + 0.5;
        return (byte) (v < 0 ? 0 : v > 255 ? 255 : (int) v);
    }

    /** The fallen heat shield: a round plate somewhere in front of the camera. */
    static final class Shield {
        private static final double NEAR_M = 4000;
        final boolean near;
        /** Whether the side that was towards the vehicle is seen. */
        final boolean insideSeen;
        private final Vec3 centre = new Vec3();
        private final Vec3 normal = new Vec3();
        private final double toPlane;
        private final double radius2;

        /** @param radiusM of the plate */
        Shield(Truth t, Viewpoint view, double radiusM) {
            centre.difference(t.heatShieldRMcmfM, view.rMcmfM);
            near = t.heatShieldFree && centre.norm() < NEAR_M;
            view.qMcmfFromCamera.rotateInverse(centre, centre);
            t.heatShieldQMcmfFromBody.rotate(normal.set(0, 0, 1), normal);
            view.qMcmfFromCamera.rotateInverse(normal, normal);
            toPlane = centre.dot(normal);
            insideSeen = toPlane > 0;
            radius2 = radiusM * radiusM;
        }

        /** @param x unit direction in the camera frame, with y and z */
        boolean covers(double x, double y, double z) {
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
