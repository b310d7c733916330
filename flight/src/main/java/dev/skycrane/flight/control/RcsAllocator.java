package dev.skycrane.flight.control;

import dev.skycrane.flight.core.ActuatorFrame;
import dev.skycrane.flight.core.Tick;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.vehicle.RcsModel;

/**
 * Turns a torque request into thruster on-times: least squares over on-times from 0 to 1 by projected coordinate descent with a
 * bounded number of sweeps (Franc, Hlavac, Navara 2005, doi 10.1007/11556121_50). A sweep that moves no on-time by more than a small part of the
 * shortest pulse is the last: after the three to six that this takes, the torque is met to some tenths of a newton metre. A small
 * penalty on the on-times keeps opposed thrusters from burning together.
 */
public final class RcsAllocator {
    private static final int N = ActuatorFrame.RCS_COUNT;
    private static final int SWEEPS = 24;
    private static final double PENALTY = 1e-3;
    /** On-times are left alone once a sweep moves them by no more than this share of a tick: 31 us. */
    private static final double SETTLED = 2e-3;

    /** Torque of each thruster at full on-time about the centre of mass, N m. */
    private final Vec3[] torqueNm = new Vec3[N];
    /** Reciprocal of the cost's second derivative by each on-time. */
    private final double[] perCurvature = new double[N];
    private final double penalty;
    private final double shortestDuty;
    private final double[] duty = new double[N];

    /** @param centreM centre of mass, body axes, m */
    public RcsAllocator(RcsModel rcs, Vec3 centreM) {
        double largest = 0;
        for (int i = 0; i < N; i++) {
            Vec3 arm = new Vec3().difference(rcs.positionM[i], centreM);
            torqueNm[i] = arm.cross(arm, rcs.direction[i]).scale(rcs.thrustN);
            largest = Math.max(largest, torqueNm[i].normSquared());
        }
        penalty = PENALTY * largest;
        for (int i = 0; i < N; i++)
            perCurvature[i] = 1 / (torqueNm[i].normSquared() + penalty);
        shortestDuty = rcs.minimumPulseS / Tick.PERIOD_S;
    }

    /** On-times for a torque, body axes, N m; too short ones are left out. Writes all of {@code out.rcsDuty}. */
    public void allocate(double tx, double ty, double tz, ActuatorFrame out) {
        for (int i = 0; i < N; i++)
            duty[i] = 0;
        descend(tx, ty, tz);
        for (int i = 0; i < N; i++)
            out.rcsDuty[i] = duty[i] < shortestDuty ? 0 : duty[i];
    }

    /** Each on-time in turn to where the penalised square of the residual is least, again and again. The residual stays in registers. */
    private void descend(double tx, double ty, double tz) {
        double rx = tx;
        double ry = ty;
        double rz = tz;
        double moved = Double.MAX_VALUE;
        for (int sweep = 0; sweep < SWEEPS && moved > SETTLED; sweep++) {
            moved = 0;
            for (int i = 0; i < N; i++) {
                Vec3 t = torqueNm[i];
                double before = duty[i];
                double free = before + (t.x * rx + t.y * ry + t.z * rz - penalty * before) * perCurvature[i];
                // Branches, not min and max: most thrusters rest at a bound, which the processor then foresees.
                double next = free <= 0 ? 0 : free >= 1 ? 1 : free;
                if (next == before) continue;
                double less = before - next;
                rx += less * t.x;
                ry += less * t.y;
                rz += less * t.z;
                duty[i] = next;
                moved = Math.max(moved, Math.abs(less));
            }
        }
    }

    /** Torque of a set of on-times, body axes, N m. */
    public Vec3 torque(double[] rcsDuty, Vec3 out) {
        out.zero();
        for (int i = 0; i < N; i++)
            out.addScaled(rcsDuty[i], torqueNm[i]);
        return out;
    }
}
