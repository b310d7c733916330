package dev.skycrane.hil.command;

import dev.skycrane.flight.core.ParameterException;
import dev.skycrane.hil.bench.BenchCommand;
import dev.skycrane.hil.bus.BusCommand;
import dev.skycrane.hil.certs.CertsCommand;
import dev.skycrane.hil.film.FilmCommand;
import dev.skycrane.hil.film.MastCommand;
import dev.skycrane.hil.film.ReadoutTrialsCommand;
import dev.skycrane.hil.film.SoundCommand;
import dev.skycrane.hil.locate.LocateCommand;
import dev.skycrane.hil.rig.RigCommand;
import dev.skycrane.hil.terrain.MapCommand;
import dev.skycrane.hil.trial.TrialsCommand;
import dev.skycrane.proto.command.CommandProgram;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The {@code hil} program. */
@Command(name = "hil", mixinStandardHelpOptions = true, versionProvider = CommandProgram.Version.class, description = "Everything for one machine: lands a rover, makes maps, tries the localisation.", footer = {
    "", "Example:",
    "  hil land --pace fast"}, subcommands = {LandCommand.class, CampaignCommand.class, ScenarioCommand.class,
        MapCommand.class, ServeCommand.class,
        BusCommand.class, CertsCommand.class, BenchCommand.class,
        FilmCommand.class, MastCommand.class, ReadoutTrialsCommand.class, SoundCommand.class, LocateCommand.class,
        TrialsCommand.class, RigCommand.class})
public final class HilMain {
    @Mixin
    private CommandProgram.Options options;

    /** The command line with its error handling. */
    public static CommandLine commandLine() {
        CommandLine line = CommandProgram.commandLine(new HilMain(), Set.of(ParameterException.class));
        // beside the other map commands, though it needs a landing, which they do not know
        line.getSubcommands().get("map").addSubcommand(new CommandLine(new CarriedMapCommand())
                .setExecutionExceptionHandler(line.getExecutionExceptionHandler())
                .setParameterExceptionHandler(line.getParameterExceptionHandler()));
        return line;
    }

    /** @param args the command and its options */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }
}
