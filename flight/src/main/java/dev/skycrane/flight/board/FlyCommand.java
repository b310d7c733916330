package dev.skycrane.flight.board;

import dev.skycrane.flight.FlightSoftware;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.refly.RunStart;
import dev.skycrane.flight.trn.MountedCamera;
import dev.skycrane.flight.trn.SiteMap;
import dev.skycrane.flight.trn.VisionComputer;
import dev.skycrane.flight.trn.VisionWarmUp;
import dev.skycrane.flight.umbilical.CommandPort;
import dev.skycrane.flight.umbilical.LinkFactory;
import dev.skycrane.flight.umbilical.Umbilical;
import dev.skycrane.flight.umbilical.UmbilicalOptions;
import dev.skycrane.proto.InputException;
import dev.skycrane.proto.command.CommandProgram;
import dev.skycrane.proto.command.TlsOptions;
import dev.skycrane.proto.site.MapFingerprint;
import dev.skycrane.proto.site.MapPackage;
import dev.skycrane.proto.site.MapPackageFiles;
import dev.skycrane.proto.telecommand.CommandKey;
import dev.skycrane.proto.transport.BrokerUrl;
import dev.skycrane.proto.v1.BoardRun;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code flight fly}: the flight software on a lab board. */
@Command(name = "fly", mixinStandardHelpOptions = true, versionProvider = CommandProgram.Version.class, description = {
    "Flies on this board what a harness (hil serve) lets it sense, and tells it what to actuate.",
    "A broken connection is called again for --resume seconds; nothing is lost meanwhile.",
    "Exit code 0: the run is over; 1: the link was lost for good; 2: it could not begin."}, footer = {"", "Example:",
        "  flight fly --sensors tcp://127.0.0.1:7110 --map site --broker mqtt://127.0.0.1:1883"})
public final class FlyCommand implements Callable<Integer> {
    private static final String VEHICLE = "m2020";
    private static final int WARM_UP_ROUNDS = 12;
    private static final Duration DRAIN = Duration.ofSeconds(20);
    private static final double MAX_RESUME_S = 86_400;

    @Option(names = "--sensors", required = true, paramLabel = "URL", description = "Where the harness listens, tcp://HOST:PORT.")
    private String sensors;
    @Option(names = "--map", required = true, paramLabel = "DIR", description = "Map package of the landing site, the same as the harness's.")
    private Path map;
    @Option(names = "--broker", paramLabel = "URL", description = "Send telemetry and pictures to this MQTT 5 broker.")
    private String broker;
    @Mixin
    private TlsOptions tls;
    @Option(names = "--command-key", paramLabel = "FILE", description = "Take commands of the ground that are sealed with this key; needs --broker.")
    private Path commandKey;
    @Option(names = "--resume", paramLabel = "SECONDS", defaultValue = "30", description = "For how long a broken connection is called again; default ${DEFAULT-VALUE}.")
    private double resumeSeconds;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (!(resumeSeconds >= 0 && resumeSeconds <= MAX_RESUME_S)) {
            throw InputException.of("usage", "--resume", resumeSeconds, "0 to 86400 seconds");
        }
        if (commandKey != null && broker == null) {
            throw InputException.of("usage", "--command-key", commandKey, "--broker beside it");
        }
        InetSocketAddress harness = address(sensors);
        BrokerUrl bus = broker == null ? null : BrokerUrl.parse(broker);
        MapPackage site = MapPackageFiles.read(map);
        PrintWriter terminal = spec.commandLine().getOut();
        try (HarnessLink link = new HarnessLink(harness, CommandProgram.software(), MapFingerprint.of(site),
                resumeSeconds)) {
            BoardRun run = link.call();
            say(terminal, "flying run %016x, scenario %s, %s", run.getHeader().getRunId(),
                    run.getHeader().getScenario(),
                    run.getLockstep() ? "lock-step" : "real time");
            return fly(link, run, RunStart.siteMap(site), bus, terminal);
        }
    }

    private Integer fly(HarnessLink link, BoardRun run, SiteMap site, BrokerUrl bus, PrintWriter terminal)
            throws InterruptedException {
        FlightSoftware flight = RunStart.flight(run.getHeader(), site);
        ParameterTable p = RunStart.parameters(run.getHeader());
        VisionComputer computer = new VisionComputer(p, MountedCamera.lcam(p), site);
        VisionWarmUp.run(computer, MountedCamera.lcam(p), site, WARM_UP_ROUNDS);
        Umbilical umbilical = bus == null
                ? null
                : new Umbilical(UmbilicalOptions.of(VEHICLE, run.getHeader().getRunId()), run.getHeader(),
                        flight.channels().names(), flight.ring(),
                        LinkFactory.to(segment -> tls.of(bus, segment.topicName())),
                        new CommandPort(commandKey == null ? null : CommandKey.read(commandKey),
                                run.getHeader().getRunId(),
                                flight.commands(), flight.commandQueue()));
        try (BoardFlight board = new BoardFlight(link, flight, new VisionDesk(computer, run.getLockstep()),
                umbilical)) {
            BoardFlight.End end = board.fly();
            if (umbilical != null) umbilical.finish(DRAIN);
            say(terminal,
                    "%s after %d ticks in phase %s (%s): digest %016x, longest tick %.2f ms, %d overruns, %d connections, "
                            + "%d messages sent again",
                    end.name().toLowerCase(Locale.ROOT).replace('_', ' '), board.ticks(), board.phase(), board.reason(),
                    board.digest(), board.longestStepNs() * 1e-6, board.overruns(), link.connections(),
                    link.sentAgain());
            return end == BoardFlight.End.OVER ? CommandProgram.DONE : CommandProgram.FAILED;
        } finally {
            if (umbilical != null) umbilical.close();
        }
    }

    private static void say(PrintWriter terminal, String format, Object... values) {
        terminal.println(String.format(Locale.ROOT, format, values));
        terminal.flush();
    }

    private static InetSocketAddress address(String url) {
        try {
            URI uri = new URI(url);
            if ("tcp".equals(uri.getScheme()) && uri.getHost() != null && uri.getPort() > 0) {
                return new InetSocketAddress(uri.getHost(), uri.getPort());
            }
        } catch (URISyntaxException e) {
            // said below
        }
        throw InputException.of("usage", "--sensors", url, "tcp://HOST:PORT");
    }
}
