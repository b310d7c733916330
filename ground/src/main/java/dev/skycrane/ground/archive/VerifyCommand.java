package dev.skycrane.ground.archive;

import dev.skycrane.ground.foreign.ForeignFile;
import dev.skycrane.ground.foreign.ForeignOptions;
import dev.skycrane.ground.foreign.ForeignPrinter;
import dev.skycrane.ground.foreign.ForeignReport;
import dev.skycrane.ground.foreign.Pieces;
import dev.skycrane.proto.command.CommandProgram;
import dev.skycrane.proto.mcap.McapReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ground verify FILE}: 0 for a finished file without damage, 1 otherwise. */
@Command(name = "verify", mixinStandardHelpOptions = true, versionProvider = CommandProgram.Version.class, description = {
    "Checks every length and checksum of a recording. Exit code 0: finished and sound; 1: unfinished or damaged.",
    "Takes files of CCSDS space packets and of AOS or TM transfer frames, too."}, footer = {"", "Examples:",
        "  ground verify a.mcap", "  ground verify downlink.bin --as aos --frame-length 1115"})
public final class VerifyCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "FILE", description = "The recording.")
    private Path file;

    @Mixin
    private ForeignOptions foreign;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (foreign.isMcap() || !foreign.isForeign() && Recordings.isMcap(file)) return verifyMcap();
        ForeignReport report = ForeignFile.read(file, foreign.hints(), Pieces.NONE);
        ForeignPrinter.printVerdict(report, spec.commandLine().getOut());
        spec.commandLine().getOut().flush();
        return report.isSound() ? CommandProgram.DONE : CommandProgram.FAILED;
    }

    private int verifyMcap() {
        RecordingInfo info = RecordingInfo.read(file);
        McapReader.Account account = info.account();
        PrintWriter out = spec.commandLine().getOut();
        info.damages().forEach(d -> out.println("damaged: " + d.getMessage()));
        if (!account.finished()) {
            out.printf(Locale.ROOT,
                    "unfinished: whole to byte %d of %d; 'ground recover' makes a finished file of it%n",
                    account.end(), account.size());
        }
        out.printf(Locale.ROOT, "%s: %d messages in %d chunks, %s%n", file, account.messages(), account.chunks(),
                InfoCommand.state(info));
        out.flush();
        return info.isSound() ? CommandProgram.DONE : CommandProgram.FAILED;
    }
}
