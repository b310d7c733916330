package dev.skycrane.hil.render;

import dev.skycrane.flight.geometry.Trig;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.vehicle.PoweredVehicleModel;
import dev.skycrane.hil.plant.LooseSpring;
import java.util.ArrayList;
import java.util.List;

/**
 * What the parts of the vehicle look like, as simple surfaces. Places that the vehicle's model knows are taken from there; the rest is our own
 * estimate from published pictures. Body axes for stage, shield and backshell, rover axes for the rover. Immutable.
 */
final class VehicleModels {
    private static final double[] FOIL = {196, 160, 104};
    private static final double[] FRAME = {170, 164, 152};
    private static final double[] TANK = {206, 190, 158};
    private static final double[] DARK = {40, 38, 37};
    private static final double[] NOZZLE = {92, 84, 78};
    private static final double[] THROAT = {54, 46, 42};
    private static final double[] WHITE = {222, 218, 210};
    private static final double[] DECK = {206, 203, 197};
    private static final double[] GREY = {140, 138, 134};
    private static final double[] BLACK = {56, 56, 60};
    private static final double[] WHEEL = {84, 84, 90};
    private static final double[] METAL = {214, 214, 220};
    private static final double[] CHAR = {74, 52, 40};
    private static final double[] LINING = {150, 122, 88};
    private static final double[] SHELL = {208, 202, 190};
    /** Slope of the 70 degree sphere-cone and of the backshell's first cone. */
    private static final double CONE = StrictMath.tan(Math.toRadians(20));
    private static final double SHIELD_CAP_M = 0.55;
    private static final double RIM_RINGS_PER_M = 3.1;
    private static final double WHEEL_RADIUS_M = 0.26;
    private static final double EXIT_RADIUS_M = 0.2;
    /** Where the mast turns up, rover axes, m; height of its cameras above the wheels' lowest points (about 2 m on Perseverance). */
    private static final Vec3 MAST_FOOT = new Vec3(0.72, 0.46, -0.42);
    private static final double HEAD_AGL_M = 2.0;

    final Model stage;
    final Model rover;
    /** The rover with its mast up: all but the mast, and the mast alone, in which the cameras are. */
    final Model standing;
    final Model mast;
    /** Head of the raised mast, rover axes, m. */
    final Vec3 headM;
    final Model heatShield;
    final Model looseSpring;
    final Model backshell;

    /** @param springAway which of the shield's springs is missing; one beyond the last for none */
    VehicleModels(PoweredVehicleModel model, double heatShieldDiameterM, int springAway) {
        stage = new Model(stage(model));
        List<Solid> body = rover(model);
        standing = new Model(body);
        List<Solid> stowed = new ArrayList<>(body);
        stowed.addAll(stowedMast());
        rover = new Model(stowed);
        headM = v(MAST_FOOT.x, MAST_FOOT.y, model.wheelM[0].z - HEAD_AGL_M);
        mast = new Model(raisedMast(headM));
        heatShield = new Model(heatShield(0.5 * heatShieldDiameterM, springAway));
        looseSpring = new Model(List.of(Tube.rod(v(0, 0, -0.16), v(0, 0, 0.16), 0.06, METAL),
                Tube.rod(v(0, 0, -0.18), v(0, 0, -0.14), 0.08, GREY)));
        backshell = new Model(backshell(0.5 * heatShieldDiameterM));
    }

    private static Vec3 v(double x, double y, double z) {
        return new Vec3(x, y, z);
    }

    private static Vec3 polar(double radius, double angleRad, double z) {
        return v(radius * StrictMath.cos(angleRad), radius * StrictMath.sin(angleRad), z);
    }

    private static List<Solid> stage(PoweredVehicleModel model) {
        List<Solid> s = new ArrayList<>();
        s.add(Tube.rod(v(0, 0, -1.15), v(0, 0, -0.95), 1.25, FRAME));
        s.add(Tube.rod(v(0, 0, -0.95), v(0, 0, -0.45), 0.52, FOIL));
        s.add(Tube.rod(v(0, 0, -0.45), v(0, 0, -0.12), 0.24, GREY));
        for (int i = 0; i < 3; i++) {
            s.add(new Ball(polar(0.86, 2.0944 * i + 0.5236, -0.68), 0.42, TANK));
            s.add(new Ball(polar(0.80, 2.0944 * i + 1.5708, -0.62), 0.22, FOIL));
        }
        for (int i = 0; i < 4; i++) {
            double angle = 0.7854 + 1.5708 * i;
            s.add(new Block(polar(1.36, angle, -0.78), v(0.26, 0.26, 0.13), FOIL));
            s.add(Tube.rod(polar(0.5, angle, -0.55), polar(1.35, angle, -0.7), 0.035, WHITE));
            s.add(Tube.rod(polar(0.5, angle + 0.5, -0.9), polar(1.35, angle, -0.7), 0.03, WHITE));
        }
        s.add(new Block(v(1.42, 0, -0.62), v(0.16, 0.34, 0.14), WHITE));
        for (int i = -1; i <= 1; i++)
            s.add(new Disk(v(1.42, 0.22 * i, -0.475), v(0, 0, 1), 0.09, BLACK, BLACK));
        for (int i = 0; i < model.enginePositionM.length; i++) {
            Vec3 out = new Vec3().set(model.engineDirection[i]).scale(-1);
            Vec3 throat = new Vec3().set(model.enginePositionM[i]).addScaled(-0.30, out);
            Vec3 exit = exit(model, i);
            s.add(Tube.shell(throat, 0.06, exit, EXIT_RADIUS_M, NOZZLE, THROAT, null));
            s.add(new Disk(throat, out, 0.06, DARK, NOZZLE));
            s.add(Tube.rod(new Vec3().set(throat).addScaled(-0.28, out), throat, 0.1, GREY));
        }
        return s;
    }

    /** Middle of a nozzle's exit, body, m. */
    static Vec3 exit(PoweredVehicleModel model, int engine) {
        return new Vec3().set(model.enginePositionM[engine]).addScaled(-0.15, model.engineDirection[engine]);
    }

    private static List<Solid> rover(PoweredVehicleModel model) {
        List<Solid> s = new ArrayList<>();
        s.add(new Block(v(-0.05, 0, -0.14), v(0.82, 0.56, 0.24), WHITE));
        s.add(new Block(v(-0.05, 0, -0.40), v(0.92, 0.66, 0.02), DECK));
        deck(s);
        generator(s);
        arm(s);
        for (int side = -1; side <= 1; side += 2) {
            s.add(Tube.rod(v(0.9, 0.98 * side, 0.35), v(0.1, 0.78 * side, -0.05), 0.055, BLACK));
            s.add(Tube.rod(v(0.1, 0.78 * side, -0.05), v(-0.55, 0.98 * side, 0.3), 0.055, BLACK));
            s.add(Tube.rod(v(0.05, 0.98 * side, 0.5), v(-0.55, 0.98 * side, 0.3), 0.05, BLACK));
            s.add(Tube.rod(v(-0.55, 0.98 * side, 0.3), v(-1.05, 0.98 * side, 0.5), 0.05, BLACK));
            s.add(Tube.rod(v(0.1, 0.5 * side, -0.05), v(0.1, 0.8 * side, -0.05), 0.09, GREY));
        }
        for (Vec3 w : model.wheelM) {
            double side = Math.signum(w.y);
            Vec3 hub = v(w.x, w.y, w.z - WHEEL_RADIUS_M);
            s.add(Tube.rod(v(hub.x, hub.y - 0.2, hub.z), v(hub.x, hub.y + 0.2, hub.z), WHEEL_RADIUS_M, WHEEL));
            s.add(Tube.rod(v(hub.x, hub.y - 0.25 * side, hub.z), v(hub.x, hub.y - 0.25 * side, hub.z - 0.45), 0.05,
                    BLACK));
        }
        return s;
    }

    private static void deck(List<Solid> s) {
        s.add(Tube.rod(v(-0.55, -0.42, -0.55), v(-0.55, -0.42, -0.42), 0.17, WHITE));
        s.add(Tube.rod(v(-0.62, 0.40, -0.70), v(-0.62, 0.40, -0.42), 0.09, GREY));
        s.add(new Block(v(-0.1, 0.38, -0.46), v(0.16, 0.14, 0.05), FOIL));
        s.add(new Block(v(0.22, 0.1, -0.44), v(0.3, 0.16, 0.03), WHITE));
        s.add(new Block(v(-0.32, -0.05, -0.43), v(0.18, 0.2, 0.015), GREY));
        s.add(new Disk(v(0.55, 0.0, -0.425), v(0, 0, -1), 0.06, BLACK, BLACK));
        s.add(new Disk(v(0.55, -0.2, -0.425), v(0, 0, -1), 0.05, CHAR, BLACK));
        s.add(new Block(v(0.25, -0.35, -0.44), v(0.05, 0.05, 0.03), BLACK));
        for (int side = -1; side <= 1; side += 2)
            s.add(new Block(v(-0.05, 0.64 * side, -0.425), v(0.9, 0.015, 0.012), GREY));
    }

    private static void generator(List<Solid> s) {
        s.add(Tube.rod(v(-0.92, 0, -0.22), v(-1.5, 0, -0.40), 0.2, DARK));
        for (int i = 0; i < 8; i++) {
            double angle = 0.3927 + 0.7854 * i;
            double y = 0.31 * StrictMath.cos(angle);
            double z = 0.31 * StrictMath.sin(angle);
            s.add(Tube.rod(v(-0.98, y, -0.24 + z), v(-1.45, y, -0.385 + z), 0.05, GREY));
        }
    }

    private static List<Solid> stowedMast() {
        return List.of(Tube.rod(v(0.72, 0.46, -0.5), v(-0.28, 0.5, -0.5), 0.055, WHITE),
                new Block(v(-0.36, 0.5, -0.52), v(0.12, 0.2, 0.11), WHITE),
                new Disk(v(-0.36, 0.42, -0.635), v(0, 0, -1), 0.07, BLACK, BLACK));
    }

    private static List<Solid> raisedMast(Vec3 head) {
        return List.of(
                Tube.rod(v(MAST_FOOT.x, MAST_FOOT.y, MAST_FOOT.z), v(head.x, head.y, head.z + 0.1), 0.055, WHITE),
                new Block(head, v(0.14, 0.2, 0.13), WHITE));
    }

    private static void arm(List<Solid> s) {
        s.add(Tube.rod(v(0.95, 0.3, -0.28), v(0.95, -0.45, -0.28), 0.07, WHITE));
        s.add(Tube.rod(v(0.98, -0.4, -0.12), v(0.98, 0.25, -0.12), 0.06, GREY));
        s.add(new Block(v(1.06, -0.42, -0.2), v(0.2, 0.2, 0.2), DARK));
        s.add(Tube.rod(v(1.12, -0.3, -0.2), v(1.35, -0.3, -0.2), 0.06, FOIL));
    }

    private static List<Solid> heatShield(double radius, int springAway) {
        List<Solid> s = new ArrayList<>();
        double depth = (radius - SHIELD_CAP_M) * CONE;
        s.add(Tube.shell(v(0, 0, 0), radius, v(0, 0, depth), SHIELD_CAP_M, CHAR, LINING, VehicleModels::lining));
        s.add(new Disk(v(0, 0, depth), v(0, 0, 1), SHIELD_CAP_M, CHAR, LINING));
        s.add(Tube.shell(v(0, 0, -0.09), radius - 0.02, v(0, 0, 0.02), radius, CHAR, GREY, null));
        // Heat-shield instruments and their harness (MEDLI2 boxes), which make the turning visible.
        s.add(new Block(v(0.25, 0.1, depth - 0.12), v(0.18, 0.14, 0.09), METAL));
        s.add(new Block(v(-0.6, -0.5, depth - 0.16), v(0.12, 0.1, 0.06), DARK));
        s.add(Tube.rod(v(0.2, 0.1, depth - 0.05), v(1.75, 0.7, 0.16), 0.03, DARK));
        s.add(Tube.rod(v(0.2, 0.1, depth - 0.05), v(-1.3, 1.2, 0.16), 0.03, DARK));
        s.add(Tube.rod(v(0, 0, depth - 0.05), v(-0.4, -1.8, 0.13), 0.03, DARK));
        for (int i = 0; i < LooseSpring.SPRINGS; i++) {
            Vec3 foot = LooseSpring.foot(i, new Vec3());
            s.add(Tube.rod(v(0.97 * foot.x, 0.97 * foot.y, 0.03), v(0.97 * foot.x, 0.97 * foot.y, 0.12), 0.11, DARK));
            if (i != springAway) s.add(Tube.rod(v(foot.x, foot.y, -0.26), foot, 0.075, METAL));
        }
        return s;
    }

    /** Ribs and panels inside, tiles outside. */
    private static double lining(double heightM, double x, double y, double z) {
        double ring = RIM_RINGS_PER_M * heightM / CONE;
        double turn = 18 * (Trig.atan2(y, x) / (2 * Math.PI) + 0.5);
        boolean joint = ring - Math.floor(ring) < 0.07 || turn - Math.floor(turn) < 0.035;
        return joint ? 0.78 : ((int) ring + (int) turn & 1) == 0 ? 1 : 0.94;
    }

    private static List<Solid> backshell(double radius) {
        return List.of(Tube.shell(v(0, 0, 1.4), radius, v(0, 0, -0.6), 1.25, SHELL, FRAME, null),
                Tube.shell(v(0, 0, -0.6), 1.25, v(0, 0, -2.4), 0.8, SHELL, FRAME, null));
    }
}
