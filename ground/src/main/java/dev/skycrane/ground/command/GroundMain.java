package dev.skycrane.ground.command;

import dev.skycrane.ground.analysis.AnalyseCommand;
import dev.skycrane.ground.archive.InfoCommand;
import dev.skycrane.ground.archive.RecoverCommand;
import dev.skycrane.ground.archive.VerifyCommand;
import dev.skycrane.ground.export.ExportCommand;
import dev.skycrane.ground.panorama.PanoramaCommand;
import dev.skycrane.ground.product.FilmCommand;
import dev.skycrane.ground.product.StillsCommand;
import dev.skycrane.ground.sound.AudioCommand;
import dev.skycrane.ground.station.CommandCommand;
import dev.skycrane.proto.command.CommandProgram;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The {@code ground} program. */
@Command(name = "ground", mixinStandardHelpOptions = true, versionProvider = CommandProgram.Version.class, description = "The station: listens, records, checks recordings, exports them.", footer = {
    "", "Example:", "  ground info landing.mcap"}, subcommands = {ServeCommand.class, ReplayCommand.class,
        CommandCommand.class, FilmCommand.class, StillsCommand.class, AnalyseCommand.class,
        InfoCommand.class,
        VerifyCommand.class, RecoverCommand.class, ExportCommand.class, AudioCommand.class, PanoramaCommand.class})
public final class GroundMain {
    @Mixin
    private CommandProgram.Options options;

    /** The command line with its error handling. */
    public static CommandLine commandLine() {
        return CommandProgram.commandLine(new GroundMain(), Set.of());
    }

    /** @param args the command and its options */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }
}
