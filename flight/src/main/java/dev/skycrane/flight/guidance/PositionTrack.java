package dev.skycrane.flight.guidance;

import dev.skycrane.flight.core.Digest;
import dev.skycrane.flight.core.Tick;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.nav.NavState;

/**
 * The navigated position carried on by the navigated velocity and drawn slowly towards the navigated position: radar updates move the
 * estimate by metres when no map fix holds it, the velocity is good to centimetres per second. A step larger than a limit is a new
 * target or a first fix and is taken at once.
 */
final class PositionTrack {
    private final double share;
    private final double stepLimitM;
    private final Vec3 rEnuM = new Vec3();
    private final Vec3 difference = new Vec3();
    private boolean started;

    PositionTrack(double timeConstantS, double stepLimitM) {
        share = Tick.PERIOD_S / timeConstantS;
        this.stepLimitM = stepLimitM;
    }

    void step(NavState nav) {
        rEnuM.addScaled(Tick.PERIOD_S, nav.vEnuMps);
        difference.difference(nav.rEnuM, rEnuM);
        if (!started || difference.norm() > stepLimitM) {
            rEnuM.set(nav.rEnuM);
            started = true;
        } else {
            rEnuM.addScaled(share, difference);
        }
    }

    /** Relative to the target, m. */
    Vec3 rEnuM() {
        return rEnuM;
    }

    void foldInto(Digest digest) {
        digest.fold(rEnuM.x);
        digest.fold(rEnuM.y);
        digest.fold(rEnuM.z);
    }
}
