package dev.skycrane.hil.bus;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skycrane.proto.InputException;
import dev.skycrane.proto.command.CommandProgram;
import dev.skycrane.proto.transport.BrokerUrl;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hil bus soak}: a made-up vehicle and a station for a while, over any broker. */
@Command(name = "soak", mixinStandardHelpOptions = true, description = {
    "Sends ticks and pictures of all three segments over a broker for a while, checks every byte, and watches the",
    "memory of each process. Ends with code 0 only if every frame sent has arrived, right and in order."}, footer = {"",
        "Examples:", "  hil bus soak --minutes 10 --rate 20 --broker mqtt://127.0.0.1:1883",
        "  hil bus soak --gigabytes 30 --rate 140",
        "  hil bus soak --minutes 10 --rate 20 --station stopped"})
final class SoakCommand implements Callable<Integer> {
    private static final int PICTURE_BYTES = 1 << 20;
    private static final Duration LAST = Duration.ofSeconds(300);
    private static final int REPORT_S = 10;
    private static final List<String> JVM = List.of("-Xmx512m");

    /** Memory of a process at most, in either half of the time: what leaks has more in the second. */
    private static final class Resident {
        private long last;
        private long first;
        private long second;

        void add(long bytes, boolean inSecondHalf) {
            last = bytes;
            if (inSecondHalf) second = Math.max(second, bytes);
            else
                first = Math.max(first, bytes);
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%,d / %,d", first >> 20, second >> 20);
        }
    }

    /** How the station takes what it gets. */
    enum Station {
        QUICK, SLOW, STOPPED
    }

    @Option(names = "--minutes", paramLabel = "N", defaultValue = "1", description = "How long; default ${DEFAULT-VALUE}.")
    private double minutes;
    @Option(names = "--gigabytes", paramLabel = "N", description = "How much, instead of how long.")
    private Double gigabytes;
    @Option(names = "--rate", paramLabel = "R", defaultValue = "20", description = "Pictures, MB/s; default ${DEFAULT-VALUE}.")
    private double rate;
    @Option(names = "--broker", paramLabel = "URL", description = "An MQTT 5 broker; without it one is started.")
    private String url;
    @Option(names = "--with", paramLabel = "BROKER", defaultValue = "embedded", description = "Which to start: embedded (default) or mosquitto.")
    private BrokerProcess.Kind kind;
    @Option(names = "--station", paramLabel = "HOW", defaultValue = "quick", description = "quick (default); slow: a tenth of the rate; stopped: held after 5 s and let go at the end.")
    private Station station;
    @Option(names = "--spool", paramLabel = "MB", defaultValue = "1024", description = "Limit of the rover segment's spool; default ${DEFAULT-VALUE}.")
    private long spoolMb;

    private final PrintStream out = System.out;
    private final Resident vehicleMemory = new Resident();
    private final Resident stationMemory = new Resident();
    private final Resident brokerMemory = new Resident();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!(rate > 0 && rate <= 10_000))
            throw InputException.of("usage", "--rate", rate, "more than 0, at most 10000");
        if (!(minutes > 0 && minutes <= 10_000))
            throw InputException.of("usage", "--minutes", minutes, "more than 0, at most 10000");
        if (gigabytes != null && !(gigabytes > 0 && gigabytes <= 100_000))
            throw InputException.of("usage", "--gigabytes", gigabytes, "more than 0, at most 100000");
        if (spoolMb < 0) throw InputException.of("usage", "--spool", spoolMb, "0 or more");
        if (url != null) return soak(BrokerUrl.parse(url).toString(), null);
        try (BrokerProcess broker = BrokerProcess.start(kind, List.of())) {
            return soak(broker.url().toString(), broker);
        }
    }

    private int soak(String address, BrokerProcess broker) throws IOException, InterruptedException {
        long total = gigabytes == null ? 0 : (long) (gigabytes * 1e9);
        LoadPlan plan = new LoadPlan(1, 64, PICTURE_BYTES, (long) (rate * 1e6), total, 0);
        List<String> load = LoadOptions.of(address, ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE), plan);
        List<String> receive = new ArrayList<>(List.of("bus", "subscribe"));
        receive.addAll(load);
        if (station == Station.SLOW) receive.addAll(List.of("--slow-rate", Long.toString((long) (rate * 1e5))));
        receive.addAll(List.of("--await-seconds", Long.toString(LAST.toSeconds())));
        List<String> send = new ArrayList<>(List.of("bus", "publish"));
        send.addAll(load);
        send.addAll(List.of("--spool-bytes", Long.toString(spoolMb << 20), "--finish-seconds",
                Long.toString(LAST.toSeconds())));
        try (ChildProcess ground = ChildProcess.hil(JVM, receive, line -> {});
                ChildProcess vehicle = ChildProcess.hil(JVM, send, line -> {})) {
            watch(vehicle, ground, broker, total);
            JsonNode sent = total > 0 ? vehicle.result(LAST.plus(LAST)) : vehicle.finish(LAST.plus(LAST));
            JsonNode got = ground.finish(LAST);
            return print(sent, got);
        }
    }

    private void watch(ChildProcess vehicle, ChildProcess ground, BrokerProcess broker, long total)
            throws IOException, InterruptedException {
        double seconds = total > 0 ? total / (rate * 1e6) : minutes * 60;
        long begin = System.nanoTime();
        boolean held = false;
        for (int s = 1; s <= seconds && vehicle.isAlive(); s++) {
            long left = begin + s * 1_000_000_000L - System.nanoTime();
            if (left > 0) TimeUnit.NANOSECONDS.sleep(left);
            if (station == Station.STOPPED && s == 5) held = signal("-STOP", ground);
            boolean second = s > seconds / 2;
            vehicleMemory.add(vehicle.residentBytes(), second);
            stationMemory.add(ground.residentBytes(), second);
            if (broker != null) brokerMemory.add(broker.residentBytes(), second);
            if (s % REPORT_S == 0) {
                out.printf(Locale.ROOT, "%4d s  resident: vehicle %,d MB, station %,d MB, broker %s%n", s,
                        vehicleMemory.last >> 20, stationMemory.last >> 20,
                        broker == null ? "not ours" : String.format(Locale.ROOT, "%,d MB", brokerMemory.last >> 20));
                out.flush();
            }
        }
        if (held) signal("-CONT", ground);
    }

    private static boolean signal(String name, ChildProcess process) throws IOException, InterruptedException {
        return new ProcessBuilder("kill", name, Long.toString(process.pid())).start().waitFor() == 0;
    }

    private int print(JsonNode sent, JsonNode got) {
        long bad = got.get("lost").asLong() + got.get("wrong").asLong() + got.get("disordered").asLong()
                + Math.abs(sent.get("framesSent").asLong() - got.get("frames").asLong());
        boolean whole = bad == 0 && sent.get("acknowledged").asBoolean() && got.get("complete").asBoolean()
                && sent.get("ringDrops").asLong() == 0;
        out.printf(Locale.ROOT, "%s: %,d frames, %,.3f GB in %.1f s, %.1f MB/s; %d lost, %d wrong, %d out of order%n",
                whole ? "PASS" : "FAIL", got.get("frames").asLong(), got.get("bytes").asDouble() / 1e9,
                sent.get("seconds").asDouble(), got.get("bytes").asDouble() / 1e6 / sent.get("seconds").asDouble(),
                got.get("lost").asLong(), got.get("wrong").asLong(), got.get("disordered").asLong());
        if (!whole)
            out.printf(Locale.ROOT,
                    "sent %,d frames, all acknowledged: %s; the station had everything: %s; ticks overrun %,d%n",
                    sent.get("framesSent").asLong(), sent.get("acknowledged").asBoolean(),
                    got.get("complete").asBoolean(), sent.get("ringDrops").asLong());
        out.printf(Locale.ROOT, "events %.1f ms (p50), %.1f ms (p99); sent again %,d, came twice %,d%n",
                got.get("eventP50Ms").asDouble(), got.get("eventP99Ms").asDouble(),
                sent.get("framesResent").asLong(), got.get("duplicates").asLong());
        out.printf(Locale.ROOT, "most resident, first / second half: vehicle %s, station %s, broker %s MB%n",
                vehicleMemory, stationMemory, brokerMemory);
        out.printf(Locale.ROOT, "outbox at most %,d MB in memory, %,d MB on disk%n",
                sent.get("mostOutboxBytes").asLong() >> 20, sent.get("mostSpoolBytes").asLong() >> 20);
        sent.get("drops").properties().forEach(d -> out.printf(Locale.ROOT, "given up: %s %,d%n", d.getKey(),
                d.getValue().asLong()));
        return whole ? CommandProgram.DONE : CommandProgram.FAILED;
    }
}
