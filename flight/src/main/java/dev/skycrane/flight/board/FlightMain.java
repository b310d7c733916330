package dev.skycrane.flight.board;

import dev.skycrane.flight.core.ParameterException;
import dev.skycrane.flight.refly.ReflyCommand;
import dev.skycrane.proto.command.CommandProgram;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The {@code flight} program. */
@Command(name = "flight", mixinStandardHelpOptions = true, versionProvider = CommandProgram.Version.class, description = "The software that lands: flies on a board, re-flies recorded inputs.", footer = {
    "", "Example:", "  flight refly landing.mcap --map site"}, subcommands = {
        FlyCommand.class, ReflyCommand.class})
public final class FlightMain {
    @Mixin
    private CommandProgram.Options options;

    /** The command line with its error handling. */
    public static CommandLine commandLine() {
        return CommandProgram.commandLine(new FlightMain(), Set.of(ParameterException.class));
    }

    /** @param args the command and its options */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }
}
