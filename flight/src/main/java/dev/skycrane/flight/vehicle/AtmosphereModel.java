package dev.skycrane.flight.vehicle;

import dev.skycrane.flight.geometry.Trig;
import dev.skycrane.flight.core.ParameterException;
import dev.skycrane.flight.core.ParameterTable;

/**
 * The nominal atmosphere: density and pressure tabulated over height, both interpolated logarithmically, density times a
 * correction that is linear in height. Default: the COSPAR-type reference of dossier section 1.5; the correction is 0.90 at the
 * ground (718 Pa measured against 800 Pa) and none from 10 km up, where the flown mortar altitude comes out with our lift. Heights are above the areoid of the site.
 * Speed of sound: sqrt(gamma P / rho), of the uncorrected table, since the correction stands for pressure as much as for density.
 */
public final class AtmosphereModel {
    private final double[] heightM;
    /** By whole kilometres above the table's foot: the interval in which that height lies, where a search begins. */
    private final int[] firstOfKm;
    private final double[] logDensity;
    private final double[] logPressure;
    private final double[] correctionHeightM;
    private final double[] correction;
    private final double gamma;

    public AtmosphereModel(ParameterTable p) {
        gamma = p.scalar("atmosphere.gamma", "1", 1.29, 1.01, 1.7, "ratio of specific heats (dossier section 1.1)");
        heightM = ascending(p, "atmosphere.heightKm", new double[]{-3, -2, 0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 60,
            70, 80, 90, 100, 110, 120, 125, 130});
        firstOfKm = firstIntervals(heightM);
        logDensity = logs(p, "atmosphere.densityKgM3", "kg/m^3",
                new double[]{2.04e-2, 1.87e-2, 1.55e-2, 9.90e-3, 6.47e-3, 4.17e-3, 2.63e-3, 1.62e-3, 9.80e-4, 5.82e-4,
                    3.40e-4, 1.94e-4, 1.08e-4, 3.18e-5, 8.73e-6, 2.29e-6, 6.01e-7, 1.59e-7, 4.14e-8, 1.19e-8,
                    6.63e-9, 3.76e-9});
        logPressure = logs(p, "atmosphere.pressurePa", "Pa", new double[]{836, 763, 636, 403, 254, 156, 94.7, 56.2,
            32.8, 18.8, 10.6, 5.81, 3.15, 0.878, 0.233, 6.08e-2, 1.60e-2, 4.23e-3, 1.19e-3, 3.67e-4, 2.11e-4,
            1.23e-4});
        correctionHeightM = ascending(p, "atmosphere.correctionHeightKm", new double[]{0, 10});
        correction = p.vector("atmosphere.correctionFactor", "1", new double[]{0.90, 1.0}, 0.1, 10,
                "factor on the table's density at the correction heights");
        same("atmosphere.correctionFactor", correction, correctionHeightM.length);
    }

    private static double[] ascending(ParameterTable p, String name, double[] km) {
        double[] h = p.vector(name, "km", km, -20, 1000, "heights of the table above the areoid, ascending");
        for (int i = 0; i < h.length; i++) {
            h[i] *= 1000;
            if (i > 0 && !(h[i] > h[i - 1])) {
                throw new ParameterException(name, Double.toString(h[i] / 1000), "ascending heights");
            }
        }
        if (h.length < 2) throw new ParameterException(name, h.length + " numbers", "at least 2 numbers");
        return h;
    }

    private static int[] firstIntervals(double[] h) {
        int[] first = new int[(int) Math.ceil((h[h.length - 1] - h[0]) * 1e-3) + 1];
        int i = 0;
        for (int km = 0; km < first.length; km++) {
            while (i < h.length - 2 && h[0] + 1000.0 * km >= h[i + 1])
                i++;
            first[km] = i;
        }
        return first;
    }

    private double[] logs(ParameterTable p, String name, String unit, double[] defaults) {
        double[] v = p.vector(name, unit, defaults, 1e-20, 1e7, "values at atmosphere.heightKm");
        same(name, v, heightM.length);
        for (int i = 0; i < v.length; i++)
            v[i] = StrictMath.log(v[i]);
        return v;
    }

    private static void same(String name, double[] v, int length) {
        if (v.length != length) throw new ParameterException(name, v.length + " numbers", length + " numbers");
    }

    /** Density, kg/m^3; below and above the table its last slope goes on. */
    public double densityKgM3(double altitudeMolaM) {
        return Trig.exp(at(logDensity, altitudeMolaM)) * correctionAt(altitudeMolaM);
    }

    /** Pressure of the uncorrected table, Pa. */
    public double pressurePa(double altitudeMolaM) {
        return Trig.exp(at(logPressure, altitudeMolaM));
    }

    public double soundSpeedMps(double altitudeMolaM) {
        return Math.sqrt(gamma * Trig.exp(at(logPressure, altitudeMolaM) - at(logDensity, altitudeMolaM)));
    }

    private double at(double[] log, double h) {
        int i = firstOfKm[(int) Math.max(0, Math.min(firstOfKm.length - 1, (h - heightM[0]) * 1e-3))];
        while (i < heightM.length - 2 && h >= heightM[i + 1])
            i++;
        double f = (h - heightM[i]) / (heightM[i + 1] - heightM[i]);
        return log[i] + f * (log[i + 1] - log[i]);
    }

    private double correctionAt(double h) {
        int last = correction.length - 1;
        if (h <= correctionHeightM[0]) return correction[0];
        if (h >= correctionHeightM[last]) return correction[last];
        int i = 0;
        while (h >= correctionHeightM[i + 1])
            i++;
        double f = (h - correctionHeightM[i]) / (correctionHeightM[i + 1] - correctionHeightM[i]);
        return correction[i] + f * (correction[i + 1] - correction[i]);
    }
}
