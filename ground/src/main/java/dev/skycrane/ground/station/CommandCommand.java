package dev.skycrane.ground.station;

import dev.skycrane.ground.broker.TopicRights;
import dev.skycrane.ground.link.CommandCounters;
import dev.skycrane.ground.link.CommandSender;
import dev.skycrane.ground.link.GroundLink;
import dev.skycrane.ground.station.CommandEntry.Stage;
import dev.skycrane.proto.InputException;
import dev.skycrane.proto.command.CommandProgram;
import dev.skycrane.proto.command.TlsOptions;
import dev.skycrane.proto.dictionary.CommandType;
import dev.skycrane.proto.dictionary.Dictionary;
import dev.skycrane.proto.telecommand.CommandKey;
import dev.skycrane.proto.transport.BrokerUrl;
import dev.skycrane.proto.v1.CommandStep;
import dev.skycrane.proto.v1.Hazard;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ground command}: one command, and what became of it. */
@Command(name = "command", mixinStandardHelpOptions = true, versionProvider = CommandProgram.Version.class, description = {
    "Sends one command to the vehicle that is heard on the broker, and prints how far it gets.",
    "A hazardous command is sent twice: with --arm, and within 30 s with --fire.",
    "Exit code 0: executed; 1: refused, failed or unanswered."}, footer = {"", "Examples:", "  ground command --list",
        "  ground command --broker mqtt://127.0.0.1:1883 --key certs/command.key no-op",
        "  ground command --broker mqtt://127.0.0.1:1883 --key certs/command.key camera-rate RDC 4",
        "  ground command --broker mqtts://127.0.0.1:8883 --certs certs --key certs/command.key no-op",
        "  ground command --broker mqtt://127.0.0.1:1883 --key certs/command.key --arm separation-inhibit BACKSHELL 1"})
public final class CommandCommand implements Callable<Integer> {
    @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "The command, see --list.")
    private String name;
    @Parameters(index = "1", arity = "0..1", paramLabel = "TARGET", description = "What it acts upon, for a command with a target.")
    private String target;
    @Parameters(index = "2", arity = "0..1", paramLabel = "VALUE", description = "For a command with a value.")
    private String value;

    @Option(names = "--list", description = "Lists the commands.")
    private boolean list;
    @Option(names = "--broker", paramLabel = "URL", description = "MQTT 5 broker, mqtt[s]://[user[:password]@]host[:port].")
    private String broker;
    @Mixin
    private TlsOptions tls;
    @Option(names = "--key", paramLabel = "FILE", description = "The key shared with the vehicle; the counter is kept beside it.")
    private Path key;
    @Option(names = "--vehicle", paramLabel = "NAME", description = "Vehicle (default: ${DEFAULT-VALUE}).")
    private String vehicle = "m2020";
    @Option(names = "--author", paramLabel = "NAME", description = "Who is asking, for the record; default: the user's name.")
    private String author = System.getProperty("user.name", "");
    @Option(names = "--arm", description = "First step of a hazardous command.")
    private boolean arm;
    @Option(names = "--fire", description = "Second step of a hazardous command.")
    private boolean fire;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        if (list) {
            Dictionary.standard().commands().forEach(c -> out.println(line(c)));
            out.flush();
            return CommandProgram.DONE;
        }
        CommandRequest request = request();
        if (broker == null) throw InputException.of("usage", "--broker", "nothing", "the broker's URL");
        if (key == null) throw InputException.of("usage", "--key", "nothing", "the key's file");
        BrokerUrl url = tls.of(broker, TopicRights.STATION);
        CommandKey shared = CommandKey.read(key);
        return send(url, shared, request, out) == Stage.EXECUTED ? CommandProgram.DONE : CommandProgram.FAILED;
    }

    private CommandRequest request() {
        List<CommandType> all = Dictionary.standard().commands();
        CommandType type = all.stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow(() -> InputException
                .of("usage", "NAME", name, "one of " + all.stream().map(CommandType::name)
                        .collect(Collectors.joining(", "))));
        if (arm && fire) throw InputException.of("usage", "--arm", "with --fire", "one of the two");
        if (type.target().isEmpty() && target != null || !type.target().isEmpty() && target == null)
            throw InputException.of("usage", "TARGET", target,
                    type.target().isEmpty() ? "none" : "the name of a " + type.target());
        if (type.value().isEmpty() && value != null || !type.value().isEmpty() && value == null)
            throw InputException.of("usage", "VALUE", value, type.value().isEmpty() ? "none" : type.value());
        CommandStep step = arm ? CommandStep.STEP_ARM : fire ? CommandStep.STEP_FIRE : CommandStep.STEP_DIRECT;
        return new CommandRequest(author, type.code(), step, target == null ? "" : target, number());
    }

    private double number() {
        try {
            return value == null ? 0 : Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw InputException.of("usage", "VALUE", value, "a number");
        }
    }

    private Stage send(BrokerUrl url, CommandKey shared, CommandRequest request, PrintWriter out)
            throws InterruptedException {
        CommandSender sender = new CommandSender(url, vehicle, shared, CommandCounters.beside(key));
        try (CommandDesk desk = new CommandDesk(sender).leavingArmsToVehicle()) {
            GroundLink link = new GroundLink(url, vehicle, GroundLink.ANY_RUN, List.of(desk),
                    false);
            try {
                return follow(desk, request, out);
            } finally {
                link.close();
            }
        }
    }

    private static Stage follow(CommandDesk desk, CommandRequest request, PrintWriter out)
            throws InterruptedException {
        BlockingQueue<CommandEntry> news = new LinkedBlockingQueue<>();
        desk.onChange(news::add);
        long id = desk.submit(request).id();
        while (true) {
            CommandEntry e = news.take();
            if (e.id() != id) continue;
            out.println(line(e));
            out.flush();
            if (e.stage().isFinal()) return e.stage();
        }
    }

    private static String line(CommandEntry e) {
        String stage = e.stage().name().toLowerCase(Locale.ROOT);
        String counter = e.counter() == 0 ? "" : ", counter " + e.counter();
        String tick = e.tick() < 0 ? "" : ", tick " + e.tick();
        return stage + counter + tick + (e.reason().isEmpty() ? "" : ": " + e.reason());
    }

    private static String line(CommandType c) {
        String shape = c.name() + (c.target().isEmpty() ? "" : " " + c.target().toUpperCase(Locale.ROOT))
                + (c.value().isEmpty() ? "" : " VALUE");
        String hazard = c.hazard() == Hazard.HAZARD_ALWAYS ? "; hazardous" : "";
        return String.format(Locale.ROOT, "%-32s %s%s%s", shape, c.description(),
                c.value().isEmpty() ? "" : "; VALUE: " + c.value(), hazard);
    }
}
