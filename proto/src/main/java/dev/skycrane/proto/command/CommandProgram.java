package dev.skycrane.proto.command;

import dev.skycrane.proto.InputException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/**
 * Runs a picocli command as one of the three programs. Exit codes: {@value #DONE} done, {@value #FAILED} the landing or check
 * failed, {@value #REFUSED} the input or usage is wrong, {@value #BROKEN} a fault of the program itself. Whatever is wrong
 * gets one line on stderr, {@code error: what: name=value, expected ...}; the stack trace only with {@code --trace}.
 */
public final class CommandProgram {
    public static final int DONE = 0;
    public static final int FAILED = 1;
    public static final int REFUSED = 2;
    /** {@code EX_SOFTWARE} of sysexits.h. */
    public static final int BROKEN = 70;

    private static final int USAGE_COLUMNS = 110;

    private CommandProgram() {}

    /**
     * The command line of a root command, with this project's error handling.
     *
     * @param userErrors exceptions beside {@link InputException} whose message is a line for the user
     */
    public static CommandLine commandLine(Object root, Set<Class<? extends RuntimeException>> userErrors) {
        CommandLine line = new CommandLine(root);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpWidth(USAGE_COLUMNS);
        line.setExecutionExceptionHandler((e, failed, parse) -> onException(e, failed, userErrors));
        line.setParameterExceptionHandler((e, args) -> onUsage(e));
        return line;
    }

    private static int onUsage(CommandLine.ParameterException e) {
        CommandLine line = e.getCommandLine();
        PrintWriter err = line.getErr();
        err.println("error: " + usageMessage(e) + "; see " + line.getCommandSpec().qualifiedName() + " --help");
        if (tracing(line)) e.printStackTrace(err);
        err.flush();
        return REFUSED;
    }

    private static String usageMessage(CommandLine.ParameterException e) {
        String message = oneLine(e.getMessage());
        if (e instanceof CommandLine.UnmatchedArgumentException unmatched) {
            List<String> nearest = unmatched.getSuggestions();
            String hint = nearest.isEmpty() ? "a known option or command" : String.join(" or ", nearest);
            return "usage: argument=" + unmatched.getUnmatched().get(0) + ", expected " + hint;
        }
        if (e instanceof CommandLine.MissingParameterException) return "usage: " + message;
        if (e.getArgSpec() != null && e.getValue() != null) {
            return "usage: " + label(e.getArgSpec()) + "=" + e.getValue() + ", expected "
                    + expected(e.getArgSpec());
        }
        return message.startsWith("usage: ") ? message : "usage: " + message;
    }

    private static String label(ArgSpec arg) {
        return arg instanceof OptionSpec option ? option.longestName() : arg.paramLabel();
    }

    private static String expected(ArgSpec arg) {
        Class<?> type = arg.type();
        if (type.isEnum()) return "one of " + String.join(", ", names(type));
        if (type == long.class || type == int.class || type == Long.class || type == Integer.class) {
            return "a whole number";
        }
        if (type == double.class || type == Double.class) return "a number";
        return arg.paramLabel();
    }

    private static List<String> names(Class<?> enumType) {
        return Arrays.stream(enumType.getEnumConstants())
                .map(c -> c.toString().toLowerCase(Locale.ROOT)).toList();
    }

    private static int onException(Exception e, CommandLine line,
            Set<Class<? extends RuntimeException>> userErrors) {
        PrintWriter err = line.getErr();
        boolean refused = e instanceof InputException || userErrors.contains(e.getClass());
        String message = oneLine(Objects.requireNonNullElse(e.getMessage(), e.toString()));
        if (refused) {
            err.println("error: " + message);
        } else {
            err.println("error: internal: " + e.getClass().getSimpleName() + "=" + message
                    + ", expected no such thing; --trace prints the trace");
        }
        if (tracing(line)) e.printStackTrace(err);
        err.flush();
        return refused ? REFUSED : BROKEN;
    }

    private static boolean tracing(CommandLine line) {
        CommandLine root = line;
        while (root.getParent() != null)
            root = root.getParent();
        OptionSpec option = root.getCommandSpec().findOption("--trace");
        return option != null && Boolean.TRUE.equals(option.getValue());
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", "; ");
    }

    /** Mix this into a program's root command. */
    public static final class Options {
        @Option(names = "--trace", scope = CommandLine.ScopeType.INHERIT, description = "Print the stack trace of an error.")
        private boolean trace;
    }

    /** Name and version of the software, out of the jar's manifest. */
    public static String software() {
        String version = CommandProgram.class.getPackage().getImplementationVersion();
        return "skycrane " + (version == null ? "(unpackaged)" : version);
    }

    /** What {@code --version} prints. */
    public static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[]{software(),
                "java " + System.getProperty("java.version") + ", " + System.getProperty("os.arch")};
        }
    }
}
