package dev.skycrane.hil.plant;

import dev.skycrane.flight.geometry.Trig;
import dev.skycrane.flight.core.ActuatorFrame;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.geometry.Quat;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.vehicle.AeroTables;
import dev.skycrane.flight.vehicle.RcsModel;

/** Forces and torques on the capsule about its centre of mass, body axes: the air and the reaction control jets. */
final class CapsuleForces {
    /** Difference of angles up to which the series is used, rad. */
    private static final double NEAR = 1e-3;

    /** Answers of the last call, N and N m. */
    final Vec3 forceBodyN = new Vec3();
    final Vec3 torqueBodyNm = new Vec3();
    double totalAngleRad;

    private final AeroTables aero;
    private final RcsModel rcs;
    private final double dragFactor;
    private final double openDragFactor;
    private double knownSine;
    private double knownCosine = 1;
    private double knownRad;
    private final Vec3 flow = new Vec3();
    private final Vec3 tilt = new Vec3();
    private final Vec3 arm = new Vec3();
    private final Vec3 push = new Vec3();
    private final Vec3 jetForceN = new Vec3();
    private final Vec3 jetTorqueNm = new Vec3();

    CapsuleForces(ParameterTable p, AeroTables aero, RcsModel rcs, double dragFactor) {
        this.aero = aero;
        this.rcs = rcs;
        this.dragFactor = dragFactor;
        openDragFactor = p.scalar("plant.capsule.openDragFactor", "1", 0.8, 0, 2,
                "drag of the capsule without its heat shield over the closed one");
    }

    /** Takes the jets' on-times for the coming tick. */
    void setJets(ActuatorFrame act) {
        jetForceN.zero();
        jetTorqueNm.zero();
        for (int i = 0; i < ActuatorFrame.RCS_COUNT; i++) {
            push.set(rcs.direction[i]).scale(act.rcsDuty[i] * rcs.thrustN);
            jetForceN.add(push);
            jetTorqueNm.add(push.cross(rcs.positionM[i], push));
        }
    }

    /**
     * @param relativeMcmfMps velocity through the air @param omegaRadps rate relative to the planet
     * @param centreOffsetM lateral offset of the centre of mass along +x
     */
    void evaluate(Vec3 relativeMcmfMps, Quat qMcmfFromBody, Vec3 omegaRadps, double densityKgM3, double soundMps,
            double centreOffsetM, boolean heatShieldOn) {
        forceBodyN.zero();
        torqueBodyNm.zero();
        qMcmfFromBody.rotateInverse(relativeMcmfMps, flow);
        double speed = flow.norm();
        if (speed > 0) air(speed, omegaRadps, densityKgM3, soundMps, centreOffsetM, heatShieldOn);
        forceBodyN.add(jetForceN);
        torqueBodyNm.add(jetTorqueNm);
    }

    private void air(double speed, Vec3 omegaRadps, double densityKgM3, double soundMps, double centreOffsetM,
            boolean heatShieldOn) {
        flow.scale(1 / speed);
        double sine = Math.sqrt(flow.x * flow.x + flow.y * flow.y);
        totalAngleRad = angle(sine, flow.z);
        aero.lookup(speed / soundMps, totalAngleRad);
        double qS = 0.5 * densityKgM3 * speed * speed * aero.referenceAreaM2;
        double drag = dragFactor * aero.drag * (heatShieldOn ? 1 : openDragFactor);
        forceBodyN.addScaled(-qS * drag, flow);
        if (sine > 1e-9) {
            // The nose's side of the flow: z less its part along the flow.
            tilt.set(0, 0, 1).addScaled(-flow.z, flow).normalize();
            forceBodyN.addScaled(-qS * aero.lift, tilt);
            double restoring = qS * aero.diameterM * aero.restoring / sine;
            torqueBodyNm.set(-flow.y * restoring, flow.x * restoring, 0);
        }
        arm.set(-centreOffsetM, 0, 0).cross(arm, forceBodyN);
        torqueBodyNm.add(arm);
        double damping = qS * aero.diameterM * aero.diameterM / (2 * speed) * aero.pitchDamping;
        torqueBodyNm.x += damping * omegaRadps.x;
        torqueBodyNm.y += damping * omegaRadps.y;
    }

    /**
     * Angle of a sine and a cosine: near the last one that was worked out in full, by the series of the arc sine of the difference, whose
     * next term is below 1e-16.
     */
    private double angle(double sine, double cosine) {
        double difference = sine * knownCosine - cosine * knownSine;
        if (Math.abs(difference) > NEAR || cosine * knownCosine < 0) {
            knownSine = sine;
            knownCosine = cosine;
            knownRad = Trig.atan2(sine, cosine);
            return knownRad;
        }
        return Math.abs(knownRad + difference * (1 + difference * difference / 6));
    }

    Vec3 jetForceN() {
        return jetForceN;
    }
}
