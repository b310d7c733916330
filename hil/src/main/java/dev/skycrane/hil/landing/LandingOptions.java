package dev.skycrane.hil.landing;

import dev.skycrane.hil.scenario.Scenario;
import dev.skycrane.proto.command.TlsOptions;
import java.nio.file.Path;

/**
 * What a landing is asked to do.
 *
 * @param record recording to write, or null
 * @param report report to write, or null
 * @param broker address of an external broker, or null for the embedded one
 * @param ground whether bus and station take part
 * @param headless no live display
 * @param web    port of the pages, 0 for any, or null for none
 * @param commandKey file of the key that commands are sealed with, or null for a vehicle that takes none
 * @param tls what everybody shows at the broker
 * @param stationElsewhere the vehicle alone on an external broker: another program is the station there
 */
public record LandingOptions(Scenario scenario, long seed, Pace pace, Path record, Path report, String broker,
        boolean ground, boolean headless, Integer web, Path commandKey, TlsOptions tls,
        boolean stationElsewhere) {
    /** With a station of its own, without TLS. */
    public LandingOptions(Scenario scenario, long seed, Pace pace, Path record, Path report, String broker,
            boolean ground, boolean headless, Integer web, Path commandKey) {
        this(scenario, seed, pace, record, report, broker, ground, headless, web, commandKey, new TlsOptions(), false);
    }
}
