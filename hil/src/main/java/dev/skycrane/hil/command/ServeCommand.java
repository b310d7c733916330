package dev.skycrane.hil.command;

import dev.skycrane.hil.fault.Fault;
import dev.skycrane.hil.fault.FaultInjection;
import dev.skycrane.hil.fault.FaultKind;
import dev.skycrane.hil.landing.BoardLanding;
import dev.skycrane.hil.landing.BoardOptions;
import dev.skycrane.hil.landing.LandingOptions;
import dev.skycrane.hil.landing.Pace;
import dev.skycrane.hil.scenario.Scenario;
import dev.skycrane.hil.scenario.ScenarioReader;
import dev.skycrane.proto.InputException;
import dev.skycrane.proto.command.CommandProgram;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hil serve}: plant and cameras for a board that runs the flight software. */
@Command(name = "serve", mixinStandardHelpOptions = true, description = {
    "Waits for a board that runs flight fly, and lands it: plant, sensors and cameras here, everything that thinks there.",
    "The same flight software runs here beside it, and every tick's digest is compared. A broken connection is waited for.",
    "The link is for this machine; from another one go through a tunnel: ssh -L 7110:127.0.0.1:7110 HOST.",
    "Ends with code 0 for a landing inside the limits with equal digests, 1 otherwise."}, footer = {"", "Examples:",
        "  hil serve --map site --report board.json", "  hil serve --map site --pace real --listen 127.0.0.1:7110"})
public final class ServeCommand implements Callable<Integer> {
    /** Their injectors sit behind the vision computer, which is on the board. */
    private static final Set<FaultKind> NOT_HERE = EnumSet.of(FaultKind.NO_VISION_FIX, FaultKind.WRONG_VISION_FIX);
    private static final double MAX_SECONDS = 86_400;

    @Option(names = "--scenario", paramLabel = "FILE", defaultValue = "jezero", description = "Scenario file, or the name of a built-in one; default ${DEFAULT-VALUE}.")
    private String scenario;
    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Seed of every random draw; default ${DEFAULT-VALUE}.")
    private long seed;
    @Option(names = "--map", required = true, paramLabel = "DIR", description = "Map package to land on; the board needs the same one.")
    private Path map;
    @Option(names = "--pace", paramLabel = "PACE", defaultValue = "fast", description = "fast (default): lock-step; real, or a factor: by the clock, a late vision answer is a missed deadline.")
    private String pace;
    @Option(names = "--listen", paramLabel = "HOST:PORT", defaultValue = "127.0.0.1:7110", description = "Where the board may call, an address of the loopback; default ${DEFAULT-VALUE}.")
    private String listen;
    @Option(names = "--wait", paramLabel = "SECONDS", defaultValue = "300", description = "For how long the board is waited for; default ${DEFAULT-VALUE}.")
    private double waitSeconds;
    @Option(names = "--resume", paramLabel = "SECONDS", defaultValue = "30", description = "For how long a lost board is waited for, 0 to abort at once; default ${DEFAULT-VALUE}.")
    private double resumeSeconds;
    @Option(names = "--report", paramLabel = "FILE", description = "Write the landing report with a section board, JSON.")
    private Path report;
    @Option(names = "--fault", paramLabel = "NAME@TIME", description = "Inject a fault, as in hil land; not those behind the vision computer.")
    private List<String> faults = List.of();

    @Override
    public Integer call() throws Exception {
        Scenario chosen = ScenarioReader.read(scenario).withText("site.map", map.toString());
        for (String text : faults) {
            Fault fault = Fault.parse(text);
            if (NOT_HERE.contains(fault.kind())) {
                throw InputException.of("usage", "--fault", text,
                        "a fault that does not sit behind the board's vision computer");
            }
            chosen = chosen.withText(FaultInjection.LIST,
                    FaultInjection.listed(chosen.texts().get(FaultInjection.LIST), fault));
        }
        BoardOptions board = new BoardOptions(address(), seconds("--wait", waitSeconds),
                seconds("--resume", resumeSeconds));
        LandingOptions options = new LandingOptions(chosen, seed, Pace.parse(pace), null, report, null, false, true,
                null,
                null);
        return new BoardLanding(options, board, System.out).serve() ? CommandProgram.DONE : CommandProgram.FAILED;
    }

    private static double seconds(String name, double value) {
        if (value >= 0 && value <= MAX_SECONDS) return value;
        throw InputException.of("usage", name, value, "0 to 86400 seconds");
    }

    private InetSocketAddress address() {
        int colon = listen.lastIndexOf(':');
        try {
            int port = Integer.parseInt(listen.substring(colon + 1));
            InetAddress host = InetAddress.getByName(listen.substring(0, colon));
            if (host.isLoopbackAddress() && port >= 0 && port <= 65_535) return new InetSocketAddress(host, port);
        } catch (NumberFormatException | StringIndexOutOfBoundsException | UnknownHostException e) {
            // said below
        }
        throw InputException.of("usage", "--listen", listen, "HOST:PORT on the loopback, such as 127.0.0.1:7110");
    }
}
