package dev.skycrane.hil.rig.calibration;

import org.ejml.simple.SimpleMatrix;

/**
 * Where a board stands before the camera: six parameters, rotation vector and translation in mm, that carry points of its plane into the camera
 * frame. Fitted by Gauss-Newton with damping on the pixel residuals.
 */
final class BoardPose {
    static final int SIZE = 6;
    private static final int ITERATIONS = 60;
    private static final double STEP = 1e-6;

    final double[] p;

    BoardPose(double[] p) {
        this.p = p;
    }

    /** Where a point of the plane falls. @param out column and row, px */
    static void project(CameraIntrinsics lens, double[] pose, double xMm, double yMm, double[] out) {
        double[] r = rotation(pose);
        double x = r[0] * xMm + r[1] * yMm + pose[3];
        double y = r[3] * xMm + r[4] * yMm + pose[4];
        double z = r[6] * xMm + r[7] * yMm + pose[5];
        lens.toPixel(x / z, y / z, out);
    }

    /** Rodrigues' formula; row-major. */
    static double[] rotation(double[] v) {
        double angle = Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
        double s = angle < 1e-9 ? 1 : StrictMath.sin(angle) / angle;
        double c = angle < 1e-9 ? 0.5 : (1 - StrictMath.cos(angle)) / (angle * angle);
        double cos = angle < 1e-9 ? 1 : StrictMath.cos(angle);
        return new double[]{cos + c * v[0] * v[0], c * v[0] * v[1] - s * v[2], c * v[0] * v[2] + s * v[1],
            c * v[0] * v[1] + s * v[2], cos + c * v[1] * v[1], c * v[1] * v[2] - s * v[0],
            c * v[0] * v[2] - s * v[1], c * v[1] * v[2] + s * v[0], cos + c * v[2] * v[2]};
    }

    /** Residuals found less predicted, column and row of each corner in turn, px. */
    static double[] residuals(CameraIntrinsics lens, double[] pose, double[][] layoutMm, BoardView view) {
        double[] out = new double[2 * view.size()];
        double[] px = new double[2];
        for (int i = 0; i < view.size(); i++) {
            double[] at = layoutMm[view.corner()[i]];
            project(lens, pose, at[0], at[1], px);
            out[2 * i] = view.columnPx()[i] - px[0];
            out[2 * i + 1] = view.rowPx()[i] - px[1];
        }
        return out;
    }

    /** Derivatives of the predictions by the pose, 2 n rows. */
    static SimpleMatrix jacobian(CameraIntrinsics lens, double[] pose, double[][] layoutMm, BoardView view) {
        SimpleMatrix j = new SimpleMatrix(2 * view.size(), SIZE);
        for (int k = 0; k < SIZE; k++) {
            double h = STEP * Math.max(1, Math.abs(pose[k]));
            double[] up = pose.clone();
            double[] down = pose.clone();
            up[k] += h;
            down[k] -= h;
            double[] a = residuals(lens, up, layoutMm, view);
            double[] b = residuals(lens, down, layoutMm, view);
            for (int i = 0; i < a.length; i++)
                j.set(i, k, (b[i] - a[i]) / (2 * h));
        }
        return j;
    }

    /** The pose with the smallest residuals near this one. */
    BoardPose refined(CameraIntrinsics lens, double[][] layoutMm, BoardView view) {
        double[] best = p.clone();
        double cost = squares(residuals(lens, best, layoutMm, view));
        double damping = 1e-3;
        for (int i = 0; i < ITERATIONS && damping < 1e12; i++) {
            SimpleMatrix j = jacobian(lens, best, layoutMm, view);
            SimpleMatrix r = new SimpleMatrix(2 * view.size(), 1, true, residuals(lens, best, layoutMm, view));
            SimpleMatrix normal = j.transpose().mult(j);
            for (int k = 0; k < SIZE; k++)
                normal.set(k, k, normal.get(k, k) * (1 + damping));
            SimpleMatrix step = normal.solve(j.transpose().mult(r));
            double[] next = best.clone();
            for (int k = 0; k < SIZE; k++)
                next[k] += step.get(k);
            double nextCost = squares(residuals(lens, next, layoutMm, view));
            if (nextCost < cost) {
                boolean settled = cost - nextCost < 1e-12 * cost;
                best = next;
                cost = nextCost;
                damping *= 0.1;
                if (settled) break;
            } else {
                damping *= 10;
            }
        }
        return new BoardPose(best);
    }

    static double squares(double[] v) {
        double sum = 0;
        for (double x : v)
            sum += x * x;
        return sum;
    }
}
