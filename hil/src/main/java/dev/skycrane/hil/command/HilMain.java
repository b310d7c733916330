package dev.skycrane.hil.command;

import dev.skycrane.hil.locate.LocateCommand;
import dev.skycrane.hil.terrain.MapCommand;
import dev.skycrane.proto.command.CommandProgram;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The {@code hil} program. */
@Command(name = "hil", mixinStandardHelpOptions = true, versionProvider = CommandProgram.Version.class, description = "Everything for one machine: lands a rover, makes maps, tries the localisation.", footer = {
    "", "Example:",
    "  hil land --pace fast"}, subcommands = {LandCommand.class, ScenarioCommand.class, MapCommand.class,
        LocateCommand.class})
public final class HilMain {
    @Mixin
    private CommandProgram.Options options;

    /** @param args the command and its options */
    public static void main(String[] args) {
        System.exit(CommandProgram.commandLine(new HilMain(), Set.of(dev.skycrane.flight.core.ParameterException.class))
                .execute(args));
    }
}
