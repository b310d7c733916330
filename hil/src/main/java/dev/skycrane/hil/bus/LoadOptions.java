package dev.skycrane.hil.bus;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** A plan as options of a process. */
public final class LoadOptions {
    @Option(names = "--load-broker", required = true)
    private String broker;
    @Option(names = "--run", required = true)
    private long run;
    @Option(names = "--load-seed")
    private long seed = 1;
    @Option(names = "--tick-hz")
    private int tickHz = 64;
    @Option(names = "--picture-bytes")
    private int pictureBytes = 1 << 20;
    @Option(names = "--picture-rate")
    private long pictureRate;
    @Option(names = "--total-bytes")
    private long totalBytes;
    @Option(names = "--packets")
    private int packets;

    String broker() {
        return broker;
    }

    long run() {
        return run;
    }

    LoadPlan plan() {
        return new LoadPlan(seed, tickHz, pictureBytes, pictureRate, totalBytes, packets);
    }

    /** Options for {@code publish} and {@code subscribe}. */
    public static List<String> of(String broker, long run, LoadPlan plan) {
        return new ArrayList<>(List.of("--load-broker", broker, "--run", Long.toString(run), "--load-seed",
                Long.toString(plan.seed()), "--tick-hz", Integer.toString(plan.tickHz()), "--picture-bytes",
                Integer.toString(plan.pictureBytes()), "--picture-rate", Long.toString(plan.pictureBytesPerSecond()),
                "--total-bytes", Long.toString(plan.totalBytes()), "--packets",
                Integer.toString(plan.packetsPerMessage())));
    }
}
