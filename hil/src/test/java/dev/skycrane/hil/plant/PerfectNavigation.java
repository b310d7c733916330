package dev.skycrane.hil.plant;

import dev.skycrane.flight.geometry.EnuFrame;
import dev.skycrane.flight.geometry.Quat;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.nav.NavState;

/** Navigation that knows the truth, for tests of guidance and control alone. */
public final class PerfectNavigation {
    private final EnuFrame target;
    private final Quat qEnuFromMcmf = new Quat();

    /** @param target frame at the landing target */
    public PerfectNavigation(EnuFrame target) {
        this.target = target;
        Vec3 e = target.vectorToMcmf(new Vec3(1, 0, 0), new Vec3());
        Vec3 n = target.vectorToMcmf(new Vec3(0, 1, 0), new Vec3());
        Vec3 u = target.vectorToMcmf(new Vec3(0, 0, 1), new Vec3());
        qEnuFromMcmf.inverse(new Quat().fromAxes(e, n, u));
    }

    public void fill(Truth truth, NavState out) {
        out.tick = truth.tick;
        out.rMcmfM.set(truth.rMcmfM);
        out.vMcmfMps.set(truth.vMcmfMps);
        out.qMcmfFromBody.set(truth.qMcmfFromBody);
        out.omegaBodyRadps.set(truth.omegaBodyRadps);
        out.specificForceBodyMps2.set(truth.specificForceBodyMps2);
        target.position(truth.rMcmfM, out.rEnuM);
        target.vector(truth.vMcmfMps, out.vEnuMps);
        out.qEnuFromBody.product(qEnuFromMcmf, truth.qMcmfFromBody);
        out.altitudeAglM = truth.altitudeAglM;
        out.speedMps = truth.vMcmfMps.norm();
        out.mach = truth.mach;
        out.dynamicPressurePa = truth.dynamicPressurePa;
        out.radarLocked = true;
        out.mapRelative = true;
    }
}
