package dev.skycrane.flight.vehicle;

import dev.skycrane.flight.geometry.Trig;
import dev.skycrane.flight.core.ParameterException;
import dev.skycrane.flight.core.ParameterTable;

/**
 * Static aerodynamics of the entry capsule, a 70 degree sphere-cone: drag, lift and pitching moment over Mach number and total angle of
 * attack (dossier section 2.2, table PHXAERO). Linear in both; the moment is linear in the angle through its value at
 * the last angle of the table. {@link #lookup} leaves its answer in the fields; one instance belongs to one thread.
 */
public final class AeroTables {
    public final double referenceAreaM2;
    public final double diameterM;
    /** Pitch damping coefficient Cmq + Cm alpha-dot per unit of reduced rate, negative damps. */
    public final double pitchDamping;

    /** Drag coefficient along the relative wind. */
    public double drag;
    /** Magnitude of the lift coefficient; the lift points away from the side to which the nose is turned. */
    public double lift;
    /** Magnitude of the moment coefficient that turns the nose back into the wind. */
    public double restoring;

    private final double[] mach;
    private final double[] angleRad;
    private final double[] dragTable;
    private final double[] liftTable;
    private final double[] momentTable;
    /** Interval of Mach numbers of the last lookup, where the next one begins to look. */
    private int interval;

    public AeroTables(ParameterTable p) {
        referenceAreaM2 = p.scalar("vehicle.aero.referenceAreaM2", "m^2", 15.904, 0.1, 1000, "reference area");
        diameterM = p.scalar("vehicle.aero.diameterM", "m", 4.5, 0.1, 50, "reference length");
        pitchDamping = p.scalar("vehicle.aero.pitchDamping", "1", -0.15, -5, 5, "pitch damping coefficient");
        mach = p.vector("vehicle.aero.mach", "1",
                new double[]{0.4, 0.8, 1.0, 1.2, 1.5, 2.0, 3.0, 5.0, 8.8, 15, 20.3, 25.5, 30}, 0, 100,
                "Mach numbers of the tables, ascending");
        angleRad = p.vector("vehicle.aero.angleDeg", "deg", new double[]{0, 6, 11, 16}, 0, 90,
                "total angles of attack of the tables, ascending");
        for (int i = 0; i < angleRad.length; i++)
            angleRad[i] = Math.toRadians(angleRad[i]);
        dragTable = table(p, "vehicle.aero.drag", new double[]{1.044, 1.040, 1.031, 1.011, 1.162, 1.160, 1.153, 1.124,
            1.302, 1.324, 1.312, 1.305, 1.414, 1.425, 1.421, 1.404, 1.536, 1.541, 1.531, 1.511, 1.570, 1.555,
            1.518, 1.462, 1.576, 1.562, 1.517, 1.450, 1.596, 1.577, 1.526, 1.440, 1.627, 1.604, 1.537, 1.434,
            1.673, 1.642, 1.556, 1.450, 1.726, 1.660, 1.569, 1.460, 1.727, 1.666, 1.571, 1.461, 1.703, 1.662,
            1.570, 1.450}, mach.length * angleRad.length);
        liftTable = table(p, "vehicle.aero.lift", new double[]{0, 0.105, 0.189, 0.267, 0, 0.117, 0.207, 0.290, 0, 0.139,
            0.239, 0.344, 0, 0.148, 0.260, 0.373, 0, 0.150, 0.271, 0.396, 0, 0.150, 0.269, 0.379, 0, 0.150, 0.269,
            0.377, 0, 0.152, 0.271, 0.371, 0, 0.157, 0.272, 0.362, 0, 0.161, 0.272, 0.364, 0, 0.159, 0.271, 0.363,
            0, 0.157, 0.270, 0.362, 0, 0.153, 0.265, 0.360}, mach.length * angleRad.length);
        momentTable = table(p, "vehicle.aero.moment", new double[]{0.0360, 0.0339, 0.0308, 0.0258, 0.0260, 0.0262,
            0.0264, 0.0271, 0.0304, 0.0326, 0.0349, 0.0359, 0.0329}, mach.length);
    }

    private static double[] table(ParameterTable p, String name, double[] defaults, int length) {
        double[] v = p.vector(name, "1", defaults, -5, 5, "coefficients, one row of angles per Mach number");
        if (v.length != length) throw new ParameterException(name, v.length + " numbers", length + " numbers");
        return v;
    }

    /** Coefficients at a Mach number and a total angle of attack, 0 to pi, rad; clamped in Mach, extended in angle up to 45 degrees. */
    public void lookup(double machNumber, double totalAngleRad) {
        int i = interval;
        while (i < mach.length - 2 && machNumber >= mach[i + 1])
            i++;
        while (i > 0 && machNumber < mach[i])
            i--;
        interval = i;
        double f = Math.max(0, Math.min(1, (machNumber - mach[i]) / (mach[i + 1] - mach[i])));
        int n = angleRad.length;
        double a = Math.min(totalAngleRad, 0.25 * Math.PI);
        int k = 0;
        while (k < n - 2 && a >= angleRad[k + 1])
            k++;
        double g = (a - angleRad[k]) / (angleRad[k + 1] - angleRad[k]);
        drag = bilinear(dragTable, i * n + k, n, f, g);
        lift = bilinear(liftTable, i * n + k, n, f, g);
        restoring = (momentTable[i] + f * (momentTable[i + 1] - momentTable[i])) * a / angleRad[n - 1];
    }

    private static double bilinear(double[] t, int at, int stride, double f, double g) {
        double low = t[at] + g * (t[at + 1] - t[at]);
        double high = t[at + stride] + g * (t[at + stride + 1] - t[at + stride]);
        return low + f * (high - low);
    }

    /** Angle at which a lateral offset of the centre of mass balances the restoring moment, rad; answers in the fields too. */
    public double trimAngleRad(double machNumber, double offsetM) {
        double a = angleRad[angleRad.length - 1];
        for (int i = 0; i < 6; i++) {
            lookup(machNumber, a);
            double axial = drag * Trig.cos(a) + lift * Trig.sin(a);
            a *= axial * offsetM / (restoring * diameterM);
        }
        lookup(machNumber, a);
        return a;
    }
}
