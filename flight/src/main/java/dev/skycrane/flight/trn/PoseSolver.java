package dev.skycrane.flight.trn;

import dev.skycrane.flight.geometry.Quat;
import dev.skycrane.flight.geometry.Vec3;

/**
 * Camera position and attitude from matched map points: Gauss-Newton on the angle between seen and expected ray, with the weights of
 * Geman and McClure (1985) at a scale that shrinks from iteration to iteration, and a Gaussian prior. Fixed iteration count.
 * Unknowns: rotation vector of the camera in frame L (rad), then position in frame L (m).
 */
final class PoseSolver {
    private static final int N = 6;
    private static final int ITERATIONS = 12;

    /** Prior 1-sigma errors about the pose that the prior names. */
    static final class Prior {
        final Vec3 cM = new Vec3();
        final Quat qLFromCamera = new Quat();
        final Vec3 sigmaM = new Vec3();
        double sigmaAttitudeRad;
    }

    private final double[] a = new double[N * N];
    private final double[] b = new double[N];
    private final double[] j = new double[2 * N];
    private final double[] covariance = new double[N * N];
    private final Vec3 rotation = new Vec3();
    private final Vec3 v = new Vec3();
    private final Quat dq = new Quat();
    private final double[] basis = new double[6];
    private double chiSquared;

    /**
     * Improves {@code pose} and marks the inliers.
     *
     * @param startCells scale of the first iteration, cells
     * @param endCells scale of the last, cells; an inlier lies within three times this
     * @return false when the equations are singular
     */
    boolean solve(CameraPose pose, Matches m, Prior prior, double startCells, double endCells) {
        double scale = startCells;
        // eighth root: the end is reached four iterations before the last
        double shrink = Math.sqrt(Math.sqrt(Math.sqrt(endCells / startCells)));
        for (int i = 0; i < ITERATIONS; i++) {
            build(pose, m, prior, scale);
            if (!factor(a)) return false;
            substitute(a, b);
            pose.qLFromCamera.product(dq.fromRotationVector(b[0], b[1], b[2]), pose.qLFromCamera).normalize();
            pose.cM.set(pose.cM.x + b[3], pose.cM.y + b[4], pose.cM.z + b[5]);
            scale = Math.max(endCells, scale * shrink);
        }
        build(pose, m, prior, endCells);
        if (!factor(a)) return false;
        invert();
        int inliers = 0;
        for (int k = 0; k < m.size; k++) {
            m.inlier[k] = m.residualCells[k] <= 3 * endCells;
            if (m.inlier[k]) inliers++;
        }
        double inflation = inliers > 6 ? Math.max(1, chiSquared / (2 * inliers - 6)) : 1;
        for (int k = 0; k < N * N; k++)
            covariance[k] *= inflation;
        return true;
    }

    /** Normal equations at the present pose. */
    private void build(CameraPose pose, Matches m, Prior prior, double scaleCells) {
        java.util.Arrays.fill(a, 0);
        java.util.Arrays.fill(b, 0);
        addPrior(pose, prior);
        chiSquared = 0;
        for (int k = 0; k < m.size; k++)
            addMatch(pose, m, k, scaleCells);
    }

    private void addPrior(CameraPose pose, Prior prior) {
        dq.inverse(pose.qLFromCamera);
        dq.product(prior.qLFromCamera, dq).toRotationVector(rotation);
        double wr = 1 / (prior.sigmaAttitudeRad * prior.sigmaAttitudeRad);
        put(0, wr, rotation.x);
        put(1, wr, rotation.y);
        put(2, wr, rotation.z);
        put(3, 1 / (prior.sigmaM.x * prior.sigmaM.x), prior.cM.x - pose.cM.x);
        put(4, 1 / (prior.sigmaM.y * prior.sigmaM.y), prior.cM.y - pose.cM.y);
        put(5, 1 / (prior.sigmaM.z * prior.sigmaM.z), prior.cM.z - pose.cM.z);
    }

    private void put(int i, double weight, double residual) {
        a[i * N + i] += weight;
        b[i] += weight * residual;
    }

    private void addMatch(CameraPose pose, Matches m, int k, double scaleCells) {
        double wx = m.pointX[k] - pose.cM.x;
        double wy = m.pointY[k] - pose.cM.y;
        double wz = m.pointZ[k] - pose.cM.z;
        double d = Math.sqrt(wx * wx + wy * wy + wz * wz);
        pose.qLFromCamera.rotate(v.set(m.rayX[k], m.rayY[k], m.rayZ[k]), v);
        tangentBasis(v);
        double[] t = basis;
        // expected direction along the two tangents of the seen ray: zero when they agree
        double e0 = (t[0] * wx + t[1] * wy + t[2] * wz) / d;
        double e1 = (t[3] * wx + t[4] * wy + t[5] * wz) / d;
        double residual = Math.sqrt(e0 * e0 + e1 * e1) * d / m.cellM;
        m.residualCells[k] = residual;
        double sigmaRad = m.sigmaCells[k] * m.cellM / d;
        double q = residual / scaleCells;
        double robust = 1 / (1 + q * q);
        double weight = robust * robust / (sigmaRad * sigmaRad);
        if (residual <= 3 * scaleCells) chiSquared += (e0 * e0 + e1 * e1) / (sigmaRad * sigmaRad);
        row(0, t[0], t[1], t[2], wx, wy, wz, d);
        row(N, t[3], t[4], t[5], wx, wy, wz, d);
        for (int r = 0; r < N; r++) {
            b[r] -= weight * (j[r] * e0 + j[N + r] * e1);
            for (int c = 0; c <= r; c++)
                a[r * N + c] += weight * (j[r] * j[c] + j[N + r] * j[N + c]);
        }
    }

    /** Derivative of t.w/d: turning the camera by x moves the tangent, t.w -> t.w + (x cross t).w = t.w + x.(t cross w). */
    private void row(int at, double tx, double ty, double tz, double wx, double wy, double wz, double d) {
        j[at] = (ty * wz - tz * wy) / d;
        j[at + 1] = (tz * wx - tx * wz) / d;
        j[at + 2] = (tx * wy - ty * wx) / d;
        j[at + 3] = -tx / d;
        j[at + 4] = -ty / d;
        j[at + 5] = -tz / d;
    }

    /** Two unit vectors across a unit ray. */
    private void tangentBasis(Vec3 r) {
        double n = Math.sqrt(r.y * r.y + r.z * r.z);
        if (n > 0.1) {
            set(0, 0, r.z / n, -r.y / n);
        } else {
            n = Math.sqrt(r.x * r.x + r.z * r.z);
            set(0, r.z / n, 0, -r.x / n);
        }
        set(3, r.y * basis[2] - r.z * basis[1], r.z * basis[0] - r.x * basis[2], r.x * basis[1] - r.y * basis[0]);
    }

    private void set(int at, double x, double y, double z) {
        basis[at] = x;
        basis[at + 1] = y;
        basis[at + 2] = z;
    }

    /** Cholesky factor in the lower triangle, in place. */
    private static boolean factor(double[] m) {
        for (int r = 0; r < N; r++) {
            for (int c = 0; c <= r; c++) {
                double s = m[r * N + c];
                for (int k = 0; k < c; k++)
                    s -= m[r * N + k] * m[c * N + k];
                if (r == c) {
                    if (!(s > 0)) return false;
                    m[r * N + r] = Math.sqrt(s);
                } else {
                    m[r * N + c] = s / m[c * N + c];
                }
            }
        }
        return true;
    }

    private static void substitute(double[] l, double[] x) {
        for (int r = 0; r < N; r++) {
            double s = x[r];
            for (int k = 0; k < r; k++)
                s -= l[r * N + k] * x[k];
            x[r] = s / l[r * N + r];
        }
        for (int r = N - 1; r >= 0; r--) {
            double s = x[r];
            for (int k = r + 1; k < N; k++)
                s -= l[k * N + r] * x[k];
            x[r] = s / l[r * N + r];
        }
    }

    private void invert() {
        for (int c = 0; c < N; c++) {
            java.util.Arrays.fill(b, 0);
            b[c] = 1;
            substitute(a, b);
            for (int r = 0; r < N; r++)
                covariance[r * N + c] = b[r];
        }
    }

    /** Variance of unknown {@code i} after the last solution. */
    double variance(int i) {
        return covariance[i * N + i];
    }

    /** RMS angle of the inliers, times {@code focalPx}: px. */
    static double residualPx(CameraPose pose, Matches m, double focalPx) {
        double sum = 0;
        int n = 0;
        for (int k = 0; k < m.size; k++) {
            if (!m.inlier[k]) continue;
            double dx = m.pointX[k] - pose.cM.x;
            double dy = m.pointY[k] - pose.cM.y;
            double dz = m.pointZ[k] - pose.cM.z;
            double angle = m.residualCells[k] * m.cellM / Math.sqrt(dx * dx + dy * dy + dz * dz);
            sum += angle * angle;
            n++;
        }
        return n == 0 ? 0 : Math.sqrt(sum / n) * focalPx;
    }
}
