package dev.skycrane.ground.panorama;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * Pointings and lens that fit the tie points best: Gauss-Newton on the distances in pixels between where a thing is and where the
 * other frame's camera says it is, both ways, with Huber's weights against outliers (Triggs et al., Bundle Adjustment, 1999), and
 * with what was known before as observations of its own.
 */
final class Adjustment {
    private static final int ROUNDS = 25;
    private static final double HUBER_PX = 1.0;
    private static final double STEP = 1e-6;
    private static final double ENOUGH = 1e-9;
    /** Standard deviation of a feature's place, px. */
    private static final double FEATURE_PX = 0.5;

    private final List<Frame> frames;
    private final List<TiePoint> ties;
    private final double[][] axes;
    private final double[][] prior;
    private final double[] sigma;
    private final double priorFocalPx;
    private final double focalSigma;
    private final double radialSigma;
    private double focalPx;
    private double radial;

    /**
     * @param sigmaRad how far each frame's pointing may be wrong, rad, one standard deviation
     * @param focalSigma of the focal length, in parts of it
     * @param radialSigma of the radial distortion
     */
    Adjustment(List<Frame> frames, List<TiePoint> ties, Lens lens, double[] sigmaRad, double focalSigma,
            double radialSigma) {
        this.frames = frames;
        this.ties = ties;
        this.focalSigma = focalSigma;
        this.radialSigma = radialSigma;
        sigma = sigmaRad;
        focalPx = lens.focalPx();
        priorFocalPx = focalPx;
        radial = lens.radial();
        axes = new double[frames.size()][9];
        prior = new double[frames.size()][9];
        for (int i = 0; i < axes.length; i++) {
            frames.get(i).pointing().axes(axes[i]);
            frames.get(i).pointing().axes(prior[i]);
        }
    }

    /** The frames with their pointings, and the lens, as fitted; root mean square of the distances that remain, px. */
    record Fit(List<Frame> frames, Lens lens, double rmsPx) {}

    Fit fit() {
        int n = 3 * axes.length + 2;
        for (int round = 0; round < ROUNDS; round++) {
            DMatrixRMaj normal = new DMatrixRMaj(n, n);
            DMatrixRMaj right = new DMatrixRMaj(n, 1);
            priors(normal, right);
            for (TiePoint t : ties) {
                add(normal, right, t.a(), t.ax(), t.ay(), t.b(), t.bx(), t.by());
                add(normal, right, t.b(), t.bx(), t.by(), t.a(), t.ax(), t.ay());
            }
            DMatrixRMaj change = new DMatrixRMaj(n, 1);
            LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.chol(n);
            if (!solver.setA(normal)) break;
            solver.solve(right, change);
            double most = 0;
            for (int i = 0; i < axes.length; i++) {
                turn(axes[i], change.get(3 * i), change.get(3 * i + 1), change.get(3 * i + 2));
                for (int k = 0; k < 3; k++)
                    most = Math.max(most, Math.abs(change.get(3 * i + k)));
            }
            focalPx *= Math.exp(change.get(n - 2));
            radial += change.get(n - 1);
            if (most < ENOUGH && Math.abs(change.get(n - 2)) < ENOUGH) break;
        }
        List<Frame> out = new ArrayList<>();
        for (int i = 0; i < axes.length; i++)
            out.add(frames.get(i).at(Pointing.of(axes[i], frames.get(i).pointing().known())));
        return new Fit(out, new Lens(focalPx, radial), rms());
    }

    private double rms() {
        double sum = 0;
        double[] r = new double[2];
        for (TiePoint t : ties) {
            residual(axes[t.a()], t.ax(), t.ay(), axes[t.b()], t.bx(), t.by(), focalPx, radial, t.b(), r);
            sum += r[0] * r[0] + r[1] * r[1];
        }
        return ties.isEmpty() ? 0 : Math.sqrt(sum / ties.size());
    }

    private void priors(DMatrixRMaj normal, DMatrixRMaj right) {
        int n = 3 * axes.length + 2;
        for (int i = 0; i < axes.length; i++) {
            double w = 1 / (sigma[i] * sigma[i]);
            // rotation vector from the axes now to those before
            double[] back = new double[3];
            for (int k = 0; k < 3; k++) {
                double[] now = {axes[i][3 * k], axes[i][3 * k + 1], axes[i][3 * k + 2]};
                double[] was = {prior[i][3 * k], prior[i][3 * k + 1], prior[i][3 * k + 2]};
                back[0] += 0.5 * (now[1] * was[2] - now[2] * was[1]);
                back[1] += 0.5 * (now[2] * was[0] - now[0] * was[2]);
                back[2] += 0.5 * (now[0] * was[1] - now[1] * was[0]);
            }
            for (int k = 0; k < 3; k++) {
                normal.add(3 * i + k, 3 * i + k, w);
                right.add(3 * i + k, 0, w * back[k]);
            }
        }
        double f = 1 / (focalSigma * focalSigma);
        normal.add(n - 2, n - 2, f);
        right.add(n - 2, 0, f * Math.log(priorFocalPx / focalPx));
        double d = 1 / (radialSigma * radialSigma);
        normal.add(n - 1, n - 1, d);
        right.add(n - 1, 0, -d * radial);
    }

    private void add(DMatrixRMaj normal, DMatrixRMaj right, int a, double ax, double ay, int b, double bx, double by) {
        double[] r = new double[2];
        if (!residual(axes[a], ax, ay, axes[b], bx, by, focalPx, radial, b, r)) return;
        double distance = Math.hypot(r[0], r[1]);
        double w = (distance <= HUBER_PX ? 1 : HUBER_PX / distance) / (FEATURE_PX * FEATURE_PX);
        int n = 3 * axes.length + 2;
        int[] at = {3 * a, 3 * a + 1, 3 * a + 2, 3 * b, 3 * b + 1, 3 * b + 2, n - 2, n - 1};
        double[][] slope = new double[8][2];
        double[] moved = new double[2];
        for (int k = 0; k < 8; k++) {
            double[] fa = axes[a];
            double[] fb = axes[b];
            double f = focalPx;
            double d = radial;
            if (k < 3) fa = turned(fa, k);
            else if (k < 6) fb = turned(fb, k - 3);
            else if (k == 6) f *= Math.exp(STEP);
            else
                d += STEP;
            if (!residual(fa, ax, ay, fb, bx, by, f, d, b, moved)) return;
            slope[k][0] = (moved[0] - r[0]) / STEP;
            slope[k][1] = (moved[1] - r[1]) / STEP;
        }
        for (int i = 0; i < 8; i++) {
            right.add(at[i], 0, -w * (slope[i][0] * r[0] + slope[i][1] * r[1]));
            for (int j = 0; j < 8; j++)
                normal.add(at[i], at[j], w * (slope[i][0] * slope[j][0] + slope[i][1] * slope[j][1]));
        }
    }

    private boolean residual(double[] a, double ax, double ay, double[] b, double bx, double by, double f, double d,
            int frame, double[] r) {
        Frame size = frames.get(frame);
        Lens lens = new Lens(f, d);
        Camera from = new Camera(a, lens, size.width(), size.height());
        from.ray(ax, ay);
        Camera to = new Camera(b, lens, size.width(), size.height());
        if (!to.project(from.ray[0], from.ray[1], from.ray[2])) return false;
        r[0] = to.x - bx;
        r[1] = to.y - by;
        return true;
    }

    private static double[] turned(double[] axes, int about) {
        double[] out = axes.clone();
        turn(out, about == 0 ? STEP : 0, about == 1 ? STEP : 0, about == 2 ? STEP : 0);
        return out;
    }

    // rotates all three axes by a rotation vector in north, east, up (Rodrigues' formula)
    private static void turn(double[] axes, double n, double e, double u) {
        double angle = Math.sqrt(n * n + e * e + u * u);
        if (angle == 0) return;
        double c = Math.cos(angle);
        double s = Math.sin(angle) / angle;
        double k = (1 - c) / (angle * angle);
        for (int i = 0; i < 9; i += 3) {
            double x = axes[i];
            double y = axes[i + 1];
            double z = axes[i + 2];
            double dot = k * (n * x + e * y + u * z);
            axes[i] = c * x + s * (e * z - u * y) + dot * n;
            axes[i + 1] = c * y + s * (u * x - n * z) + dot * e;
            axes[i + 2] = c * z + s * (n * y - e * x) + dot * u;
        }
    }
}
