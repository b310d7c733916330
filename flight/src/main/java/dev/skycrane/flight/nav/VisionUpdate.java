package dev.skycrane.flight.nav;

import dev.skycrane.flight.core.Digest;
import dev.skycrane.flight.core.EventBuffer;
import dev.skycrane.flight.core.EventId;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.Tick;
import dev.skycrane.flight.core.VisionFix;
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
    private final boolean useAttitude;

    private final Vec3 r = new Vec3();
    private final Vec3 v = new Vec3();
    private final Quat q = new Quat();
    private final Vec3 difference = new Vec3();
    private final Vec3 turn = new Vec3();
    private final Vec3 h = new Vec3();
    private final EnuFrame local = new EnuFrame();

    private long used;
    private long rejected;
    private long late;
    private double normalised;

    VisionUpdate(ParameterTable p, EventBuffer events) {
        this.events = events;
        gate = p.scalar("nav.vision.gateSigma", "1", 5, 2, 50, "fixes with an innovation beyond this are refused");
        minSigmaM = p.scalar("nav.vision.minSigmaM", "m", 1, 0.01, 1000, "floor of a fix's own 1-sigma");
        minSigmaAttitudeRad = p.scalar("nav.vision.minSigmaAttitudeRad", "rad", 1e-3, 1e-6, 1,
                "floor of a fix's own attitude 1-sigma");
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
        normalised = Math.max(normalised(filter, local.east(), fix.sigmaEnuM.x, ageS),
                Math.max(normalised(filter, local.north(), fix.sigmaEnuM.y, ageS),
                        normalised(filter, local.up(), fix.sigmaEnuM.z, ageS)));
        double eastM = difference.dot(local.east());
        double northM = difference.dot(local.north());
        if (!(normalised <= gate)) {
            rejected++;
            events.emit(EventId.VISION_FIX_REJECTED, normalised, gate, eastM, northM);
            return false;
        }
        update(filter, local.east(), fix.sigmaEnuM.x, ageS);
        update(filter, local.north(), fix.sigmaEnuM.y, ageS);
        update(filter, local.up(), fix.sigmaEnuM.z, ageS);
        if (useAttitude && fix.sigmaAttitudeRad > 0) updateAttitude(fix, filter);
        used++;
        events.emit(EventId.VISION_FIX, eastM, northM, difference.dot(local.up()), fix.inliers, fix.residualPx,
                tick - fix.exposureTick);
        return true;
    }

    private void fillRow(ErrorFilter filter, Vec3 direction, double ageS) {
        filter.clearRow();
        filter.setRow(ErrorFilter.R, direction);
        filter.setRow(ErrorFilter.V, h.set(direction).scale(-ageS));
    }

    private double variance(double sigmaM) {
        double s = Math.max(minSigmaM, sigmaM);
        return s * s;
    }

    private double normalised(ErrorFilter filter, Vec3 direction, double sigmaM, double ageS) {
        fillRow(filter, direction, ageS);
        double innovation = filter.innovation(difference.dot(direction));
        return Math.abs(innovation) / Math.sqrt(filter.innovationVariance(variance(sigmaM)));
    }

    private void update(ErrorFilter filter, Vec3 direction, double sigmaM, double ageS) {
        fillRow(filter, direction, ageS);
        filter.update(filter.innovation(difference.dot(direction)), variance(sigmaM), null);
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
            double innovation = filter.innovation(i == 0 ? turn.x : i == 1 ? turn.y : turn.z);
            double limit = gate * Math.sqrt(filter.innovationVariance(sigma * sigma));
            if (Math.abs(innovation) <= limit) filter.update(innovation, sigma * sigma, null);
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

    void foldInto(Digest digest) {
        digest.fold(used);
        digest.fold(rejected);
        digest.fold(late);
    }
}
