package dev.skycrane.flight.control;

import dev.skycrane.flight.core.ActuatorFrame;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.vehicle.PoweredVehicleModel;

/**
 * Shares axial thrust and the torques about body x and y among a set of engines by the minimum-norm solution, its matrix computed once.
 * Where the throttle range does not suffice torque goes before thrust: first the differences between engines are scaled down to fit the
 * range, then thrust is moved just so far that every engine is inside. Torque about z is left to the RCS.
 */
public final class EngineAllocator {
    private static final int N = ActuatorFrame.MLE_COUNT;

    private final boolean[] use;
    private final double minN;
    private final double maxN;
    /** Thrust of engine i per newton of axial thrust, per newton metre about x and y. */
    private final double[] perThrust = new double[N];
    private final double[] perTorqueX = new double[N];
    private final double[] perTorqueY = new double[N];
    private final double[] difference = new double[N];
    private double torqueFraction = 1;
    private boolean thrustLimited;

    /** @param use engines that burn @param centreM centre of mass, body axes, m */
    public EngineAllocator(PoweredVehicleModel vehicle, boolean[] use, Vec3 centreM) {
        this.use = use.clone();
        minN = vehicle.minThrustN;
        maxN = vehicle.maxThrustN;
        double[][] b = effect(vehicle, use, centreM);
        double[][] inverse = invert(gram(b));
        for (int i = 0; i < N; i++) {
            for (int r = 0; r < 3; r++) {
                perThrust[i] += b[r][i] * inverse[r][0];
                perTorqueX[i] += b[r][i] * inverse[r][1];
                perTorqueY[i] += b[r][i] * inverse[r][2];
            }
        }
        for (int i = 0; i < N; i++) {
            if (use[i] && perThrust[i] <= 0) {
                throw new IllegalArgumentException("engine cannot share in the thrust: engine=" + (i + 1));
            }
        }
    }

    /** Whether a set of engines can hold thrust and both torques with each of them taking part. */
    static boolean holds(PoweredVehicleModel vehicle, boolean[] use, Vec3 centreM) {
        double[][] b = effect(vehicle, use, centreM);
        double[][] gram = gram(b);
        if (!(Math.abs(determinant(gram)) > 0)) return false;
        double[][] inverse = invert(gram);
        for (int i = 0; i < N; i++) {
            double share = b[0][i] * inverse[0][0] + b[1][i] * inverse[1][0] + b[2][i] * inverse[2][0];
            if (use[i] && share <= 0) return false;
        }
        return true;
    }

    private static double[][] gram(double[][] b) {
        double[][] gram = new double[3][3];
        for (int r = 0; r < 3; r++) {
            for (int c = 0; c < 3; c++) {
                for (int i = 0; i < N; i++)
                    gram[r][c] += b[r][i] * b[c][i];
            }
        }
        return gram;
    }

    private static double determinant(double[][] m) {
        return m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1]) + m[0][1] * (m[1][2] * m[2][0] - m[1][0] * m[2][2])
                + m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0]);
    }

    /** Rows: axial thrust, torque about x, torque about y; columns: newtons of each engine. */
    private static double[][] effect(PoweredVehicleModel vehicle, boolean[] use, Vec3 centreM) {
        double[][] b = new double[3][N];
        Vec3 arm = new Vec3();
        for (int i = 0; i < N; i++) {
            if (!use[i]) continue;
            Vec3 push = vehicle.engineDirection[i];
            arm.difference(vehicle.enginePositionM[i], centreM);
            arm.cross(arm, push);
            b[0][i] = -push.z;
            b[1][i] = arm.x;
            b[2][i] = arm.y;
        }
        return b;
    }

    private static double[][] invert(double[][] m) {
        double c00 = m[1][1] * m[2][2] - m[1][2] * m[2][1];
        double c01 = m[1][2] * m[2][0] - m[1][0] * m[2][2];
        double c02 = m[1][0] * m[2][1] - m[1][1] * m[2][0];
        double det = determinant(m);
        if (!(Math.abs(det) > 0)) throw new IllegalArgumentException("engines cannot hold the attitude: det=" + det);
        return new double[][]{
            {c00 / det, (m[0][2] * m[2][1] - m[0][1] * m[2][2]) / det,
                (m[0][1] * m[1][2] - m[0][2] * m[1][1]) / det},
            {c01 / det, (m[0][0] * m[2][2] - m[0][2] * m[2][0]) / det,
                (m[0][2] * m[1][0] - m[0][0] * m[1][2]) / det},
            {c02 / det, (m[0][1] * m[2][0] - m[0][0] * m[2][1]) / det,
                (m[0][0] * m[1][1] - m[0][1] * m[1][0]) / det}};
    }

    /**
     * Throttles for an axial thrust (N, along body -z) and torques (N m). Writes all of {@code out.mleThrottle}.
     *
     * @return the axial thrust that the throttles give, N
     */
    public double allocate(double thrustN, double tx, double ty, ActuatorFrame out) {
        scaleTorque(tx, ty);
        double low = 0;
        double high = Double.MAX_VALUE;
        for (int i = 0; i < N; i++) {
            if (!use[i]) continue;
            low = Math.max(low, (minN - difference[i]) / perThrust[i]);
            high = Math.min(high, (maxN - difference[i]) / perThrust[i]);
        }
        double given = Math.max(low, Math.min(high, thrustN));
        thrustLimited = given != thrustN;
        for (int i = 0; i < N; i++) {
            double n = given * perThrust[i] + difference[i];
            out.mleThrottle[i] = use[i] ? Math.max(minN, Math.min(maxN, n)) / maxN : 0;
        }
        return given;
    }

    /**
     * Largest fraction of the torque for which some thrust keeps all engines in range. For engines i and j the range of thrusts is not
     * empty while (min - f d_i) / b_i &lt;= (max - f d_j) / b_j, which bounds the fraction f for every pair.
     */
    private void scaleTorque(double tx, double ty) {
        for (int i = 0; i < N; i++)
            difference[i] = use[i] ? tx * perTorqueX[i] + ty * perTorqueY[i] : 0;
        double f = 1;
        for (int i = 0; i < N; i++) {
            for (int j = 0; use[i] && j < N; j++) {
                if (!use[j]) continue;
                double slope = difference[j] / perThrust[j] - difference[i] / perThrust[i];
                double room = maxN / perThrust[j] - minN / perThrust[i];
                if (slope * f > room) f = room / slope;
            }
        }
        torqueFraction = Math.max(0, f);
        for (int i = 0; i < N; i++)
            difference[i] *= torqueFraction;
    }

    /** Largest axial thrust without torque, N. */
    public double maxAxialN() {
        double most = Double.MAX_VALUE;
        for (int i = 0; i < N; i++)
            if (use[i]) most = Math.min(most, maxN / perThrust[i]);
        return most;
    }

    /** Fraction of the last request's torque that was given; 1 unless limited. */
    public double torqueFraction() {
        return torqueFraction;
    }

    /** The last request's thrust could not be given. */
    public boolean thrustLimited() {
        return thrustLimited;
    }
}
