package dev.skycrane.flight.trn;

import dev.skycrane.flight.geometry.Vec3;

/**
 * Coarse matching over the whole prior uncertainty. The frame is rectified on level ground and cut into 3 x 3 tiles; each is
 * correlated with the map around it by Fourier transform, after local normalisation of both. Errors of attitude and altitude move the
 * tiles against each other by a little: so each tile's surface is spread by a maximum filter of that size before the nine are summed,
 * and the common shift is where the sum peaks. Around it every tile has a peak of its own, from which the pose follows.
 */
final class CoarseMatcher {
    static final int TILES = 9;
    static final int CANDIDATES = 3;
    /** Largest peak ratio reported. */
    private static final double UNRIVALLED = 1000;
    private static final int FFT = 256;
    private static final int MAX_TEMPLATE = 384;
    private static final int MAX_WINDOW = MAX_TEMPLATE + FFT;
    private static final int NODE_STEP = 8;
    private static final int CONTRAST_REACH = 8;
    /** Noise added to the local deviation, quarter grey levels. */
    private static final float FRAME_NOISE = 6;
    private static final float MAP_NOISE = 4;
    private static final int MAX_SPREAD = 8;
    /** Terrain relief that level ground leaves out, m. */
    private static final double RELIEF_M = 40;
    /** Shares of a tile that has to be seen, of the map window that has to be mapped. */
    private static final double MIN_SEEN = 0.5;
    private static final double MIN_MAPPED = 0.25;

    private final MapLevels levels;
    private final SiteMap map;
    private final Rectifier rectifier;
    private final LocalContrast contrast = new LocalContrast(MAX_WINDOW);
    private final Fft2 fft = new Fft2(FFT);
    private final Rectifier.Grid grid = new Rectifier.Grid();
    private final int[] raw = new int[MAX_WINDOW * MAX_WINDOW];
    private final float[] template = new float[MAX_TEMPLATE * MAX_TEMPLATE];
    private final float[] window = new float[MAX_WINDOW * MAX_WINDOW];
    private final float[] re = new float[FFT * FFT];
    private final float[] im = new float[FFT * FFT];
    private final float[] crossRe = new float[FFT * FFT];
    private final float[] crossIm = new float[FFT * FFT];
    private final float[][] surface = new float[TILES][FFT * FFT];
    private final float[] spread = new float[FFT * FFT];
    private final float[] spreadRows = new float[FFT * FFT];
    private final float[] joint = new float[FFT * FFT];
    private final boolean[] valid = new boolean[TILES];
    private final double[] weight = new double[TILES];
    private final int[] peak = new int[CANDIDATES];
    private final double[] peakHeight = new double[CANDIDATES];
    private final Vec3 ground = new Vec3();
    private final Vec3 ray = new Vec3();
    private final Vec3 point = new Vec3();
    private final double[] uv = new double[2];
    private int tile;
    private int span;
    private int searchCells;
    private double sideM;
    private double heightM;
    private double slantM;
    private int validTiles;
    private double mappedShare;

    CoarseMatcher(MapLevels levels, GreyPyramid frame) {
        this.levels = levels;
        map = levels.map;
        rectifier = new Rectifier(frame);
    }

    /** What is known before the search. */
    static final class Prior {
        /** Search half-width, m. */
        double searchM;
        double sigmaUpM;
        double sigmaAttitudeRad;
    }

    /** @return false when too little of the frame or of the map is there to match */
    boolean search(CameraPose pose, Prior prior) {
        if (!layOut(pose, prior)) return false;
        rectifier.rectify(pose, grid, raw);
        int size = grid.size;
        countSeen(size);
        contrast.normalise(raw, size, CONTRAST_REACH, FRAME_NOISE, template);
        loadMap(size + span - 1);
        contrast.normalise(raw, size + span - 1, CONTRAST_REACH, MAP_NOISE, window);
        if (validTiles < 3 || mappedShare < MIN_MAPPED) return false;
        for (int k = 0; k < TILES; k += 2)
            correlatePair(k);
        sum(prior);
        findPeaks(prior);
        return true;
    }

    /** Size and place of the grids from the ground that the middle of the frame sees. */
    private boolean layOut(CameraPose pose, Prior prior) {
        CameraModel camera = pose.camera;
        double levelM = meanElevationM(pose.cM.x, pose.cM.y, prior.searchM);
        ground.set(pose.cM.x, pose.cM.y, levelM);
        if (!pose.levelGroundOf(0.5 * camera.width(), 0.5 * camera.height(), levelM, ground)) return false;
        double centreEastM = ground.x;
        double centreNorthM = ground.y;
        pose.site.fromMap(centreEastM, centreNorthM, levelM, point).subtract(pose.cM);
        slantM = point.norm();
        heightM = -point.z;
        if (!(heightM > 0)) return false;
        sideM = 1.25 * slantM * camera.width() / camera.focalPx();
        double searchM = prior.searchM + 2.5 * prior.sigmaAttitudeRad * slantM;
        double cellM = Math.max((2 * searchM + sideM / 3) / (FFT - 2), levels.cellM[0]);
        cellM = Math.max(cellM, sideM / (MAX_TEMPLATE - 3));
        tile = (int) (sideM / 3 / cellM);
        searchCells = (int) (searchM / cellM);
        span = 2 * searchCells + 1;
        grid.cellM = cellM;
        grid.size = 3 * tile;
        grid.nodeStep = NODE_STEP;
        grid.levelM = levelM;
        grid.westM = centreEastM - 0.5 * (grid.size - 1) * cellM;
        grid.northM = centreNorthM + 0.5 * (grid.size - 1) * cellM;
        return tile >= 12;
    }

    private double meanElevationM(double eastM, double northM, double reachM) {
        double sum = 0;
        for (int r = -4; r <= 4; r++)
            for (int c = -4; c <= 4; c++)
                sum += map.elevationAtM(eastM + 0.25 * c * reachM, northM + 0.25 * r * reachM);
        return sum / 81;
    }

    private void countSeen(int size) {
        validTiles = 0;
        for (int k = 0; k < TILES; k++) {
            int seen = 0;
            for (int r = 0; r < tile; r++) {
                int at = (k / 3 * tile + r) * size + k % 3 * tile;
                for (int c = 0; c < tile; c++)
                    if (raw[at + c] >= 0) seen++;
            }
            valid[k] = seen >= MIN_SEEN * tile * tile;
            if (valid[k]) validTiles++;
            weight[k] = valid[k] ? Math.sqrt((double) seen / (tile * tile)) : 0;
        }
    }

    /** Map at the cell of the search, from the halving that fits, four steps per grey level. */
    private void loadMap(int size) {
        int level = 0;
        while (level < MapLevels.LEVELS - 1 && levels.cellM[level + 1] <= 1.2 * grid.cellM)
            level++;
        int w = levels.pyramid.width[level];
        int h = levels.pyramid.height[level];
        byte[] g = levels.pyramid.grey[level];
        double column = levels.column(level, grid.westM - searchCells * grid.cellM);
        double row = levels.row(level, grid.northM + searchCells * grid.cellM);
        double step = grid.cellM / levels.cellM[level];
        int mapped = 0;
        for (int r = 0; r < size; r++) {
            int y = (int) Math.floor((row + r * step) * 256);
            for (int c = 0; c < size; c++) {
                int x = (int) Math.floor((column + c * step) * 256);
                int value = sample(g, w, h, x, y);
                raw[r * size + c] = value;
                if (value >= 0) mapped++;
            }
        }
        mappedShare = (double) mapped / ((double) size * size);
    }

    private static int sample(byte[] g, int w, int h, int x, int y) {
        int c = x >> 8;
        int r = y >> 8;
        if (c < 0 || r < 0 || c > w - 2 || r > h - 2) return Rectifier.NONE;
        int fx = x & 0xff;
        int fy = y & 0xff;
        int p = r * w + c;
        int top = (g[p] & 0xff) * (256 - fx) + (g[p + 1] & 0xff) * fx;
        int bottom = (g[p + w] & 0xff) * (256 - fx) + (g[p + w + 1] & 0xff) * fx;
        return top * (256 - fy) + bottom * fy + 8192 >> 14;
    }

    /** Correlates tiles k and k + 1; their two real surfaces share one inverse transform. */
    private void correlatePair(int k) {
        java.util.Arrays.fill(crossRe, 0);
        java.util.Arrays.fill(crossIm, 0);
        for (int i = k; i < Math.min(k + 2, TILES); i++) {
            if (!valid[i]) continue;
            loadTile(i);
            fft.forward(re, im);
            addCross(i == k);
        }
        fft.inverse(crossRe, crossIm);
        for (int i = k; i < Math.min(k + 2, TILES); i++) {
            if (valid[i]) keep(i == k ? crossRe : crossIm, surface[i]);
        }
    }

    /** Tile as the real part, the map around it as the imaginary part. */
    private void loadTile(int k) {
        int r0 = k / 3 * tile;
        int c0 = k % 3 * tile;
        int extent = Math.min(FFT, tile + span - 1);
        int windowSize = grid.size + span - 1;
        java.util.Arrays.fill(re, 0);
        java.util.Arrays.fill(im, 0);
        for (int r = 0; r < tile; r++)
            System.arraycopy(template, (r0 + r) * grid.size + c0, re, r * FFT, tile);
        for (int r = 0; r < extent; r++)
            System.arraycopy(window, (r0 + r) * windowSize + c0, im, r * FFT, extent);
    }

    /**
     * Separates the spectra T and M of Z = T + iM (both pictures real: T = (Z(f) + Z*(-f))/2, M = (Z(f) - Z*(-f))/2i) and adds
     * conj(T) M, or i times that, to the cross spectrum.
     */
    private void addCross(boolean first) {
        int[] mirror = fft.mirror;
        for (int r = 0; r < FFT; r++) {
            int at = r * FFT;
            int opposite = mirror[r] * FFT;
            for (int c = 0; c < FFT; c++) {
                int k = at + c;
                int m = opposite + mirror[c];
                float tr = re[k] + re[m];
                float ti = im[k] - im[m];
                float mr = im[k] + im[m];
                float mi = re[m] - re[k];
                float xr = tr * mr + ti * mi;
                float xi = tr * mi - ti * mr;
                if (first) {
                    crossRe[k] = xr;
                    crossIm[k] = xi;
                } else {
                    crossRe[k] -= xi;
                    crossIm[k] += xr;
                }
            }
        }
    }

    /** Copies the meaningful shifts, standardised to zero mean and unit deviation. */
    private void keep(float[] from, float[] to) {
        double sum = 0;
        double square = 0;
        for (int r = 0; r < span; r++) {
            for (int c = 0; c < span; c++) {
                float x = from[r * FFT + c];
                to[r * span + c] = x;
                sum += x;
                square += (double) x * x;
            }
        }
        double n = (double) span * span;
        double mean = sum / n;
        double deviation = Math.sqrt(Math.max(1e-30, square / n - mean * mean));
        float m = (float) mean;
        float s = (float) (1 / deviation);
        for (int i = 0; i < span * span; i++)
            to[i] = (to[i] - m) * s;
    }

    /** Radius by which a tile may be off the common shift, cells: two sigma of what altitude, attitude and relief do at its place. */
    private int spreadOf(int k, Prior prior) {
        double dc = k % 3 - 1;
        double dr = k / 3 - 1;
        double rhoM = Math.sqrt(dc * dc + dr * dr) * tile * grid.cellM;
        double altitudeM = prior.sigmaUpM * rhoM / heightM;
        double turnM = prior.sigmaAttitudeRad * rhoM;
        double tiltM = prior.sigmaAttitudeRad * rhoM * rhoM / heightM;
        double reliefM = RELIEF_M * rhoM / heightM;
        double m = Math.sqrt(altitudeM * altitudeM + turnM * turnM + tiltM * tiltM + reliefM * reliefM);
        return Math.max(1, Math.min(MAX_SPREAD, (int) Math.ceil(2 * m / grid.cellM)));
    }

    private void sum(Prior prior) {
        java.util.Arrays.fill(joint, 0, span * span, 0);
        for (int k = 0; k < TILES; k++) {
            if (!valid[k]) continue;
            maximum(surface[k], spreadOf(k, prior));
            float w = (float) weight[k];
            for (int i = 0; i < span * span; i++)
                joint[i] += w * spread[i];
        }
    }

    private void maximum(float[] in, int radius) {
        for (int r = 0; r < span; r++) {
            for (int c = 0; c < span; c++) {
                float m = in[r * span + c];
                for (int i = Math.max(0, c - radius); i <= Math.min(span - 1, c + radius); i++)
                    m = Math.max(m, in[r * span + i]);
                spreadRows[r * span + c] = m;
            }
        }
        for (int r = 0; r < span; r++) {
            int first = Math.max(0, r - radius);
            int last = Math.min(span - 1, r + radius);
            System.arraycopy(spreadRows, first * span, spread, r * span, span);
            for (int i = first + 1; i <= last; i++) {
                for (int c = 0; c < span; c++)
                    spread[r * span + c] = Math.max(spread[r * span + c], spreadRows[i * span + c]);
            }
        }
    }

    /** The highest peaks of the sum, each outside the neighbourhood of the ones before; heights above the mean. */
    private void findPeaks(Prior prior) {
        double mean = 0;
        for (int i = 0; i < span * span; i++)
            mean += joint[i];
        mean /= (double) span * span;
        int apart = 2 * spreadOf(0, prior) + 3;
        for (int k = 0; k < CANDIDATES; k++) {
            peak[k] = -1;
            for (int i = 0; i < span * span; i++) {
                if ((peak[k] < 0 || joint[i] > joint[peak[k]]) && isApart(i, k, apart)) peak[k] = i;
            }
            peakHeight[k] = peak[k] < 0 ? 0 : joint[peak[k]] - mean;
        }
    }

    private boolean isApart(int i, int before, int apart) {
        for (int k = 0; k < before; k++) {
            int dc = Math.abs(i % span - peak[k] % span);
            int dr = Math.abs(i / span - peak[k] / span);
            if (dc < apart && dr < apart) return false;
        }
        return true;
    }

    /** Best peak over the second best, at most {@link #UNRIVALLED}: that when no other rises above the mean. */
    double peakRatio() {
        if (!(peakHeight[0] > 0)) return 0;
        return peakHeight[0] / Math.max(peakHeight[1], peakHeight[0] / UNRIVALLED);
    }

    boolean hasCandidate(int k) {
        return peak[k] >= 0;
    }

    double cellM() {
        return grid.cellM;
    }

    /** Side of the ground that was matched, m. */
    double sideM() {
        return sideM;
    }

    /** The tiles' own peaks near candidate {@code k}: middles of tiles as seen by the prior pose, found in the map. */
    void matches(CameraPose prior, Prior uncertainty, int k, Matches out) {
        out.clear(grid.cellM);
        int pc = peak[k] % span;
        int pr = peak[k] / span;
        for (int t = 0; t < TILES; t++)
            if (valid[t]) addTile(prior, t, pc, pr, spreadOf(t, uncertainty) + 1, out);
    }

    private void addTile(CameraPose prior, int t, int pc, int pr, int reach, Matches out) {
        float[] s = surface[t];
        int best = -1;
        for (int r = Math.max(1, pr - reach); r <= Math.min(span - 2, pr + reach); r++) {
            for (int c = Math.max(1, pc - reach); c <= Math.min(span - 2, pc + reach); c++) {
                if (best < 0 || s[r * span + c] > s[best]) best = r * span + c;
            }
        }
        if (best < 0 || s[best] < 2) return;
        double cellM = grid.cellM;
        double dx = fraction(s[best - 1], s[best], s[best + 1]) + best % span - searchCells;
        double dy = fraction(s[best - span], s[best], s[best + span]) + best / span - searchCells;
        double east = grid.westM + (t % 3 * tile + 0.5 * (tile - 1)) * cellM;
        double north = grid.northM - (t / 3 * tile + 0.5 * (tile - 1)) * cellM;
        if (!prior.pixelOf(east, north, grid.levelM, uv)) return;
        prior.camera.unproject(uv[0], uv[1], ray);
        double e = east + dx * cellM;
        double n = north - dy * cellM;
        prior.site.fromMap(e, n, map.elevationAtM(e, n), point);
        out.add(ray, point, dx * cellM, -dy * cellM, 0.7);
    }

    private static double fraction(float a, float b, float c) {
        double bend = 2.0 * b - a - c;
        return bend > 1e-6 ? Math.max(-0.5, Math.min(0.5, 0.5 * (c - a) / bend)) : 0;
    }
}
