package dev.skycrane.hil.plant;

import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.geometry.EnuFrame;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.vehicle.AeroTables;
import dev.skycrane.flight.vehicle.EntryVehicleModel;

/**
 * State at entry interface, tick 0, relative to the rotating planet: dossier section 1.3, the place such that the flown ground track
 * reaches the site. The attitude is trimmed at the pre-bank angle.
 */
public final class EntryState {
    private static final double HYPERSONIC_MACH = 25;
    private final double radiusM;
    private final double latRad;
    private final double lonRad;
    private final double speedMps;
    private final double flightPathRad;
    private final double azimuthRad;
    private final double bankRad;

    public EntryState(ParameterTable p) {
        radiusM = p.scalar("entry.radiusM", "m", 3522200, 3e6, 5e6, "areocentric radius of entry interface");
        latRad = Math.toRadians(p.scalar("entry.latDeg", "deg", 22.4576, -89, 89, "planetocentric latitude"));
        lonRad = Math.toRadians(p.scalar("entry.lonDeg", "deg", 67.5135, -180, 360, "east longitude"));
        speedMps = p.scalar("entry.speedMps", "m/s", 5334, 500, 9000, "speed relative to the rotating planet");
        flightPathRad = Math.toRadians(p.scalar("entry.flightPathDeg", "deg", -16.2, -45, 0,
                "flight-path angle of the relative velocity"));
        azimuthRad = Math.toRadians(p.scalar("entry.azimuthDeg", "deg", 110.718, -180, 360,
                "azimuth of the relative velocity, clockwise from north"));
        bankRad = Math.toRadians(p.scalar("entry.bankDeg", "deg", 67, -180, 180, "bank angle at entry interface"));
    }

    void set(RigidState out, AeroTables aero, EntryVehicleModel vehicle) {
        EnuFrame local = new EnuFrame(latRad, lonRad, radiusM);
        out.rMcmfM.set(local.originMcmfM());
        double cosPath = StrictMath.cos(flightPathRad);
        Vec3 along = new Vec3(StrictMath.sin(azimuthRad) * cosPath, StrictMath.cos(azimuthRad) * cosPath,
                StrictMath.sin(flightPathRad));
        local.vectorToMcmf(along, along);
        out.vMcmfMps.set(along).scale(speedMps);
        Vec3 right = new Vec3().cross(along, local.up()).normalize();
        Vec3 liftUp = new Vec3().cross(right, along);
        Vec3 lift = new Vec3().addScaled(StrictMath.cos(bankRad), liftUp).addScaled(StrictMath.sin(bankRad), right);
        double trim = aero.trimAngleRad(HYPERSONIC_MACH, vehicle.centreOffsetM);
        double c = StrictMath.cos(trim);
        double s = StrictMath.sin(trim);
        Vec3 x = new Vec3().addScaled(c, lift).addScaled(s, along);
        Vec3 z = new Vec3().addScaled(c, along).addScaled(-s, lift);
        out.qMcmfFromBody.fromAxes(x, new Vec3().cross(z, x), z);
        out.omegaBodyRadps.zero();
    }
}
