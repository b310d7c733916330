package dev.skycrane.hil.bus;

import dev.skycrane.proto.InputException;
import dev.skycrane.proto.command.CommandProgram;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hil bus chaos}: disturbs a bus and accounts for every frame. */
@Command(name = "chaos", mixinStandardHelpOptions = true, description = {
    "Disturbs a bus at random moments and looks for every frame afterwards: vehicle, broker and station in processes",
    "of their own, our proxy between them. Ends with code 0 only if nothing was lost, wrong or out of order.",
    "Cases: broker-killed, subscriber-killed, socket-reset, network-paused, broker-slow, spool-disk-full,",
    "message-flipped. With --log, slices that are done are kept: the same command goes on where it was interrupted."}, footer = {
        "", "Examples:", "  hil bus chaos --case socket-reset --times 100 --seed 1",
        "  hil bus chaos --with embedded,mosquitto --times 100 --seed 1 --side-by-side 3 --log chaos.jsonl"})
final class ChaosCommand implements Callable<Integer> {
    private static final int MAX_MINUTES = 10_000;

    @Option(names = "--case", split = ",", paramLabel = "NAME", description = "Some of the cases; default: all of them.")
    private List<String> names = List.of();
    @Option(names = "--times", paramLabel = "N", defaultValue = "100", description = "Disturbances per case and broker; default ${DEFAULT-VALUE}.")
    private int times;
    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "Of the moments and everything random; default ${DEFAULT-VALUE}.")
    private long seed;
    @Option(names = "--side-by-side", paramLabel = "N", defaultValue = "1", description = "Vehicles with broker and station each, disturbed at the same time; default ${DEFAULT-VALUE}.")
    private int stands;
    @Option(names = "--with", split = ",", paramLabel = "BROKER", defaultValue = "embedded", description = "embedded (default), mosquitto, or both.")
    private List<BrokerProcess.Kind> brokers;
    @Option(names = "--log", paramLabel = "FILE", description = "Keeps what is done, to go on from; begun if it is not there.")
    private Path log;
    @Option(names = "--minutes", paramLabel = "M", description = "Begins nothing new after so long; the rest is for the next time.")
    private Integer minutes;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (times < 1 || times > 100_000) throw InputException.of("usage", "--times", times, "1 to 100000");
        if (stands < 1 || stands > 64) throw InputException.of("usage", "--side-by-side", stands, "1 to 64");
        if (minutes != null && (minutes < 1 || minutes > MAX_MINUTES))
            throw InputException.of("usage", "--minutes", minutes, "1 to " + MAX_MINUTES);
        if (brokers.contains(BrokerProcess.Kind.MOSQUITTO) && BrokerProcess.mosquitto() == null)
            throw InputException.of("broker", "mosquitto", "absent", "Debian package mosquitto");
        List<ChaosSlice> slices = ChaosSlice.all(ChaosCase.named(names), brokers, seed, times);
        ChaosLog results = new ChaosLog(log);
        long endNs = System.nanoTime() + (minutes == null ? MAX_MINUTES : minutes) * 60_000_000_000L;
        boolean all = new ChaosRun(results, stands, endNs, System.out).run(slices);
        return print(slices, results, all, System.out) ? CommandProgram.DONE : CommandProgram.FAILED;
    }

    private boolean print(List<ChaosSlice> slices, ChaosLog results, boolean all, PrintStream out) {
        ChaosTable table = new ChaosTable();
        for (ChaosSlice s : slices)
            if (results.get(s) != null) table.add(s, results.get(s));
        out.printf(Locale.ROOT, "seed %d, %d side by side%n", seed, stands);
        table.lines().forEach(out::println);
        if (!all) out.println("not finished: the same command goes on" + (log == null ? " from the beginning" : ""));
        out.println(all && table.isPass() ? "PASS" : "FAIL");
        out.flush();
        return all && table.isPass();
    }
}
