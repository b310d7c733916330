package dev.skycrane.hil.bus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A landing of {@code hil land} in a process of its own, its broker and station in others, and somebody who strikes the bus between them from
 * the first telemetry to the last. What the flight software computed must not show it.
 */
final class LandingUnderChaos implements AutoCloseable {
    private static final String VEHICLE = "m2020";
    private static final long FIRST_TICK_S = 120;
    private static final long LONGEST_LANDING_S = 1800;
    private static final Duration LAST = Duration.ofSeconds(60);
    /** From one strike to the next: a broker that is never up as long as it takes to come back carries nothing, at the end neither. */
    private static final int SHORTEST_REST_MS = 500;
    private static final int LONGEST_REST_MS = 5_000;
    /** Files of a vehicle whose disk is full, KiB. */
    private static final int SMALL_DISK_KIB = 2048;

    /** What the landing and its bus came to. */
    static final class Result {
        /** Of all ticks; null when the landing ended without a report. */
        String digest;
        /** Whether it ended inside the scenario's limits. */
        boolean landed;
        int strikes;
        long roverSent;
        /** Of those, in no station's ledger. */
        long roverLost;
        long disordered;
        /** Frames a station refused for their checksum or form. */
        long refused;
        double seconds;
        /** Streams of the rover with holes, and where; what is lost beyond is at their ends. */
        final List<String> missing = new ArrayList<>();
        /** Frames that the last station found before its beginning. */
        long beforeJoin;
        /** Whether everything announced had come when the station was asked to end. */
        boolean complete;
        /** What the vehicle gave up, by name. */
        final Map<String, Long> drops = new TreeMap<>();
    }

    private final ChaosCase kind;
    private final List<String> landing;
    private final Path folder;
    private final SplittableRandom random;
    private final BrokerProcess broker;
    private final ChaosProxy flightSide;
    private final ChaosProxy groundSide;
    private final ChaosStrikes strikes;
    private final List<Path> ledgers = new ArrayList<>();
    private final Result result = new Result();
    private ChildProcess station;
    private Process vehicle;
    private boolean heard;

    /** @param landing options of {@code hil land}: scenario, seed, pace */
    LandingUnderChaos(ChaosCase kind, BrokerProcess.Kind brokerKind, long seed, int longestPauseMs,
            List<String> landing) throws IOException {
        this.kind = kind;
        this.landing = List.copyOf(landing);
        random = new SplittableRandom(seed);
        folder = Leftovers.folder("skycrane-chaos-landing");
        broker = BrokerProcess.startSmall(brokerKind);
        flightSide = new ChaosProxy(broker.port());
        groundSide = new ChaosProxy(broker.port());
        strikes = new ChaosStrikes(kind, broker, flightSide, groundSide, random, longestPauseMs, this::replaceStation);
        station = station();
    }

    /**
     * Digest of the same landing without a bus.
     *
     * @param landing options of {@code hil land}, without a pace
     */
    static String undisturbed(List<String> landing) throws IOException, InterruptedException {
        Path report = Files.createTempFile("skycrane-chaos", ".json");
        try {
            List<String> args = new ArrayList<>(landing);
            args.addAll(List.of("--pace", "fast", "--no-ground", "--headless", "--report", report.toString()));
            Process process = land(args, false);
            if (!process.waitFor(LONGEST_LANDING_S, TimeUnit.SECONDS)) process.destroyForcibly();
            return new ObjectMapper().readTree(report.toFile()).path("digest").asText();
        } finally {
            Files.deleteIfExists(report);
        }
    }

    private static Process land(List<String> args, boolean smallDisk) throws IOException {
        List<String> command = new ArrayList<>();
        if (smallDisk)
            command.addAll(List.of("bash", "-c", "ulimit -f " + SMALL_DISK_KIB + "; exec \"$0\" \"$@\""));
        command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), "dev.skycrane.hil.command.HilMain", "land"));
        command.addAll(args);
        return Leftovers.with(new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start());
    }

    private ChildProcess station() throws IOException {
        Path ledger = folder.resolve("ledger-" + ledgers.size());
        ledgers.add(ledger);
        return ChildProcess.hil(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                List.of("bus", "station", "--broker", "mqtt://127.0.0.1:" + groundSide.port(), "--vehicle", VEHICLE,
                        "--ledger", ledger.toString()),
                line -> heard());
    }

    private void replaceStation() throws IOException {
        station.kill();
        station = station();
    }

    private synchronized void heard() {
        heard = true;
        notifyAll();
    }

    /** Flies, and strikes until the landing is over. */
    Result fly() throws IOException, InterruptedException {
        Path report = folder.resolve("report.json");
        List<String> args = new ArrayList<>(landing);
        args.addAll(List.of("--headless", "--no-station", "--broker", "mqtt://127.0.0.1:" + flightSide.port(),
                "--report", report.toString()));
        long begin = System.nanoTime();
        vehicle = land(args, kind == ChaosCase.SPOOL_DISK_FULL);
        awaitTelemetry();
        while (!vehicle.waitFor(random.nextInt(SHORTEST_REST_MS, LONGEST_REST_MS), TimeUnit.MILLISECONDS)
                && System.nanoTime() - begin < LONGEST_LANDING_S * 1_000_000_000L) {
            strikes.strike();
            result.strikes++;
        }
        result.seconds = (System.nanoTime() - begin) * 1e-9;
        result.landed = !vehicle.isAlive() && vehicle.exitValue() == 0;
        JsonNode end = station.finish(LAST);
        result.refused = end.path("refused").asLong();
        result.beforeJoin = end.path("beforeJoin").asLong();
        result.complete = end.path("complete").asBoolean();
        end.path("drops").properties().forEach(d -> result.drops.put(d.getKey(), d.getValue().asLong()));
        if (Files.exists(report)) account(new ObjectMapper().readTree(report.toFile()));
        return result;
    }

    private synchronized void awaitTelemetry() throws InterruptedException {
        long begin = System.nanoTime();
        while (!heard && vehicle.isAlive() && System.nanoTime() - begin < FIRST_TICK_S * 1_000_000_000L)
            wait(100);
    }

    private void account(JsonNode report) throws IOException {
        result.digest = report.path("digest").asText();
        result.roverSent = report.path("bus").path("rover").path("framesSent").asLong();
        Ledger.Heard heard = Ledger.heard(ledgers);
        result.disordered += heard.disordered();
        Map<String, BitSet> seen = heard.numbers();
        long rover = seen.entrySet().stream().filter(s -> s.getKey().startsWith("rover/"))
                .mapToLong(s -> s.getValue().cardinality()).sum();
        result.roverLost = result.roverSent - rover;
        seen.forEach((stream, numbers) -> {
            String missing = Ledger.missing(numbers, numbers.length());
            if (stream.startsWith("rover/") && !missing.isEmpty()) result.missing.add(stream + missing);
        });
    }

    @Override
    public void close() throws IOException {
        if (vehicle != null) vehicle.destroyForcibly();
        station.close();
        flightSide.close();
        groundSide.close();
        broker.close();
        Leftovers.delete(folder);
    }
}
