package dev.skycrane.hil.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.skycrane.flight.umbilical.LinkFactory;
import dev.skycrane.flight.umbilical.UmbilicalOptions;
import dev.skycrane.ground.link.GroundLink;
import dev.skycrane.ground.link.LinkReport;
import dev.skycrane.proto.frame.FrameCodec;
import dev.skycrane.proto.frame.FrameException;
import dev.skycrane.proto.frame.StreamKey;
import dev.skycrane.proto.transport.BrokerUrl;
import dev.skycrane.proto.transport.LinkOptions;
import dev.skycrane.proto.transport.PahoLink;
import dev.skycrane.proto.transport.Subscription;
import dev.skycrane.proto.v1.Frame;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** More than one broker, more than one decoder: Mosquitto, each in a process of its own. */
@Timeout(60)
final class ClusterTest {
    private static final LoadPlan PLAN = new LoadPlan(3, 64, 300_000, LoadPlan.FLAT_OUT, 30_000_000, 0);

    @BeforeAll
    static void needsMosquitto() {
        assumeTrue(BrokerProcess.mosquitto() != null, "no mosquitto on this machine (Debian package mosquitto)");
    }

    private static LoadVehicle vehicle(long run, BrokerUrl url) {
        return new LoadVehicle(PLAN, UmbilicalOptions.of(LoadVehicle.NAME, run), LinkFactory.to(url));
    }

    /** What the second broker of a pair needs in its configuration. */
    private static List<String> bridgeTo(int port) {
        return List.of("connection skycrane", "address 127.0.0.1:" + port, "topic skycrane/# both 1",
                "bridge_protocol_version mqttv50", "cleansession false", "restart_timeout 1");
    }

    @Test
    void aVehicleOnOneBrokerAndAStationOnTheOtherOfABridgedPairLoseNothing() throws Exception {
        LoadCheck check = new LoadCheck(PLAN, made -> {});
        try (BrokerProcess near = BrokerProcess.start(BrokerProcess.Kind.MOSQUITTO, List.of());
                BrokerProcess far = BrokerProcess.start(BrokerProcess.Kind.MOSQUITTO, bridgeTo(near.port()));
                GroundLink station = new GroundLink(far.url(), LoadVehicle.NAME, 21, List.of(check))) {
            LoadVehicle vehicle = vehicle(21, near.url());
            vehicle.run(() -> false);
            assertTrue(vehicle.umbilical().finish(Duration.ofSeconds(30)), "everything acknowledged over the bridge");
            assertTrue(station.awaitLast(Duration.ofSeconds(10)));
            LinkReport report = station.report();
            report.segments().forEach((id, s) -> {
                assertEquals(s.framesSent(), s.framesReceived(), id + " sent = received");
                assertEquals(0, s.framesLost() + s.crcErrors() + s.malformed(), id.toString());
            });
            assertEquals(0, check.wrong() + check.disordered());
        }
    }

    @Test
    void severalDecodersShareTheFramesAndEachComesToOneOfThem() throws Exception {
        Set<String> first = ConcurrentHashMap.newKeySet();
        Set<String> second = ConcurrentHashMap.newKeySet();
        try (BrokerProcess broker = BrokerProcess.start(BrokerProcess.Kind.MOSQUITTO, List.of());
                GroundLink station = new GroundLink(broker.url(), LoadVehicle.NAME, 22, List.of());
                PahoLink one = decoder(broker.url(), "one", first);
                PahoLink two = decoder(broker.url(), "two", second)) {
            assertTrue(one.isUp() && two.isUp());
            LoadVehicle vehicle = vehicle(22, broker.url());
            vehicle.run(() -> false);
            assertTrue(vehicle.umbilical().finish(Duration.ofSeconds(30)));
            long sent = vehicle.umbilical().status().getSegmentsList().stream().mapToLong(s -> s.getFramesSent()).sum();
            while (first.size() + second.size() < sent)
                Thread.onSpinWait();
            assertEquals(sent, first.size() + second.size());
            assertTrue(station.awaitLast(Duration.ofSeconds(10)));
        }
        Set<String> both = new HashSet<>(first);
        both.retainAll(second);
        assertEquals(Set.of(), both);
        assertFalse(first.isEmpty() || second.isEmpty(), first.size() + " and " + second.size());
    }

    private static PahoLink decoder(BrokerUrl url, String id, Set<String> frames) {
        Subscription shared = new Subscription(List.of("$share/decoders/skycrane/" + LoadVehicle.NAME + "/#"),
                (topic, payload, done) -> {
                    try {
                        Frame frame = FrameCodec.decode(payload);
                        boolean counted = !frame.getStream().equals(StreamKey.PROBE) && !topic.contains("/ground/");
                        if (counted) frames.add(topic + " " + frame.getSequence());
                    } catch (FrameException e) {
                        frames.add("damaged " + topic);
                    }
                    done.run();
                });
        return new PahoLink(url, LinkOptions.of("decoder-" + id), () -> {}).listening(shared).connect();
    }
}
