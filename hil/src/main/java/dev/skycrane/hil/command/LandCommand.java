package dev.skycrane.hil.command;

import dev.skycrane.hil.fault.Fault;
import dev.skycrane.hil.fault.FaultInjection;
import dev.skycrane.hil.fault.FaultKind;
import dev.skycrane.hil.landing.Landing;
import dev.skycrane.hil.landing.LandingOptions;
import dev.skycrane.hil.landing.Pace;
import dev.skycrane.hil.scenario.Scenario;
import dev.skycrane.hil.scenario.ScenarioReader;
import dev.skycrane.proto.InputException;
import dev.skycrane.proto.command.CommandProgram;
import dev.skycrane.proto.command.TlsOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hil land}: one landing. */
@Command(name = "land", mixinStandardHelpOptions = true, description = {
    "Lands: broker, plant, cameras, flight software and station in one process.",
    "Ends with code 0 only for a landing inside the scenario's limits, 1 otherwise."}, footer = {"", "Example:",
        "  hil land --pace fast --seed 1 --headless --report landing.json"})
public final class LandCommand implements Callable<Integer> {
    @Option(names = "--scenario", paramLabel = "FILE", defaultValue = "jezero", description = "Scenario file, or the name of a built-in one: jezero (default), jezero-real, gale.")
    private String scenario;
    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Seed of every random draw; default ${DEFAULT-VALUE}.")
    private long seed;
    @Option(names = "--map", paramLabel = "DIR", description = "Map package to land on, instead of the scenario's.")
    private Path map;
    @Option(names = "--pace", paramLabel = "PACE", defaultValue = "real", description = "real (default), fast, or a factor such as 4.")
    private String pace;
    @Option(names = "--record", paramLabel = "FILE", description = "Write the recording, MCAP.")
    private Path record;
    @Option(names = "--report", paramLabel = "FILE", description = "Write the landing report, JSON.")
    private Path report;
    @Option(names = "--broker", paramLabel = "URL", description = "Use this MQTT 5 broker, mqtt[s]://HOST:PORT, instead of the embedded one.")
    private String broker;
    @Option(names = "--command-key", paramLabel = "FILE", description = "Take commands sealed with this key, see ground command; without it none.")
    private Path commandKey;
    @Mixin
    private TlsOptions tls;
    @Option(names = "--no-ground", description = "Fly without bus and station.")
    private boolean noGround;
    @Option(names = "--no-station", description = "The vehicle alone on the broker of --broker: the station is another program there, such as ground serve.")
    private boolean noStation;
    @Option(names = "--fault", paramLabel = "NAME@TIME", description = {
        "Inject a fault, TIME in seconds after entry interface; may be given more than once.", "Names: "
                + FaultKind.ALL_LABELS})
    private List<String> faults = List.of();
    @Option(names = "--web", paramLabel = "PORT", description = "Serve the station's pages on this port of 127.0.0.1, 0 for any; they stay after the landing until Ctrl-C.")
    private Integer web;
    @Option(names = "--headless", description = "No live display, only the result.")
    private boolean headless;

    @Override
    public Integer call() throws Exception {
        if (noGround && (record != null || broker != null || web != null || commandKey != null)) {
            throw InputException.of("usage", "--no-ground", true,
                    "none of --record, --broker, --web, --command-key beside it");
        }
        if (noStation && (noGround || broker == null || record != null || web != null)) {
            throw InputException.of("usage", "--no-station", true,
                    "--broker, and none of --no-ground, --record, --web beside it");
        }
        Scenario chosen = ScenarioReader.read(scenario);
        if (map != null) chosen = chosen.withText("site.map", map.toString());
        for (String fault : faults)
            chosen = chosen.withText(FaultInjection.LIST,
                    FaultInjection.listed(chosen.texts().get(FaultInjection.LIST), Fault.parse(fault)));
        LandingOptions options = new LandingOptions(chosen, seed, Pace.parse(pace), record, report, broker, !noGround,
                headless, web, commandKey, tls, noStation);
        return new Landing(options, System.out).fly() ? CommandProgram.DONE : CommandProgram.FAILED;
    }
}
