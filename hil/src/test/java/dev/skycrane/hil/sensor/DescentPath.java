package dev.skycrane.hil.sensor;

import dev.skycrane.flight.core.Switch;
import dev.skycrane.flight.core.Tick;
import dev.skycrane.flight.geometry.EnuFrame;
import dev.skycrane.flight.geometry.Quat;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.vehicle.PlanetModel;
import dev.skycrane.hil.plant.Terrain;
import dev.skycrane.hil.plant.Truth;

/**
 * A prescribed descent as an oracle for sensors and navigation: the path in space is given in closed form (straight sinking, drift,
 * swing), and what an ideal IMU feels is worked out from it by differences in the inertial frame, at 64 steps per tick.
 */
final class DescentPath {
    private static final int SUBSTEPS = 64;
    private final PlanetModel planet;
    private final Terrain terrain;
    private final EnuFrame site;
    private final Truth truth = new Truth();
    private final Vec3 a = new Vec3();
    private final Vec3 b = new Vec3();
    private final Vec3 c = new Vec3();
    private final Vec3 g = new Vec3();

    DescentPath(PlanetModel planet, Terrain terrain) {
        this.planet = planet;
        this.terrain = terrain;
        site = planet.siteFrame();
    }

    /** Rolling ground, 40 m high and 1.5 km long, falling off towards the west. */
    static double reliefM(Vec3 enuM) {
        return 40 * StrictMath.sin(enuM.x / 240) * StrictMath.cos(enuM.y / 310) + 0.01 * enuM.x;
    }

    Truth truth() {
        return truth;
    }

    void start() {
        truth.tick = 0;
        truth.switchBits = Switch.HEAT_SHIELD_SEPARATED.bit();
        fill(0);
    }

    void step() {
        double t0 = Tick.toSeconds(truth.tick);
        truth.deltaAngleRad.zero();
        truth.deltaVelocityMps.zero();
        double dt = Tick.PERIOD_S / SUBSTEPS;
        for (int k = 0; k < SUBSTEPS; k++) {
            double t = t0 + k * dt;
            Quat q0 = inertialAttitude(t);
            Quat q1 = inertialAttitude(t + dt);
            Quat mid = inertialAttitude(t + 0.5 * dt);
            truth.deltaAngleRad.add(new Quat().inverse(q0).product(new Quat().inverse(q0), q1)
                    .toRotationVector(new Vec3()));
            Vec3 force = inertialAcceleration(t + 0.5 * dt);
            planet.gravity(inertialPosition(t + 0.5 * dt, g), g);
            truth.deltaVelocityMps.add(mid.rotateInverse(force.subtract(g), new Vec3()).scale(dt));
        }
        truth.tick++;
        fill(Tick.toSeconds(truth.tick));
    }

    private void fill(double t) {
        position(t, truth.rMcmfM);
        double h = 1e-3;
        truth.vMcmfMps.difference(position(t + h, a), position(t - h, b)).scale(0.5 / h);
        truth.qMcmfFromBody.set(attitude(t));
        truth.altitudeAglM = truth.rMcmfM.norm() - terrain.groundRadiusM(truth.rMcmfM);
    }

    /** Sinking 90 m/s from 9 km, drifting with a slow turn. */
    private Vec3 position(double t, Vec3 out) {
        out.set(-2500 + 25 * t + 3 * StrictMath.sin(0.6 * t), 800 - 8 * t + 3 * StrictMath.cos(0.5 * t),
                9000 - 90 * t);
        return site.positionToMcmf(out, out);
    }

    /** Hanging nose down with a swing of 6 degrees and a slow roll. */
    private Quat attitude(double t) {
        Quat noseDown = new Quat().fromAxes(new Vec3(0, 1, 0), new Vec3(1, 0, 0), new Vec3(0, 0, -1));
        Quat swing = new Quat().fromRotationVector(0.1 * StrictMath.sin(0.7 * t), 0.08 * StrictMath.cos(0.9 * t),
                0.02 * t);
        Quat q = new Quat().inverse(site.qEnuFromMcmf());
        return q.product(q, noseDown).product(q, swing);
    }

    private Quat turn(double t) {
        return new Quat().fromRotationVector(0, 0, planet.rotationRadps * t);
    }

    private Quat inertialAttitude(double t) {
        Quat q = turn(t);
        return q.product(q, attitude(t));
    }

    private Vec3 inertialPosition(double t, Vec3 out) {
        return turn(t).rotate(position(t, out), out);
    }

    private Vec3 inertialAcceleration(double t) {
        double h = 0.02;
        inertialPosition(t - h, a);
        inertialPosition(t, b);
        inertialPosition(t + h, c);
        return new Vec3().set(a).addScaled(-2, b).add(c).scale(1 / (h * h));
    }
}
