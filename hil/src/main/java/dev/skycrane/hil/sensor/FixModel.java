package dev.skycrane.hil.sensor;

import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.VisionFix;
import dev.skycrane.flight.core.VisionRequest;
import dev.skycrane.flight.geometry.EnuFrame;
import dev.skycrane.flight.geometry.Quat;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.hil.noise.NoiseSource;
import dev.skycrane.hil.plant.Truth;

/**
 * Error model of the map-relative localisation, for runs without pictures: the truth at the exposure, with a constant error of the map and an
 * error of each fix that grows with the height. Says what the vision computer says: coarse frames pend until enough of them agree, a blank
 * or too low view has no fix.
 *
 * <p>Fitted to 503 fixes of 14 landings with pictures on the built-in site (campaign seed 11, cases 0 to 13). Per axis, root mean square: fine
 * fixes 0.16 to 0.32 m horizontally between 0.7 and 3.9 km, coarse ones 0.26 m at 4 km; attitude 0.17 m over the height; largest
 * horizontal error 1.0 m; the map is too coarse below 700 to 755 m; no frame above that without a fix once
 * the coarse ones agree. The pictures there show the very ground that is flown over, so the error of a real map is not in
 * these figures: {@code sensor.fixModel.mapSigmaM} stands for it: appearance and hazard map agree within 6 m in 99 % (dossier section 5.2),
 * which is 2 m per axis. Camera's misalignment and time stamp are our choice.
 */
public final class FixModel {
    private static final int LANDMARKS = 100;

    private final NoiseSource noise;
    private final double coarsePerHeight;
    private final double finePerHeight;
    private final double floorM;
    private final double attitudeM;
    private final double failShare;
    private final double lowestM;
    private final int framesToAgree;
    private final double[] mapSigmaM;
    private final double timeErrorS;
    private final Quat misaligned = new Quat();
    private final Vec3 mapErrorM;
    private final EnuFrame local = new EnuFrame();
    private final Vec3 error = new Vec3();
    private final Quat turn = new Quat();
    private int coarseFrames;

    public FixModel(ParameterTable p, long seed) {
        noise = new NoiseSource(seed, "sensor.fixModel");
        coarsePerHeight = p.scalar("sensor.fixModel.coarsePerHeight", "1", 4e-5, 0, 0.1,
                "1-sigma of a coarse fix per axis over the height above ground");
        finePerHeight = p.scalar("sensor.fixModel.finePerHeight", "1", 2e-5, 0, 0.1,
                "1-sigma of a fine fix per axis over the height above ground");
        floorM = p.scalar("sensor.fixModel.floorM", "m", 0.21, 0, 100, "1-sigma of a fix near the ground, per axis");
        attitudeM = p.scalar("sensor.fixModel.attitudeM", "m", 0.17, 0, 100,
                "1-sigma of a fix's attitude per axis, times the height above ground");
        failShare = p.scalar("sensor.fixModel.failShare", "1", 0, 0, 1, "share of frames without a fix");
        lowestM = p.scalar("sensor.fixModel.lowestM", "m", 730, 0, 1e4, "height below which there is no fix");
        framesToAgree = p.integer("sensor.fixModel.framesToAgree", "1", 3, 1, 10,
                "coarse frames up to the first fix (dossier section 5.6: 3)");
        mapSigmaM = p.triple("sensor.fixModel.mapSigmaM", "m", new double[]{2, 2, 2}, 0, 100,
                "1-sigma of the map's constant error, drawn from the seed: east, north, up; part of what a fix claims for itself");
        mapErrorM = new Vec3(mapSigmaM[0] * draw(), mapSigmaM[1] * draw(), mapSigmaM[2] * draw());
        double cameraRad = p.scalar("sensor.fixModel.cameraSigmaRad", "rad", 3e-4, 0, 0.1,
                "1-sigma of the camera's constant misalignment per axis, drawn from the seed");
        misaligned.fromRotationVector(cameraRad * draw(), cameraRad * draw(), cameraRad * draw());
        timeErrorS = draw() * p.scalar("sensor.fixModel.timeSigmaS", "s", 1e-3, 0, 1,
                "1-sigma of a constant error of the exposures' time stamps, drawn from the seed");
    }

    /** Answers a request from the truth at its exposure. */
    public void answer(VisionRequest request, Truth truth, VisionFix out) {
        out.clear();
        out.mode = request.mode;
        out.exposureTick = request.exposureTick;
        boolean coarse = request.mode == VisionRequest.Mode.COARSE;
        boolean failed = noise.uniform() < failShare;
        double sigmaM = Math
                .sqrt(floorM * floorM + sq((coarse ? coarsePerHeight : finePerHeight) * truth.altitudeAglM));
        error.set(sigmaM * draw(), sigmaM * draw(), sigmaM * draw()).add(mapErrorM);
        double attitudeSigmaRad = attitudeM / Math.max(1, truth.altitudeAglM);
        turn.fromRotationVector(attitudeSigmaRad * draw(), attitudeSigmaRad * draw(), attitudeSigmaRad * draw());
        out.status = status(truth, coarse, failed);
        if (out.status != VisionFix.Status.FIX) return;
        local.set(truth.rMcmfM);
        out.rMcmfM.sum(truth.rMcmfM, local.vectorToMcmf(error, error)).addScaled(timeErrorS, truth.vMcmfMps);
        out.qMcmfFromBody.product(truth.qMcmfFromBody, misaligned);
        out.qMcmfFromBody.product(turn, out.qMcmfFromBody);
        out.sigmaEnuM.set(told(0, sigmaM), told(1, sigmaM), told(2, sigmaM));
        out.sigmaAttitudeRad = attitudeSigmaRad;
        out.landmarks = LANDMARKS;
        out.inliers = LANDMARKS;
    }

    private VisionFix.Status status(Truth truth, boolean coarse, boolean failed) {
        if (!truth.heatShieldFree) return VisionFix.Status.NO_CONTRAST;
        if (truth.altitudeAglM < lowestM) return VisionFix.Status.MAP_TOO_COARSE;
        if (failed) return coarse ? VisionFix.Status.WEAK_PEAK : VisionFix.Status.FEW_INLIERS;
        if (!coarse) return VisionFix.Status.FIX;
        coarseFrames++;
        return coarseFrames < framesToAgree ? VisionFix.Status.COARSE_PENDING : VisionFix.Status.FIX;
    }

    private double told(int axis, double sigmaM) {
        return Math.sqrt(sq(mapSigmaM[axis]) + sq(sigmaM));
    }

    private static double sq(double x) {
        return x * x;
    }

    private double draw() {
        return noise.cutGaussian();
    }
}
