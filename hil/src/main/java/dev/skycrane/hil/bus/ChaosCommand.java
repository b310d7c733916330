package dev.skycrane.hil.bus;

import dev.skycrane.proto.InputException;
import dev.skycrane.proto.command.CommandProgram;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hil bus chaos}: disturbs a bus and accounts for every frame. */
@Command(name = "chaos", mixinStandardHelpOptions = true, description = {
    "Disturbs a bus at random moments and looks for every frame afterwards: vehicle, broker and station in processes",
    "of their own, our proxy between them. Ends with code 0 only if nothing was lost, wrong or out of order.",
    "Cases: broker-killed, subscriber-killed, socket-reset, network-paused, broker-slow, spool-disk-full,",
    "message-flipped."}, footer = {"", "Example:", "  hil bus chaos --case socket-reset --times 100 --seed 1"})
final class ChaosCommand implements Callable<Integer> {
    @Option(names = "--case", paramLabel = "NAME", description = "One of the cases; default: all of them, one after the other.")
    private String name;
    @Option(names = "--times", paramLabel = "N", defaultValue = "100", description = "Disturbances per case; default ${DEFAULT-VALUE}.")
    private int times;
    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "Of the moments and everything random; default ${DEFAULT-VALUE}.")
    private long seed;
    @Option(names = "--side-by-side", paramLabel = "N", defaultValue = "1", description = "Vehicles with broker and station each, disturbed at the same time; default ${DEFAULT-VALUE}.")
    private int stands;
    @Option(names = "--with", paramLabel = "BROKER", defaultValue = "embedded", description = "embedded (default) or mosquitto.")
    private BrokerProcess.Kind broker;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (times < 1 || times > 100_000) throw InputException.of("usage", "--times", times, "1 to 100000");
        if (stands < 1 || stands > 64) throw InputException.of("usage", "--side-by-side", stands, "1 to 64");
        boolean pass = true;
        for (ChaosCase c : cases()) {
            ChaosResult result = run(c);
            print(c, result, System.out);
            pass &= result.isPass();
        }
        return pass ? CommandProgram.DONE : CommandProgram.FAILED;
    }

    private List<ChaosCase> cases() {
        if (name == null) return List.of(ChaosCase.values());
        for (ChaosCase c : ChaosCase.values())
            if (c.option().equalsIgnoreCase(name)) return List.of(c);
        List<String> names = new ArrayList<>();
        for (ChaosCase c : ChaosCase.values())
            names.add(c.option());
        throw InputException.of("usage", "--case", name, "one of " + String.join(", ", names));
    }

    private ChaosResult run(ChaosCase c) throws IOException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(stands);
        try {
            List<Future<ChaosResult>> running = new ArrayList<>();
            for (int i = 0; i < stands; i++) {
                int share = (times + i) / stands;
                long own = seed * 1_000_003 + i;
                if (share > 0) running.add(threads.submit(() -> run(c, share, own)));
            }
            ChaosResult all = new ChaosResult();
            for (Future<ChaosResult> r : running)
                all.add(r.get());
            return all;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private ChaosResult run(ChaosCase c, int share, long own) throws IOException, InterruptedException {
        try (ChaosStand stand = new ChaosStand(c, broker, own, ChaosStand.PAUSE_MS)) {
            return stand.run(share);
        }
    }

    private void print(ChaosCase c, ChaosResult r, PrintStream out) {
        out.printf(Locale.ROOT, "%-18s %s  seed %d, %d times, %s: %,d frames sent, %d lost, %d wrong, %d out of order, "
                + "%d not accounted for%n", c.option(), r.isPass() ? "PASS" : "FAIL", seed, r.times,
                broker.name().toLowerCase(Locale.ROOT), r.sent, r.lost, r.wrong, r.disordered, r.unaccounted);
        out.printf(Locale.ROOT, "%-18s recovered after %.0f ms (p50), %.0f ms (p99); %,d sent again, %,d came twice, "
                + "%d refused by checksum or form, %d reconnections%n", "", r.recovery.ms(0.5), r.recovery.ms(0.99),
                r.resent, r.duplicates, r.checksums, r.reconnects);
        r.drops.forEach((drop, count) -> out.printf(Locale.ROOT, "%-18s counted: %s %,d%n", "", drop, count));
        r.failures.forEach(failure -> out.printf("%-18s %s%n", "", failure));
        out.flush();
    }
}
