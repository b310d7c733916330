package dev.skycrane.hil.plant;

import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.vehicle.PoweredVehicleModel;

/**
 * Three lines from one exit on the stage to three points of the rover, paid out together by a drum with a centrifugal brake. A line pulls
 * like a spring with damping and never pushes; the drum turns in proportion to the pull (the brake's torque grows with the rate), with
 * the inertia of the drum as a short lag, and is braked harder over the last stretch before the end stop.
 */
public final class Bridle {
    private static final int LINES = PoweredVehicleModel.BRIDLE_LINES;

    private final PoweredVehicleModel vehicle;
    private final double stiffnessNpm;
    private final double dampingNspm;
    private final double brakeNspm;
    private final double drumLagS;
    private final double snubM;
    private final double snubGain;
    /** Unstretched length of each line when stowed, m. */
    private final double[] stowedM = new double[LINES];
    private final double travelM;
    private double paidM;
    private double rateMps;
    private double tensionN;
    private boolean full;

    private final Vec3 exit = new Vec3();
    private final Vec3 exitV = new Vec3();
    private final Vec3 exitArm = new Vec3();
    private final Vec3 line = new Vec3();
    private final Vec3 lineV = new Vec3();
    private final Vec3 pull = new Vec3();

    Bridle(ParameterTable p, PoweredVehicleModel vehicle) {
        this.vehicle = vehicle;
        stiffnessNpm = p.scalar("plant.bridle.stiffnessNpm", "N/m", 60e3, 1e3, 1e6, "stiffness of one line");
        dampingNspm = p.scalar("plant.bridle.dampingNspm", "N s/m", 1500, 0, 1e5, "damping of one line");
        brakeNspm = p.scalar("plant.bridle.brakeNspm", "N s/m", 2450, 100, 1e5,
                "pull of all lines per pay-out rate; gives the flown 5.5 s (dossier section 2.5)");
        drumLagS = p.scalar("plant.bridle.drumLagS", "s", 0.1, 0.01, 2, "time constant of the drum");
        snubM = p.scalar("plant.bridle.snubM", "m", 0.8, 0.01, 5, "stretch before the end with harder braking");
        snubGain = p.scalar("plant.bridle.snubGain", "1", 6, 0, 50, "how much harder at the end stop");
        double longest = 0;
        for (int i = 0; i < LINES; i++) {
            line.sum(vehicle.roverCentreM, vehicle.bridleRoverM[i]).subtract(vehicle.bridleExitM);
            stowedM[i] = line.norm();
            longest = Math.max(longest, stowedM[i]);
        }
        travelM = vehicle.bridleLengthM - longest;
    }

    /** Adds the pull of the lines to both bodies and turns the drum. @param stageCentreM centre of mass of the stage, body */
    void pull(RigidBody stage, Vec3 stageCentreM, RigidBody rover, double dt) {
        exitArm.difference(vehicle.bridleExitM, stageCentreM);
        stage.point(exitArm, exit);
        stage.pointVelocity(exitArm, exitV);
        tensionN = 0;
        for (int i = 0; i < LINES; i++) {
            Vec3 arm = vehicle.bridleRoverM[i];
            rover.point(arm, line).subtract(exit);
            rover.pointVelocity(arm, lineV).subtract(exitV);
            double length = line.norm();
            line.scale(1 / length);
            double stretch = length - stowedM[i] - paidM;
            if (stretch <= 0) continue;
            double n = Math.max(0, stiffnessNpm * stretch + dampingNspm * (line.dot(lineV) - rateMps));
            tensionN += n;
            pull.set(line).scale(n);
            stage.addForce(pull, exitArm);
            rover.addForce(pull.scale(-1), arm);
        }
        turnDrum(dt);
    }

    private void turnDrum(double dt) {
        if (full) return;
        double near = Math.max(0, 1 - (travelM - paidM) / snubM);
        double target = tensionN / (brakeNspm * (1 + snubGain * near));
        rateMps += (target - rateMps) * Math.min(1, dt / drumLagS);
        paidM += rateMps * dt;
        if (paidM >= travelM) {
            paidM = travelM;
            rateMps = 0;
            full = true;
        }
    }

    boolean full() {
        return full;
    }

    /** Pull of all lines together, N. */
    public double tensionN() {
        return tensionN;
    }

    /** Unstretched length of the longest line outside the drum, m. */
    public double lengthM() {
        return vehicle.bridleLengthM - travelM + paidM;
    }

    public double rateMps() {
        return rateMps;
    }

    void release() {
        tensionN = 0;
    }
}
