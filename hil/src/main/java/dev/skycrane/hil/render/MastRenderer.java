package dev.skycrane.hil.render;

import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.geometry.EnuFrame;
import dev.skycrane.flight.geometry.Quat;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.trn.SiteMap;
import dev.skycrane.flight.vehicle.PoweredVehicleModel;
import dev.skycrane.hil.plant.LooseSpring;
import dev.skycrane.hil.plant.Truth;
import dev.skycrane.hil.terrain.Noise;
import dev.skycrane.hil.terrain.Rows;
import dev.skycrane.hil.terrain.Sun;

/**
 * Pictures of the landed rover's mast camera: ground with heights, hills at the horizon, sky, the rover's own deck and the shadow that it throws. Each
 * picture has an exposure of its own, as automatic ones have. Immutable; any thread.
 */
public final class MastRenderer {
    /** Distance up to which the rover may keep the sun off, m. */
    private static final double SHADOW_REACH_M = 12;
    /** Brightness that automatic exposure brings a picture to, DN, and how far it goes. */
    private static final double MEAN_DN = 124;
    private static final double LEAST_GAIN = 0.7;
    private static final double MOST_GAIN = 1.6;
    private static final double NEAREST_M = 0.05;
    /** Places in a pixel, in parts of it. */
    private static final double[][] PLACES = {{-0.25, 0.25}, {0.25, -0.25}};
    private static final int STREAM = 97;

    private final GroundScene scene;
    private final Relief relief;
    private final Sky sky;
    private final VehicleModels models;
    private final VideoMount mount;
    private final Rows rows;
    private final long seed;

    /** @param mapSun light of the map's appearance, or null when unknown @param seed of noise and fine ground */
    public MastRenderer(ParameterTable p, SiteMap map, Sun mapSun, long seed, Rows rows) {
        this(p, map, mapSun, seed, rows, 1);
    }

    /** @param coarser part of the columns and rows that pictures have */
    MastRenderer(ParameterTable p, SiteMap map, Sun mapSun, long seed, Rows rows, int coarser) {
        this.seed = seed;
        this.rows = rows;
        scene = new GroundScene(new RenderSettings(p), map, mapSun, seed, rows);
        relief = new Relief(seed, scene.settings.sun);
        sky = new Sky(scene.settings.sun);
        models = new VehicleModels(new PoweredVehicleModel(p), scene.settings.heatShieldDiameterM,
                LooseSpring.SPRINGS);
        mount = VideoMount.mast(models.headM, coarser);
    }

    public int widthPx() {
        return mount.lens.width;
    }

    public int heightPx() {
        return mount.lens.height;
    }

    /** Focal length, px. */
    public double focalPx() {
        return mount.lens.model.focalPx();
    }

    /**
     * Attitude of the camera's axes (x right, y down, z ahead) when the mast is turned.
     *
     * @param panRad clockwise from the rover's forward axis
     * @param tiltRad above the rover's deck plane
     */
    public static Quat turned(double panRad, double tiltRad) {
        double cp = StrictMath.cos(panRad);
        double sp = StrictMath.sin(panRad);
        double ct = StrictMath.cos(tiltRad);
        double st = StrictMath.sin(tiltRad);
        Vec3 ahead = new Vec3(ct * cp, ct * sp, -st);
        Vec3 right = new Vec3(-sp, cp, 0);
        return new Quat().fromAxes(right, new Vec3().cross(ahead, right), ahead);
    }

    /** Azimuth clockwise from north, elevation and roll clockwise of the camera, rad, against the local level. */
    public double[] pointing(Truth landed, double panRad, double tiltRad) {
        Viewpoint view = view(landed, panRad, tiltRad);
        EnuFrame level = new EnuFrame().set(view.rMcmfM);
        Vec3 ahead = level.vector(view.qMcmfFromCamera.rotate(new Vec3(0, 0, 1), new Vec3()), new Vec3());
        Vec3 right = level.vector(view.qMcmfFromCamera.rotate(new Vec3(1, 0, 0), new Vec3()), new Vec3());
        Vec3 down = level.vector(view.qMcmfFromCamera.rotate(new Vec3(0, 1, 0), new Vec3()), new Vec3());
        return new double[]{StrictMath.atan2(ahead.x, ahead.y), StrictMath.asin(Math.max(-1, Math.min(1, ahead.z))),
            StrictMath.atan2(-right.z, -down.z)};
    }

    private Viewpoint view(Truth landed, double panRad, double tiltRad) {
        return new Viewpoint().set(landed.roverRMcmfM, landed.roverQMcmfFromBody, mount.offsetM,
                turned(panRad, tiltRad));
    }

    /**
     * Takes a picture.
     *
     * @param landed the rover stands on its wheels
     * @param key tells the noise from that of other pictures
     * @return red, green, blue, row by row
     */
    public byte[] expose(Truth landed, double panRad, double tiltRad, long key) {
        Viewpoint view = view(landed, panRad, tiltRad);
        GroundView ground = new GroundView(scene.heights, view.rMcmfM);
        double[] m = view.axesIn(ground);
        Part rover = part(models.standing, landed, view, ground);
        Part mast = part(models.mast, landed, view, ground);
        Lens lens = mount.lens;
        float[] colours = new float[3 * lens.width * lens.height];
        rows.run(lens.height, (first, end) -> {
            StandingGround soil = new StandingGround(ground.copy(), scene, relief, ground.eastAtM, ground.northAtM,
                    lens.pixelRad);
            Look look = new Look(m, soil, rover, mast, ground.cameraHeightM);
            for (int k = first * lens.width; k < end * lens.width; k++)
                look.pixel(lens, k, colours);
        });
        return develop(colours, Noise.hash(Noise.mix(seed), STREAM, key));
    }

    private static Part part(Model model, Truth t, Viewpoint view, GroundView ground) {
        Vec3[] v = {new Vec3(1, 0, 0), new Vec3(0, 1, 0), new Vec3(0, 0, 1), new Vec3()};
        for (int i = 0; i < 3; i++)
            t.roverQMcmfFromBody.rotate(v[i], v[i]);
        v[3].difference(t.roverRMcmfM, view.rMcmfM);
        for (Vec3 one : v)
            one.set(ground.plane.east().dot(one), ground.plane.north().dot(one), ground.plane.up().dot(one));
        return new Part(model, v[3], v[0], v[1], v[2]);
    }

    private byte[] develop(float[] colours, long frameSeed) {
        double sum = 0;
        for (float c : colours)
            sum += c;
        double gain = Math.max(LEAST_GAIN, Math.min(MOST_GAIN, MEAN_DN * colours.length / sum));
        byte[] rgb = new byte[colours.length];
        double[] colour = new double[3];
        for (int k = 0; k < mount.lens.x.length; k++) {
            for (int b = 0; b < 3; b++)
                colour[b] = colours[3 * k + b];
            mount.sense(colour, gain * mount.lens.light(k), Noise.mix(frameSeed + k), rgb, k);
        }
        return rgb;
    }

    /** Follows rays; one per thread. */
    private final class Look {
        private final double[] m;
        private final StandingGround soil;
        private final Part rover;
        private final Part mast;
        private final double heightM;
        private final Sun sun = scene.settings.sun;
        private final Hit hit = new Hit();
        private final Hit shadow = new Hit();
        private final Hit local = new Hit();
        private final double[] one = new double[3];

        Look(double[] m, StandingGround soil, Part rover, Part mast, double heightM) {
            this.m = m;
            this.soil = soil;
            this.rover = rover;
            this.mast = mast;
            this.heightM = heightM;
        }

        void pixel(Lens lens, int k, float[] colours) {
            for (double[] at : PLACES) {
                double x = lens.x[k] + at[0] * lens.pixelRad;
                double y = lens.y[k] + at[1] * lens.pixelRad;
                double z = lens.z[k];
                double unit = 1 / Math.sqrt(x * x + y * y + z * z);
                ray(unit * (m[0] * x + m[1] * y + m[2] * z), unit * (m[3] * x + m[4] * y + m[5] * z),
                        unit * (m[6] * x + m[7] * y + m[8] * z));
                for (int b = 0; b < 3; b++)
                    colours[3 * k + b] += (float) (one[b] / PLACES.length);
            }
        }

        private void ray(double east, double north, double up) {
            hit.aim(0, 0, 0, east, north, up);
            rover.meet(hit, local);
            if (soil.hit(east, north, up) && soil.rangeM < hit.rangeM) {
                double t = soil.rangeM;
                soil.colour(dark(t * east, t * north, t * up), one);
            } else if (hit.found() && hit.rangeM > NEAREST_M) {
                thing();
            } else {
                sky.colour(east, north, up, heightM, one);
            }
        }

        private void thing() {
            double towards = hit.nx * sun.east + hit.ny * sun.north + hit.nz * sun.up;
            double off = 1e-3;
            boolean lit = towards > 0 && !dark(hit.rangeM * hit.dx + off * hit.nx, hit.rangeM * hit.dy + off * hit.ny,
                    hit.rangeM * hit.dz + off * hit.nz);
            double light = Painter.DIFFUSE + 0.06 * hit.nz + (lit ? Painter.DIRECT * towards : 0);
            one[0] = light * hit.red;
            one[1] = light * hit.green;
            one[2] = light * hit.blue;
        }

        /** Whether rover or mast keep the sun off a place near them. */
        private boolean dark(double x, double y, double z) {
            if (x * x + y * y + z * z > SHADOW_REACH_M * SHADOW_REACH_M) return false;
            shadow.aim(x, y, z, sun.east, sun.north, sun.up);
            rover.meet(shadow, local);
            if (!shadow.found()) mast.meet(shadow, local);
            return shadow.found();
        }
    }
}
