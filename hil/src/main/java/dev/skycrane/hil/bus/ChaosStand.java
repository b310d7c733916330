package dev.skycrane.hil.bus;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * A vehicle, a broker and a station in processes of their own, with a {@link ChaosProxy} on either side of the broker, and somebody who
 * disturbs them. At the end every frame the vehicle says it sent is looked for in the stations' ledgers.
 */
final class ChaosStand implements AutoCloseable {
    private static final LoadPlan PLAN = new LoadPlan(7, 64, 100_000, 2_000_000, 0, 0);
    private static final long RECOVERY_NS = 90_000_000_000L;
    private static final Duration LAST = Duration.ofSeconds(120);
    private static final List<String> SMALL = List.of("-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    /** Of pictures in each of the three segments: the heap must have room for all of them, however long an outage. */
    private static final String PICTURE_MEMORY = "24000000";

    private final ChaosCase kind;
    private final SplittableRandom random;
    private final long run;
    private final Path folder;
    private final BrokerProcess broker;
    private final ChaosProxy flightSide;
    private final ChaosProxy groundSide;
    private final ChaosStrikes strikes;
    private final ChaosResult result = new ChaosResult();
    private final List<Path> ledgers = new ArrayList<>();
    private ChildProcess publisher;
    private ChildProcess subscriber;
    private long wrongBefore;
    private long disorderedBefore;
    private volatile long wrongSeen;
    private volatile long disorderedSeen;
    private long newestMade;
    private long newestReceived;

    ChaosStand(ChaosCase kind, BrokerProcess.Kind brokerKind, long seed, int longestPauseMs) throws IOException {
        this.kind = kind;
        random = new SplittableRandom(seed);
        run = random.nextLong(1, Long.MAX_VALUE);
        folder = Leftovers.folder("skycrane-chaos");
        broker = BrokerProcess.startSmall(brokerKind);
        flightSide = new ChaosProxy(broker.port());
        groundSide = new ChaosProxy(broker.port());
        strikes = new ChaosStrikes(kind, broker, flightSide, groundSide, random, longestPauseMs, this::replaceStation);
    }

    /** Starts station and vehicle. @throws IOException when one of them does not get ready: nothing has been disturbed yet */
    void begin() throws IOException {
        subscriber = subscribe();
        publisher = publish();
    }

    private void replaceStation() throws IOException {
        subscriber.kill();
        wrongBefore += wrongSeen;
        disorderedBefore += disorderedSeen;
        subscriber = subscribe();
    }

    private ChildProcess subscribe() throws IOException {
        Path ledger = folder.resolve("ledger-" + ledgers.size());
        ledgers.add(ledger);
        List<String> args = new ArrayList<>(List.of("bus", "subscribe"));
        args.addAll(LoadOptions.of("mqtt://127.0.0.1:" + groundSide.port(), run, PLAN));
        args.addAll(List.of("--ledger", ledger.toString()));
        return ChildProcess.hil(SMALL, args, this::heard);
    }

    private ChildProcess publish() throws IOException {
        List<String> args = new ArrayList<>(List.of("bus", "publish"));
        args.addAll(LoadOptions.of("mqtt://127.0.0.1:" + flightSide.port(), run, PLAN));
        args.addAll(List.of("--spool", Files.createDirectory(folder.resolve("spool")).toString()));
        boolean smallDisk = kind == ChaosCase.SPOOL_DISK_FULL;
        args.addAll(List.of("--memory-bytes", smallDisk ? "1000000" : PICTURE_MEMORY));
        if (!smallDisk) return ChildProcess.hil(SMALL, args, line -> {});
        return ChildProcess.hilOnSmallDisk(3072, SMALL, args);
    }

    /** {@code T made received}: a tick has arrived. {@code P frames bytes ns wrong disordered}: the station's counters. */
    private void heard(String line) {
        String[] words = line.split(" ");
        if (words[0].equals("T")) {
            synchronized (this) {
                newestMade = Long.parseLong(words[1]);
                newestReceived = Long.parseLong(words[2]);
                notifyAll();
            }
        } else if (words[0].equals("P")) {
            wrongSeen = Long.parseLong(words[4]);
            disorderedSeen = Long.parseLong(words[5]);
        }
    }

    /** Disturbs {@code times} times at random moments, then looks what became of every frame. */
    ChaosResult run(int times) throws IOException, InterruptedException {
        recovered(System.nanoTime());
        for (int i = 0; i < times && result.failures.isEmpty(); i++) {
            TimeUnit.MILLISECONDS.sleep(random.nextInt(20, 600));
            strikes.strike();
            long end = System.nanoTime();
            result.times++;
            long delay = recovered(end);
            if (delay < 0) fail("not recovered after disturbance " + result.times);
            else
                result.recovery.add(delay);
        }
        account();
        return result;
    }

    /** Notes a failure, and where the threads of both programs stood then. */
    private void fail(String what) {
        StringBuilder where = new StringBuilder();
        for (Map.Entry<String, ChildProcess> end : Map.of("vehicle", publisher, "station", subscriber).entrySet()) {
            Path file = Path.of(System.getProperty("java.io.tmpdir"),
                    "skycrane-chaos-" + kind.option() + "-" + run + "-" + end.getKey() + ".threads");
            if (end.getValue().dumpThreads(file)) where.append(", ").append(file);
        }
        result.failures.add(what + where);
    }

    /** Waits for telemetry made after {@code sinceNs}. @return how long after that it came, or -1 if it did not */
    private synchronized long recovered(long sinceNs) throws InterruptedException {
        while (newestMade < sinceNs) {
            long left = RECOVERY_NS - (System.nanoTime() - sinceNs);
            if (left <= 0) return -1;
            TimeUnit.NANOSECONDS.timedWait(this, Math.min(left, 100_000_000L));
        }
        return newestReceived - sinceNs;
    }

    private void account() throws IOException {
        JsonNode vehicle;
        JsonNode station;
        try {
            vehicle = publisher.finish(LAST);
            station = subscriber.finish(LAST);
        } catch (IOException e) {
            fail("no result: " + e.getMessage());
            return;
        }
        if (!vehicle.get("acknowledged").asBoolean()) result.failures.add("not everything was acknowledged");
        if (!station.get("complete").asBoolean()) result.failures.add("the station misses something");
        if (vehicle.get("ringDrops").asLong() > 0) result.failures.add("ring drops " + vehicle.get("ringDrops"));
        result.sent = vehicle.get("framesSent").asLong();
        result.resent = vehicle.get("framesResent").asLong();
        result.reconnects = vehicle.get("reconnects").asLong();
        result.wrong = wrongBefore + station.get("wrong").asLong();
        result.disordered = disorderedBefore + station.get("disordered").asLong();
        result.duplicates = station.get("duplicates").asLong();
        result.checksums = station.get("crcErrors").asLong() + station.get("malformed").asLong();
        vehicle.get("drops").properties().forEach(d -> result.drops.put(d.getKey(), d.getValue().asLong()));
        readLedgers(vehicle.get("streams"), vehicle.get("pictures").asLong());
    }

    private void readLedgers(JsonNode streams, long picturesMade) throws IOException {
        Ledger.Heard heard = Ledger.heard(ledgers);
        result.disordered += heard.disordered();
        Map<String, BitSet> seen = heard.numbers();
        long pictures = 0;
        for (Map.Entry<String, JsonNode> stream : streams.properties()) {
            BitSet numbers = seen.getOrDefault(stream.getKey(), new BitSet());
            int sentEnd = stream.getValue().asInt();
            long missing = sentEnd - numbers.get(0, sentEnd).cardinality();
            result.lost += missing;
            if (missing > 0) result.failures.add("lost of " + stream.getKey() + ":" + Ledger.missing(numbers, sentEnd));
            if (stream.getKey().startsWith("rover/")) result.lostRover += missing;
            result.wrong += Math.max(0, numbers.length() - sentEnd);
            if (stream.getKey().contains("/img/")) pictures += sentEnd;
        }
        result.unaccounted = picturesMade - pictures - result.picturesGivenUp();
    }

    @Override
    public void close() throws IOException {
        if (publisher != null) publisher.close();
        if (subscriber != null) subscriber.close();
        flightSide.close();
        groundSide.close();
        broker.close();
        Leftovers.delete(folder);
    }
}
