package dev.skycrane.hil.plant;

import dev.skycrane.flight.core.ParameterException;
import dev.skycrane.flight.core.ParameterTable;

/** A quantity over the height above the areoid: linear between its heights, constant beyond them. */
final class HeightProfile {
    private final double[] heightM;
    private final double[] values;

    /**
     * @param name the parameter that the values are
     * @param heightM as {@link #heights} gives them
     * @throws ParameterException unless there are as many values as heights
     */
    HeightProfile(String name, double[] heightM, double[] values) {
        if (values.length != heightM.length) {
            throw new ParameterException(name, values.length + " numbers", heightM.length + " numbers");
        }
        this.heightM = heightM;
        this.values = values;
    }

    /**
     * Declares the heights of profiles, km.
     *
     * @return m
     * @throws ParameterException if they are fewer than two or do not ascend
     */
    static double[] heights(ParameterTable p, String name, double[] defaultKm) {
        double[] h = p.vector(name, "km", defaultKm, -20, 1000,
                "heights of the profile above the areoid, ascending");
        if (h.length < 2) throw new ParameterException(name, h.length + " numbers", "at least 2 numbers");
        for (int i = 0; i < h.length; i++) {
            h[i] *= 1000;
            if (i > 0 && !(h[i] > h[i - 1])) {
                throw new ParameterException(name, Double.toString(h[i] / 1000), "ascending heights");
            }
        }
        return h;
    }

    double at(double altitudeMolaM) {
        int last = values.length - 1;
        if (altitudeMolaM <= heightM[0]) return values[0];
        if (altitudeMolaM >= heightM[last]) return values[last];
        int i = 0;
        while (altitudeMolaM >= heightM[i + 1])
            i++;
        return values[i]
                + (altitudeMolaM - heightM[i]) / (heightM[i + 1] - heightM[i]) * (values[i + 1] - values[i]);
    }
}
