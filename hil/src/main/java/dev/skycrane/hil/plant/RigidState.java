package dev.skycrane.hil.plant;

import dev.skycrane.flight.geometry.Quat;
import dev.skycrane.flight.geometry.Vec3;

/** State of a rigid body, as handed from the entry vehicle to the powered vehicle at backshell release. */
public final class RigidState {
    /** Centre of mass; velocity relative to the rotating planet. */
    public final Vec3 rMcmfM = new Vec3();
    public final Vec3 vMcmfMps = new Vec3();
    public final Quat qMcmfFromBody = new Quat();
    /** Inertial rate, body axes. */
    public final Vec3 omegaBodyRadps = new Vec3();
    public double propellantKg;

    public void set(RigidState s) {
        rMcmfM.set(s.rMcmfM);
        vMcmfMps.set(s.vMcmfMps);
        qMcmfFromBody.set(s.qMcmfFromBody);
        omegaBodyRadps.set(s.omegaBodyRadps);
        propellantKg = s.propellantKg;
    }
}
