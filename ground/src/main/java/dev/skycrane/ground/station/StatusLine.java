package dev.skycrane.ground.station;

import dev.skycrane.proto.dictionary.ChannelType;
import dev.skycrane.proto.dictionary.Dictionary;
import dev.skycrane.proto.v1.FlightPhase;
import dev.skycrane.proto.v1.Telemetry;
import java.util.Locale;

/** The latest telemetry in one line of text. */
final class StatusLine {
    private static final int TICKS_PER_SECOND = 64;
    private final ChannelType altitude = Dictionary.standard().channel("nav.altitudeAglM");
    private final ChannelType speed = Dictionary.standard().channel("nav.speedMps");
    private final ChannelType phase = Dictionary.standard().channel("executive.phase");
    private final ChannelType propellant = Dictionary.standard().channel("propulsion.propellantEstimateKg");
    private Telemetry latest = Telemetry.getDefaultInstance();

    void update(Telemetry packet) {
        if (packet.getTick() >= latest.getTick()) latest = packet;
    }

    /**
     * {@code E+ 240.12 s   9,512 m   441 m/s}, seconds since entry interface (tick 0). From the flyaway on, height and speed
     * of the telemetry are the descent stage's; the log stays with the rover, which stands.
     */
    String moment(long tick) {
        if (phase.value(latest) >= FlightPhase.PHASE_FLYAWAY_VALUE) {
            return String.format(Locale.ROOT, "E+%7.2f s %9s %8s", seconds(tick), "surface", "");
        }
        return String.format(Locale.ROOT, "E+%7.2f s %9s %8s", seconds(tick), quantity(altitude, "%,.0f m"),
                quantity(speed, "%,.0f m/s"));
    }

    private String quantity(ChannelType channel, String format) {
        double value = channel.value(latest);
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
    }

    static double seconds(long tick) {
        return tick / (double) TICKS_PER_SECOND;
    }

    long tick() {
        return latest.getTick();
    }

    /** Phase of the descent in words. */
    String phase() {
        String state = phase.stateName(phase.value(latest));
        return state == null ? "-" : state.replace("PHASE_", "").replace('_', ' ').toLowerCase(Locale.ROOT);
    }

    String propellant() {
        double kg = propellant.value(latest);
        return kg > 0 ? String.format(Locale.ROOT, "%.0f kg", kg) : "-";
    }
}
