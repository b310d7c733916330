package dev.skycrane.flight.nav;

import dev.skycrane.flight.core.Digest;
import dev.skycrane.flight.geometry.Quat;
import dev.skycrane.flight.geometry.Vec3;

/**
 * Covariance of the navigation errors and the gain that follows from it. States, true minus estimated: position 0-2 and velocity 3-5
 * (Mcmf, m, m/s), attitude 6-8 (small rotation in Mcmf axes that turns the estimate into the truth, rad), gyro bias 9-11
 * (body, rad/s), accelerometer bias 12-14 (body, m/s^2), height of the ground below over the site's radius 15 (m).
 *
 * <p>Linearised dynamics in the rotating frame after Titterton and Weston, Strapdown Inertial Navigation Technology, chapter 12;
 * scalar measurements one after another (Bierman 1977, chapter 2). {@link #p} is what white noise and the first errors make; constant errors
 * that are only considered come on top, see {@link ConsideredErrors}.
 */
final class ErrorFilter {
    static final int N = 16;
    static final int R = 0;
    static final int V = 3;
    static final int ATTITUDE = 6;
    static final int GYRO_BIAS = 9;
    static final int ACCEL_BIAS = 12;
    static final int GROUND = 15;

    /** Constant errors that are allowed for and not estimated. */
    final ConsideredErrors considered;
    private final double[][] p = new double[N][N];
    private final double[][] scratch = new double[N][N];
    /** One measurement's row; the caller fills it, {@link #clearRow} zeroes it. */
    final double[] row = new double[N];
    private final double[] pRow = new double[N];
    private final double[] wholeRow = new double[N];
    /** States that the measurement depends on; few of all. */
    private final int[] filled = new int[N];
    private double whiteVariance;
    private double wholeVariance;
    private final double[] step = new double[N];
    private final double[] gain = new double[N];
    /** Correction of the last accepted measurements, to be taken by {@link #takeCorrection}. */
    private final double[] dx = new double[N];
    private final double[] gravityGradient = new double[9];
    private final double[] minusForceCross = new double[9];
    private final double[] minusBodyToMcmf = new double[9];
    private final double[] twiceRotation = new double[9];
    private final double[] rotation = new double[9];
    private final Vec3 axis = new Vec3();
    private final double gm;

    ErrorFilter(double gmM3ps2, double rotationRadps, ConsideredErrors considered) {
        this.considered = considered;
        gm = gmM3ps2;
        rotation[1] = rotationRadps;
        rotation[3] = -rotationRadps;
        twiceRotation[1] = 2 * rotationRadps;
        twiceRotation[3] = -2 * rotationRadps;
    }

    /** Forgets everything and sets 1-sigma values, equal along the axes of each block; of the position there is none yet. */
    void reset(double velocityMps, double attitudeRad, double gyroBiasRadps, double accelBiasMps2,
            double groundM) {
        for (double[] line : p)
            java.util.Arrays.fill(line, 0);
        considered.reset();
        setBlock(V, velocityMps);
        setBlock(ATTITUDE, attitudeRad);
        setBlock(GYRO_BIAS, gyroBiasRadps);
        setBlock(ACCEL_BIAS, accelBiasMps2);
        p[GROUND][GROUND] = groundM * groundM;
    }

    private void setBlock(int at, double sigma) {
        for (int i = at; i < at + 3; i++)
            p[i][i] = sigma * sigma;
    }

    /** Adds variance to the three states of a block. */
    void addVariance(int block, double variance) {
        for (int i = block; i < block + 3; i++)
            p[i][i] += variance;
    }

    /** Adds variance along a unit direction of a block. */
    void addVariance(int block, Vec3 direction, double variance) {
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++)
                p[block + i][block + j] += variance * component(direction, i) * component(direction, j);
        }
    }

    private static double component(Vec3 v, int i) {
        return i == 0 ? v.x : i == 1 ? v.y : v.z;
    }

    void addGroundVariance(double variance) {
        p[GROUND][GROUND] += variance;
    }

    /**
     * One step of P' = (I + F dt) P (I + F dt)^T, and of the considered errors; process noise is the caller's, through
     * {@link #addVariance}.
     *
     * @param turnBodyRad,gainBodyMps rotation and velocity measured over the step, body axes
     */
    void propagate(Vec3 rMcmfM, Quat qMcmfFromBody, Vec3 forceMcmfMps2, Vec3 turnBodyRad, Vec3 gainBodyMps,
            double dtS) {
        linearise(rMcmfM, qMcmfFromBody, forceMcmfMps2);
        leftMultiply(p, scratch, dtS);
        transpose(scratch, p);
        leftMultiply(p, scratch, dtS);
        for (int i = 0; i < N; i++) {
            for (int j = 0; j <= i; j++) {
                double mean = 0.5 * (scratch[i][j] + scratch[j][i]);
                p[i][j] = mean;
                p[j][i] = mean;
            }
        }
        for (int k = 0; k < ConsideredErrors.COUNT; k++)
            if (considered.isFelt(k)) propagate(considered.effect(k), dtS);
        considered.drive(ConsideredErrors.ACCEL_MATRIX, V, minusBodyToMcmf, gainBodyMps.x, gainBodyMps.y,
                gainBodyMps.z);
        considered.drive(ConsideredErrors.GYRO_MATRIX, ATTITUDE, minusBodyToMcmf, turnBodyRad.x, turnBodyRad.y,
                turnBodyRad.z);
    }

    /** x' = (I + F dt) x. */
    private void propagate(double[] x, double dtS) {
        System.arraycopy(x, 0, step, 0, N);
        for (int i = 0; i < 3; i++) {
            double v = 0;
            double a = 0;
            for (int l = 0; l < 3; l++) {
                int c = 3 * i + l;
                v += gravityGradient[c] * step[R + l] + twiceRotation[c] * step[V + l]
                        + minusForceCross[c] * step[ATTITUDE + l] + minusBodyToMcmf[c] * step[ACCEL_BIAS + l];
                a += rotation[c] * step[ATTITUDE + l] + minusBodyToMcmf[c] * step[GYRO_BIAS + l];
            }
            x[R + i] += dtS * step[V + i];
            x[V + i] += dtS * v;
            x[ATTITUDE + i] += dtS * a;
        }
    }

    private void linearise(Vec3 r, Quat q, Vec3 f) {
        double r2 = r.normSquared();
        double k = gm / (r2 * Math.sqrt(r2));
        setGradientRow(0, k, r.x, r, r2);
        setGradientRow(1, k, r.y, r, r2);
        setGradientRow(2, k, r.z, r, r2);
        gravityGradient[0] -= k;
        gravityGradient[4] -= k;
        gravityGradient[8] -= k;
        set(minusForceCross, 0, f.z, -f.y, -f.z, 0, f.x, f.y, -f.x, 0);
        for (int j = 0; j < 3; j++) {
            axis.set(j == 0 ? 1 : 0, j == 1 ? 1 : 0, j == 2 ? 1 : 0);
            q.rotate(axis, axis);
            minusBodyToMcmf[j] = -axis.x;
            minusBodyToMcmf[3 + j] = -axis.y;
            minusBodyToMcmf[6 + j] = -axis.z;
        }
    }

    private void setGradientRow(int i, double k, double ri, Vec3 r, double r2) {
        gravityGradient[3 * i] = 3 * k * ri * r.x / r2;
        gravityGradient[3 * i + 1] = 3 * k * ri * r.y / r2;
        gravityGradient[3 * i + 2] = 3 * k * ri * r.z / r2;
    }

    private static void set(double[] m, double a, double b, double c, double d, double e, double f, double g, double h,
            double i) {
        m[0] = a;
        m[1] = b;
        m[2] = c;
        m[3] = d;
        m[4] = e;
        m[5] = f;
        m[6] = g;
        m[7] = h;
        m[8] = i;
    }

    /** out = (I + F dt) a, using the blocks of F that are not zero. */
    private void leftMultiply(double[][] a, double[][] out, double dtS) {
        for (int i = 0; i < N; i++)
            System.arraycopy(a[i], 0, out[i], 0, N);
        for (int i = 0; i < 3; i++)
            addScaled(out[R + i], dtS, a[V + i]);
        addBlock(out, V, gravityGradient, a, R, dtS);
        addBlock(out, V, twiceRotation, a, V, dtS);
        addBlock(out, V, minusForceCross, a, ATTITUDE, dtS);
        addBlock(out, V, minusBodyToMcmf, a, ACCEL_BIAS, dtS);
        addBlock(out, ATTITUDE, rotation, a, ATTITUDE, dtS);
        addBlock(out, ATTITUDE, minusBodyToMcmf, a, GYRO_BIAS, dtS);
    }

    private static void addBlock(double[][] out, int row, double[] m, double[][] a, int from, double k) {
        for (int i = 0; i < 3; i++) {
            for (int l = 0; l < 3; l++) {
                double c = m[3 * i + l];
                if (c != 0) addScaled(out[row + i], k * c, a[from + l]);
            }
        }
    }

    private static void addScaled(double[] out, double k, double[] a) {
        for (int j = 0; j < N; j++)
            out[j] += k * a[j];
    }

    private static void transpose(double[][] a, double[][] out) {
        for (int i = 0; i < N; i++) {
            for (int j = 0; j < N; j++)
                out[j][i] = a[i][j];
        }
    }

    void clearRow() {
        java.util.Arrays.fill(row, 0);
        considered.clearDirect();
    }

    void setRow(int block, Vec3 h) {
        row[block] = h.x;
        row[block + 1] = h.y;
        row[block + 2] = h.z;
    }

    /** Innovation variance of the measurement in {@link #row}, noise included. */
    double innovationVariance(double noiseVariance) {
        int count = 0;
        for (int i = 0; i < N; i++) {
            if (row[i] != 0) filled[count++] = i;
        }
        for (int i = 0; i < N; i++) {
            double sum = 0;
            for (int j = 0; j < count; j++)
                sum += p[i][filled[j]] * row[filled[j]];
            pRow[i] = sum;
            wholeRow[i] = sum;
        }
        double s = noiseVariance;
        for (int j = 0; j < count; j++)
            s += row[filled[j]] * pRow[filled[j]];
        whiteVariance = s;
        wholeVariance = s + considered.addTo(row, filled, count, wholeRow);
        return wholeVariance;
    }

    /** Innovation left of {@code measuredMinusPredicted} after corrections not yet taken. */
    double innovation(double measuredMinusPredicted) {
        double left = measuredMinusPredicted;
        for (int i = 0; i < N; i++)
            left -= row[i] * dx[i];
        return left;
    }

    /**
     * Takes the measurement of {@link #row}: adds to the correction and shrinks the covariance, which is right for any gain.
     *
     * @param levelUp null, or the local vertical: then the measurement does not move the horizontal position, whose error is only
     *            considered (Schmidt's filter; Jazwinski 1970, section 8.4). The covariance stays right for that gain.
     */
    void update(double innovation, double noiseVariance, Vec3 levelUp) {
        innovationVariance(noiseVariance);
        take(innovation, levelUp);
    }

    /** The same for the measurement whose {@link #innovationVariance} was asked for last. */
    void take(double innovation, Vec3 levelUp) {
        for (int i = 0; i < N; i++)
            gain[i] = wholeRow[i] / wholeVariance;
        if (levelUp != null) {
            double vertical = gain[R] * levelUp.x + gain[R + 1] * levelUp.y + gain[R + 2] * levelUp.z;
            gain[R] = vertical * levelUp.x;
            gain[R + 1] = vertical * levelUp.y;
            gain[R + 2] = vertical * levelUp.z;
        }
        for (int i = 0; i < N; i++) {
            dx[i] += gain[i] * innovation;
            for (int j = 0; j < N; j++)
                p[i][j] -= gain[i] * pRow[j] + pRow[i] * gain[j] - gain[i] * whiteVariance * gain[j];
        }
        considered.update(gain);
    }

    /** Component of the correction gathered since {@link #clearCorrection}. */
    double correction(int state) {
        return dx[state];
    }

    Vec3 correction(int block, Vec3 out) {
        return out.set(dx[block], dx[block + 1], dx[block + 2]);
    }

    void clearCorrection() {
        java.util.Arrays.fill(dx, 0);
    }

    /** 1-sigma along a unit direction of a block. */
    double sigmaAlong(int block, Vec3 direction) {
        double x = direction.x;
        double y = direction.y;
        double z = direction.z;
        double variance = x * x * p[block][block] + y * y * p[block + 1][block + 1] + z * z * p[block + 2][block + 2]
                + 2 * (x * y * p[block][block + 1] + x * z * p[block][block + 2] + y * z * p[block + 1][block + 2]);
        return Math.sqrt(Math.max(0, variance + considered.varianceAlong(block, x, y, z)));
    }

    /** Root mean square of the three 1-sigma values of a block. */
    double sigmaMean(int block) {
        return Math.sqrt(Math.max(0, (variance(block) + variance(block + 1) + variance(block + 2)) / 3));
    }

    /** 1-sigma of the height above the ground below, {@code up} being the local vertical. */
    double sigmaHeight(Vec3 up) {
        double sigmaUp = sigmaAlong(R, up);
        double cross = up.x * covariance(R, GROUND) + up.y * covariance(R + 1, GROUND)
                + up.z * covariance(R + 2, GROUND);
        return Math.sqrt(Math.max(0, sigmaUp * sigmaUp + variance(GROUND) - 2 * cross));
    }

    double variance(int i) {
        return covariance(i, i);
    }

    /** Of the whole error. */
    double covariance(int i, int j) {
        return p[i][j] + considered.covariance(i, j);
    }

    void copyBlock(int block, double[] out) {
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++)
                out[3 * i + j] = covariance(block + i, block + j);
        }
    }

    void foldInto(Digest digest) {
        for (int i = 0; i < N; i++)
            digest.fold(p[i][i]);
    }
}
