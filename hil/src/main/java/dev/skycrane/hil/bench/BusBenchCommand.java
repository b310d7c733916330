package dev.skycrane.hil.bench;

import dev.skycrane.hil.bus.BrokerProcess;
import dev.skycrane.hil.bus.LoadPlan;
import dev.skycrane.proto.InputException;
import dev.skycrane.proto.command.CommandProgram;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hil bench bus}: what the bus carries, beside other clients and plain TCP. */
@Command(name = "bus", mixinStandardHelpOptions = true, description = {
    "Publisher, broker and subscriber in three processes on loopback: picture chunks and batched telemetry, every",
    "frame's checksum and sequence checked. Ours on the embedded broker and on Mosquitto, the stock client library,",
    "the HiveMQ client, plain TCP directly and through a relay, all with the same frames of 256 KiB."}, footer = {"",
        "Example:", "  hil bench bus --seconds 10"})
final class BusBenchCommand implements Callable<Integer> {
    private static final int CHUNK_BYTES = 256 * 1024;
    private static final int PICTURE_BYTES = 4 * CHUNK_BYTES;
    private static final int PACKETS = 40;
    /** 30 GB in 230 s. */
    private static final long FLOWN_BYTES_PER_SECOND = 130_000_000L;

    @Mixin
    private BenchOptions options;
    @Option(names = "--seconds", paramLabel = "N", defaultValue = "8", description = "Of each run, after the programs have warmed up; default ${DEFAULT-VALUE}.")
    private int seconds;

    private final List<BenchResult> results = new ArrayList<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (seconds < 2 || seconds > 600)
            throw InputException.of("usage", "--seconds", seconds, "from 2 to 600");
        boolean mosquitto = BrokerProcess.mosquitto() != null;
        BusRun direct = told("plain TCP, directly", BusRun.tcp(false, seconds));
        BusRun relay = told("plain TCP, through a relay", BusRun.tcp(true, seconds));
        BusRun embedded = chunks(BrokerProcess.Kind.EMBEDDED);
        beside("bus.chunks.embedded", embedded, "tcp relay", relay);
        if (mosquitto) mosquitto(embedded, direct, relay);
        else
            System.err.println("no mosquitto on this machine (Debian package mosquitto): its figures are missing");
        for (BrokerProcess.Kind kind : BrokerProcess.Kind.values())
            if (mosquitto || kind == BrokerProcess.Kind.EMBEDDED) small(kind);
        BenchPrinter.print(results, options.json, System.out);
        return CommandProgram.DONE;
    }

    private BusRun chunks(BrokerProcess.Kind kind) throws IOException, InterruptedException {
        return told("ours over " + name(kind),
                BusRun.ours(kind, new LoadPlan(1, 0, PICTURE_BYTES, LoadPlan.FLAT_OUT, 0, 0), seconds));
    }

    private static String name(BrokerProcess.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** For whoever waits: each run takes a quarter of a minute and more. */
    private static BusRun told(String what, BusRun run) {
        System.err.printf(Locale.ROOT, "%s: %,.0f MB/s, %d bad%n", what, run.megabytesPerSecond(), run.bad());
        return run;
    }

    private void mosquitto(BusRun embedded, BusRun direct, BusRun relay)
            throws IOException, InterruptedException {
        BusRun ours = chunks(BrokerProcess.Kind.MOSQUITTO);
        beside("bus.chunks.mosquitto", ours, "tcp relay", relay);
        beside("bus.chunks.mosquitto", ours, "tcp direct", direct);
        beside("bus.chunks.mosquitto", ours, "stock paho", told("stock Paho", BusRun.peer("paho", "", seconds)));
        try (Peers peers = Peers.open(options.peers)) {
            if (peers.absent()) {
                System.err.println(Peers.HOW_TO_BUILD);
            } else {
                BusRun hive = told("HiveMQ client", BusRun.peer("hivemq-client", peers.jarPath(), seconds));
                beside("bus.chunks.mosquitto", ours, "hivemq client", hive);
                beside("bus.chunks.embedded", embedded, "hivemq client", hive);
            }
        }
        usage("embedded", embedded);
        usage("mosquitto", ours);
    }

    private void beside(String name, BusRun ours, String peer, BusRun theirs) {
        results.add(BenchResult.beside(name, ours.megabytesPerSecond(), "MB/s", peer, theirs.megabytesPerSecond()));
        results.add(BenchResult.beside(name + ".bad", ours.bad(), "1", peer, theirs.bad()));
    }

    private void usage(String broker, BusRun run) {
        results.add(BenchResult.alone("bus.chunks." + broker + ".cpu", run.cpu().all(), "s/GB"));
        results.add(BenchResult.alone("bus.chunks." + broker + ".cpu.publisher", run.cpu().publisher(), "s/GB"));
        results.add(BenchResult.alone("bus.chunks." + broker + ".cpu.broker", run.cpu().between(), "s/GB"));
        results.add(BenchResult.alone("bus.chunks." + broker + ".cpu.subscriber", run.cpu().subscriber(), "s/GB"));
        results.add(BenchResult.alone("bus.chunks." + broker + ".heap", run.heapMb(), "MB"));
        results.add(BenchResult.alone("bus.chunks." + broker + ".brokerResident", run.brokerMb(), "MB"));
    }

    private void small(BrokerProcess.Kind kind) throws IOException, InterruptedException {
        String broker = name(kind);
        BusRun packets = told("packets over " + broker,
                BusRun.ours(kind, new LoadPlan(1, 0, PICTURE_BYTES, 0, 0, PACKETS), seconds));
        results.add(BenchResult.alone("bus.packets." + broker, packets.packetsPerSecond(), "1/s"));
        results.add(BenchResult.alone("bus.packets." + broker + ".bad", packets.bad(), "1"));
        event(kind, "bus.event." + broker + ".flown", FLOWN_BYTES_PER_SECOND);
        event(kind, "bus.event." + broker + ".flatOut", LoadPlan.FLAT_OUT);
    }

    private void event(BrokerProcess.Kind kind, String name, long rate) throws IOException, InterruptedException {
        BusRun run = told(name, BusRun.ours(kind, new LoadPlan(1, 64, PICTURE_BYTES, rate, 0, 0), seconds));
        results.add(BenchResult.alone(name + ".rate", run.megabytesPerSecond(), "MB/s"));
        results.add(BenchResult.alone(name + ".p50", run.station().get("eventP50Ms").asDouble(), "ms"));
        results.add(BenchResult.alone(name + ".p99", run.station().get("eventP99Ms").asDouble(), "ms"));
        results.add(BenchResult.alone(name + ".bad", run.bad(), "1"));
    }
}
