package dev.skycrane.flight.refly;

import dev.skycrane.flight.core.Tick;
import dev.skycrane.proto.command.CommandProgram;
import dev.skycrane.proto.site.MapPackageFiles;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code flight refly FILE --map DIR}: 0 when every digest comes out again, 1 when one differs. */
@Command(name = "refly", mixinStandardHelpOptions = true, versionProvider = CommandProgram.Version.class, description = {
    "Flies the recorded inputs of a run again and compares the digest of every tick with the recorded one.",
    "The results of the vision computer are taken from the recording.",
    "Exit code 0: all equal; 1: one differs, the first is named; 2: the recording cannot be flown."}, footer = {"",
        "Example:", "  flight refly a.mcap --map site"})
public final class ReflyCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "FILE", description = "The recording.")
    private Path file;

    @Option(names = "--map", required = true, paramLabel = "DIR", description = "Map package that the run flew over.")
    private Path map;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        RecordedRun run = RecordedRun.open(file);
        Refly.Result result = Refly.fly(run, RunStart.siteMap(MapPackageFiles.read(map)));
        PrintWriter out = spec.commandLine().getOut();
        if (result.isEqual()) {
            out.printf(Locale.ROOT, "equal: %d ticks flown, %d digests compared, the last is %016x%n", result.ticks(),
                    result.compared(), result.reflownDigest());
        } else {
            out.printf(Locale.ROOT, "different: first at tick %d (%.3f s): recorded %016x, flown again %016x%n",
                    result.firstDifferentTick(), result.firstDifferentTick() * Tick.PERIOD_S, result.recordedDigest(),
                    result.reflownDigest());
        }
        out.flush();
        return result.isEqual() ? CommandProgram.DONE : CommandProgram.FAILED;
    }
}
