package dev.skycrane.flight.nav;

import dev.skycrane.flight.core.Digest;
import dev.skycrane.flight.core.EventBuffer;
import dev.skycrane.flight.core.EventId;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.Tick;
import dev.skycrane.flight.core.VisionFix;
import dev.skycrane.flight.core.VisionRequest;
import dev.skycrane.flight.geometry.EnuFrame;
import dev.skycrane.flight.geometry.Quat;
import dev.skycrane.flight.geometry.Vec3;

/**
 * Map-relative fixes as measurements for the filter. A fix belongs to the tick of its exposure and is compared with the estimate
 * of that tick; a position error then is the present one less the drift of the velocity error since.
 */
final class VisionUpdate {
    private final EventBuffer events;
    private final double gate;
    private final double minSigmaM;
    private final double minSigmaAttitudeRad;
    private final int reopenAfter;
    private final double agreeM;
    private final boolean useAttitude;

    private final Vec3 r = new Vec3();
    private final Vec3 v = new Vec3();
    private final Quat q = new Quat();
    private final Vec3 difference = new Vec3();
    private final Vec3 turn = new Vec3();
    private final Vec3 h = new Vec3();
    private final EnuFrame local = new EnuFrame();

    private final Vec3 lastRefused = new Vec3();
    private final Vec3 agreement = new Vec3();
    private int agreeingRefusals;
    private long reopened;
    private long used;
    private long rejected;
    private long late;
    private double normalised;

    VisionUpdate(ParameterTable p, EventBuffer events) {
        this.events = events;
        gate = p.scalar("nav.vision.gateSigma", "1", 5, 2, 50, "fixes with an innovation beyond this are refused");
        minSigmaM = p.scalar("nav.vision.minSigmaM", "m", 0.15, 0.01, 1000,
                "floor of a fix's 1-sigma without the map's");
        minSigmaAttitudeRad = p.scalar("nav.vision.minSigmaAttitudeRad", "rad", 2e-5, 1e-6, 1,
                "floor of a fix's own attitude 1-sigma");
        reopenAfter = p.integer("nav.vision.reopenAfter", "1", 3, 2, 100,
                "coarse fixes refused one after another that agree, after which the estimated position is given up");
        agreeM = p.scalar("nav.vision.reopenAgreeM", "m", 60, 1, 1000,
                "largest difference between what successive refused fixes say");
        useAttitude = p.flag("nav.vision.useAttitude", true, "whether attitude is taken from fixes too");
    }

    /** @return whether the fix was taken; anything but {@link VisionFix.Status#FIX} is not looked at */
    boolean take(VisionFix fix, long tick, StateHistory history, ErrorFilter filter) {
        if (fix.status != VisionFix.Status.FIX) return false;
        if (!history.at(fix.exposureTick, r, v, q)) {
            late++;
            return false;
        }
        double ageS = Tick.toSeconds(tick - fix.exposureTick);
        local.set(r);
        difference.difference(fix.rMcmfM, r);
        normalised = Math.max(normalised(filter, local.east(), 0, fix.sigmaEnuM.x, ageS),
                Math.max(normalised(filter, local.north(), 1, fix.sigmaEnuM.y, ageS),
                        normalised(filter, local.up(), 2, fix.sigmaEnuM.z, ageS)));
        double eastM = difference.dot(local.east());
        double northM = difference.dot(local.north());
        if (!(normalised <= gate)) {
            rejected++;
            events.emit(EventId.VISION_FIX_REJECTED, normalised, gate, eastM, northM);
            if (!doubtsItself(fix)) return false;
            reopen(filter);
        }
        agreeingRefusals = 0;
        update(filter, local.east(), 0, fix.sigmaEnuM.x, ageS);
        update(filter, local.north(), 1, fix.sigmaEnuM.y, ageS);
        update(filter, local.up(), 2, fix.sigmaEnuM.z, ageS);
        if (useAttitude && fix.sigmaAttitudeRad > 0) updateAttitude(fix, filter);
        used++;
        events.emit(EventId.VISION_FIX, eastM, northM, difference.dot(local.up()), fix.inliers, fix.residualPx,
                tick - fix.exposureTick);
        return true;
    }

    /** Coarse fixes search the whole map: several of them that are refused and say the same are right, and the estimate is wrong. */
    private boolean doubtsItself(VisionFix fix) {
        if (fix.mode != VisionRequest.Mode.COARSE) return false;
        agreement.difference(difference, lastRefused);
        agreeingRefusals = agreeingRefusals > 0 && agreement.norm() <= agreeM ? agreeingRefusals + 1 : 1;
        lastRefused.set(difference);
        return agreeingRefusals >= reopenAfter;
    }

    /** As much variance along each axis as the refused fixes say that the estimate is off. */
    private void reopen(ErrorFilter filter) {
        double eastM = difference.dot(local.east());
        double northM = difference.dot(local.north());
        double upM = difference.dot(local.up());
        filter.addVariance(ErrorFilter.R, local.east(), eastM * eastM);
        filter.addVariance(ErrorFilter.R, local.north(), northM * northM);
        filter.addVariance(ErrorFilter.R, local.up(), upM * upM);
        reopened++;
        events.emit(EventId.VISION_POSITION_REOPENED, agreeingRefusals, eastM, northM, upM);
    }

    /** @param axis of the map that {@code direction} is: 0 east, 1 north, 2 up */
    private void fillRow(ErrorFilter filter, Vec3 direction, int axis, double ageS) {
        filter.clearRow();
        filter.setRow(ErrorFilter.R, direction);
        filter.setRow(ErrorFilter.V, h.set(direction).scale(-ageS));
        filter.considered.setDirect(ConsideredErrors.MAP + axis, 1);
        filter.considered.setDirect(ConsideredErrors.EXPOSURE_TIME, v.dot(direction));
    }

    /** What is new in each fix: its own variance, which contains the map's, less that. */
    private double variance(ErrorFilter filter, int axis, double sigmaM) {
        double map = filter.considered.sigma(ConsideredErrors.MAP + axis);
        return Math.max(minSigmaM * minSigmaM, sigmaM * sigmaM - map * map);
    }

    private double normalised(ErrorFilter filter, Vec3 direction, int axis, double sigmaM, double ageS) {
        fillRow(filter, direction, axis, ageS);
        double innovation = filter.innovation(difference.dot(direction));
        return Math.abs(innovation) / Math.sqrt(filter.innovationVariance(variance(filter, axis, sigmaM)));
    }

    private void update(ErrorFilter filter, Vec3 direction, int axis, double sigmaM, double ageS) {
        fillRow(filter, direction, axis, ageS);
        filter.update(filter.innovation(difference.dot(direction)), variance(filter, axis, sigmaM), null);
    }

    /** The rotation that turns the estimate into the fix, one axis after another; an axis beyond the gate is left out. */
    private void updateAttitude(VisionFix fix, ErrorFilter filter) {
        q.inverse(q);
        q.product(fix.qMcmfFromBody, q);
        q.toRotationVector(turn);
        double sigma = Math.max(minSigmaAttitudeRad, fix.sigmaAttitudeRad);
        for (int i = 0; i < 3; i++) {
            filter.clearRow();
            filter.row[ErrorFilter.ATTITUDE + i] = 1;
            setCamera(filter, fix.qMcmfFromBody, i);
            double innovation = filter.innovation(i == 0 ? turn.x : i == 1 ? turn.y : turn.z);
            double limit = gate * Math.sqrt(filter.innovationVariance(sigma * sigma));
            if (Math.abs(innovation) <= limit) filter.update(innovation, sigma * sigma, null);
        }
    }

    /** What a camera turned against the body does to the attitude about an axis of Mcmf. */
    private void setCamera(ErrorFilter filter, Quat qMcmfFromBody, int axis) {
        for (int j = 0; j < 3; j++) {
            qMcmfFromBody.rotate(h.set(j == 0 ? 1 : 0, j == 1 ? 1 : 0, j == 2 ? 1 : 0), h);
            filter.considered.setDirect(ConsideredErrors.CAMERA + j, axis == 0 ? h.x : axis == 1 ? h.y : h.z);
        }
    }

    long used() {
        return used;
    }

    long rejected() {
        return rejected;
    }

    /** Fixes whose exposure was no longer kept. */
    long late() {
        return late;
    }

    /** Times the position was given up for fixes that contradicted it. */
    long reopened() {
        return reopened;
    }

    void foldInto(Digest digest) {
        digest.fold(used);
        digest.fold(rejected);
        digest.fold(late);
        digest.fold(reopened);
        digest.fold(agreeingRefusals);
    }
}
