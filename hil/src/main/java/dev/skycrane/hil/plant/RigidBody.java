package dev.skycrane.hil.plant;

import dev.skycrane.flight.geometry.Quat;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.vehicle.PlanetModel;

/**
 * A rigid body near the planet: translation in the rotating frame Mcmf with Coriolis and centrifugal terms, rotation by Euler's equations
 * with a diagonal inertia. Explicit steps of second order in position and attitude, first order in the velocities: exact for constant
 * acceleration, and stable for the stiffest spring here at the plant's substep.
 */
final class RigidBody {
    private final PlanetModel planet;
    /** Centre of mass, velocity relative to the rotating planet. */
    final Vec3 rMcmfM = new Vec3();
    final Vec3 vMcmfMps = new Vec3();
    final Quat qMcmfFromBody = new Quat();
    /** Inertial rate, body axes. */
    final Vec3 omegaBodyRadps = new Vec3();
    double massKg = 1;
    final Vec3 inertiaKgM2 = new Vec3(1, 1, 1);

    private final Vec3 forceMcmfN = new Vec3();
    private final Vec3 torqueBodyNm = new Vec3();
    /** Angular acceleration and non-gravitational force over mass of the last step, body axes. */
    final Vec3 alphaBodyRadps2 = new Vec3();
    final Vec3 specificForceBodyMps2 = new Vec3();
    /** Mean inertial rate over the last step, body axes. */
    final Vec3 meanOmegaBodyRadps = new Vec3();

    private final Vec3 a = new Vec3();
    private final Vec3 b = new Vec3();
    private final Vec3 spinBody = new Vec3();
    private final Quat turn = new Quat();

    RigidBody(PlanetModel planet) {
        this.planet = planet;
    }

    void clearForces() {
        forceMcmfN.zero();
        torqueBodyNm.zero();
    }

    /** Adds a force in body axes at a place relative to the centre of mass, body axes. */
    void addBodyForce(Vec3 forceBodyN, Vec3 armBodyM) {
        a.cross(armBodyM, forceBodyN);
        torqueBodyNm.add(a);
        qMcmfFromBody.rotate(forceBodyN, a);
        forceMcmfN.add(a);
    }

    /** Adds a force in planet axes at a place relative to the centre of mass, body axes. */
    void addForce(Vec3 forceMcmf, Vec3 armBodyM) {
        forceMcmfN.add(forceMcmf);
        qMcmfFromBody.rotateInverse(forceMcmf, a);
        a.cross(armBodyM, a);
        torqueBodyNm.add(a);
    }

    /** out = position of a place of the body. */
    Vec3 point(Vec3 armBodyM, Vec3 outMcmfM) {
        qMcmfFromBody.rotate(armBodyM, outMcmfM);
        return outMcmfM.add(rMcmfM);
    }

    /** out = velocity of a place of the body relative to the rotating planet; {@code out} may not be the arm. */
    Vec3 pointVelocity(Vec3 armBodyM, Vec3 outMcmfMps) {
        relativeRate(outMcmfMps);
        outMcmfMps.cross(outMcmfMps, armBodyM);
        qMcmfFromBody.rotate(outMcmfMps, outMcmfMps);
        return outMcmfMps.add(vMcmfMps);
    }

    /** out = rate relative to the rotating planet, body axes. */
    Vec3 relativeRate(Vec3 out) {
        spinBody.set(0, 0, planet.rotationRadps);
        qMcmfFromBody.rotateInverse(spinBody, spinBody);
        return out.difference(omegaBodyRadps, spinBody);
    }

    void advance(double dt) {
        rotate(dt);
        qMcmfFromBody.rotateInverse(forceMcmfN, specificForceBodyMps2).scale(1 / massKg);
        double w = planet.rotationRadps;
        planet.gravity(rMcmfM, a).addScaled(1 / massKg, forceMcmfN);
        // Coriolis term with the velocity in the middle of the step.
        b.set(vMcmfMps).addScaled(0.5 * dt, a);
        a.x += 2 * w * b.y + w * w * rMcmfM.x;
        a.y += -2 * w * b.x + w * w * rMcmfM.y;
        rMcmfM.addScaled(dt, vMcmfMps).addScaled(0.5 * dt * dt, a);
        vMcmfMps.addScaled(dt, a);
    }

    private void rotate(double dt) {
        Vec3 w = omegaBodyRadps;
        a.set(inertiaKgM2.x * w.x, inertiaKgM2.y * w.y, inertiaKgM2.z * w.z);
        a.cross(w, a);
        a.difference(torqueBodyNm, a);
        alphaBodyRadps2.set(a.x / inertiaKgM2.x, a.y / inertiaKgM2.y, a.z / inertiaKgM2.z);
        meanOmegaBodyRadps.set(w).addScaled(0.5 * dt, alphaBodyRadps2);
        relativeRate(b).addScaled(0.5 * dt, alphaBodyRadps2);
        w.addScaled(dt, alphaBodyRadps2);
        turn.fromRotationVector(b.x * dt, b.y * dt, b.z * dt);
        qMcmfFromBody.product(qMcmfFromBody, turn).normalize();
    }
}
