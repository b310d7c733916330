package dev.skycrane.flight.trn;

import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.VisionFix;
import dev.skycrane.flight.core.VisionRequest;
import dev.skycrane.flight.geometry.Quat;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.vehicle.PlanetModel;

/**
 * The vision computer: answers one {@link VisionRequest} and its frame with a position and attitude relative to the map, or with the
 * reason why there is none. The first fix needs successive coarse frames that correct the navigation state alike (dossier
 * section 5.4); no fix is better than a wrong one.
 *
 * <p>One frame at a time, from any one thread; the answer depends on the frames and requests so far and on nothing else. All
 * memory is allocated at construction.
 */
public final class VisionComputer {
    private static final int SATURATED = 252;
    private static final int BLACK = 3;
    /** Rows and columns from one pixel looked at to the next, in the test for a blank frame. */
    private static final int BLANK_STEP = 4;

    private final MountedCamera camera;
    private final SiteFrame site;
    private final Localizer localizer;
    private final CameraPose prior;
    private final int framesToAgree;
    private final double agreeM;
    private final double minDeviation;
    private final double maxLostShare;
    private final double mapSigmaM;
    private final double fineGateSigma;

    private final Vec3 correction = new Vec3();
    private final Vec3 lastCorrection = new Vec3();
    private int agreeing;

    private final Quat qMcmfFromCamera = new Quat();
    private final Quat qInverse = new Quat();
    private final Vec3 offset = new Vec3();
    private final MatchedLandmarks landmarks = new MatchedLandmarks();

    /**
     * @param p parameters {@code trn.*}
     * @param camera the Lander Vision System camera
     * @param whole the landing site; the window of it that is kept about the site's target, and its levels, are built here
     */
    public VisionComputer(ParameterTable p, MountedCamera camera, SiteMap whole) {
        this.camera = camera;
        SiteMap map = window(p, whole);
        site = new SiteFrame(map);
        localizer = new Localizer(p, camera.model, map);
        prior = new CameraPose(camera.model, site, map);
        framesToAgree = p.integer("trn.coarse.framesToAgree", "1", 3, 1, 10,
                "coarse frames that must correct the state alike before the first fix (dossier section 5.6: 3)");
        agreeM = p.scalar("trn.coarse.agreeM", "m", 60, 1, 1000,
                "largest difference between the corrections of successive coarse frames");
        minDeviation = p.scalar("trn.image.minDeviation", "grey levels", 2.5, 0, 100,
                "deviation of the frame's grey levels below which it is blank");
        maxLostShare = p.scalar("trn.image.maxLostShare", "1", 0.5, 0, 1,
                "share of black or saturated pixels above which the frame is useless");
        mapSigmaM = p.scalar("trn.mapSigmaM", "m", 2, 0, 100, "1-sigma of the map's own geometry, added to every fix");
        fineGateSigma = p.scalar("trn.fine.positionGateSigma", "1", 6, 1, 100,
                "largest departure of a fine fix from the prior position, 1-sigmas");
    }

    /** With the Lander Vision System camera of the parameters {@code camera.lcam.*}. */
    public VisionComputer(ParameterTable p, SiteMap map) {
        this(p, MountedCamera.lcam(p), map);
    }

    private static SiteMap window(ParameterTable p, SiteMap map) {
        double halfM = p.scalar("trn.map.windowHalfM", "m", 15000, 0, 1e6,
                "half width of the part of the map about the site's target that is kept for localisation, 0 for all "
                        + "(dossier section 5.2: 30 km)");
        PlanetModel planet = new PlanetModel(p);
        return halfM == 0 ? map : map.window(map.eastM(planet.siteLonRad), map.northM(planet.siteLatRad), halfM);
    }

    /** Forgets the coarse frames so far. */
    public void reset() {
        agreeing = 0;
        lastCorrection.zero();
    }

    /** What the last {@link #process} matched; valid until the next. */
    public MatchedLandmarks landmarks() {
        return landmarks;
    }

    /**
     * @param request what to do and the navigation state at the exposure
     * @param grey the frame, row-major, size of the camera model; null when none arrived
     * @param out receives the answer
     */
    public void process(VisionRequest request, byte[] grey, VisionFix out) {
        out.clear();
        out.mode = request.mode;
        out.exposureTick = request.exposureTick;
        landmarks.clear();
        if (request.mode == VisionRequest.Mode.NONE) return;
        out.status = locate(request, grey, out);
    }

    private VisionFix.Status locate(VisionRequest request, byte[] grey, VisionFix out) {
        if (grey == null) return VisionFix.Status.NO_IMAGE;
        if (grey.length != camera.model.width() * camera.model.height()) {
            throw new IllegalArgumentException(
                    "frame: pixels=" + grey.length + ", expected " + camera.model.width() + " x "
                            + camera.model.height());
        }
        localizer.load(grey);
        if (isBlank(grey)) return VisionFix.Status.NO_CONTRAST;
        setPrior(request);
        boolean coarse = request.mode == VisionRequest.Mode.COARSE;
        // whoever tracks has taken a fix: a search begun after that needs its own agreement
        if (!coarse) reset();
        VisionFix.Status status = localizer.locate(prior, request.sigmaEnuM, request.sigmaAttitudeRad, coarse);
        report(status, out);
        if (status != VisionFix.Status.FIX) return status;
        correction.difference(out.rMcmfM, request.rMcmfM);
        status = coarse ? agree() : gate(request, out);
        if (status == VisionFix.Status.FIX) return status;
        out.rMcmfM.zero();
        out.qMcmfFromBody.identity();
        return status;
    }

    /** Grey levels nearly all alike, or most of them lost to black or white; judged by one pixel in sixteen. */
    private boolean isBlank(byte[] grey) {
        int w = camera.model.width();
        int counted = 0;
        int sum = 0;
        long square = 0;
        int lost = 0;
        for (int r = BLANK_STEP / 2; r < camera.model.height(); r += BLANK_STEP) {
            int rowSquare = 0;
            for (int c = BLANK_STEP / 2; c < w; c += BLANK_STEP) {
                int g = grey[r * w + c] & 0xff;
                sum += g;
                rowSquare += g * g;
                if (g <= BLACK || g >= SATURATED) lost++;
                counted++;
            }
            square += rowSquare;
        }
        double mean = (double) sum / counted;
        double deviation = Math.sqrt(Math.max(0, (double) square / counted - mean * mean));
        return deviation < minDeviation || lost > maxLostShare * counted;
    }

    private void setPrior(VisionRequest request) {
        request.qMcmfFromBody.rotate(camera.offsetBodyM, offset).add(request.rMcmfM);
        site.fromMcmf(offset, prior.cM);
        qMcmfFromCamera.product(request.qMcmfFromBody, camera.qBodyFromCamera);
        prior.qLFromCamera.product(qInverse.inverse(site.qMcmfFromL()), qMcmfFromCamera).normalize();
    }

    private void report(VisionFix.Status status, VisionFix out) {
        landmarks.set(localizer.pose(), localizer.matches());
        out.landmarks = localizer.tried();
        out.inliers = localizer.matches().inliers();
        out.peakRatio = localizer.peakRatio();
        if (status != VisionFix.Status.FIX) return;
        out.residualPx = localizer.residualPx();
        CameraPose pose = localizer.pose();
        qMcmfFromCamera.product(site.qMcmfFromL(), pose.qLFromCamera);
        out.qMcmfFromBody.product(qMcmfFromCamera, qInverse.inverse(camera.qBodyFromCamera)).normalize();
        out.qMcmfFromBody.rotate(camera.offsetBodyM, offset);
        site.toMcmf(pose.cM, out.rMcmfM).subtract(offset);
        double floor = mapSigmaM * mapSigmaM;
        out.sigmaEnuM.set(Math.sqrt(localizer.variance(3) + floor), Math.sqrt(localizer.variance(4) + floor),
                Math.sqrt(localizer.variance(5) + floor));
        out.sigmaAttitudeRad = Math.sqrt(Math.max(localizer.variance(0), Math.max(localizer.variance(1),
                localizer.variance(2))));
    }

    /** Successive coarse frames must correct the navigation state alike. */
    private VisionFix.Status agree() {
        offset.difference(correction, lastCorrection);
        boolean alike = agreeing > 0 && offset.norm() <= agreeM;
        boolean contradicts = agreeing > 0 && !alike;
        agreeing = alike ? agreeing + 1 : 1;
        lastCorrection.set(correction);
        if (agreeing >= framesToAgree) return VisionFix.Status.FIX;
        return contradicts ? VisionFix.Status.INCONSISTENT : VisionFix.Status.COARSE_PENDING;
    }

    private VisionFix.Status gate(VisionRequest request, VisionFix fix) {
        double expected = request.sigmaEnuM.normSquared() + fix.sigmaEnuM.normSquared();
        boolean far = correction.normSquared() > fineGateSigma * fineGateSigma * expected;
        return far ? VisionFix.Status.INCONSISTENT : VisionFix.Status.FIX;
    }
}
