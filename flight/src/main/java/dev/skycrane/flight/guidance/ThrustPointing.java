package dev.skycrane.flight.guidance;

import dev.skycrane.flight.geometry.Trig;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.nav.NavState;

/** Attitude that points the thrust along a wanted acceleration and keeps the heading. */
final class ThrustPointing {
    private static final double NO_HEADING = 1e-3;

    private final Vec3 headingEnu = new Vec3(0, 1, 0);
    private final Vec3 thrustDirection = new Vec3();
    private final Vec3 bodyX = new Vec3();
    private final Vec3 bodyY = new Vec3();
    private final Vec3 bodyZ = new Vec3();
    private final Vec3 turn = new Vec3();

    /** Keeps the present heading of body x from now on. */
    void holdHeading(NavState nav) {
        bodyX.set(1, 0, 0);
        nav.qEnuFromBody.rotate(bodyX, bodyX);
        bodyX.z = 0;
        if (bodyX.norm() > NO_HEADING) headingEnu.set(bodyX).normalize();
    }

    void upright(GuidanceCommand out) {
        thrustDirection.set(0, 0, 1);
        attitude(out);
        out.omegaBodyRadps.zero();
    }

    /**
     * Points the thrust.
     *
     * @param specificThrust wanted thrust over mass, Enu, m/s^2; limited in tilt here by shortening its horizontal part
     * @param rate its rate of change, m/s^3, for the turn fed forward
     * @return magnitude of the thrust over mass, m/s^2
     */
    double point(Vec3 specificThrust, Vec3 rate, double tiltLimitRad, GuidanceCommand out) {
        double upMps2 = Math.max(specificThrust.z, 0.1);
        double across = Math.sqrt(specificThrust.x * specificThrust.x + specificThrust.y * specificThrust.y);
        double most = upMps2 * Trig.sin(tiltLimitRad) / Trig.cos(tiltLimitRad);
        double k = across > most ? most / across : 1;
        thrustDirection.set(k * specificThrust.x, k * specificThrust.y, upMps2);
        double magnitude = thrustDirection.norm();
        thrustDirection.scale(1 / magnitude);
        attitude(out);
        turn.set(rate).addScaled(-rate.dot(thrustDirection), thrustDirection).scale(1 / magnitude);
        turn.cross(thrustDirection, turn);
        out.qEnuFromBody.rotateInverse(turn, out.omegaBodyRadps);
        if (k < 1) out.omegaBodyRadps.zero();
        return magnitude;
    }

    private void attitude(GuidanceCommand out) {
        out.mode = GuidanceCommand.Mode.POWERED;
        bodyZ.set(thrustDirection).scale(-1);
        bodyX.set(headingEnu).addScaled(-headingEnu.dot(thrustDirection), thrustDirection).normalize();
        bodyY.cross(bodyZ, bodyX);
        out.qEnuFromBody.fromAxes(bodyX, bodyY, bodyZ);
    }
}
