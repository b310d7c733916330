package dev.skycrane.hil.command;

import dev.skycrane.hil.landing.LandingSchema;
import dev.skycrane.hil.landing.LandingSite;
import dev.skycrane.hil.landing.SiteSource;
import dev.skycrane.hil.scenario.Scenario;
import dev.skycrane.hil.scenario.ScenarioReader;
import dev.skycrane.proto.command.CommandProgram;
import dev.skycrane.proto.site.MapPackageFiles;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hil map carried}: the vehicle's map of a landing. */
@Command(name = "carried", mixinStandardHelpOptions = true, description = {
    "Writes the map that the vehicle carries in a landing: the site's with the errors of the scenario (site.mapError.*).",
    "A board, a re-flight of the recording and hil locate need this one."}, footer = {"", "Example:",
        "  hil map carried --scenario worn.yaml --seed 1 --out carried"})
final class CarriedMapCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;
    @Option(names = "--scenario", paramLabel = "FILE", defaultValue = "jezero", description = "Scenario file, or the name of a built-in one; default ${DEFAULT-VALUE}.")
    private String scenario;
    @Option(names = "--map", paramLabel = "DIR", description = "Map package of the ground, instead of the scenario's.")
    private Path map;
    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Seed of the landing; default ${DEFAULT-VALUE}.")
    private long seed;
    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder to write the map package to.")
    private Path out;

    @Override
    public Integer call() {
        Scenario chosen = ScenarioReader.read(scenario);
        if (map != null) chosen = chosen.withText("site.map", map.toString());
        LandingSite site = LandingSite.load(new SiteSource(LandingSchema.check(chosen)), seed);
        MapPackageFiles.write(site.carried(), out);
        spec.commandLine().getOut().printf("written     %s%s%n", out,
                site.error().isNone() ? ", the very map of the ground" : "");
        spec.commandLine().getOut().flush();
        return CommandProgram.DONE;
    }
}
