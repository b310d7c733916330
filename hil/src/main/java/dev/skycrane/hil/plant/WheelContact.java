package dev.skycrane.hil.plant;

import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.vehicle.PoweredVehicleModel;

/**
 * Six wheels on the ground. Each wheel's suspension is a spring with damping along the local normal that never pulls; along the ground a
 * spring with damping from where the wheel stands, sliding when it passes the friction cone (bristle model: Dahl 1968; Haessig and
 * Friedland 1991, doi 10.1115/1.2896442), so that a rover on a slope comes to rest.
 *
 * <p>The ground under each wheel is a plane, taken anew once per tick.
 */
public final class WheelContact {
    private static final int N = PoweredVehicleModel.WHEELS;
    private static final double SAMPLE_M = 0.5;

    private final Terrain terrain;
    private final Vec3[] wheelM;
    private final double stiffnessNpm;
    private final double dampingNspm;
    private final double friction;
    private final Vec3[] bristleM = new Vec3[N];
    private final double[] groundRadiusM = new double[N];
    private final Vec3 normal = new Vec3();
    private final Vec3 up = new Vec3();
    private final Vec3 point = new Vec3();
    private final Vec3 velocity = new Vec3();
    private final Vec3 force = new Vec3();
    private final Vec3 axis = new Vec3();
    private double lowestM;
    private double loadN;
    private int touching;

    WheelContact(ParameterTable p, PoweredVehicleModel vehicle, Terrain terrain) {
        this.terrain = terrain;
        wheelM = vehicle.wheelM;
        stiffnessNpm = p.scalar("plant.wheel.stiffnessNpm", "N/m", 32e3, 1e3, 1e6,
                "stiffness of one wheel's suspension");
        dampingNspm = p.scalar("plant.wheel.dampingNspm", "N s/m", 2400, 0, 1e5, "damping of one wheel's suspension");
        friction = p.scalar("plant.wheel.friction", "1", 0.7, 0, 2, "friction of wheels on regolith");
        for (int i = 0; i < N; i++)
            bristleM[i] = new Vec3();
    }

    /**
     * Looks at the ground below the rover; once per tick.
     *
     * @return whether the lowest wheel is lower than {@code nearM} above it; only then is the slope looked at, which {@link #push} needs
     */
    boolean survey(RigidBody rover, double nearM) {
        lowestM = Double.MAX_VALUE;
        for (int i = 0; i < N; i++) {
            rover.point(wheelM[i], point);
            groundRadiusM[i] = terrain.groundRadiusM(point);
            lowestM = Math.min(lowestM, point.norm() - groundRadiusM[i]);
        }
        if (!(lowestM < nearM)) return false;
        up.set(rover.rMcmfM).normalize();
        double slopeX = slope(rover, 1, 0);
        double slopeY = slope(rover, 0, 1);
        double slopeZ = slope(rover, 0, 0);
        // Gradient of (radius - ground radius) along the axes of Mcmf, its radial part being that of the radius alone.
        normal.set(-slopeX, -slopeY, -slopeZ);
        normal.addScaled(-normal.dot(up), up).add(up).normalize();
        return true;
    }

    /** Derivative of the ground radius along one axis of Mcmf below the rover. */
    private double slope(RigidBody rover, int x, int y) {
        axis.set(x, y, 1 - x - y).scale(SAMPLE_M);
        double ahead = terrain.groundRadiusM(point.sum(rover.rMcmfM, axis));
        double behind = terrain.groundRadiusM(point.difference(rover.rMcmfM, axis));
        return (ahead - behind) / (2 * SAMPLE_M);
    }

    /** Adds the forces of the ground to the rover. */
    void push(RigidBody rover, double dt) {
        loadN = 0;
        touching = 0;
        for (int i = 0; i < N; i++)
            pushWheel(i, rover, dt);
    }

    private void pushWheel(int i, RigidBody rover, double dt) {
        rover.point(wheelM[i], point);
        double gapM = (point.norm() - groundRadiusM[i]) * normal.dot(up);
        Vec3 bristle = bristleM[i];
        if (gapM >= 0) {
            bristle.zero();
            return;
        }
        touching++;
        rover.pointVelocity(wheelM[i], velocity);
        double vn = velocity.dot(normal);
        double load = Math.max(0, -stiffnessNpm * gapM - dampingNspm * vn);
        loadN += load;
        velocity.addScaled(-vn, normal);
        bristle.addScaled(dt, velocity).addScaled(-bristle.dot(normal), normal);
        force.set(bristle).scale(-stiffnessNpm).addScaled(-dampingNspm, velocity);
        double sliding = force.norm();
        double most = friction * load;
        if (sliding > most) {
            force.scale(most / sliding);
            bristle.set(force).scale(-1 / stiffnessNpm);
        }
        force.addScaled(load, normal);
        rover.addForce(force, wheelM[i]);
    }

    /** Height of the lowest wheel above the ground at the last survey, m. */
    double lowestM() {
        return lowestM;
    }

    /** Load of all wheels, N. */
    public double loadN() {
        return loadN;
    }

    /** Wheels on the ground. */
    public int touching() {
        return touching;
    }

    /** Unit normal of the ground below the rover, Mcmf. */
    Vec3 normal() {
        return normal;
    }
}
