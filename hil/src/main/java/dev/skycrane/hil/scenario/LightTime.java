package dev.skycrane.hil.scenario;

import dev.skycrane.flight.core.ParameterException;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.geometry.Vec3;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/**
 * How long a signal takes from Mars to Earth on the day of the landing: both planets on the Keplerian orbits of Standish and Williams
 * (Explanatory Supplement to the Astronomical Almanac, 3rd edition, section 8.10; elements for 1800 to 2050), straight line, no relativity.
 * Those orbits are good to some 25 arc seconds, about 0.2 s of light here.
 */
public final class LightTime {
    private static final Instant J2000 = Instant.parse("2000-01-01T12:00:00Z");
    private static final double DAYS_PER_CENTURY = 36525;
    /** Light time for one astronomical unit, s. */
    private static final double S_PER_AU = 499.004784;
    private static final int KEPLER_ROUNDS = 20;
    /** Semi-major axis au, eccentricity, inclination, mean longitude, longitude of perihelion, of the node, deg; each with its rate a century. */
    private static final double[] EARTH = {1.00000261, 0.00000562, 0.01671123, -0.00004392, -0.00001531, -0.01294668,
        100.46457166, 35999.37244981, 102.93768193, 0.32327364, 0, 0};
    private static final double[] MARS = {1.52371034, 0.00001847, 0.09339410, 0.00007882, 1.84969142, -0.00813131,
        -4.55343205, 19140.30268499, -23.94362959, 0.44441088, 49.55953891, -0.29257343};

    private final Instant entry;

    public LightTime(ParameterTable p) {
        String text = p.text("scenario.entryUtc", "2021-02-18T20:36:50Z",
                "universal time of entry interface (dossier section 1.3), for the light time to Earth");
        try {
            entry = Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new ParameterException("scenario.entryUtc", text, "a time like 2021-02-18T20:36:50Z");
        }
    }

    /** One way, for a signal that leaves Mars this long after entry interface, s. */
    public double secondsAt(double afterEntryS) {
        double days = Duration.between(J2000, entry).toMillis() / 86_400_000.0 + afterEntryS / 86_400;
        Vec3 mars = position(MARS, days);
        double seconds = mars.subtract(position(EARTH, days)).norm() * S_PER_AU;
        // The Earth moves on while the signal is under way.
        return position(MARS, days).subtract(position(EARTH, days + seconds / 86_400)).norm() * S_PER_AU;
    }

    /** When a signal that leaves Mars this long after entry interface is heard on Earth. */
    public Instant heardUtc(double afterEntryS) {
        return entry.plusMillis(Math.round(1000 * (afterEntryS + secondsAt(afterEntryS))));
    }

    /** From the sun, ecliptic of J2000, au. */
    private static Vec3 position(double[] elements, double daysSinceJ2000) {
        double t = daysSinceJ2000 / DAYS_PER_CENTURY;
        double a = elements[0] + elements[1] * t;
        double e = elements[2] + elements[3] * t;
        double inclination = Math.toRadians(elements[4] + elements[5] * t);
        double perihelion = Math.toRadians(elements[8] + elements[9] * t);
        double node = Math.toRadians(elements[10] + elements[11] * t);
        double mean = Math.toRadians(elements[6] + elements[7] * t) - perihelion;
        double eccentric = mean;
        for (int i = 0; i < KEPLER_ROUNDS; i++)
            eccentric -= (eccentric - e * StrictMath.sin(eccentric) - mean) / (1 - e * StrictMath.cos(eccentric));
        double x = a * (StrictMath.cos(eccentric) - e);
        double y = a * Math.sqrt(1 - e * e) * StrictMath.sin(eccentric);
        double cosW = StrictMath.cos(perihelion - node);
        double sinW = StrictMath.sin(perihelion - node);
        double inPlaneX = cosW * x - sinW * y;
        double inPlaneY = sinW * x + cosW * y;
        double cosNode = StrictMath.cos(node);
        double sinNode = StrictMath.sin(node);
        double cosI = StrictMath.cos(inclination);
        return new Vec3(cosNode * inPlaneX - sinNode * cosI * inPlaneY, sinNode * inPlaneX + cosNode * cosI * inPlaneY,
                StrictMath.sin(inclination) * inPlaneY);
    }
}
