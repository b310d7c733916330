package dev.skycrane.flight.nav;

import dev.skycrane.flight.core.Tick;
import dev.skycrane.flight.geometry.Quat;
import dev.skycrane.flight.geometry.Vec3;

/**
 * The states of the last {@link #LENGTH} ticks, so that a measurement is compared with the estimate of its own instant. Later
 * corrections are carried back: a velocity correction c at time t changes the position of an earlier time t0 by -c (t - t0), so sums
 * of the corrections and of their products with time are kept beside each state.
 */
final class StateHistory {
    static final int LENGTH = 256;
    private final long[] ticks = new long[LENGTH];
    private final Vec3[] r = new Vec3[LENGTH];
    private final Vec3[] v = new Vec3[LENGTH];
    private final Quat[] q = new Quat[LENGTH];
    private final Vec3[] dr = new Vec3[LENGTH];
    private final Vec3[] dv = new Vec3[LENGTH];
    private final Vec3[] dvt = new Vec3[LENGTH];
    private final Vec3[] da = new Vec3[LENGTH];
    private final Vec3 drSum = new Vec3();
    private final Vec3 dvSum = new Vec3();
    private final Vec3 dvtSum = new Vec3();
    private final Vec3 daSum = new Vec3();
    private final Quat turn = new Quat();
    private final Vec3 work = new Vec3();

    StateHistory() {
        for (int i = 0; i < LENGTH; i++) {
            ticks[i] = -1;
            r[i] = new Vec3();
            v[i] = new Vec3();
            q[i] = new Quat();
            dr[i] = new Vec3();
            dv[i] = new Vec3();
            dvt[i] = new Vec3();
            da[i] = new Vec3();
        }
    }

    /** Keeps the state at the end of a tick, before this tick's measurements. */
    void keep(long tick, Strapdown s) {
        int i = (int) (tick & LENGTH - 1);
        ticks[i] = tick;
        r[i].set(s.rMcmfM);
        v[i].set(s.vMcmfMps);
        q[i].set(s.qMcmfFromBody);
        dr[i].set(drSum);
        dv[i].set(dvSum);
        dvt[i].set(dvtSum);
        da[i].set(daSum);
    }

    void noteCorrection(long tick, Vec3 drM, Vec3 dvMps, Vec3 rotationMcmf) {
        drSum.add(drM);
        dvSum.add(dvMps);
        dvtSum.addScaled(Tick.toSeconds(tick), dvMps);
        daSum.add(rotationMcmf);
    }

    /** State of a past tick with all later corrections carried back. @return false when it is no longer kept */
    boolean at(long tick, Vec3 rOutM, Vec3 vOutMps, Quat qOut) {
        int i = (int) (tick & LENGTH - 1);
        if (tick < 0 || ticks[i] != tick) return false;
        rOutM.set(r[i]).add(drSum).subtract(dr[i]);
        rOutM.subtract(dvtSum).add(dvt[i]);
        work.difference(dvSum, dv[i]);
        rOutM.addScaled(Tick.toSeconds(tick), work);
        vOutMps.set(v[i]).add(work);
        work.difference(daSum, da[i]);
        qOut.product(turn.fromRotationVector(work.x, work.y, work.z), q[i]);
        return true;
    }
}
