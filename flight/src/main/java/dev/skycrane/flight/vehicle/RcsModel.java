package dev.skycrane.flight.vehicle;

import dev.skycrane.flight.core.ActuatorFrame;
import dev.skycrane.flight.core.ParameterException;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.geometry.Vec3;

/**
 * Geometry of the reaction control thrusters on the descent stage: where each sits and which way it pushes the vehicle, body
 * axes, origin as in {@link PoweredVehicleModel}. Thrust: eight of 302 N (dossier section 2.4); the places are our own choice:
 * two opposed tangential jets at each corner of the stage, each tipped so that it also pushes up, which lets pairs turn the vehicle
 * about every axis. Immutable.
 */
public final class RcsModel {
    private static final double CORNER_M = 0.95;
    private static final double TANGENT = 0.6123724356957945;
    private static final double UP = -0.5;

    /** Places, m. */
    public final Vec3[] positionM = new Vec3[ActuatorFrame.RCS_COUNT];
    /** Unit vectors of the push on the vehicle. */
    public final Vec3[] direction = new Vec3[ActuatorFrame.RCS_COUNT];
    public final double thrustN;
    public final double exhaustVelocityMps;
    /** Shortest on-time, s. */
    public final double minimumPulseS;

    public RcsModel(ParameterTable p) {
        double c = CORNER_M;
        double t = TANGENT;
        double[] x = p.vector("vehicle.rcs.positionXM", "m", new double[]{c, c, -c, -c, -c, -c, c, c}, -10, 10,
                "thruster places, forward");
        double[] y = p.vector("vehicle.rcs.positionYM", "m", new double[]{c, c, c, c, -c, -c, -c, -c}, -10, 10,
                "thruster places, right");
        double[] z = p.vector("vehicle.rcs.positionZM", "m", filled(-0.6), -10, 10, "thruster places, down");
        double[] dx = p.vector("vehicle.rcs.directionX", "1", new double[]{-t, t, -t, t, t, -t, t, -t}, -1, 1,
                "push of each thruster, forward");
        double[] dy = p.vector("vehicle.rcs.directionY", "1", new double[]{t, -t, -t, t, -t, t, t, -t}, -1, 1,
                "push of each thruster, right");
        double[] dz = p.vector("vehicle.rcs.directionZ", "1", filled(UP), -1, 1, "push of each thruster, down");
        thrustN = p.scalar("vehicle.rcs.thrustN", "N", 302, 1, 5000, "thrust of one thruster (dossier section 2.4)");
        exhaustVelocityMps = p.scalar("vehicle.rcs.exhaustVelocityMps", "m/s", 2100, 500, 5000,
                "effective exhaust velocity of the thrusters");
        minimumPulseS = p.scalar("vehicle.rcs.minimumPulseS", "s", 0.002, 0, 0.015, "shortest on-time");
        for (int i = 0; i < ActuatorFrame.RCS_COUNT; i++) {
            positionM[i] = new Vec3(at("vehicle.rcs.positionXM", x, i), at("vehicle.rcs.positionYM", y, i),
                    at("vehicle.rcs.positionZM", z, i));
            direction[i] = new Vec3(at("vehicle.rcs.directionX", dx, i), at("vehicle.rcs.directionY", dy, i),
                    at("vehicle.rcs.directionZ", dz, i)).normalize();
        }
    }

    private static double at(String name, double[] values, int i) {
        if (values.length != ActuatorFrame.RCS_COUNT) {
            throw new ParameterException(name, values.length + " numbers", ActuatorFrame.RCS_COUNT + " numbers");
        }
        return values[i];
    }

    private static double[] filled(double value) {
        double[] v = new double[ActuatorFrame.RCS_COUNT];
        java.util.Arrays.fill(v, value);
        return v;
    }
}
