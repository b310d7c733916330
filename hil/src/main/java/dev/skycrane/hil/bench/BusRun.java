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

/**
 * One way through the bus, measured: publisher, broker and subscriber in processes of their own.
 *
 * @param megabytesPerSecond from the end of the warm-up to the last frame received
 * @param bad                frames lost, given up, out of order, or with a wrong checksum or content
 * @param cpuSecondsPerGb    of all three processes, their start included
 */
record BusRun(double megabytesPerSecond, double seconds, long bad, double cpuSecondsPerGb, double heapMb,
        JsonNode station) {
    private static final Duration LONG = Duration.ofSeconds(120);
    /** After the first frame, for the compilers of the three processes; not in the rates, but in the processor time. */
    static final double WARM_UP_S = 3;
    private static final List<String> JVM = List.of("-Xmx768m");

    /** Our umbilical and our ground link. @param seconds of sending; 0 until the plan's end */
    static BusRun ours(BrokerProcess.Kind kind, LoadPlan plan, int seconds) throws IOException, InterruptedException {
        long run = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
        try (BrokerProcess broker = BrokerProcess.start(kind, List.of())) {
            List<String> load = LoadOptions.of(broker.url().toString(), run, plan);
            try (ChildProcess station = ChildProcess.hil(JVM, with("bus", "subscribe", load,
                    "--checksums-only", "--warm-up", Double.toString(WARM_UP_S)), line -> {});
                    ChildProcess vehicle = ChildProcess.hil(JVM, with("bus", "publish", load, "--image-rate",
                            "10000000000"), line -> {})) {
                if (seconds > 0) TimeUnit.SECONDS.sleep(seconds);
                JsonNode sent = seconds > 0 ? vehicle.finish(LONG) : vehicle.result(LONG);
                JsonNode got = station.finish(LONG);
                long bad = got.get("lost").asLong() + got.get("disordered").asLong() + got.get("wrong").asLong()
                        + got.get("crcErrors").asLong() + givenUp(sent) + Math.abs(sent.get("framesSent").asLong()
                                - got.get("frames").asLong());
                return of(got, sent, bad, broker.cpuSeconds());
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

    private static BusRun of(JsonNode got, JsonNode sent, long bad, double brokerCpu) {
        double gb = got.get("bytes").asDouble() / 1e9;
        double cpu = got.get("cpuSeconds").asDouble() + sent.get("cpuSeconds").asDouble() + brokerCpu;
        double seconds = got.get("seconds").asDouble();
        return new BusRun(got.get("measuredBytes").asDouble() / 1e6 / seconds, seconds, bad, cpu / gb,
                (got.get("heapBytes").asDouble() + sent.get("heapBytes").asDouble()) / 1e6, got);
    }

    /** A peer over Mosquitto. */
    static BusRun peer(String name, String libraries, long frames) throws IOException, InterruptedException {
        try (BrokerProcess broker = BrokerProcess.start(BrokerProcess.Kind.MOSQUITTO, List.of())) {
            return between(name, libraries, broker.port(), broker.port(), frames, broker::cpuSeconds);
        }
    }

    /** A plain TCP connection, with or without a relay between. */
    static BusRun tcp(boolean relayed, long frames) throws IOException, InterruptedException {
        int port = BrokerProcess.freePort();
        if (!relayed) return between("tcp", "", port, port, frames, () -> 0);
        int front = BrokerProcess.freePort();
        List<String> args = List.of("relay", "tcp", Integer.toString(front), Integer.toString(port));
        try (ChildProcess relay = process("", args, line -> {})) {
            return between("tcp", "", front, port, frames, relay::cpuSeconds);
        }
    }

    private static ChildProcess process(String libraries, List<String> args, java.util.function.Consumer<String> lines)
            throws IOException {
        String classPath = System.getProperty("java.class.path");
        // the peer's libraries first: this program brings other versions of some for its broker
        return ChildProcess.java(libraries.isEmpty() ? classPath : libraries + File.pathSeparator + classPath, JVM,
                BusPeerProcess.class.getName(), args, lines);
    }

    private static BusRun between(String name, String libraries, int sendTo, int receiveFrom, long frames,
            java.util.function.DoubleSupplier brokerCpu) throws IOException, InterruptedException {
        AtomicLong received = new AtomicLong();
        String count = Long.toString(frames);
        try (ChildProcess station = process(libraries, List.of("subscribe", name, Integer.toString(receiveFrom), count),
                line -> received.set(Long.parseLong(line.substring(2))));
                ChildProcess vehicle = process(libraries, List.of("publish", name, Integer.toString(sendTo), count),
                        line -> {})) {
            JsonNode sent = vehicle.result(LONG);
            long before = -1;
            while (received.get() < frames && received.get() != before) {
                before = received.get();
                TimeUnit.MILLISECONDS.sleep(1500);
            }
            JsonNode got = station.finish(LONG);
            long bad = frames - got.get("frames").asLong() + got.get("disordered").asLong()
                    + got.get("crcErrors").asLong();
            return of(got, sent, bad, brokerCpu.getAsDouble());
        }
    }
}
