package dev.skycrane.flight.vehicle;

import dev.skycrane.flight.core.ActuatorFrame;
import dev.skycrane.flight.core.ParameterException;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.geometry.Vec3;

/**
 * Knowledge of the vehicle after the backshell is gone: engines, masses, bridle. Shared by flight software and plant.
 *
 * <p>All places are in body axes. The body origin is a point of the descent stage, the centre of mass of stage and stowed rover
 * with full tanks; it keeps its place in the structure when propellant burns and when the rover leaves. The rover frame has
 * parallel axes and its origin in the rover's centre of mass.
 *
 * <p>Published: engine count and cants, thrust range, exhaust velocity, rover mass, bridle length (dossier sections 2.1, 2.4, 2.5). Stage
 * mass: between the two published figures, such that the mass at ignition is near the low end of the dossier's 2.28 to 2.48 t, which closes the propellant budget. Places and inertias: our own
 * estimate from the size of the parts. Immutable.
 */
public final class PoweredVehicleModel {
    private static final int N = ActuatorFrame.MLE_COUNT;
    /** Attachment points of the bridle on the rover. */
    public static final int BRIDLE_LINES = 3;
    public static final int WHEELS = 6;

    /** Engine places, m. */
    public final Vec3[] enginePositionM = new Vec3[N];
    /** Unit vectors of the push of each engine on the vehicle. */
    public final Vec3[] engineDirection = new Vec3[N];
    /** Engines that burn while the rover hangs below: the strongly canted ones. */
    public final boolean[] skyCraneEngine = new boolean[N];
    /** Throttle range in use. */
    public final double minThrustN;
    public final double maxThrustN;
    public final double engineLagS;
    public final double exhaustVelocityMps;

    public final double stageDryKg;
    public final Vec3 stageCentreM;
    public final Vec3 tankCentreM;
    /** Moments of inertia of the dry stage about its own centre of mass, kg m^2. */
    public final Vec3 stageInertiaKgM2;
    /** Radius of gyration of the propellant about each axis, m. */
    public final double tankGyrationM;
    public final double roverKg;
    public final Vec3 roverCentreM;
    public final Vec3 roverInertiaKgM2;
    /** Full propellant load at entry, kg. */
    public final double propellantKg;

    /** Where the bridle leaves the stage, m, body. */
    public final Vec3 bridleExitM;
    /** Where the lines hold the rover, m, rover frame. */
    public final Vec3[] bridleRoverM = new Vec3[BRIDLE_LINES];
    /** Length of each line when all is paid out, m. */
    public final double bridleLengthM;
    /** Lowest points of the wheels, m, rover frame. */
    public final Vec3[] wheelM = new Vec3[WHEELS];
    public final double dragAreaM2;

    public PoweredVehicleModel(ParameterTable p) {
        engines(p);
        minThrustN = p.scalar("vehicle.mle.minThrustN", "N", 400, 1, 1e5, "lowest thrust in use (dossier section 2.4)");
        maxThrustN = p.scalar("vehicle.mle.maxThrustN", "N", 3060, minThrustN, 1e6,
                "highest thrust in use, throttle 1 (dossier section 2.4)");
        engineLagS = p.scalar("vehicle.mle.lagS", "s", 0.06, 0.001, 1, "time constant of the thrust");
        exhaustVelocityMps = p.scalar("vehicle.mle.exhaustVelocityMps", "m/s", 2250, 500, 5000,
                "effective exhaust velocity (dossier section 2.4: 2100 to 2250)");
        stageDryKg = p.scalar("vehicle.stage.dryMassKg", "kg", 870, 10, 1e5,
                "descent stage without propellant (published 829 and 983)");
        stageCentreM = vec(p, "vehicle.stage.centreM", "m", 0, 0, -0.80, "centre of mass of the dry stage");
        tankCentreM = vec(p, "vehicle.stage.tankCentreM", "m", 0, 0, -0.70, "centre of the propellant");
        stageInertiaKgM2 = vec(p, "vehicle.stage.inertiaKgM2", "kg m^2", 620, 620, 1000, "inertia of the dry stage");
        tankGyrationM = p.scalar("vehicle.stage.tankGyrationM", "m", 0.75, 0, 10,
                "radius of gyration of the propellant");
        dragAreaM2 = p.scalar("vehicle.stage.dragAreaM2", "m^2", 5.5, 0, 100,
                "drag area; gives the 41 N at 32 m/s of dossier section 2.4");
        propellantKg = p.scalar("vehicle.propellant.entryKg", "kg", 399.4, 1, 1e5,
                "propellant at entry interface (dossier section 2.1)");
        roverKg = p.scalar("vehicle.rover.massKg", "kg", 1026, 1, 1e5, "rover (dossier section 2.1)");
        roverCentreM = vec(p, "vehicle.rover.centreM", "m", 0, 0, 0.943, "centre of mass of the stowed rover");
        roverInertiaKgM2 = vec(p, "vehicle.rover.inertiaKgM2", "kg m^2", 620, 740, 900, "inertia of the rover");
        bridleExitM = vec(p, "vehicle.bridle.exitM", "m", 0, 0, 0.10, "where the bridle leaves the stage");
        bridleLengthM = p.scalar("vehicle.bridle.lengthM", "m", 7.5, 1, 100,
                "bridle paid out whole (dossier section 2.5)");
        bridle(p);
        wheels(p);
    }

    private void engines(ParameterTable p) {
        // Four corners of two engines each: the upright one and the canted one side by side.
        double a = 1.16;
        double b = 0.80;
        double[] x = eight(p, "vehicle.mle.positionXM", "m", new double[]{a, b, -b, -a, -a, -b, b, a}, 10,
                "engine places, forward");
        double[] y = eight(p, "vehicle.mle.positionYM", "m", new double[]{b, a, a, b, -b, -a, -a, -b}, 10,
                "engine places, right");
        double[] z = eight(p, "vehicle.mle.positionZM", "m", filled(-0.35), 10, "engine places, down");
        double[] cant = eight(p, "vehicle.mle.cantDeg", "deg", new double[]{25, 5, 25, 5, 25, 5, 25, 5}, 89,
                "outward lean of each exhaust (dossier section 2.4)");
        double[] sky = eight(p, "vehicle.mle.skyCrane", "bool", new double[]{1, 0, 1, 0, 1, 0, 1, 0}, 1,
                "engines that burn in the sky crane (dossier section 2.4)");
        for (int i = 0; i < N; i++) {
            enginePositionM[i] = new Vec3(x[i], y[i], z[i]);
            double radiusM = Math.sqrt(x[i] * x[i] + y[i] * y[i]);
            double s = StrictMath.sin(Math.toRadians(cant[i]));
            double c = StrictMath.cos(Math.toRadians(cant[i]));
            engineDirection[i] = radiusM > 0
                    ? new Vec3(-s * x[i] / radiusM, -s * y[i] / radiusM, -c)
                    : new Vec3(0, 0, -1);
            skyCraneEngine[i] = sky[i] != 0;
        }
    }

    private void bridle(ParameterTable p) {
        double[] x = count(p.vector("vehicle.bridle.roverXM", "m", new double[]{0.5, -0.25, -0.25}, -10, 10,
                "bridle on the rover, forward"), "vehicle.bridle.roverXM", BRIDLE_LINES);
        double[] y = count(p.vector("vehicle.bridle.roverYM", "m", new double[]{0, 0.45, -0.45}, -10, 10,
                "bridle on the rover, right"), "vehicle.bridle.roverYM", BRIDLE_LINES);
        double[] z = count(p.vector("vehicle.bridle.roverZM", "m", new double[]{-0.70, -0.70, -0.70}, -10, 10,
                "bridle on the rover, down"), "vehicle.bridle.roverZM", BRIDLE_LINES);
        for (int i = 0; i < BRIDLE_LINES; i++)
            bridleRoverM[i] = new Vec3(x[i], y[i], z[i]);
    }

    private void wheels(ParameterTable p) {
        double[] x = count(
                p.vector("vehicle.rover.wheelXM", "m", new double[]{1.15, 0.05, -1.05, 1.15, 0.05, -1.05}, -10,
                        10, "wheels, forward"),
                "vehicle.rover.wheelXM", WHEELS);
        double[] y = count(
                p.vector("vehicle.rover.wheelYM", "m", new double[]{1.12, 1.2, 1.12, -1.12, -1.2, -1.12}, -10,
                        10, "wheels, right"),
                "vehicle.rover.wheelYM", WHEELS);
        double[] z = count(
                p.vector("vehicle.rover.wheelZM", "m", new double[]{0.95, 0.95, 0.95, 0.95, 0.95, 0.95}, -10, 10,
                        "lowest points of the wheels, down"),
                "vehicle.rover.wheelZM", WHEELS);
        for (int i = 0; i < WHEELS; i++)
            wheelM[i] = new Vec3(x[i], y[i], z[i]);
    }

    /** Mass with {@code propellant} kg left, kg. */
    public double massKg(double propellant, boolean withRover) {
        return stageDryKg + propellant + (withRover ? roverKg : 0);
    }

    /** out = centre of mass, body, m. */
    public Vec3 centreOfMass(double propellant, boolean withRover, Vec3 out) {
        out.zero().addScaled(stageDryKg, stageCentreM).addScaled(propellant, tankCentreM);
        if (withRover) out.addScaled(roverKg, roverCentreM);
        return out.scale(1 / massKg(propellant, withRover));
    }

    /** out = principal moments of inertia about the centre of mass, body axes, kg m^2; products are neglected. */
    public Vec3 inertia(double propellant, boolean withRover, Vec3 out) {
        double k = propellant * tankGyrationM * tankGyrationM;
        double total = massKg(propellant, withRover);
        double cx = stageDryKg * stageCentreM.x + propellant * tankCentreM.x
                + (withRover ? roverKg * roverCentreM.x : 0);
        double cy = stageDryKg * stageCentreM.y + propellant * tankCentreM.y
                + (withRover ? roverKg * roverCentreM.y : 0);
        double cz = stageDryKg * stageCentreM.z + propellant * tankCentreM.z
                + (withRover ? roverKg * roverCentreM.z : 0);
        cx /= total;
        cy /= total;
        cz /= total;
        out.set(stageInertiaKgM2.x + k, stageInertiaKgM2.y + k, stageInertiaKgM2.z + k);
        shift(stageDryKg, stageCentreM, cx, cy, cz, out);
        shift(propellant, tankCentreM, cx, cy, cz, out);
        if (withRover) {
            out.add(roverInertiaKgM2);
            shift(roverKg, roverCentreM, cx, cy, cz, out);
        }
        return out;
    }

    /** Steiner's term of a part about the common centre. */
    private static void shift(double mass, Vec3 at, double cx, double cy, double cz, Vec3 out) {
        double x = at.x - cx;
        double y = at.y - cy;
        double z = at.z - cz;
        out.set(out.x + mass * (y * y + z * z), out.y + mass * (x * x + z * z), out.z + mass * (x * x + y * y));
    }

    /** Lowest wheel of the stowed rover below the body origin, m. */
    public double stowedWheelDepthM() {
        double depthM = 0;
        for (Vec3 w : wheelM)
            depthM = Math.max(depthM, w.z + roverCentreM.z);
        return depthM;
    }

    private static double[] eight(ParameterTable p, String name, String unit, double[] values, double limit,
            String doc) {
        return count(p.vector(name, unit, values, -limit, limit, doc), name, N);
    }

    private static double[] count(double[] values, String name, int expected) {
        if (values.length != expected) {
            throw new ParameterException(name, values.length + " numbers", expected + " numbers");
        }
        return values;
    }

    private static Vec3 vec(ParameterTable p, String name, String unit, double x, double y, double z, String doc) {
        double[] v = count(p.vector(name, unit, new double[]{x, y, z}, -1e5, 1e5, doc), name, 3);
        return new Vec3(v[0], v[1], v[2]);
    }

    private static double[] filled(double value) {
        double[] v = new double[N];
        java.util.Arrays.fill(v, value);
        return v;
    }
}
