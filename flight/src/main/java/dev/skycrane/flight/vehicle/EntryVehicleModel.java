package dev.skycrane.flight.vehicle;

import dev.skycrane.flight.core.ParameterException;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.geometry.Vec3;

/**
 * Knowledge of the vehicle from entry to backshell release: masses, offset of the centre of mass, inertia, parachute. Shared by flight
 * software and plant. Masses: dossier section 2.1; backshell and parachute together are what the roll-up from entry mass to
 * the mass at ignition leaves. Inertias: our own estimate from a radius of gyration of 1.1 to 1.25 m. Immutable.
 *
 * <p>Body axes: the lift of trimmed flight points along +x, so that bank 0 is +x up.
 */
public final class EntryVehicleModel {
    public static final int BALANCE_PAIRS = 3;

    public final double entryKg;
    public final double balancePairKg;
    public final double heatShieldKg;
    public final double backshellKg;
    public final double parachuteKg;
    /** Lateral offset of the centre of mass with all balance masses aboard, along +x, m. */
    public final double centreOffsetM;
    /** Principal moments of inertia at entry, kg m^2. */
    public final Vec3 inertiaKgM2;
    /** The same under the parachute without the heat shield, kg m^2. */
    public final Vec3 inertiaOpenKgM2;
    /** Where the parachute's bridle meets the backshell, m, body. */
    public final Vec3 bridleApexM;
    public final double noseRadiusM;
    /** Sutton-Graves constant of the atmosphere, kg^0.5/m. */
    public final double suttonGraves;

    /** Parachute (dossier section 2.3). */
    public final double canopyDiameterM;
    public final double muzzleMps;
    public final double trailingLengthM;
    public final double inflationS;

    private final double[] canopyMach;
    private final double[] canopyDrag;

    public EntryVehicleModel(ParameterTable p) {
        entryKg = p.scalar("vehicle.entry.massKg", "kg", 3372, 100, 1e5, "mass at entry interface");
        balancePairKg = p.scalar("vehicle.entry.balancePairKg", "kg", 50, 0, 1000, "one pair of balance masses");
        heatShieldKg = p.scalar("vehicle.entry.heatShieldKg", "kg", 385, 1, 1e4, "heat shield");
        backshellKg = p.scalar("vehicle.entry.backshellKg", "kg", 460, 1, 1e4, "backshell without the parachute");
        parachuteKg = p.scalar("vehicle.parachute.massKg", "kg", 82, 1, 1000, "parachute");
        centreOffsetM = p.scalar("vehicle.entry.centreOffsetM", "m", 0.095, 0, 1,
                "lateral offset of the centre of mass; gives about 16 deg of trim angle (dossier section 2.2)");
        inertiaKgM2 = inertia(p, "vehicle.entry.inertiaKgM2", 4400, 4500, 5300);
        inertiaOpenKgM2 = inertia(p, "vehicle.entry.inertiaOpenKgM2", 3300, 3400, 3500);
        bridleApexM = vec(p, "vehicle.parachute.bridleApexM", 0, 0, -2.9, -20, 20, "m",
                "where the parachute's bridle legs meet, body");
        noseRadiusM = p.scalar("vehicle.aero.noseRadiusM", "m", 1.0, 0.01, 20, "nose radius for heating");
        suttonGraves = p.scalar("vehicle.aero.suttonGraves", "kg^0.5/m", 1.898e-4, 1e-6, 1e-2,
                "stagnation heating constant (dossier section 1.1)");
        canopyDiameterM = p.scalar("vehicle.parachute.diameterM", "m", 21.53, 1, 100, "nominal diameter");
        muzzleMps = p.scalar("vehicle.parachute.muzzleMps", "m/s", 44, 1, 200, "speed of the pack at the mortar");
        trailingLengthM = p.scalar("vehicle.parachute.trailingLengthM", "m", 46, 1, 200, "lines, riser and bridle");
        inflationS = p.scalar("vehicle.parachute.inflationS", "s", 0.61, 0.05, 10, "line stretch to full inflation");
        canopyMach = p.vector("vehicle.parachute.mach", "1", new double[]{0.8, 0.85, 0.9, 0.95, 1.0, 1.05, 1.1, 1.2,
            1.3, 1.4, 1.5, 1.6, 1.7, 1.8, 1.9, 2.0, 2.1, 2.2, 2.4, 2.6}, 0, 20, "Mach numbers of the drag table");
        canopyDrag = p.vector("vehicle.parachute.drag", "1", new double[]{0.615, 0.611, 0.587, 0.486, 0.595, 0.660,
            0.681, 0.706, 0.725, 0.743, 0.750, 0.748, 0.726, 0.686, 0.627, 0.577, 0.544, 0.520, 0.495, 0.467}, 0,
                3, "drag coefficient on the nominal area");
        if (canopyDrag.length != canopyMach.length || canopyMach.length < 2) {
            throw new ParameterException("vehicle.parachute.drag", canopyDrag.length + " numbers",
                    canopyMach.length + " numbers");
        }
    }

    private static Vec3 inertia(ParameterTable p, String name, double x, double y, double z) {
        return vec(p, name, x, y, z, 1, 1e7, "kg m^2", "principal moments of inertia");
    }

    private static Vec3 vec(ParameterTable p, String name, double x, double y, double z, double min, double max,
            String unit, String doc) {
        double[] v = p.vector(name, unit, new double[]{x, y, z}, min, max, doc);
        if (v.length != 3) throw new ParameterException(name, v.length + " numbers", "3 numbers");
        return new Vec3(v[0], v[1], v[2]);
    }

    public double canopyAreaM2() {
        return 0.25 * Math.PI * canopyDiameterM * canopyDiameterM;
    }

    /** Drag coefficient of the open canopy on its nominal area; constant beyond the table. */
    public double canopyDragCoefficient(double machNumber) {
        int last = canopyMach.length - 1;
        if (machNumber <= canopyMach[0]) return canopyDrag[0];
        if (machNumber >= canopyMach[last]) return canopyDrag[last];
        int i = 0;
        while (machNumber >= canopyMach[i + 1])
            i++;
        double f = (machNumber - canopyMach[i]) / (canopyMach[i + 1] - canopyMach[i]);
        return canopyDrag[i] + f * (canopyDrag[i + 1] - canopyDrag[i]);
    }
}
