package dev.skycrane.hil.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skycrane.hil.bus.BrokerProcess;
import dev.skycrane.hil.bus.ChildProcess;
import dev.skycrane.hil.bus.LoadOptions;
import dev.skycrane.hil.bus.LoadPlan;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * One way through the bus, measured: publisher, broker and subscriber in processes of their own, which run for a warm-up and then for the
 * time that counts.
 *
 * @param megabytesPerSecond after the warm-up, as received
 * @param packetsPerSecond   the same of packets in telemetry messages
 * @param bad                frames lost, given up, out of order, or with a wrong checksum or content, from the first to the last
 * @param cpu                of the three processes after the warm-up
 * @param heapMb             of publisher and subscriber together, at the end
 * @param brokerMb           resident memory of what is between them, at the end
 */
record BusRun(double megabytesPerSecond, double packetsPerSecond, long bad, Cpu cpu, double heapMb, double brokerMb,
        JsonNode station) {
    /** Processor time: seconds so far, or seconds for a gigabyte. */
    record Cpu(double publisher, double between, double subscriber) {
        private static Cpu now(ChildProcess vehicle, ChildProcess station, Between between) {
            return new Cpu(vehicle.cpuSeconds(), between.cpuSeconds.getAsDouble(), station.cpuSeconds());
        }

        /** What it took since {@code before}, in {@code seconds}, at {@code bytesPerSecond}: for a gigabyte. */
        private Cpu since(Cpu before, double seconds, double bytesPerSecond) {
            double gigabytes = seconds * bytesPerSecond * 1e-9;
            return new Cpu((publisher - before.publisher) / gigabytes, (between - before.between) / gigabytes,
                    (subscriber - before.subscriber) / gigabytes);
        }

        double all() {
            return publisher + between + subscriber;
        }
    }

    private static final Duration LONG = Duration.ofSeconds(120);
    /** For the compilers of three processes on two processors: until then they take up to half of the machine. */
    private static final int WARM_UP_S = 18;
    private static final List<String> JVM = List.of("-Xmx768m");

    /** What is between publisher and subscriber. */
    private record Between(DoubleSupplier cpuSeconds, LongSupplier residentBytes) {
        static final Between NOTHING = new Between(() -> 0, () -> 0);

        static Between of(BrokerProcess broker) {
            return new Between(broker::cpuSeconds, broker::residentBytes);
        }
    }

    /** Our umbilical and our ground link. @param seconds that count */
    static BusRun ours(BrokerProcess.Kind kind, LoadPlan plan, int seconds) throws IOException, InterruptedException {
        long run = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
        try (BrokerProcess broker = BrokerProcess.start(kind, List.of())) {
            List<String> load = LoadOptions.of(broker.url().toString(), run, plan);
            try (ChildProcess station = ChildProcess.hil(JVM, with("bus", "subscribe", load,
                    "--checksums-only", "--warm-up", Integer.toString(WARM_UP_S)), line -> {});
                    ChildProcess vehicle = ChildProcess.hil(JVM, with("bus", "publish", load, "--image-rate",
                            "10000000000"), line -> {})) {
                Between between = Between.of(broker);
                TimeUnit.SECONDS.sleep(WARM_UP_S);
                Cpu warm = Cpu.now(vehicle, station, between);
                TimeUnit.SECONDS.sleep(seconds);
                Cpu end = Cpu.now(vehicle, station, between);
                JsonNode sent = vehicle.finish(LONG);
                JsonNode got = station.finish(LONG);
                long bad = got.get("lost").asLong() + got.get("disordered").asLong() + got.get("wrong").asLong()
                        + got.get("crcErrors").asLong() + givenUp(sent) + Math.abs(sent.get("framesSent").asLong()
                                - got.get("frames").asLong());
                return of(got, sent, bad, end.since(warm, seconds, bytesPerSecond(got)), between);
            }
        }
    }

    private static long givenUp(JsonNode sent) {
        long frames = 0;
        for (JsonNode drop : sent.get("drops"))
            frames += drop.asLong();
        return frames;
    }

    private static List<String> with(String first, String second, List<String> load, String... more) {
        List<String> args = new ArrayList<>(List.of(first, second));
        args.addAll(load);
        args.addAll(List.of(more));
        return args;
    }

    private static double bytesPerSecond(JsonNode got) {
        return got.get("measuredBytes").asDouble() / got.get("seconds").asDouble();
    }

    private static BusRun of(JsonNode got, JsonNode sent, long bad, Cpu cpu, Between between) {
        return new BusRun(bytesPerSecond(got) / 1e6,
                got.path("measuredPackets").asDouble() / got.get("seconds").asDouble(), bad, cpu,
                (got.get("heapBytes").asDouble() + sent.get("heapBytes").asDouble()) / 1e6,
                between.residentBytes.getAsLong() / 1e6, got);
    }

    /** A peer over Mosquitto. @param seconds that count */
    static BusRun peer(String name, String libraries, int seconds) throws IOException, InterruptedException {
        try (BrokerProcess broker = BrokerProcess.start(BrokerProcess.Kind.MOSQUITTO, List.of())) {
            return measure(name, libraries, broker.port(), broker.port(), seconds, Between.of(broker));
        }
    }

    /** A plain TCP connection, with or without a relay between. @param seconds that count */
    static BusRun tcp(boolean relayed, int seconds) throws IOException, InterruptedException {
        int port = BrokerProcess.freePort();
        if (!relayed) return measure("tcp", "", port, port, seconds, Between.NOTHING);
        int front = BrokerProcess.freePort();
        List<String> args = List.of("relay", "tcp", Integer.toString(front), Integer.toString(port));
        try (ChildProcess relay = process("", args, line -> {})) {
            return measure("tcp", "", front, port, seconds, new Between(relay::cpuSeconds, relay::residentBytes));
        }
    }

    private static ChildProcess process(String libraries, List<String> args, Consumer<String> lines)
            throws IOException {
        String classPath = System.getProperty("java.class.path");
        // the peer's libraries first: this program brings other versions of some for its broker
        return ChildProcess.java(libraries.isEmpty() ? classPath : libraries + File.pathSeparator + classPath, JVM,
                BusPeerProcess.class.getName(), args, lines);
    }

    private static BusRun measure(String name, String libraries, int sendTo, int receiveFrom, int seconds,
            Between between) throws IOException, InterruptedException {
        AtomicLong received = new AtomicLong();
        List<String> receive = List.of("subscribe", name, Integer.toString(receiveFrom), Integer.toString(WARM_UP_S));
        List<String> send = List.of("publish", name, Integer.toString(sendTo), Integer.toString(WARM_UP_S + seconds));
        try (ChildProcess station = process(libraries, receive,
                line -> received.set(Long.parseLong(line.substring(2))));
                ChildProcess vehicle = process(libraries, send, line -> {})) {
            TimeUnit.SECONDS.sleep(WARM_UP_S);
            Cpu warm = Cpu.now(vehicle, station, between);
            TimeUnit.SECONDS.sleep(seconds - 1);
            Cpu end = Cpu.now(vehicle, station, between);
            JsonNode sent = vehicle.result(LONG);
            long frames = sent.get("frames").asLong();
            long before = -1;
            while (received.get() < frames && received.get() != before) {
                before = received.get();
                TimeUnit.MILLISECONDS.sleep(1500);
            }
            JsonNode got = station.finish(LONG);
            long bad = frames - got.get("frames").asLong() + got.get("disordered").asLong()
                    + got.get("crcErrors").asLong();
            return of(got, sent, bad, end.since(warm, seconds - 1, bytesPerSecond(got)), between);
        }
    }
}
