package dev.skycrane.ground.archive;

import dev.skycrane.ground.foreign.ForeignOptions;
import dev.skycrane.ground.foreign.ForeignReport;
import dev.skycrane.proto.command.CommandProgram;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ground recover FILE --out FILE}. */
@Command(name = "recover", mixinStandardHelpOptions = true, versionProvider = CommandProgram.Version.class, description = {
    "Makes a finished recording of what is whole in an unfinished or damaged one.",
    "Of a file of CCSDS space packets or of AOS or TM transfer frames it keeps the good ones."}, footer = {"",
        "Examples:", "  ground recover a.mcap --out b.mcap", "  ground recover downlink.bin --out good.bin"})
public final class RecoverCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "FILE", description = "The recording.")
    private Path file;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The finished recording; must not be there yet.")
    private Path out;

    @Mixin
    private ForeignOptions foreign;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter log = spec.commandLine().getOut();
        if (!foreign.isMcap() && (foreign.isForeign() || !Recordings.isMcap(file))) {
            ForeignReport report = Recovery.recoverForeign(file, foreign.hints(), out);
            log.printf(Locale.ROOT, "%s: %d %s recovered, %d damaged places of %d bytes left out%n", out, report.good(),
                    report.unit(), report.damageCount(), report.damagedBytes());
            log.flush();
            return CommandProgram.DONE;
        }
        Recovery.Result result = Recovery.recover(file, out);
        log.printf(Locale.ROOT,
                "%s: %d messages in %d chunks recovered, %d damaged places left out, %d bytes at the end%n",
                out, result.account().messages(), result.account().chunks(), result.damages(),
                result.account().finished() ? 0 : result.account().size() - result.account().end());
        log.flush();
        return CommandProgram.DONE;
    }
}
