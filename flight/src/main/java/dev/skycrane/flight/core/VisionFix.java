package dev.skycrane.flight.core;

import dev.skycrane.flight.geometry.Quat;
import dev.skycrane.flight.geometry.Vec3;

/** Answer of the vision computer to one {@link VisionRequest}. */
public final class VisionFix {
    /** Outcome of a localisation; everything but {@link #FIX} carries no position. */
    public enum Status {
        /** Nothing is due in this tick. */
        EMPTY,
        /** A fix that passed every integrity check. */
        FIX,
        /** Coarse matching has not yet agreed over enough frames. */
        COARSE_PENDING,
        /** Peak ratio too low. */
        WEAK_PEAK,
        /** Too few matched landmarks. */
        FEW_INLIERS,
        /** Residuals too large. */
        BAD_RESIDUAL,
        /** Successive frames disagree. */
        INCONSISTENT,
        /** The view leaves the map. */
        OFF_MAP,
        /** Frame dark, saturated or without contrast. */
        NO_CONTRAST,
        /** No frame arrived for the request. */
        NO_IMAGE,
        /** The answer was not ready at its due tick. */
        DEADLINE_MISS,
        /** Too few map cells span the view: the vehicle is too low for this map. */
        MAP_TOO_COARSE
    }

    public Status status = Status.EMPTY;
    public VisionRequest.Mode mode = VisionRequest.Mode.NONE;
    public long exposureTick;
    /** Position and attitude of the vehicle at the exposure. */
    public final Vec3 rMcmfM = new Vec3();
    public final Quat qMcmfFromBody = new Quat();
    /** 1-sigma of the fix: east, north, up, m. */
    public final Vec3 sigmaEnuM = new Vec3();
    public double sigmaAttitudeRad;
    /** Landmarks tried and kept. */
    public int landmarks;
    public int inliers;
    /** RMS of the kept residuals, px. */
    public double residualPx;
    /** Best over second-best correlation peak of the coarse stage; 0 when not run. */
    public double peakRatio;

    public void clear() {
        status = Status.EMPTY;
        mode = VisionRequest.Mode.NONE;
        exposureTick = 0;
        rMcmfM.zero();
        qMcmfFromBody.identity();
        sigmaEnuM.zero();
        sigmaAttitudeRad = 0;
        landmarks = 0;
        inliers = 0;
        residualPx = 0;
        peakRatio = 0;
    }

    public void copyFrom(VisionFix o) {
        status = o.status;
        mode = o.mode;
        exposureTick = o.exposureTick;
        rMcmfM.set(o.rMcmfM);
        qMcmfFromBody.set(o.qMcmfFromBody);
        sigmaEnuM.set(o.sigmaEnuM);
        sigmaAttitudeRad = o.sigmaAttitudeRad;
        landmarks = o.landmarks;
        inliers = o.inliers;
        residualPx = o.residualPx;
        peakRatio = o.peakRatio;
    }
}
