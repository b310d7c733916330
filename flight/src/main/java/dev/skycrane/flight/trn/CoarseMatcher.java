package dev.skycrane.flight.trn;

import dev.skycrane.flight.geometry.Vec3;

/**
 * Coarse matching over the whole prior uncertainty. The frame is rectified on level ground and cut into 3 x 3 tiles; each is
 * correlated with the map around it by Fourier transform, after local normalisation of both. Errors of attitude and altitude move the
 * tiles against each other by a little: so each tile's surface is spread by a maximum filter of that size before the nine are summed,
 * and the common shift is where the sum peaks. Around it every tile has a peak of its own, from which the pose follows. Cells are as
 * small as the side of the transform allows.
 */
final class CoarseMatcher {
    static final int TILES = 9;
    static final int CANDIDATES = JointSurface.CANDIDATES;
    private static final int NODE_BITS = 3;
    private static final int CONTRAST_REACH = 8;
    /** Noise added to the local deviation, quarter grey levels. */
    private static final float FRAME_NOISE = 6;
    /** Terrain relief that level ground leaves out, m. */
    private static final double RELIEF_M = 40;
    /** Shares of a tile that has to be seen, of the map window that has to be mapped. */
    private static final double MIN_SEEN = 0.5;
    private static final double MIN_MAPPED = 0.25;

    /** Side of the transforms, of the largest template and of the largest piece of the map, cells. */
    private final int fftSide;
    private final int maxTemplate;
    private final ContrastMaps maps;
    private final SiteMap map;
    private final Rectifier rectifier;
    private final LocalContrast contrast;
    private final TileCorrelator correlator;
    private final JointSurface joint;
    private final Rectifier.Grid grid = new Rectifier.Grid();
    private final int[] raw;
    private final float[][] template;
    private final float[][] window;
    private final boolean[] valid = new boolean[TILES];
    private final double[] weight = new double[TILES];
    private final Vec3 ground = new Vec3();
    private final Vec3 ray = new Vec3();
    private final Vec3 point = new Vec3();
    private final double[] uv = new double[2];
    private int tile;
    /** Level of the map, and its cell at the north-west corner of the grid. */
    private int mapLevel;
    private int gridRow;
    private int gridColumn;
    private int span;
    private int searchCells;
    private double sideM;
    private double heightM;
    private double slantM;
    private int validTiles;
    private double mappedShare;

    /** @param fftSide side of the transforms, a power of two: twice the side, half the cell and more than four times the work */
    CoarseMatcher(ContrastMaps maps, SiteMap map, GreyPyramid frame, int fftSide) {
        this.maps = maps;
        this.map = map;
        this.fftSide = fftSide;
        maxTemplate = fftSide + fftSide / 2;
        int maxWindow = maxTemplate + fftSide;
        rectifier = new Rectifier(frame);
        contrast = new LocalContrast(maxTemplate);
        correlator = new TileCorrelator(fftSide, maxWindow);
        joint = new JointSurface(TILES, fftSide);
        raw = new int[maxTemplate * maxTemplate];
        template = new float[maxTemplate][maxTemplate];
        window = new float[maxWindow][maxWindow];
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
        rectifier.rectify(pose, grid, raw, grid.size);
        int size = grid.size;
        countSeen();
        contrast.normalise(raw, size, size, CONTRAST_REACH, FRAME_NOISE, template);
        mappedShare = maps.window(mapLevel, gridRow - searchCells, gridColumn - searchCells, size + span - 1, window);
        if (validTiles < 3 || mappedShare < MIN_MAPPED) return false;
        correlate(prior);
        joint.findPeaks(2 * spreadOf(0, prior) + 3);
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
        double cellM = Math.max((2 * searchM + sideM / 3) / (fftSide - 2), sideM / (maxTemplate - 3));
        mapLevel = maps.levelFor(cellM);
        cellM = maps.cellM[mapLevel];
        tile = (int) (sideM / 3 / cellM);
        searchCells = (int) (searchM / cellM);
        span = 2 * searchCells + 1;
        grid.cellM = cellM;
        grid.size = 3 * tile;
        grid.nodeBits = NODE_BITS;
        grid.levelM = levelM;
        gridColumn = maps.column(mapLevel, centreEastM - 0.5 * (grid.size - 1) * cellM);
        gridRow = maps.row(mapLevel, centreNorthM + 0.5 * (grid.size - 1) * cellM);
        grid.westM = maps.eastM(mapLevel, gridColumn);
        grid.northM = maps.northM(mapLevel, gridRow);
        return tile >= 12 && tile + span <= fftSide;
    }

    private double meanElevationM(double eastM, double northM, double reachM) {
        double sum = 0;
        for (int r = -4; r <= 4; r++)
            for (int c = -4; c <= 4; c++)
                sum += map.elevationAtM(eastM + 0.25 * c * reachM, northM + 0.25 * r * reachM);
        return sum / 81;
    }

    private void countSeen() {
        validTiles = 0;
        for (int k = 0; k < TILES; k++) {
            int seen = 0;
            for (int r = 0; r < tile; r++) {
                int row = (k / 3 * tile + r) * grid.size;
                for (int c = k % 3 * tile; c < (k % 3 + 1) * tile; c++)
                    seen += 1 + (raw[row + c] >> 31);
            }
            valid[k] = seen >= MIN_SEEN * tile * tile;
            if (valid[k]) validTiles++;
            weight[k] = valid[k] ? Math.sqrt((double) seen / (tile * tile)) : 0;
        }
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
        return Math.max(1, Math.min(JointSurface.MAX_SPREAD, (int) Math.ceil(2 * m / grid.cellM)));
    }

    private void correlate(Prior prior) {
        joint.clear(span);
        int waiting = -1;
        for (int k = 0; k < TILES; k++) {
            if (k % 3 == 0 && (valid[k] || valid[k + 1] || valid[k + 2])) {
                correlator.band(template, grid.size, window, grid.size + span - 1, k / 3 * tile, tile);
            }
            if (!valid[k]) continue;
            correlator.correlate(k % 3 * tile, waiting < 0 ? 0 : 1);
            if (waiting < 0) {
                waiting = k;
                continue;
            }
            correlator.finish(span);
            add(waiting, 0, prior);
            add(k, 1, prior);
            waiting = -1;
        }
        if (waiting < 0) return;
        correlator.skip();
        correlator.finish(span);
        add(waiting, 0, prior);
    }

    private void add(int k, int slot, Prior prior) {
        joint.add(k, correlator.surface(slot), spreadOf(k, prior), (float) weight[k]);
    }

    double peakRatio() {
        return joint.peakRatio();
    }

    boolean hasCandidate(int k) {
        return joint.hasPeak(k);
    }

    double cellM() {
        return grid.cellM;
    }

    /** Distance of the ground that the middle of the frame looks at, m. */
    double slantM() {
        return slantM;
    }

    /** Side of the ground that was matched, m. */
    double sideM() {
        return sideM;
    }

    /** The tiles' own peaks near candidate {@code k}: middles of tiles as seen by the prior pose, found in the map. */
    void matches(CameraPose prior, Prior uncertainty, int k, Matches out) {
        out.clear(grid.cellM);
        int pc = joint.peakColumn(k);
        int pr = joint.peakRow(k);
        for (int t = 0; t < TILES; t++)
            if (valid[t]) addTile(prior, t, pc, pr, spreadOf(t, uncertainty) + 1, out);
    }

    private void addTile(CameraPose prior, int t, int pc, int pr, int reach, Matches out) {
        float[][] s = joint.of(t);
        int row = -1;
        int column = -1;
        float best = 2;
        for (int r = Math.max(1, pr - reach); r <= Math.min(span - 2, pr + reach); r++) {
            for (int c = Math.max(1, pc - reach); c <= Math.min(span - 2, pc + reach); c++) {
                if (s[r][c] <= best) continue;
                best = s[r][c];
                row = r;
                column = c;
            }
        }
        if (row < 0) return;
        double cellM = grid.cellM;
        double dx = fraction(s[row][column - 1], best, s[row][column + 1]) + column - searchCells;
        double dy = fraction(s[row - 1][column], best, s[row + 1][column]) + row - searchCells;
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
