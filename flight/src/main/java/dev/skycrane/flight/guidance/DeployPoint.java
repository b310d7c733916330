package dev.skycrane.flight.guidance;

import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.vehicle.EntryInterface;
import dev.skycrane.flight.vehicle.PlanetModel;

/**
 * Where the parachute shall open: {@code guidance.entry.deployRangeM} short of a point that is taken upwind of the target by what the expected
 * wind carries the vehicle away under the parachute. Immutable.
 */
final class DeployPoint {
    /** Ground distance from there to the point aimed at, m. */
    final double shortOfAimM;
    /** Direction of the point aimed at from the planet's centre. */
    final Vec3 aimUnit = new Vec3();
    private final double siteRadiusM;

    DeployPoint(ParameterTable p, PlanetModel planet) {
        shortOfAimM = p.scalar("guidance.entry.deployRangeM", "m", 8700, 0, 1e5,
                "ground distance from parachute deployment to the target: the run under the parachute");
        siteRadiusM = planet.siteRadiusM;
        planet.siteFrame().positionToMcmf(
                new Vec3(p.scalar("guidance.entry.aimEastM", "m", -200, -1e5, 1e5,
                        "point aimed at, east of the target: upwind by the drift expected under the parachute"),
                        p.scalar("guidance.entry.aimNorthM", "m", 300, -1e5, 1e5, "the same, north"), 0),
                aimUnit).normalize();
    }

    /** Ground distance from entry interface, m. */
    double rangeM(EntryInterface entry) {
        Vec3 from = entry.direction();
        double sine = new Vec3().cross(from, aimUnit).norm();
        return siteRadiusM * StrictMath.atan2(sine, from.dot(aimUnit)) - shortOfAimM;
    }

    /** Azimuth of the great circle from entry interface half way to the point aimed at, clockwise from north. */
    double azimuthRad(EntryInterface entry) {
        Vec3 middle = entry.direction().add(aimUnit).normalize();
        Vec3 ahead = new Vec3().set(aimUnit).addScaled(-aimUnit.dot(middle), middle).normalize();
        Vec3 east = new Vec3(-middle.y, middle.x, 0).normalize();
        return StrictMath.atan2(ahead.dot(east), ahead.dot(new Vec3().cross(middle, east)));
    }
}
