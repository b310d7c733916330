package dev.skycrane.hil.plant;

import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.geometry.EnuFrame;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.vehicle.AeroTables;
import dev.skycrane.flight.vehicle.EntryInterface;
import dev.skycrane.flight.vehicle.EntryVehicleModel;

/**
 * The true state at entry interface, tick 0, relative to the rotating planet: as planned, with an offset that the flight software is not
 * told. The attitude is trimmed at the bank angle.
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
        EntryInterface planned = new EntryInterface(p);
        radiusM = planned.radiusM;
        latRad = planned.latRad + offsetRad(p, "plant.entry.latOffsetDeg", 10, "latitude");
        lonRad = planned.lonRad + offsetRad(p, "plant.entry.lonOffsetDeg", 10, "longitude");
        speedMps = planned.speedMps + p.scalar("plant.entry.speedOffsetMps", "m/s", 0, -1000, 1000,
                "true less planned speed at entry interface");
        flightPathRad = planned.flightPathRad + offsetRad(p, "plant.entry.flightPathOffsetDeg", 10,
                "flight-path angle");
        azimuthRad = planned.azimuthRad + offsetRad(p, "plant.entry.azimuthOffsetDeg", 10, "azimuth");
        bankRad = planned.bankRad + offsetRad(p, "plant.entry.bankOffsetDeg", 180, "bank angle");
    }

    private static double offsetRad(ParameterTable p, String name, double limitDeg, String what) {
        return Math.toRadians(p.scalar(name, "deg", 0, -limitDeg, limitDeg,
                "true less planned " + what + " at entry interface"));
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
