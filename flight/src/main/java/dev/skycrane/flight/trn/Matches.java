package dev.skycrane.flight.trn;

import dev.skycrane.flight.geometry.Vec3;

/** Map points found in a frame: ray of the camera and ground point of the map. Fixed capacity, filled per frame. */
final class Matches {
    final int capacity;
    int size;
    /** Cell of the map in which the match was made, m. */
    double cellM;
    /** Unit ray, camera frame. */
    final double[] rayX;
    final double[] rayY;
    final double[] rayZ;
    /** Ground point, frame L, m. */
    final double[] pointX;
    final double[] pointY;
    final double[] pointZ;
    /** How far the map content was found from where the pose expected it, m. */
    final double[] shiftEastM;
    final double[] shiftNorthM;
    /** 1-sigma of a match, cells. */
    final double[] sigmaCells;
    /** Last residual of the pose solution, cells, and whether the match agrees with it. */
    final double[] residualCells;
    final boolean[] inlier;

    Matches(int capacity) {
        this.capacity = capacity;
        rayX = new double[capacity];
        rayY = new double[capacity];
        rayZ = new double[capacity];
        pointX = new double[capacity];
        pointY = new double[capacity];
        pointZ = new double[capacity];
        shiftEastM = new double[capacity];
        shiftNorthM = new double[capacity];
        sigmaCells = new double[capacity];
        residualCells = new double[capacity];
        inlier = new boolean[capacity];
    }

    void clear(double newCellM) {
        size = 0;
        cellM = newCellM;
    }

    boolean full() {
        return size == capacity;
    }

    void add(Vec3 ray, Vec3 pointL, double eastShiftM, double northShiftM, double sigma) {
        int k = size++;
        rayX[k] = ray.x;
        rayY[k] = ray.y;
        rayZ[k] = ray.z;
        pointX[k] = pointL.x;
        pointY[k] = pointL.y;
        pointZ[k] = pointL.z;
        shiftEastM[k] = eastShiftM;
        shiftNorthM[k] = northShiftM;
        sigmaCells[k] = sigma;
        inlier[k] = false;
    }

    /**
     * The match whose shift has the most others within {@code reachM}: the first guess of the common shift. Ties go to the
     * lowest index. @return -1 when there is none
     */
    int consensus(double reachM) {
        int best = -1;
        int bestCount = 0;
        for (int i = 0; i < size; i++) {
            int n = 0;
            for (int j = 0; j < size; j++) {
                double de = shiftEastM[i] - shiftEastM[j];
                double dn = shiftNorthM[i] - shiftNorthM[j];
                if (de * de + dn * dn <= reachM * reachM) n++;
            }
            if (n > bestCount) {
                bestCount = n;
                best = i;
            }
        }
        return best;
    }

    int inliers() {
        int n = 0;
        for (int i = 0; i < size; i++)
            if (inlier[i]) n++;
        return n;
    }
}
