package dev.skycrane.hil.bench;

import picocli.CommandLine.Command;

/** {@code hil bench}: the parent of all measurements. */
@Command(name = "bench", mixinStandardHelpOptions = true, synopsisSubcommandLabel = "COMMAND", description = {
    "Measures on this machine, now; each figure stands beside a peer's of the same run where there is one.",
    "Peers are built apart: mvn -q -Pbench -DskipTests package."}, footer = {"", "Example:",
        "  hil bench campaign --json"}, subcommands = {BusBenchCommand.class, TrnBench.class, CampaignBench.class,
            FlightBench.class,
            GroundBenchCommand.class, RenderBench.class})
public final class BenchCommand {}
