package dev.skycrane.hil.bus;

import dev.skycrane.proto.InputException;
import dev.skycrane.proto.command.CommandProgram;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hil bus landing}: the flight software does not notice what happens to its bus. */
@Command(name = "landing", mixinStandardHelpOptions = true, description = {
    "Flies a landing while its bus is struck, from the first telemetry to the last, once for each case, and compares the",
    "digest with that of the same landing without a bus. Ends with code 0 only if all are the same and nothing of the",
    "rover's was lost. The cases are those of hil bus chaos."}, footer = {"", "Examples:",
        "  hil bus landing --case broker-killed --with mosquitto",
        "  hil bus landing --scenario gale --pace fast --seed 3"})
final class LandingCommand implements Callable<Integer> {
    /** Seconds and not half a minute: at pace 8 a landing takes one minute. */
    private static final int PAUSE_MS = 10_000;

    @Option(names = "--case", split = ",", paramLabel = "NAME", description = "Some of the cases; default: all of them.")
    private List<String> names = List.of();
    @Option(names = "--with", split = ",", paramLabel = "BROKER", defaultValue = "embedded", description = "embedded (default), mosquitto, or both.")
    private List<BrokerProcess.Kind> brokers;
    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "Of the landing and of the strikes; default ${DEFAULT-VALUE}.")
    private long seed;
    @Option(names = "--scenario", paramLabel = "FILE", defaultValue = "jezero", description = "Of the landing; default ${DEFAULT-VALUE}.")
    private String scenario;
    @Option(names = "--pace", paramLabel = "PACE", defaultValue = "8", description = "Of the landing: a factor, real or fast; default ${DEFAULT-VALUE}.")
    private String pace;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (brokers.contains(BrokerProcess.Kind.MOSQUITTO) && BrokerProcess.mosquitto() == null)
            throw InputException.of("broker", "mosquitto", "absent", "Debian package mosquitto");
        List<ChaosCase> cases = ChaosCase.named(names);
        List<String> landing = List.of("--scenario", scenario, "--seed", Long.toString(seed));
        String digest = LandingUnderChaos.undisturbed(landing);
        System.out.printf(Locale.ROOT, "scenario %s, seed %d, pace %s, digest without bus %s%n", scenario, seed, pace,
                digest);
        System.out
                .println("| case | broker | strikes | digest | rover frames | lost | out of order | given up | s | |");
        System.out.println("|---|---|---|---|---|---|---|---|---|---|");
        boolean pass = !digest.isEmpty();
        for (ChaosCase c : cases)
            for (BrokerProcess.Kind broker : brokers)
                pass &= fly(c, broker, landing, digest);
        System.out.println(pass ? "PASS" : "FAIL");
        return pass ? CommandProgram.DONE : CommandProgram.FAILED;
    }

    private boolean fly(ChaosCase c, BrokerProcess.Kind broker, List<String> landing, String digest)
            throws IOException, InterruptedException {
        List<String> args = new ArrayList<>(landing);
        args.addAll(List.of("--pace", pace));
        try (LandingUnderChaos stand = new LandingUnderChaos(c, broker, seed, PAUSE_MS, args)) {
            LandingUnderChaos.Result r = stand.fly();
            boolean pass = r.landed && r.strikes > 0 && digest.equals(r.digest) && r.roverLost == 0
                    && r.disordered == 0;
            System.out.printf(Locale.ROOT, "| %s | %s | %d | %s | %,d | %d | %d | %s | %.0f | %s |%n", c.option(),
                    broker.name().toLowerCase(Locale.ROOT), r.strikes, digest.equals(r.digest) ? "same" : r.digest,
                    r.roverSent, r.roverLost, r.disordered, r.drops.isEmpty() ? "nothing" : r.drops, r.seconds,
                    pass ? "pass" : r.landed ? "FAIL" : "FAIL: did not land");
            if (r.roverLost != 0)
                System.out.printf("lost: %s; before the last station's beginning %d; it had everything: %s%n",
                        r.missing,
                        r.beforeJoin, r.complete);
            System.out.flush();
            return pass;
        }
    }
}
