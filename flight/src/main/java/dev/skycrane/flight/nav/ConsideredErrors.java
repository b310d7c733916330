package dev.skycrane.flight.nav;

import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.vehicle.RadarGeometry;

/**
 * Constant errors that the filter allows for but does not estimate: Schmidt's considered parameters (Jazwinski 1970, Stochastic Processes
 * and Filtering Theory, section 8.4). Of each it keeps what one sigma of it does to the estimation error, a vector over the filter's
 * states; the whole covariance is that of the white noise plus the sum of these vectors' squares. A map that is off, say, is off in
 * every fix alike: many fixes make the estimate no better than the map.
 */
final class ConsideredErrors {
    /** Accelerometer's and gyro's scale and misalignment, row by row of the matrix. */
    static final int ACCEL_MATRIX = 0;
    static final int GYRO_MATRIX = 9;
    /** Per beam. */
    static final int RANGE_SCALE = 18;
    static final int VELOCITY_SCALE = RANGE_SCALE + RadarGeometry.BEAMS;
    /** Map against the ground: east, north, up. */
    static final int MAP = VELOCITY_SCALE + RadarGeometry.BEAMS;
    /** Camera against the IMU, body axes. */
    static final int CAMERA = MAP + 3;
    /** Exposure's time stamp. */
    static final int EXPOSURE_TIME = CAMERA + 3;
    static final int COUNT = EXPOSURE_TIME + 1;

    private final double[] sigma = new double[COUNT];
    private final double[][] effect = new double[COUNT][ErrorFilter.N];
    /** Whether an effect has come to be. */
    private final boolean[] felt = new boolean[COUNT];
    /** Of the present measurement: what one sigma of each does to it directly. */
    private final double[] direct = new double[COUNT];
    /** Of the present measurement: what one sigma of each does to its innovation. */
    private final double[] seen = new double[COUNT];

    ConsideredErrors(ParameterTable p) {
        matrix(ACCEL_MATRIX,
                p.scalar("nav.imu.accelScaleSigma", "1", 1e-4, 0, 0.1, "1-sigma of an accelerometer's scale"),
                p.scalar("nav.imu.accelMisalignmentSigmaRad", "rad", 1e-4, 0, 0.1,
                        "1-sigma of an accelerometer's misalignment"));
        matrix(GYRO_MATRIX, p.scalar("nav.imu.gyroScaleSigma", "1", 5e-5, 0, 0.1, "1-sigma of a gyro's scale"),
                p.scalar("nav.imu.gyroMisalignmentSigmaRad", "rad", 1e-4, 0, 0.1, "1-sigma of a gyro's misalignment"));
        fill(RANGE_SCALE, RadarGeometry.BEAMS, p.scalar("nav.radar.rangeScaleSigma", "1", 0.002, 0, 0.1,
                "1-sigma of a beam's constant range error, over the range"));
        fill(VELOCITY_SCALE, RadarGeometry.BEAMS, p.scalar("nav.radar.velocityScaleSigma", "1", 0.0005, 0, 0.1,
                "1-sigma of a beam's constant velocity error, over the velocity"));
        double[] map = p.triple("nav.vision.mapSigmaM", "m", new double[]{2, 2, 2}, 0, 1000,
                "1-sigma of the map's place, the same in all fixes: east, north, up; two maps of the site agree within 6 m in 99 % "
                        + "(dossier section 5.2)");
        System.arraycopy(map, 0, sigma, MAP, 3);
        fill(CAMERA, 3, p.scalar("nav.vision.cameraSigmaRad", "rad", 3e-4, 0, 0.1,
                "1-sigma of the localisation camera's alignment to the IMU, per axis"));
        sigma[EXPOSURE_TIME] = p.scalar("nav.vision.timeSigmaS", "s", 1e-3, 0, 1,
                "1-sigma of a constant error of the exposures' time stamps");
    }

    private void matrix(int at, double scale, double misalignment) {
        for (int i = 0; i < 9; i++)
            sigma[at + i] = i % 4 == 0 ? scale : misalignment;
    }

    private void fill(int at, int count, double value) {
        for (int i = at; i < at + count; i++)
            sigma[i] = value;
    }

    void reset() {
        for (int k = 0; k < COUNT; k++) {
            java.util.Arrays.fill(effect[k], 0);
            felt[k] = false;
        }
        clearDirect();
    }

    void clearDirect() {
        java.util.Arrays.fill(direct, 0);
    }

    /** The present measurement moves by this for a unit of the error. */
    void setDirect(int k, double perUnit) {
        direct[k] = sigma[k] * perUnit;
    }

    /**
     * Errors of the IMU's matrix grow into the estimate.
     *
     * @param at first of the nine
     * @param block states that they drive
     * @param minusBodyToState minus the rotation from body axes, row by row
     * @param inX what the sensor measured over the step, body axes
     */
    void drive(int at, int block, double[] minusBodyToState, double inX, double inY, double inZ) {
        for (int i = 0; i < 3; i++) {
            driveOne(at + 3 * i, block, minusBodyToState, i, inX);
            driveOne(at + 3 * i + 1, block, minusBodyToState, i, inY);
            driveOne(at + 3 * i + 2, block, minusBodyToState, i, inZ);
        }
    }

    private void driveOne(int k, int block, double[] m, int column, double in) {
        double by = sigma[k] * in;
        double[] e = effect[k];
        e[block] += m[column] * by;
        e[block + 1] += m[3 + column] * by;
        e[block + 2] += m[6 + column] * by;
        felt[k] = true;
    }

    double sigma(int k) {
        return sigma[k];
    }

    boolean isFelt(int k) {
        return felt[k];
    }

    /** Effect of one sigma on the states' errors; to be propagated like any error. */
    double[] effect(int k) {
        return effect[k];
    }

    /**
     * For the measurement {@code row}: adds the parameters' share to {@code stateRow}.
     *
     * @param filled,count indices of the row's entries that are not zero, and how many
     * @return their share of the innovation's variance
     */
    double addTo(double[] row, int[] filled, int count, double[] stateRow) {
        double variance = 0;
        for (int k = 0; k < COUNT; k++) {
            seen[k] = 0;
            if (!felt[k] && direct[k] == 0) continue;
            double[] e = effect[k];
            double sum = direct[k];
            for (int i = 0; i < count; i++)
                sum += row[filled[i]] * e[filled[i]];
            seen[k] = sum;
            variance += sum * sum;
            for (int i = 0; i < ErrorFilter.N; i++)
                stateRow[i] += e[i] * sum;
        }
        return variance;
    }

    /** The estimate took the measurement of the last {@link #addTo} with this gain. */
    void update(double[] gain) {
        for (int k = 0; k < COUNT; k++) {
            if (seen[k] == 0) continue;
            felt[k] = true;
            double[] e = effect[k];
            for (int i = 0; i < ErrorFilter.N; i++)
                e[i] -= gain[i] * seen[k];
        }
    }

    double covariance(int i, int j) {
        double sum = 0;
        for (int k = 0; k < COUNT; k++)
            if (felt[k]) sum += effect[k][i] * effect[k][j];
        return sum;
    }

    /** Variance of a linear combination of three states in a row. */
    double varianceAlong(int block, double x, double y, double z) {
        double sum = 0;
        for (int k = 0; k < COUNT; k++) {
            if (!felt[k]) continue;
            double[] e = effect[k];
            double along = e[block] * x + e[block + 1] * y + e[block + 2] * z;
            sum += along * along;
        }
        return sum;
    }
}
