package dev.skycrane.hil.command;

import dev.skycrane.hil.campaign.Campaign;
import dev.skycrane.hil.campaign.CampaignSetup;
import dev.skycrane.hil.campaign.CaseReport;
import dev.skycrane.hil.campaign.VisionMode;
import dev.skycrane.hil.landing.Landing;
import dev.skycrane.hil.landing.LandingOptions;
import dev.skycrane.hil.landing.Pace;
import dev.skycrane.hil.scenario.Dispersions;
import dev.skycrane.hil.scenario.Scenario;
import dev.skycrane.hil.scenario.ScenarioReader;
import dev.skycrane.hil.terrain.Rows;
import dev.skycrane.proto.InputException;
import dev.skycrane.proto.command.CommandProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hil campaign}: many dispersed landings. */
@Command(name = "campaign", mixinStandardHelpOptions = true, description = {
    "Flies many landings, each with its own draw of everything uncertain, and says what they come to:",
    "results.parquet, summary.json and plots in the folder. Killed and started again it goes on where it was.",
    "Ends with code 0 only if every case landed inside the scenario's limits, 1 otherwise."}, footer = {"", "Examples:",
        "  hil campaign --cases 100 --seed 1 --out campaign",
        "  hil campaign --seed 1 --case 17 --vision images --record case17.mcap"})
public final class CampaignCommand implements Callable<Integer> {
    private static final int MAX_CASES = 1_000_000;
    private static final int MAX_WORKERS = 1024;

    @Option(names = "--scenario", paramLabel = "FILE", defaultValue = "jezero", description = "Scenario file, or the name of a built-in one: jezero (default), jezero-real, gale.")
    private String scenario;
    @Option(names = "--cases", paramLabel = "N", defaultValue = "100", description = "How many cases; default ${DEFAULT-VALUE}.")
    private int cases;
    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "Seed of the campaign; default ${DEFAULT-VALUE}.")
    private long seed;
    @Option(names = "--workers", paramLabel = "W", description = "Cases flown at the same time; default: the machine's processors.")
    private Integer workers;
    @Option(names = "--out", paramLabel = "DIR", description = "Folder of the campaign.")
    private Path out;
    @Option(names = "--vision", paramLabel = "MODE", defaultValue = "model", description = "model (default): fixes from an error model; images: rendered pictures and the flight code of the localisation.")
    private VisionMode vision;
    @Option(names = "--perfect-map", description = "With --vision images: the vehicle's map is the very ground's, no scenario.dispersion.map* nor site.mapError.*.")
    private boolean perfectMap;
    @Option(names = "--case", paramLabel = "K", description = "Fly case K alone and print its result.")
    private Integer single;
    @Option(names = "--record", paramLabel = "FILE", description = "With --case and --vision images: write the recording, MCAP.")
    private Path record;

    @Override
    public Integer call() throws Exception {
        check();
        Scenario chosen = ScenarioReader.read(scenario);
        if (single == null) Campaign.prepare(out);
        CampaignSetup setup = new CampaignSetup(chosen, seed, vision, perfectMap, Rows.sequential());
        if (single != null) return record == null ? flyOne(setup) : recordOne(setup);
        int threads = workers == null ? Runtime.getRuntime().availableProcessors() : workers;
        boolean allLanded = new Campaign(setup, cases, out).run(threads, System.err);
        CaseReport.print(out, System.out);
        return allLanded ? CommandProgram.DONE : CommandProgram.FAILED;
    }

    private void check() {
        if (cases < 1 || cases > MAX_CASES) throw bad("--cases", cases, "1 to " + MAX_CASES);
        if (workers != null && (workers < 1 || workers > MAX_WORKERS)) {
            throw bad("--workers", workers, "1 to " + MAX_WORKERS);
        }
        if (single != null && single < 0) throw bad("--case", single, "0 or more");
        if (single == null && out == null) throw bad("--out", "nothing", "a folder");
        if (perfectMap && vision != VisionMode.IMAGES) {
            throw bad("--perfect-map", true, "--vision images beside it");
        }
        if (record != null && (single == null || vision != VisionMode.IMAGES)) {
            throw bad("--record", record, "--case and --vision images beside it");
        }
    }

    private static InputException bad(String name, Object value, String expected) {
        return InputException.of("usage", name, value, expected);
    }

    private int flyOne(CampaignSetup setup) {
        return CaseReport.fly(setup, single, System.out) ? CommandProgram.DONE : CommandProgram.FAILED;
    }

    private int recordOne(CampaignSetup setup) throws IOException, InterruptedException {
        LandingOptions options = new LandingOptions(setup.caseScenario(single), Dispersions.caseSeed(seed, single),
                Pace.parse("fast"), record, null, null, true, true, null, null);
        return new Landing(options, System.out).fly() ? CommandProgram.DONE : CommandProgram.FAILED;
    }
}
