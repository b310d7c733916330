package dev.skycrane.flight.nav;

/** The atmosphere that navigation reckons Mach number and dynamic pressure with; heights above the site's areoid radius. */
public interface AirData {
    double densityKgM3(double altitudeMolaM);

    double soundSpeedMps(double altitudeMolaM);
}
