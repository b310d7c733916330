package dev.skycrane.flight.guidance;

import dev.skycrane.flight.geometry.Trig;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.geometry.Vec3;

/**
 * Powered approach from ignition to the start of constant velocity: one fifth-order polynomial per axis through position, velocity and
 * acceleration at both ends (the 3-D polynomial of dossier section 4.4), ending above the aim point with the constant-velocity rate and no
 * horizontal velocity.
 *
 * <p>The flight time is chosen once: a little less than that of a constant vertical deceleration, since propellant goes
 * mostly into holding the vehicle up, then longer ones, then shorter, and the first that keeps thrust, tilt, glide slope and propellant inside their limits is taken; if none does, the one that violates them least.
 * The aim point moves away, by a bounded distance, from where the backshell is expected to come down.
 */
final class DivertPlan {
    /** Allowed flight times as multiples of the preferred one, in order of preference. */
    private static final double[] FACTORS = {1, 1.02, 1.04, 1.06, 1.08, 1.1, 1.13, 1.16, 1.2, 1.25, 1.3, 1.4, 0.97,
        0.94, 0.9};
    private static final int SAMPLES = 48;

    private final double finalRateMps;
    private final double timeFactor;
    private final double maxTiltRad;
    private final double glideTangent;
    private final double thrustMargin;
    private final double backshellRateMps;
    private final double backshellClearanceM;
    private final double aimShiftMaxM;

    private final Vec3 aimEnuM = new Vec3();
    /** Coefficients of s^0 to s^5 for east, north, up, where s = t / duration. */
    private final double[][] c = new double[3][6];
    private final double[] start = new double[3];
    private final double[] startV = new double[3];
    private final double[] end = new double[3];
    private final Vec3 a = new Vec3();
    private final Vec3 r = new Vec3();
    private double maxMps2;
    private double minMps2;
    private double gravityMps2;
    private double spendDeltaVMps;
    private double durationS;
    private double deltaVMps;
    private double violation;
    private double clearanceM;

    DivertPlan(ParameterTable p) {
        finalRateMps = p.scalar("guidance.approach.finalRateMps", "m/s", 32, 5, 100,
                "descent rate at the end of the approach (dossier section 4.4)");
        timeFactor = p.scalar("guidance.approach.timeFactor", "1", 0.94, 0.5, 1.5,
                "preferred flight time over that of a constant vertical deceleration; below 1 saves propellant");
        maxTiltRad = Math.toRadians(p.scalar("guidance.approach.maxTiltDeg", "deg", 50, 5, 80,
                "largest angle between thrust and up"));
        glideTangent = StrictMath.tan(Math.toRadians(p.scalar("guidance.approach.glideSlopeDeg", "deg", 12, 0, 80,
                "lowest elevation of the vehicle seen from the aim point")));
        thrustMargin = p.scalar("guidance.approach.thrustMargin", "1", 0.9, 0.1, 1,
                "share of the largest thrust that a plan may use");
        backshellRateMps = p.scalar("guidance.backshell.descentRateMps", "m/s", 29, 1, 200,
                "expected descent rate of backshell and parachute without the vehicle");
        backshellClearanceM = p.scalar("guidance.backshell.clearanceM", "m", 60, 0, 1000,
                "wanted distance between the aim point and where the backshell is expected");
        aimShiftMaxM = p.scalar("guidance.backshell.aimShiftMaxM", "m", 30, 0, 1000,
                "largest shift of the aim point from the target away from the backshell");
    }

    /** What the vehicle can do, for judging the plans to come: total axial thrust, mass, local gravity, velocity change to spend. */
    void ability(double maxThrustN, double minThrustN, double massKg, double localGravityMps2, double spendMps) {
        maxMps2 = thrustMargin * maxThrustN / massKg;
        minMps2 = minThrustN / massKg;
        gravityMps2 = localGravityMps2;
        spendDeltaVMps = spendMps;
    }

    /**
     * Plans from a state relative to the target (Enu at the target, m and m/s) to {@code finalHeightM} above it.
     *
     * @return true if all limits hold
     */
    boolean plan(Vec3 rEnuM, Vec3 vEnuMps, double finalHeightM) {
        aim(rEnuM, vEnuMps);
        start[0] = rEnuM.x;
        start[1] = rEnuM.y;
        start[2] = rEnuM.z;
        startV[0] = vEnuMps.x;
        startV[1] = vEnuMps.y;
        startV[2] = vEnuMps.z;
        end[0] = aimEnuM.x;
        end[1] = aimEnuM.y;
        end[2] = finalHeightM;
        double meanRateMps = Math.max(1, 0.5 * (finalRateMps - vEnuMps.z));
        double nominalS = Math.max(5, timeFactor * (rEnuM.z - finalHeightM) / meanRateMps);
        double bestS = nominalS;
        double bestViolation = Double.MAX_VALUE;
        for (double factor : FACTORS) {
            fit(factor * nominalS);
            judge();
            if (violation < bestViolation) {
                bestViolation = violation;
                bestS = durationS;
            }
            if (violation == 0) break;
        }
        fit(bestS);
        judge();
        return violation == 0;
    }

    /** The target, or a point a little off it if the backshell would come down near; sets the clearance. */
    private void aim(Vec3 rEnuM, Vec3 vEnuMps) {
        double fallS = Math.max(0, rEnuM.z) / backshellRateMps;
        double x = rEnuM.x + vEnuMps.x * fallS;
        double y = rEnuM.y + vEnuMps.y * fallS;
        double distanceM = Math.sqrt(x * x + y * y);
        double shiftM = Math.max(0, Math.min(aimShiftMaxM, backshellClearanceM - distanceM));
        if (distanceM > 0) {
            aimEnuM.set(-shiftM * x / distanceM, -shiftM * y / distanceM, 0);
        } else {
            aimEnuM.set(shiftM, 0, 0);
        }
        clearanceM = distanceM + shiftM;
    }

    private void fit(double seconds) {
        durationS = seconds;
        double t2 = seconds * seconds;
        for (int k = 0; k < 3; k++) {
            double endV = k == 2 ? -finalRateMps : 0;
            double startA = k == 2 ? (endV - startV[k]) / seconds : 0;
            double dp = end[k] - start[k] - startV[k] * seconds - 0.5 * startA * t2;
            double dv = (endV - startV[k] - startA * seconds) * seconds;
            double da = -startA * t2;
            double[] q = c[k];
            q[0] = start[k];
            q[1] = startV[k] * seconds;
            q[2] = 0.5 * startA * t2;
            q[3] = 10 * dp - 4 * dv + 0.5 * da;
            q[4] = -15 * dp + 7 * dv - da;
            q[5] = 6 * dp - 3 * dv + 0.5 * da;
        }
    }

    /** Sets {@link #deltaVMps} and {@link #violation}: the sum of relative excesses over the limits, 0 for none. */
    private void judge() {
        violation = 0;
        deltaVMps = 0;
        double dt = durationS / SAMPLES;
        for (int i = 0; i <= SAMPLES; i++) {
            acceleration(i * dt, a);
            position(i * dt, r);
            double up = a.z + gravityMps2;
            double across = Math.sqrt(a.x * a.x + a.y * a.y);
            double thrustA = Math.sqrt(up * up + across * across);
            deltaVMps += thrustA * (i == 0 || i == SAMPLES ? 0.5 * dt : dt);
            violation += Math.max(0, thrustA / maxMps2 - 1) + Math.max(0, 1 - thrustA / minMps2)
                    + Math.max(0, Trig.atan2(across, up) / maxTiltRad - 1);
            double e = r.x - aimEnuM.x;
            double n = r.y - aimEnuM.y;
            double distanceM = Math.sqrt(e * e + n * n);
            violation += Math.max(0, glideTangent * distanceM - r.z) / Math.max(1, end[2]);
        }
        violation += Math.max(0, deltaVMps / spendDeltaVMps - 1);
    }

    Vec3 position(double t, Vec3 out) {
        double s = Math.min(1, t / durationS);
        return out.set(value(c[0], s), value(c[1], s), value(c[2], s));
    }

    Vec3 velocity(double t, Vec3 out) {
        double s = Math.min(1, t / durationS);
        return out.set(slope(c[0], s), slope(c[1], s), slope(c[2], s)).scale(1 / durationS);
    }

    /** Zero after the end. */
    Vec3 acceleration(double t, Vec3 out) {
        if (t > durationS) return out.zero();
        double s = t / durationS;
        return out.set(bend(c[0], s), bend(c[1], s), bend(c[2], s)).scale(1 / (durationS * durationS));
    }

    /** Rate of the acceleration, m/s^3; zero after the end. */
    Vec3 jerk(double t, Vec3 out) {
        if (t > durationS) return out.zero();
        double s = t / durationS;
        return out.set(twist(c[0], s), twist(c[1], s), twist(c[2], s)).scale(1 / (durationS * durationS * durationS));
    }

    private static double value(double[] q, double s) {
        return q[0] + s * (q[1] + s * (q[2] + s * (q[3] + s * (q[4] + s * q[5]))));
    }

    private static double slope(double[] q, double s) {
        return q[1] + s * (2 * q[2] + s * (3 * q[3] + s * (4 * q[4] + s * 5 * q[5])));
    }

    private static double bend(double[] q, double s) {
        return 2 * q[2] + s * (6 * q[3] + s * (12 * q[4] + s * 20 * q[5]));
    }

    private static double twist(double[] q, double s) {
        return 6 * q[3] + s * (24 * q[4] + s * 60 * q[5]);
    }

    double durationS() {
        return durationS;
    }

    /** Velocity change that the plan's thrust makes, gravity included, m/s. */
    double deltaVMps() {
        return deltaVMps;
    }

    double finalRateMps() {
        return finalRateMps;
    }

    double maxTiltRad() {
        return maxTiltRad;
    }

    /** Where the plan ends, relative to the target. */
    Vec3 aimEnuM() {
        return aimEnuM;
    }

    /** Expected distance between aim point and backshell on the ground, m. */
    double clearanceM() {
        return clearanceM;
    }

    double violation() {
        return violation;
    }
}
