package dev.skycrane.flight.trn;

import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.VisionFix;
import dev.skycrane.flight.geometry.Vec3;

/**
 * One frame against the map: coarse search when asked, then matching at finer and finer map levels, each solved for the pose. Judges
 * the result by itself; agreement between frames is {@link VisionComputer}'s. Works in the camera's own pose.
 */
final class Localizer {
    /** Search from a pose that is good to a cell or two. */
    private static final int POLISH_CELLS = 3;
    /** A level is coarse enough when this many of its cells span the view. */
    private static final double MIN_SIDE_CELLS = 150;
    /** Share of the landmarks found that has to agree for a level to be of use to the next. */
    private static final double MIN_LEVEL_SHARE = 0.35;
    /** Attitudes tried beside the prior's where its error matters to the coarse search, and how far off it they are. */
    private static final int TILTS = 4;
    private static final double TILT_SIGMAS = 1.5;
    private static final double LOOSE_CELLS = 3;
    /** Beyond this the few tilts lie too far apart to help. */
    private static final double MAX_TILT_SIGMA_RAD = 0.06;
    /** Transforms of the quick and of the thorough coarse search, cells. */
    private static final int QUICK_SIDE = 128;
    private static final int THOROUGH_SIDE = 256;
    /** Error of the pose from the tiles, cells: a quick search that errs by more is followed by a thorough one. */
    private static final double QUICK_ERROR_CELLS = 1.5;
    private static final double THOROUGH_ERROR_CELLS = 2.5;
    /** Where the height is less certain than this share of it, several are tried, so far apart, over so many 1-sigmas. */
    private static final double HEIGHT_SIGMA = 0.055;
    private static final double HEIGHT_STEP = 1.12;
    private static final double HEIGHT_SIGMAS = 2.5;
    private static final double LEAST_HEIGHT = 0.2;
    private static final int HEIGHTS = 16;
    /** Of the heights tried the most promising ones are followed. */
    private static final int HEIGHTS_FOLLOWED = 3;
    /** Landmarks, and share of those found, that have to agree for a few to do. */
    private static final int FEW_INLIERS = 10;
    private static final double FEW_SHARE = 0.6;
    /** Height at which the required accuracy has to be reached (dossier section 5.3). */
    private static final double REQUIRED_BELOW_M = 4200;
    /** Share of the landmarks tried that has to agree in the end; those that were wrong had 0.27. */
    private static final double LEAST_TRIED_SHARE = 0.3;
    /** With less than this a wider look may find more; wrong ones had up to 0.38. */
    private static final double SURE_TRIED_SHARE = 0.4;
    /** Reach of that look, cells. */
    private static final int WIDE_CELLS = 8;
    /** Error of the pose that a level leaves, its cells; when it convinces as a fix has to, the lesser one. */
    private static final double NEXT_LEVEL_CELLS = 1.5;
    private static final double SURE_LEVEL_CELLS = 1;
    /** Scale of the robust solution, cells of its level. */
    private static final double END_CELLS = 0.5;

    private final MapLevels levels;
    private final GreyPyramid frame;
    /** A search in large cells, believed where nothing rivals its peak, and one in cells of half the size. */
    private final CoarseMatcher quick;
    private final CoarseMatcher thorough;
    /** The one used last. */
    private CoarseMatcher coarse;
    private final LandmarkMatcher landmarks;
    private final PoseSolver solver = new PoseSolver();
    private final PoseSolver.Prior solverPrior = new PoseSolver.Prior();
    private final CoarseMatcher.Prior coarsePrior = new CoarseMatcher.Prior();
    private final Matches tiles = new Matches(CoarseMatcher.TILES);
    private final Matches matches = new Matches(LandmarkMatcher.CAPACITY);
    private final CameraPose pose;
    private final CameraPose levelPose;
    private final CameraPose startPose;
    private final CameraPose firstLook;
    private final CameraPose winner;
    /** The prior tilted or raised. */
    private final CameraPose variant;
    private final double[] raisedM = new double[HEIGHTS];
    private final double[] promise = new double[HEIGHTS];
    private final Vec3 rotation = new Vec3();
    private final dev.skycrane.flight.geometry.Quat turn = new dev.skycrane.flight.geometry.Quat();

    private final double searchM;
    private final double minPeakRatio;
    private final double rivalPeakRatio;
    private final double rivalApartM;
    private final int minInliers;
    private final double minInlierShare;
    private final double minTriedShare;
    private final double maxResidualCells;
    private final double maxSigmaM;
    private final double gateSigma;
    private final double minCellsAcross;
    /** Parts of the image per side from which the fix is made: of a vehicle that knows where it is, fewer do. */
    private int lastBins;
    /** Finest level that told something, or -1. */
    private int reached;
    /** Whether the descent ended in a fix, with nothing left to do. */
    private boolean finished;
    private double peakRatio;
    private double residualCells;

    Localizer(ParameterTable p, CameraModel camera, SiteMap map) {
        levels = new MapLevels(map);
        frame = new GreyPyramid(camera.width(), camera.height(), 4);
        ContrastMaps maps = new ContrastMaps(levels);
        quick = new CoarseMatcher(maps, map, frame, QUICK_SIDE);
        thorough = new CoarseMatcher(maps, map, frame, THOROUGH_SIDE);
        coarse = thorough;
        landmarks = new LandmarkMatcher(levels, frame, camera);
        pose = new CameraPose(camera, new SiteFrame(map), map);
        levelPose = new CameraPose(camera, pose.site, map);
        startPose = new CameraPose(camera, pose.site, map);
        firstLook = new CameraPose(camera, pose.site, map);
        winner = new CameraPose(camera, pose.site, map);
        variant = new CameraPose(camera, pose.site, map);
        searchM = p.scalar("trn.coarse.searchM", "m", 3400, 200, 10000,
                "largest horizontal error the coarse stage looks for (dossier section 5.3: 3.2 km)");
        minPeakRatio = p.scalar("trn.coarse.minPeakRatio", "1", 1.0, 1, 10,
                "best over second-best coarse peak below which there is no fix");
        rivalPeakRatio = p.scalar("trn.coarse.rivalPeakRatio", "1", 1.5, 1, 100,
                "best over second-best coarse peak below which every candidate is followed: two fixes make none");
        rivalApartM = p.scalar("trn.coarse.rivalApartM", "m", 80, 1, 10000,
                "distance from which two candidates' fixes contradict each other");
        minInliers = p.integer("trn.fine.minInliers", "1", 15, 6, 150, "landmarks that must agree");
        minInlierShare = p.scalar("trn.fine.minInlierShare", "1", 0.6, 0, 1,
                "share of the landmarks found that must agree");
        minTriedShare = p.scalar("trn.fine.minTriedShare", "1", 0.25, 0, 1,
                "share of the landmarks tried that must agree");
        maxResidualCells = p.scalar("trn.fine.maxResidualCells", "1", 0.75, 0.05, 3,
                "largest RMS of the kept residuals, map cells");
        maxSigmaM = p.scalar("trn.fine.maxSigmaM", "m", 13.3, 1, 1000,
                "largest horizontal 1-sigma of a fix: a third of the 40 m of dossier section 5.3; above 4.2 km, where that "
                        + "requirement begins, in proportion to the height");
        gateSigma = p.scalar("trn.fine.priorGateSigma", "1", 4.5, 1, 20,
                "largest departure of attitude and height from the prior, 1-sigmas");
        minCellsAcross = p.scalar("trn.fine.minCellsAcross", "1", 215, 31, 1000,
                "map cells that must span the view: below, the map is too coarse to be trusted");
    }

    /** Takes the picture of the next {@link #locate}, which must not change until then. */
    void load(byte[] grey) {
        frame.load(grey);
    }

    CameraPose pose() {
        return pose;
    }

    Matches matches() {
        return matches;
    }

    int tried() {
        return landmarks.tried();
    }

    double peakRatio() {
        return peakRatio;
    }

    double variance(int i) {
        return solver.variance(i);
    }

    double residualPx() {
        return PoseSolver.residualPx(pose, matches, pose.camera.focalPx());
    }

    /**
     * @param prior pose believed, not changed
     * @param sigmaM prior 1-sigma east, north, up, m
     * @param wholeSearch coarse search over the whole prior; otherwise landmarks near the prior at once
     */
    VisionFix.Status locate(CameraPose prior, Vec3 sigmaM, double sigmaAttitudeRad, boolean wholeSearch) {
        solverPrior.cM.set(prior.cM);
        solverPrior.qLFromCamera.set(prior.qLFromCamera);
        solverPrior.sigmaM.set(Math.max(1, sigmaM.x), Math.max(1, sigmaM.y), Math.max(1, sigmaM.z));
        solverPrior.sigmaAttitudeRad = Math.max(1e-4, sigmaAttitudeRad);
        peakRatio = 0;
        pose.set(prior);
        matches.clear(levels.cellM[0]);
        double heightM = Math.max(1, prior.cM.z - prior.map.elevationAtM(prior.cM.x, prior.cM.y));
        if (tooCoarse(heightM + gateSigma * solverPrior.sigmaM.z)) return VisionFix.Status.MAP_TOO_COARSE;
        lastBins = LandmarkMatcher.ALL_BINS;
        if (wholeSearch) return acquire(prior);
        lastBins = LandmarkMatcher.MOST_BINS;
        double errorM = 3 * Math.max(sigmaM.x, sigmaM.y) + 3 * sigmaAttitudeRad * heightM;
        return refine(errorM, sideM(heightM));
    }

    /** Whether too few cells of the finest map level span the view from this height. */
    private boolean tooCoarse(double heightM) {
        return sideM(heightM) < minCellsAcross * levels.cellM[0];
    }

    private double sideM(double heightM) {
        return heightM * pose.camera.width() / pose.camera.focalPx();
    }

    private VisionFix.Status acquire(CameraPose prior) {
        Vec3 s = solverPrior.sigmaM;
        coarsePrior.searchM = Math.min(searchM, Math.max(600, 3 * Math.max(s.x, s.y)));
        coarsePrior.sigmaUpM = s.z;
        coarsePrior.sigmaAttitudeRad = solverPrior.sigmaAttitudeRad;
        s.x = Math.max(s.x, searchM);
        s.y = Math.max(s.y, searchM);
        double heightM = Math.max(1, prior.cM.z - prior.map.elevationAtM(prior.cM.x, prior.cM.y));
        if (s.z > HEIGHT_SIGMA * heightM) return searchHeights(prior, heightM);
        VisionFix.Status status = searchFrom(prior);
        for (int k = 0; k < TILTS && status != VisionFix.Status.FIX && isLoose(prior); k++) {
            tilt(prior, k);
            if (searchFrom(variant) == VisionFix.Status.FIX) return VisionFix.Status.FIX;
        }
        return status;
    }

    /** Tries heights over the whole of the prior's error, each good for its neighbourhood; those with the clearest peak first. */
    private VisionFix.Status searchHeights(CameraPose prior, double heightM) {
        double errorM = HEIGHT_SIGMAS * solverPrior.sigmaM.z;
        double h = Math.max(LEAST_HEIGHT * heightM, heightM - errorM) * Math.sqrt(HEIGHT_STEP);
        int count = 0;
        for (; count < HEIGHTS && h * h < (heightM + errorM) * (heightM + errorM) * HEIGHT_STEP; h *= HEIGHT_STEP) {
            raisedM[count] = h - heightM;
            raise(prior, heightM, count);
            promise[count++] = quick.search(variant, coarsePrior) ? quick.peakRatio() : -1;
        }
        VisionFix.Status status = VisionFix.Status.OFF_MAP;
        for (int n = 0; n < HEIGHTS_FOLLOWED; n++) {
            int best = 0;
            for (int k = 1; k < count; k++)
                if (promise[k] > promise[best]) best = k;
            if (promise[best] < 0) return status;
            promise[best] = -1;
            raise(prior, heightM, best);
            status = searchFrom(variant);
            if (status == VisionFix.Status.FIX) return status;
        }
        return status;
    }

    private void raise(CameraPose prior, double heightM, int k) {
        variant.set(prior);
        variant.cM.z += raisedM[k];
        coarsePrior.sigmaUpM = HEIGHT_SIGMA * (heightM + raisedM[k]);
    }

    /** Thoroughly only when the quick search has a rival to its peak, or its peak leads nowhere. */
    private VisionFix.Status searchFrom(CameraPose from) {
        coarse = quick;
        if (quick.search(from, coarsePrior) && quick.peakRatio() >= Math.max(minPeakRatio, rivalPeakRatio)) {
            peakRatio = quick.peakRatio();
            if (tryCandidate(from, 0) == VisionFix.Status.FIX) return VisionFix.Status.FIX;
        }
        coarse = thorough;
        if (!coarse.search(from, coarsePrior)) return VisionFix.Status.OFF_MAP;
        peakRatio = coarse.peakRatio();
        if (peakRatio < minPeakRatio) return VisionFix.Status.WEAK_PEAK;
        return peakRatio < rivalPeakRatio ? compareCandidates(from) : firstCandidate(from);
    }

    /** Whether the attitude is so uncertain, for a view so oblique, that its error may tear the tiles of the coarse search apart. */
    private boolean isLoose(CameraPose prior) {
        if (coarsePrior.sigmaAttitudeRad > MAX_TILT_SIGMA_RAD) return false;
        double slantM = coarse.slantM();
        double heightM = Math.max(1, prior.cM.z - prior.map.elevationAtM(prior.cM.x, prior.cM.y));
        return coarsePrior.sigmaAttitudeRad * slantM * slantM / heightM > LOOSE_CELLS * coarse.cellM();
    }

    /** The prior tilted by {@link #TILT_SIGMAS} towards or away from the nadir, or to either side. */
    private void tilt(CameraPose prior, int k) {
        prior.qLFromCamera.rotate(rotation.set(0, 0, 1), rotation);
        double across = Math.sqrt(rotation.x * rotation.x + rotation.y * rotation.y);
        double x = across > 1e-6 ? rotation.x / across : 1;
        double y = across > 1e-6 ? rotation.y / across : 0;
        double angle = (k % 2 == 0 ? TILT_SIGMAS : -TILT_SIGMAS) * coarsePrior.sigmaAttitudeRad;
        if (k < 2) turn.fromRotationVector(-y * angle, x * angle, 0);
        else
            turn.fromRotationVector(x * angle, y * angle, 0);
        variant.set(prior);
        variant.qLFromCamera.product(turn, prior.qLFromCamera).normalize();
    }

    private VisionFix.Status firstCandidate(CameraPose prior) {
        VisionFix.Status first = VisionFix.Status.WEAK_PEAK;
        for (int k = 0; k < CoarseMatcher.CANDIDATES && coarse.hasCandidate(k); k++) {
            VisionFix.Status status = tryCandidate(prior, k);
            if (status == VisionFix.Status.FIX) return status;
            if (k == 0) first = status;
        }
        return first;
    }

    /** Follows all candidates: where the ground repeats itself, more than one will do, and then none may be believed. */
    private VisionFix.Status compareCandidates(CameraPose prior) {
        VisionFix.Status first = VisionFix.Status.WEAK_PEAK;
        int found = -1;
        int last = -1;
        for (int k = 0; k < CoarseMatcher.CANDIDATES && coarse.hasCandidate(k); k++) {
            VisionFix.Status status = tryCandidate(prior, k);
            if (k == 0) first = status;
            last = k;
            if (status != VisionFix.Status.FIX) continue;
            if (found >= 0 && apart(pose, winner)) return VisionFix.Status.WEAK_PEAK;
            if (found < 0) winner.set(pose);
            if (found < 0) found = k;
        }
        if (found < 0) return first;
        return found == last ? VisionFix.Status.FIX : tryCandidate(prior, found);
    }

    private boolean apart(CameraPose a, CameraPose b) {
        rotation.difference(a.cM, b.cM);
        return rotation.norm() > rivalApartM;
    }

    private VisionFix.Status tryCandidate(CameraPose prior, int k) {
        pose.set(prior);
        coarse.matches(prior, coarsePrior, k, tiles);
        int first = tiles.consensus(4 * coarse.cellM());
        if (first < 0) return VisionFix.Status.WEAK_PEAK;
        shift(tiles, first);
        if (!solver.solve(pose, tiles, solverPrior, 4, 1.5)) return VisionFix.Status.WEAK_PEAK;
        double errorCells = coarse == quick ? QUICK_ERROR_CELLS : THOROUGH_ERROR_CELLS;
        return refine(errorCells * coarse.cellM(), coarse.sideM());
    }

    private void shift(Matches m, int k) {
        pose.cM.set(pose.cM.x + m.shiftEastM[k], pose.cM.y + m.shiftNorthM[k], pose.cM.z);
    }

    /**
     * From the level that suits the error down to the finest that the frame resolves. A level counts when it convinces; in noise the
     * finest may not, where one of larger cells does. When even the first fails, coarser ones are tried.
     */
    private VisionFix.Status refine(double errorM, double sideM) {
        int finest = finestLevel();
        int top = finest;
        while (isUseful(top + 1, sideM) && (top == finest || errorM > 5 * levels.cellM[top]))
            top++;
        startPose.set(pose);
        VisionFix.Status status = descend(top, finest, errorM);
        if (finished) return status;
        while (reached < 0 && isUseful(top + 1, sideM)) {
            top++;
            pose.set(startPose);
            VisionFix.Status wider = descend(top, top, errorM);
            if (reached >= 0) status = wider;
        }
        if (reached < 0) return status;
        status = polish(reached, lastBins);
        if (status != VisionFix.Status.FIX && lastBins < LandmarkMatcher.ALL_BINS) {
            status = polish(reached, LandmarkMatcher.ALL_BINS);
        }
        boolean uncertain = status == VisionFix.Status.FEW_INLIERS || status == VisionFix.Status.BAD_RESIDUAL;
        int level = uncertain && reached < MapLevels.LEVELS - 1 ? reached + 1 : reached;
        if (level > reached) status = polish(level, LandmarkMatcher.ALL_BINS);
        return status == VisionFix.Status.FIX && triedShare() < SURE_TRIED_SHARE ? lookAgain(level) : status;
    }

    private boolean isUseful(int level, double sideM) {
        return level < MapLevels.LEVELS && levels.cellM[level] < sideM / MIN_SIDE_CELLS;
    }

    /** Matches from level {@code top} to {@code finest}; sets {@link #reached} and {@link #levelPose}. */
    private VisionFix.Status descend(int top, int finest, double errorM) {
        VisionFix.Status status = VisionFix.Status.FEW_INLIERS;
        double expectedM = errorM;
        boolean trusted = false;
        boolean sure = false;
        reached = -1;
        finished = false;
        levelPose.set(pose);
        for (int level = top; level >= finest; level--) {
            int search = (int) Math.ceil(expectedM / levels.cellM[level]) + 1;
            if (level == finest && sure && search <= POLISH_CELLS) {
                // so near that the fix may be made at once; what leaves a doubt is approached as ever
                status = polish(level, lastBins);
                finished = status == VisionFix.Status.FIX && triedShare() >= SURE_TRIED_SHARE;
                if (finished) return status;
                pose.set(levelPose);
            }
            // the last step towards the finest level needs more landmarks, unless the one before left no doubt
            int few = level == finest && !sure ? LandmarkMatcher.SOME_BINS : LandmarkMatcher.FEW_BINS;
            status = approach(level, Math.min(LandmarkMatcher.MAX_SEARCH, search), few);
            boolean convincing = status == VisionFix.Status.FIX && enough(FEW_INLIERS);
            if (status != VisionFix.Status.FIX || trusted && !convincing) {
                pose.set(levelPose);
                continue;
            }
            trusted |= convincing;
            sure = convincing && enough(minInliers);
            expectedM = (sure ? SURE_LEVEL_CELLS : NEXT_LEVEL_CELLS) * levels.cellM[level];
            reached = level;
            levelPose.set(pose);
        }
        return status;
    }

    /** With few landmarks where they agree well, else with all. */
    private VisionFix.Status approach(int level, int search, int fewBins) {
        VisionFix.Status status = matchAt(level, search, fewBins);
        int inliers = matches.inliers();
        if (status == VisionFix.Status.FIX && inliers >= FEW_INLIERS && inliers >= FEW_SHARE * matches.size)
            return status;
        pose.set(levelPose);
        return matchAt(level, search, LandmarkMatcher.ALL_BINS);
    }

    /** Matches once more from the best pose, with little to search, and judges the outcome. */
    private VisionFix.Status polish(int level, int bins) {
        pose.set(levelPose);
        landmarks.followRelief(true);
        VisionFix.Status status = matchAt(level, POLISH_CELLS, bins);
        landmarks.followRelief(false);
        return status == VisionFix.Status.FIX ? judge() : status;
    }

    private double triedShare() {
        return matches.inliers() / (double) landmarks.tried();
    }

    /**
     * A few that agree may stand in one part of the view, or by chance, and then the pose is farther off than their residuals say. Looks for
     * all landmarks again over a wider reach, and keeps the first answer only where the look leads to nothing and enough agreed before.
     */
    private VisionFix.Status lookAgain(int level) {
        boolean enough = triedShare() >= LEAST_TRIED_SHARE;
        levelPose.set(pose);
        firstLook.set(pose);
        landmarks.followRelief(true);
        VisionFix.Status status = matchAt(level, WIDE_CELLS, LandmarkMatcher.ALL_BINS);
        landmarks.followRelief(false);
        if (status == VisionFix.Status.FIX) {
            levelPose.set(pose);
            status = polish(level, LandmarkMatcher.ALL_BINS);
            if (status == VisionFix.Status.FIX && triedShare() >= LEAST_TRIED_SHARE) return status;
        }
        if (!enough) return VisionFix.Status.FEW_INLIERS;
        levelPose.set(firstLook);
        return polish(level, LandmarkMatcher.ALL_BINS);
    }

    /** Finest map level whose cell is not much smaller than what a pixel sees on the ground. */
    private int finestLevel() {
        double heightM = pose.cM.z - pose.map.elevationAtM(pose.cM.x, pose.cM.y);
        double groundPixelM = heightM / pose.camera.focalPx();
        int level = 0;
        while (level < MapLevels.LEVELS - 1 && levels.cellM[level] < 0.7 * groundPixelM)
            level++;
        return level;
    }

    private VisionFix.Status matchAt(int level, int search, int maxBins) {
        landmarks.match(pose, level, search, maxBins, matches);
        if (matches.size < 6) {
            return landmarks.offMap() > 2 * landmarks.tried() ? VisionFix.Status.OFF_MAP : VisionFix.Status.FEW_INLIERS;
        }
        double cellM = levels.cellM[level];
        int first = matches.consensus(1.5 * cellM);
        shift(matches, first);
        if (!solver.solve(pose, matches, solverPrior, 3, END_CELLS)) return VisionFix.Status.FEW_INLIERS;
        boolean enough = matches.inliers() >= Math.max(6, MIN_LEVEL_SHARE * matches.size);
        return enough ? VisionFix.Status.FIX : VisionFix.Status.FEW_INLIERS;
    }

    /** Whether enough of the landmarks tried and of those found agree. */
    private boolean enough(int least) {
        int inliers = matches.inliers();
        return inliers >= least && inliers >= minTriedShare * landmarks.tried()
                && inliers >= minInlierShare * matches.size;
    }

    /** Integrity of a single frame: enough agreement, small residuals, small covariance, within the prior's attitude and height. */
    private VisionFix.Status judge() {
        int inliers = matches.inliers();
        if (!enough(minInliers)) return VisionFix.Status.FEW_INLIERS;
        double heightM = pose.cM.z - pose.map.elevationAtM(pose.cM.x, pose.cM.y);
        double sum = 0;
        for (int k = 0; k < matches.size; k++)
            if (matches.inlier[k]) sum += matches.residualCells[k] * matches.residualCells[k];
        if (tooCoarse(heightM)) return VisionFix.Status.MAP_TOO_COARSE;
        residualCells = Math.sqrt(sum / inliers);
        if (residualCells > maxResidualCells) return VisionFix.Status.BAD_RESIDUAL;
        double limitM = maxSigmaM * Math.max(1, heightM / REQUIRED_BELOW_M);
        if (Math.sqrt(Math.max(solver.variance(3), solver.variance(4))) > limitM) return VisionFix.Status.BAD_RESIDUAL;
        turn.inverse(solverPrior.qLFromCamera);
        turn.product(pose.qLFromCamera, turn).toRotationVector(rotation);
        double turned = rotation.norm() / solverPrior.sigmaAttitudeRad;
        double raised = Math.abs(pose.cM.z - solverPrior.cM.z) / solverPrior.sigmaM.z;
        if (turned > gateSigma + 1 || raised > gateSigma + 1) return VisionFix.Status.INCONSISTENT;
        return VisionFix.Status.FIX;
    }

    double residualCells() {
        return residualCells;
    }
}
