package dev.skycrane.flight.trn;

import dev.skycrane.flight.geometry.Vec3;

/**
 * Fine matching: picks landmarks of the map in the view of a pose, one in each part of the image where the map tells most, rectifies
 * the frame around each with true parallax and finds it in the map by normalised cross-correlation. Sums are exact integers; a
 * parabola through the peak gives the fraction of a cell.
 */
final class LandmarkMatcher {
    static final int CAPACITY = 150;
    static final int MAX_SEARCH = 12;
    /** Patch of 31 x 31 cells; the flown 21 x 21 (dossier section 5.4) holds less in noise. */
    private static final int HALF = 15;
    private static final int NODE_BITS = 4;
    private static final int CLOSE_NODE_BITS = 3;
    private static final int SIDE = 2 * HALF + 1;
    private static final int MAX_WINDOW = SIDE + 2 * MAX_SEARCH;
    private static final int MOST_SHIFTS = (2 * MAX_SEARCH + 1) * (2 * MAX_SEARCH + 1);
    /** Of a window times the square of its cells: half a grey level of deviation; there is nothing to correlate with below. */
    private static final double LEAST_VARIANCE = (long) SIDE * SIDE * SIDE * SIDE / 4;
    /** Parts of the image per side, at most: for a fix 12 x 12 = 144 landmarks, while tracking 10 x 10, on the way to a fix fewer. */
    static final int ALL_BINS = 12;
    static final int MOST_BINS = 10;
    static final int SOME_BINS = 7;
    static final int FEW_BINS = 5;
    private static final int MIN_BINS = 3;
    private static final int PROBES = 3;
    private static final double MIN_CORRELATION = 0.18;
    /** A second peak this close to the first makes the landmark ambiguous. */
    private static final double AMBIGUOUS = 0.92;
    /** Cells that count as independent in a patch: neighbours are correlated by the optics of map and camera. */
    private static final double INDEPENDENT_CELLS = 150;

    private final MapLevels levels;
    private final Probes probes;
    private final Rectifier rectifier;
    private final Rectifier.Grid grid = new Rectifier.Grid();
    private final int[] template = new int[SIDE * MAX_WINDOW];
    private final int[] window = new int[MAX_WINDOW * MAX_WINDOW];
    private final int[] columnSum = new int[MAX_WINDOW];
    private final int[] columnSquare = new int[MAX_WINDOW];
    /** For each shift: patch times window, sum and sum of squares of the window, its variance, and the correlation. */
    private final int[] product = new int[MOST_SHIFTS];
    private final int[] sum = new int[MOST_SHIFTS];
    private final int[] square = new int[MOST_SHIFTS];
    private final double[] variance = new double[MOST_SHIFTS];
    private final double[] surface = new double[MOST_SHIFTS];
    private final Vec3 ground = new Vec3();
    private final Vec3 ray = new Vec3();
    private final Vec3 point = new Vec3();
    private int templateStride;
    private int patchSum;
    private long patchVariance;
    private double patchScale;
    private int landmarkColumn;
    private int landmarkRow;
    private int tried;
    private int offMap;

    LandmarkMatcher(MapLevels levels, GreyPyramid frame, CameraModel camera) {
        this.levels = levels;
        probes = new Probes(camera, MIN_BINS, ALL_BINS, PROBES);
        rectifier = new Rectifier(frame);
        grid.size = SIDE;
        grid.nodeBits = NODE_BITS;
    }

    /** Whether the next frames are rectified with elevations 8 cells apart, for the last fraction of a metre, or 16. */
    void followRelief(boolean close) {
        grid.nodeBits = close ? CLOSE_NODE_BITS : NODE_BITS;
    }

    /** Landmarks tried by the last {@link #match}. */
    int tried() {
        return tried;
    }

    /** Parts of the image whose ground lies outside the map in the last {@link #match}. */
    int offMap() {
        return offMap;
    }

    /**
     * @param pose where the camera is believed to be
     * @param level map level to match at
     * @param search largest shift looked for, cells, at most {@link #MAX_SEARCH}
     * @param maxBins parts of the image per side, at most, {@link #ALL_BINS} or fewer
     * @param out receives the landmarks found
     */
    void match(CameraPose pose, int level, int search, int maxBins, Matches out) {
        out.clear(levels.cellM[level]);
        tried = 0;
        offMap = 0;
        int bins = bins(pose, level, maxBins);
        ground.set(pose.cM.x, pose.cM.y, pose.map.elevationAtM(pose.cM.x, pose.cM.y));
        for (int r = 0; r < bins; r++) {
            for (int c = 0; c < bins; c++) {
                if (!out.full() && pick(pose, level, search, bins, c, r)) tryLandmark(pose, level, search, out);
            }
        }
    }

    /** As many parts as patches fit side by side into the ground seen, with half a patch of overlap. */
    private int bins(CameraPose pose, int level, int maxBins) {
        CameraModel camera = pose.camera;
        double groundM = pose.map.elevationAtM(pose.cM.x, pose.cM.y);
        double widthM = camera.width() / camera.focalPx() * Math.max(1, pose.cM.z - groundM);
        int fit = (int) (widthM / (0.6 * SIDE * levels.cellM[level]));
        return Math.max(MIN_BINS, Math.min(maxBins, fit));
    }

    /**
     * Finds the most telling map cell in one part of the image. The part's middle lies on the ground; around it the ground counts as level,
     * and map and frame L as alike, which is well enough to choose by.
     *
     * @return false when there is none
     */
    private boolean pick(CameraPose pose, int level, int search, int bins, int binColumn, int binRow) {
        float best = 0;
        int bestColumn = -1;
        int bestRow = -1;
        boolean outside = false;
        probes.ray(bins, binColumn * PROBES + PROBES / 2, binRow * PROBES + PROBES / 2, ray);
        if (!pose.groundAlong(ray, ground)) return false;
        pose.site.fromMap(ground.x, ground.y, ground.z, point);
        for (int k = 0; k < PROBES * PROBES; k++) {
            probes.ray(bins, binColumn * PROBES + k % PROBES, binRow * PROBES + k / PROBES, ray);
            pose.qLFromCamera.rotate(ray, ray);
            double t = (point.z - pose.cM.z) / ray.z;
            if (!(ray.z < -CameraPose.MIN_DESCENT && t > 0)) continue;
            double east = ground.x + (pose.cM.x + t * ray.x - point.x);
            double north = ground.y + (pose.cM.y + t * ray.y - point.y);
            int column = (int) Math.floor(levels.column(level, east) + 0.5);
            int row = (int) Math.floor(levels.row(level, north) + 0.5);
            float interest = levels.interestAt(level, column, row, HALF + search + 1);
            outside |= interest < 0;
            if (interest > best) {
                best = interest;
                bestColumn = column;
                bestRow = row;
            }
        }
        if (bestColumn < 0) {
            if (outside) offMap++;
            return false;
        }
        landmarkColumn = bestColumn;
        landmarkRow = bestRow;
        return true;
    }

    private void tryLandmark(CameraPose pose, int level, int search, Matches out) {
        double cellM = levels.cellM[level];
        double east = levels.eastM(level, landmarkColumn);
        double north = levels.northM(level, landmarkRow);
        grid.cellM = cellM;
        grid.westM = east - HALF * cellM;
        grid.northM = north + HALF * cellM;
        int side = SIDE + 2 * search;
        layOut(side);
        if (rectifier.rectify(pose, grid, template, side) < SIDE * SIDE) return;
        tried++;
        measureTemplate(side);
        if (patchVariance < 4L * 4 * SIDE * SIDE * SIDE * SIDE) return;
        loadWindow(level, search, side);
        correlate(side, search);
        int span = 2 * search + 1;
        int k = peak(span);
        int dx = k % span - search;
        int dy = k / span - search;
        double rho = surface[k];
        if (rho < MIN_CORRELATION || Math.abs(dx) == search || Math.abs(dy) == search) return;
        if (secondPeak(span, k) > AMBIGUOUS * rho) return;
        double bendX = 2 * rho - surface[k - 1] - surface[k + 1];
        double bendY = 2 * rho - surface[k - span] - surface[k + span];
        double bend = Math.min(bendX, bendY);
        if (!(bend > 1e-6)) return;
        double x = dx + 0.5 * (surface[k + 1] - surface[k - 1]) / bendX;
        double y = dy + 0.5 * (surface[k + span] - surface[k - span]) / bendY;
        double sigma = Math.max(0.1, Math.min(1.5, Math.sqrt((1 - rho * rho) / (bend * INDEPENDENT_CELLS))));
        double e = east + x * cellM;
        double n = north - y * cellM;
        pose.site.fromMap(e, n, pose.map.elevationAtM(e, n), point);
        rectifier.middleRay(ray);
        out.add(ray, point, e - east, n - north, sigma);
    }

    /** Rows of the patch stand as far apart as those of the window, zeros between them, so that one flat dot product correlates. */
    private void layOut(int stride) {
        if (stride == templateStride) return;
        java.util.Arrays.fill(template, 0);
        templateStride = stride;
    }

    /** Sums over the patch; the zeros between its rows do not matter. */
    private void measureTemplate(int stride) {
        int length = (SIDE - 1) * stride + SIDE;
        int s = 0;
        // at most 961 * 1020 * 1020, so an int holds it
        int q = 0;
        for (int i = 0; i < length; i++) {
            s += template[i];
            q += template[i] * template[i];
        }
        patchSum = s;
        patchVariance = (long) q * SIDE * SIDE - (long) s * s;
        patchScale = 1 / Math.sqrt((double) patchVariance);
    }

    private void loadWindow(int level, int search, int side) {
        GreyStrips strips = levels.strips[level];
        byte[] g = strips.grey;
        int first = strips.at(landmarkColumn - HALF - search, landmarkRow - HALF - search);
        for (int r = 0; r < side; r++) {
            int from = first + r * GreyStrips.STRIDE;
            int at = r * side;
            int c = 0;
            for (; c + 8 <= side; c += 8) {
                long eight = Packed.eight(g, from + c);
                window[at + c] = (int) eight & 0xff;
                window[at + c + 1] = (int) (eight >>> 8) & 0xff;
                window[at + c + 2] = (int) (eight >>> 16) & 0xff;
                window[at + c + 3] = (int) (eight >>> 24) & 0xff;
                window[at + c + 4] = (int) (eight >>> 32) & 0xff;
                window[at + c + 5] = (int) (eight >>> 40) & 0xff;
                window[at + c + 6] = (int) (eight >>> 48) & 0xff;
                window[at + c + 7] = (int) (eight >>> 56);
            }
            for (; c < side; c++)
                window[at + c] = g[from + c] & 0xff;
        }
    }

    private void correlate(int side, int search) {
        int span = 2 * search + 1;
        java.util.Arrays.fill(columnSum, 0, side, 0);
        java.util.Arrays.fill(columnSquare, 0, side, 0);
        for (int r = 0; r < SIDE - 1; r++)
            addRow(r * side, side, 1);
        int length = (SIDE - 1) * side + SIDE;
        for (int dy = 0; dy < span; dy++) {
            addRow((dy + SIDE - 1) * side, side, 1);
            if (dy > 0) addRow((dy - 1) * side, side, -1);
            int s = 0;
            int q = 0;
            for (int c = 0; c < SIDE - 1; c++) {
                s += columnSum[c];
                q += columnSquare[c];
            }
            for (int dx = 0; dx < span; dx++) {
                s += columnSum[dx + SIDE - 1];
                q += columnSquare[dx + SIDE - 1];
                int k = dy * span + dx;
                product[k] = dot(template, window, dy * side + dx, length);
                sum[k] = s;
                square[k] = q;
                s -= columnSum[dx];
                q -= columnSquare[dx];
            }
        }
        coefficients(span * span);
    }

    private void addRow(int at, int side, int sign) {
        for (int c = 0; c < side; c++) {
            int x = window[at + c];
            columnSum[c] += sign * x;
            columnSquare[c] += sign * x * x;
        }
    }

    /** At most 961 * 1020 * 255, so an int holds it. */
    private static int dot(int[] t, int[] w, int at, int length) {
        int sum = 0;
        for (int i = 0; i < length; i++)
            sum += t[i] * w[at + i];
        return sum;
    }

    /** In doubles, which hold these whole numbers of less than 40 bits exactly, so that vector instructions do. */
    private void coefficients(int count) {
        double n = SIDE * SIDE;
        double expected = patchSum;
        for (int k = 0; k < count; k++) {
            variance[k] = n * square[k] - (double) sum[k] * sum[k];
            surface[k] = (n * product[k] - expected * sum[k]) * patchScale / Math.sqrt(variance[k]);
        }
        for (int k = 0; k < count; k++)
            if (variance[k] <= LEAST_VARIANCE) surface[k] = 0;
    }

    private int peak(int span) {
        int best = 0;
        for (int k = 1; k < span * span; k++)
            if (surface[k] > surface[best]) best = k;
        return best;
    }

    /** Highest value at least three cells from the peak. */
    private double secondPeak(int span, int peak) {
        double second = 0;
        int pc = peak % span;
        int pr = peak / span;
        for (int r = 0; r < span; r++) {
            for (int c = 0; c < span; c++) {
                if (Math.abs(r - pr) < 3 && Math.abs(c - pc) < 3) continue;
                second = Math.max(second, surface[r * span + c]);
            }
        }
        return second;
    }
}
