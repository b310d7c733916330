package dev.skycrane.hil.render;

import dev.skycrane.flight.core.CameraId;
import dev.skycrane.flight.geometry.Quat;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.vehicle.PoweredVehicleModel;
import dev.skycrane.hil.plant.Truth;
import java.util.ArrayList;
import java.util.List;

/**
 * All that one camera sees at one instant but the ground: things, dust and jets, in axes east, north, up with the origin at the camera. Immutable
 * once made.
 */
final class Scenery {
    private static final double[] ROPE = {214, 206, 190};
    private static final double[] CABLE = {64, 60, 58};
    /** Where the three legs from the backshell meet, and where the lines begin, body, m. */
    private static final double CONFLUENCE_M = 8.0;
    private static final double RISER_END_M = 9.5;
    private static final Vec3[] LEGS = {new Vec3(0.48, 0.83, -2.4), new Vec3(-0.96, 0, -2.4),
        new Vec3(0.48, -0.83, -2.4)};
    /** Bridles stretched more than this have been cut. */
    private static final double CUT_STRETCH = 1.15;
    private static final int CABLE_PIECES = 40;
    /** Height of the stage up to which its shadow and the rover's are looked for, m. */
    private static final double SHADOW_AGL_M = 150;
    /** Distance at which the daylight reaches all of the fallen shield, m. */
    private static final double SHIELD_OPEN_M = 9;

    final Viewpoint view;
    final GroundView ground;
    /** Turns camera directions into the axes. */
    final double[] m;
    final List<Thing> things = new ArrayList<>();
    final List<Thing> shades = new ArrayList<>();
    final Dust dust;
    Plumes plumes;
    /** Daylight on the things, 1 for all of it. */
    double daylight = 1;
    private final PoweredVehicleModel vehicle;
    private final VehicleModels models;
    private final RenderSettings settings;
    private final Instant now;
    private final Truth t;
    private final double pixelRad;

    Scenery(CameraId camera, Viewpoint view, GroundView ground, VehicleModels models, PoweredVehicleModel vehicle,
            RenderSettings settings, Instant now, double pixelRad, long seed) {
        this.view = view;
        this.ground = ground;
        this.models = models;
        this.vehicle = vehicle;
        this.settings = settings;
        this.now = now;
        this.pixelRad = pixelRad;
        t = now.truth();
        m = view.axesIn(ground);
        double thrust = 0;
        for (double one : t.mleThrust)
            thrust += one;
        boolean powered = t.backshellFree;
        dust = new Dust(place(t.rMcmfM), powered ? t.altitudeAglM : 1e6, thrust, now.since(t.bridleCutTick),
                now.timeS(),
                seed);
        fill(camera);
    }

    private void fill(CameraId camera) {
        switch (camera) {
            case PUC_A, PUC_B, PUC_C -> canopy();
            case RUC -> {
                things.add(part(models.stage, t.rMcmfM, t.qMcmfFromBody));
                bridle();
                jets();
                backshell();
                if (t.backshellFree) canopy();
            }
            case DDC -> {
                rover(things);
                things.add(part(models.stage, t.rMcmfM, t.qMcmfFromBody));
                bridle();
                heatShield();
                jets();
            }
            default -> heatShield();
        }
        if (t.backshellFree && t.altitudeAglM < SHADOW_AGL_M) {
            rover(shades);
            shades.add(part(models.stage, t.rMcmfM, t.qMcmfFromBody));
        }
    }

    private Vec3 place(Vec3 rMcmfM) {
        Vec3 d = new Vec3().difference(rMcmfM, view.rMcmfM);
        return turned(d);
    }

    private Vec3 turned(Vec3 mcmf) {
        return new Vec3(ground.plane.east().dot(mcmf), ground.plane.north().dot(mcmf), ground.plane.up().dot(mcmf));
    }

    private Vec3 direction(Quat qMcmfFromBody, double x, double y, double z) {
        return turned(qMcmfFromBody.rotate(new Vec3(x, y, z), new Vec3()));
    }

    private Vec3 point(Vec3 rMcmfM, Quat qMcmfFromBody, Vec3 body) {
        return place(qMcmfFromBody.rotate(body, new Vec3()).add(rMcmfM));
    }

    private Part part(Model model, Vec3 rMcmfM, Quat q) {
        return new Part(model, place(rMcmfM), direction(q, 1, 0, 0), direction(q, 0, 1, 0), direction(q, 0, 0, 1));
    }

    private void heatShield() {
        if (!t.heatShieldFree) return;
        Part shield = part(models.heatShield, t.heatShieldRMcmfM, t.heatShieldQMcmfFromBody);
        things.add(shield);
        shades.add(shield);
        if (t.springFree) things.add(part(models.looseSpring, t.springRMcmfM, t.springQMcmfFromBody));
        double gap = place(t.heatShieldRMcmfM).norm() / SHIELD_OPEN_M;
        if (gap < 1) daylight = 0.12 + 0.88 * gap * gap;
    }

    private void canopy() {
        if (!t.canopyOut) return;
        Vec3 r = t.backshellFree ? t.backshellRMcmfM : t.rMcmfM;
        Quat q = t.backshellFree ? t.backshellQMcmfFromBody : t.qMcmfFromBody;
        Vec3 skirt = place(t.canopyRMcmfM);
        Vec3 base = point(r, q, new Vec3(0, 0, LEGS[0].z));
        Vec3 along = new Vec3().difference(skirt, base);
        double distance = along.norm();
        along.scale(1 / distance);
        double confluence = Math.min(CONFLUENCE_M + LEGS[0].z, 0.5 * distance);
        double riser = Math.min(RISER_END_M + LEGS[0].z, 0.6 * distance);
        Vec3 meet = new Vec3().set(base).addScaled(confluence, along);
        Vec3 foot = new Vec3().set(base).addScaled(riser, along);
        things.add(new Canopy(skirt, foot, direction(q, 1, 0, 0), settings.canopyDiameterM,
                Canopy.projectedArea(t, now.timeS()), now.timeS(), pixelRad));
        for (Vec3 leg : LEGS)
            things.add(new Rope(point(r, q, leg), meet, 0.025, pixelRad, ROPE));
        things.add(new Rope(meet, foot, 0.05, pixelRad, ROPE));
    }

    private void backshell() {
        Vec3 r = t.backshellFree ? t.backshellRMcmfM : t.rMcmfM;
        Quat q = t.backshellFree ? t.backshellQMcmfFromBody : t.qMcmfFromBody;
        things.add(part(models.backshell, r, q));
    }

    private void jets() {
        if (!t.backshellFree) return;
        int n = vehicle.enginePositionM.length;
        Vec3[] exits = new Vec3[n];
        Vec3[] axes = new Vec3[n];
        for (int i = 0; i < n; i++) {
            exits[i] = point(t.rMcmfM, t.qMcmfFromBody, VehicleModels.exit(vehicle, i));
            Vec3 d = vehicle.engineDirection[i];
            axes[i] = direction(t.qMcmfFromBody, -d.x, -d.y, -d.z);
        }
        plumes = new Plumes(exits, axes, t.mleThrust);
    }

    /** Rover pose: on the bridle or the ground its own, stowed that of the stage. */
    static void roverPose(Truth t, PoweredVehicleModel model, Vec3 rMcmfM, Quat qMcmfFromRover) {
        boolean apart = t.roverOnBridle || t.wheelsOnGround;
        qMcmfFromRover.set(apart ? t.roverQMcmfFromBody : t.qMcmfFromBody);
        if (apart) rMcmfM.set(t.roverRMcmfM);
        else
            t.qMcmfFromBody.rotate(model.roverCentreM, rMcmfM).add(t.rMcmfM);
    }

    private void rover(List<Thing> to) {
        Vec3 r = new Vec3();
        Quat q = new Quat();
        roverPose(t, vehicle, r, q);
        to.add(part(models.rover, r, q));
    }

    private void bridle() {
        if (t.bridleCutTick >= 0) {
            looseEnds();
            return;
        }
        if (!t.roverOnBridle) return;
        Vec3 exit = point(t.rMcmfM, t.qMcmfFromBody, vehicle.bridleExitM);
        double length = place(t.roverRMcmfM).subtract(exit).norm();
        if (length > CUT_STRETCH * vehicle.bridleLengthM + 1) return;
        for (Vec3 end : vehicle.bridleRoverM)
            things.add(new Rope(exit, point(t.roverRMcmfM, t.roverQMcmfFromBody, end), 0.011, pixelRad, ROPE));
        umbilical(point(t.rMcmfM, t.qMcmfFromBody, new Vec3(-0.45, 0.15, -0.3)),
                point(t.roverRMcmfM, t.roverQMcmfFromBody, new Vec3(-0.5, 0.1, -0.42)));
    }

    /** Slack cable in a few loose turns; it is longer than the way. */
    private void umbilical(Vec3 from, Vec3 to) {
        double way = new Vec3().difference(to, from).norm();
        double wide = 0.05 + 0.05 * Math.min(7, way);
        Vec3 before = from;
        for (int i = 1; i <= CABLE_PIECES; i++) {
            double s = (double) i / CABLE_PIECES;
            double turn = 2 * Math.PI * 2.2 * s + 0.9 * now.timeS();
            double out = wide * StrictMath.sin(Math.PI * s);
            Vec3 next = new Vec3().set(from).scale(1 - s).addScaled(s, to);
            next.x += out * StrictMath.cos(turn);
            next.y += out * StrictMath.sin(turn);
            things.add(new Rope(before, next, 0.016, pixelRad, CABLE));
            before = next;
        }
    }

    /** After the cut the ends hang from the stage and trail. */
    private void looseEnds() {
        double since = now.since(t.bridleCutTick);
        for (int i = 0; i < vehicle.bridleRoverM.length + 1; i++) {
            boolean cable = i == vehicle.bridleRoverM.length;
            double length = cable ? 5.5 : 6.2 - 0.7 * i;
            double angle = 2.1 * i + 0.8 * since;
            double swing = Math.min(0.5, 0.25 * since) * (cable ? 1.2 : 0.6);
            Vec3 before = point(t.rMcmfM, t.qMcmfFromBody, cable ? new Vec3(-0.45, 0.15, -0.3) : vehicle.bridleExitM);
            for (int k = 1; k <= 5; k++) {
                double s = 0.2 * k;
                double out = swing * s * s * length * 0.4;
                Vec3 body = new Vec3(out * StrictMath.cos(angle) + 0.15 * StrictMath.sin(5 * s + 3 * since),
                        out * StrictMath.sin(angle), vehicle.bridleExitM.z + s * length);
                Vec3 next = point(t.rMcmfM, t.qMcmfFromBody, body);
                things.add(new Rope(before, next, cable ? 0.016 : 0.011, pixelRad, cable ? CABLE : ROPE));
                before = next;
            }
        }
    }

    /** Whether the sun does not reach a place. */
    boolean shaded(double x, double y, double z, double sunX, double sunY, double sunZ, Hit ray, Hit local) {
        ray.aim(x, y, z, sunX, sunY, sunZ);
        for (Thing thing : shades) {
            thing.meet(ray, local);
            if (ray.found()) return true;
        }
        return false;
    }
}
