package dev.skycrane.hil.plant;

import dev.skycrane.flight.core.Tick;
import dev.skycrane.flight.geometry.Quat;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.vehicle.PlanetModel;

/** A part that has left the vehicle: a point with drag that turns at a constant rate and stays where it meets the ground. */
final class FreeBody {
    final Vec3 rMcmfM = new Vec3();
    final Vec3 vMcmfMps = new Vec3();
    final Quat qMcmfFromBody = new Quat();
    private final double massKg;
    private final double dragAreaM2;
    private final Quat turn = new Quat();
    private final Vec3 acceleration = new Vec3();
    private final Vec3 wind = new Vec3();
    private boolean onGround;

    FreeBody(double massKg, double dragAreaM2, RigidState from, Vec3 spinBodyRadps) {
        this.massKg = massKg;
        this.dragAreaM2 = dragAreaM2;
        rMcmfM.set(from.rMcmfM);
        vMcmfMps.set(from.vMcmfMps);
        qMcmfFromBody.set(from.qMcmfFromBody);
        turn.fromRotationVector(spinBodyRadps.x * Tick.PERIOD_S, spinBodyRadps.y * Tick.PERIOD_S,
                spinBodyRadps.z * Tick.PERIOD_S);
    }

    /** One tick: drag taken implicitly, so that a light part with a large area stays stable; no Coriolis term over these few kilometres. */
    void step(PlanetModel planet, Air air, Terrain terrain) {
        if (onGround) return;
        double dt = Tick.PERIOD_S;
        double altitudeM = rMcmfM.norm() - planet.areoidRadiusM;
        air.wind(rMcmfM, altitudeM, wind);
        double rho = air.densityKgM3(altitudeM);
        planet.gravity(rMcmfM, acceleration);
        vMcmfMps.addScaled(dt, acceleration).subtract(wind);
        double k = 0.5 * rho * dragAreaM2 / massKg * vMcmfMps.norm();
        vMcmfMps.scale(1 / (1 + k * dt)).add(wind);
        rMcmfM.addScaled(dt, vMcmfMps);
        qMcmfFromBody.product(qMcmfFromBody, turn).normalize();
        if (rMcmfM.norm() <= terrain.groundRadiusM(rMcmfM)) {
            onGround = true;
            vMcmfMps.zero();
        }
    }
}
