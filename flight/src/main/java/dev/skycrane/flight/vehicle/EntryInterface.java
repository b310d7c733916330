package dev.skycrane.flight.vehicle;

import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.geometry.EnuFrame;
import dev.skycrane.flight.geometry.Vec3;

/**
 * The state at entry interface as planned, relative to the rotating planet: dossier section 1.3, the place such that the flown ground
 * track reaches the site. Guidance plans from it; the plant starts there but for an offset of its own. Immutable.
 */
public final class EntryInterface {
    public final double radiusM;
    public final double latRad;
    public final double lonRad;
    public final double speedMps;
    public final double flightPathRad;
    /** Clockwise from north. */
    public final double azimuthRad;
    /** Held until range control begins. */
    public final double bankRad;

    public EntryInterface(ParameterTable p) {
        radiusM = p.scalar("entry.radiusM", "m", 3522200, 3e6, 5e6, "areocentric radius of entry interface");
        latRad = Math.toRadians(p.scalar("entry.latDeg", "deg", 22.4576, -89, 89, "planetocentric latitude"));
        lonRad = Math.toRadians(p.scalar("entry.lonDeg", "deg", 67.5135, -180, 360, "east longitude"));
        speedMps = p.scalar("entry.speedMps", "m/s", 5334, 500, 9000, "speed relative to the rotating planet");
        flightPathRad = Math.toRadians(p.scalar("entry.flightPathDeg", "deg", -16.2, -45, 0,
                "flight-path angle of the relative velocity"));
        azimuthRad = Math.toRadians(p.scalar("entry.azimuthDeg", "deg", 110.718, -180, 360,
                "azimuth of the relative velocity, clockwise from north"));
        bankRad = Math.toRadians(p.scalar("entry.bankDeg", "deg", 67, -180, 180,
                "bank angle at entry interface, held until range control begins"));
    }

    /** Direction from the planet's centre. */
    public Vec3 direction() {
        return new Vec3().set(new EnuFrame(latRad, lonRad, 1).up());
    }
}
