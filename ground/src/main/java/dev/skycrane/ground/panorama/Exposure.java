package dev.skycrane.ground.panorama;

import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * Evens the frames' exposures: gains for which overlapping frames are equally bright where both see the same, and no gain strays far
 * from 1 (Brown and Lowe, IJCV 74, 2007, section 6, equation 29).
 */
final class Exposure {
    /** Standard deviations of the difference in brightness, DN, and of a gain. */
    private static final double BRIGHTNESS_DN = 10;
    private static final double GAIN = 2;
    /** Pixels at the ends of the scale say nothing about exposure. */
    private static final double DARKEST_DN = 2;
    private static final double BRIGHTEST_DN = 252;
    private static final int STEP = 4;

    private Exposure() {}

    /** A gain for each layer; their brightness is multiplied by it. */
    static double[] gains(List<Layer> layers, Canvas canvas) {
        int n = layers.size();
        DMatrixRMaj normal = new DMatrixRMaj(n, n);
        DMatrixRMaj right = new DMatrixRMaj(n, 1);
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                double[] o = overlap(layers.get(i), layers.get(j), canvas);
                if (o[0] == 0) continue;
                double bright = o[0] / (BRIGHTNESS_DN * BRIGHTNESS_DN);
                normal.add(i, i, bright * o[1] * o[1] + o[0] / (GAIN * GAIN));
                normal.add(j, j, bright * o[2] * o[2] + o[0] / (GAIN * GAIN));
                normal.add(i, j, -bright * o[1] * o[2]);
                normal.add(j, i, -bright * o[1] * o[2]);
                right.add(i, 0, o[0] / (GAIN * GAIN));
                right.add(j, 0, o[0] / (GAIN * GAIN));
            }
            // a frame without overlap stays as it is
            normal.add(i, i, 1);
            right.add(i, 0, 1);
        }
        DMatrixRMaj gains = new DMatrixRMaj(n, 1);
        CommonOps_DDRM.solve(normal, right, gains);
        return gains.data.clone();
    }

    // number of pixels that both see, and the mean brightness of each there
    private static double[] overlap(Layer a, Layer b, Canvas canvas) {
        double n = 0;
        double sumA = 0;
        double sumB = 0;
        for (int y = 0; y < a.height; y += STEP) {
            for (int x = 0; x < a.width; x += STEP) {
                int i = y * a.width + x;
                if (a.inside[i] == 0) continue;
                int j = b.at(a.left + x, a.top + y, canvas);
                if (j < 0 || b.inside[j] == 0) continue;
                float p = a.grey(i);
                float q = b.grey(j);
                if (p < DARKEST_DN || q < DARKEST_DN || p > BRIGHTEST_DN || q > BRIGHTEST_DN) continue;
                n++;
                sumA += p;
                sumB += q;
            }
        }
        return n == 0 ? new double[3] : new double[]{n, sumA / n, sumB / n};
    }
}
