package dev.skycrane.hil.certs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.flight.command.CommandDispatcher;
import dev.skycrane.flight.command.CommandQueue;
import dev.skycrane.flight.core.ActuatorFrame;
import dev.skycrane.flight.core.ChannelBuffer;
import dev.skycrane.flight.core.EventBuffer;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.SensorFrame;
import dev.skycrane.flight.core.TickRing;
import dev.skycrane.flight.umbilical.CommandPort;
import dev.skycrane.flight.umbilical.InputEncoder;
import dev.skycrane.flight.umbilical.LinkFactory;
import dev.skycrane.flight.umbilical.Umbilical;
import dev.skycrane.flight.umbilical.UmbilicalOptions;
import dev.skycrane.ground.link.GroundLink;
import dev.skycrane.ground.link.SegmentReport;
import dev.skycrane.proto.InputException;
import dev.skycrane.proto.frame.FrameCodec;
import dev.skycrane.proto.frame.StreamKey;
import dev.skycrane.proto.telecommand.CommandKey;
import dev.skycrane.proto.telecommand.CommandSeal;
import dev.skycrane.proto.transport.BrokerUrl;
import dev.skycrane.proto.transport.BusLink;
import dev.skycrane.proto.transport.Credentials;
import dev.skycrane.proto.transport.LinkOptions;
import dev.skycrane.proto.transport.PahoLink;
import dev.skycrane.proto.transport.Subscription;
import dev.skycrane.proto.v1.Command;
import dev.skycrane.proto.v1.CommandCode;
import dev.skycrane.proto.v1.CommandCounts;
import dev.skycrane.proto.v1.CommandReason;
import dev.skycrane.proto.v1.SegmentId;
import dev.skycrane.proto.v1.StreamKind;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Enemies at the door of a broker with TLS, client certificates and topic rights; the same at each broker. */
@Timeout(120)
abstract class SecureBusSuite {
    static final String VEHICLE = "m2020";
    private static final int FLOOD = 1000;
    private static final long RUN = 91;
    private static final StreamKey ROVER_TM = new StreamKey(SegmentId.ROVER, StreamKind.TM, StreamKey.CHANNELS);
    private static final StreamKey BACKSHELL_TM = new StreamKey(SegmentId.BACKSHELL, StreamKind.TM, StreamKey.CHANNELS);

    /** Everything signed by one authority, and some that should not be let in. */
    static Path certificates(Path folder) throws Exception {
        DevelopmentCa ca = new DevelopmentCa(30);
        Path certs = folder.resolve("certs");
        CertificateFolder.make(certs, List.of(), ca);
        Instant now = Instant.now();
        CertificateFolder.add(certs, "expired",
                ca.client("rover", now.minus(20, ChronoUnit.DAYS), now.minus(1, ChronoUnit.DAYS)),
                ca.root().certificate());
        CertificateFolder.add(certs, "nobody", ca.client("nobody", now, now.plus(1, ChronoUnit.DAYS)),
                ca.root().certificate());
        CertificateFolder.make(folder.resolve("others"), List.of(), new DevelopmentCa(30));
        return certs;
    }

    /** Folder of the broker's authority. */
    abstract Path certs();

    abstract int port();

    /** Publishes refused for want of rights so far. */
    abstract long refusedPublishes();

    /** Connections closed by the broker so far. */
    abstract long refusedConnections();

    /** How many of a flood of connections, half silent, half without TLS, the broker counts. */
    abstract long refusedOf(int flood);

    private BrokerUrl url(Credentials credentials) {
        return new BrokerUrl(true, "", "", "127.0.0.1", port(), credentials);
    }

    private BrokerUrl as(String role) {
        return url(Credentials.inFolder(certs(), role));
    }

    private static PahoLink connect(BrokerUrl url, String clientId) {
        return new PahoLink(url, LinkOptions.of(clientId), () -> {}).connect();
    }

    private String refusal(BrokerUrl url) {
        return assertThrows(InputException.class, () -> connect(url, "enemy").close()).getMessage();
    }

    /** A rover sends, a ground hears: the service works. */
    private void assertServiceGoesOn() {
        AtomicInteger heard = new AtomicInteger();
        String topic = ROVER_TM.topic(VEHICLE);
        PahoLink ground = new PahoLink(as("ground"), LinkOptions.of("skycrane-ground-check"), () -> {})
                .listening(new Subscription(List.of(topic), (t, payload, done) -> {
                    heard.incrementAndGet();
                    done.run();
                })).connect();
        try (ground; PahoLink rover = connect(as("rover"), "skycrane-m2020-check-rover-tm")) {
            assertEquals(BusLink.Offer.TAKEN, rover.publish(topic, new byte[]{1}));
            while (heard.get() == 0)
                LockSupport.parkNanos(1_000_000);
        }
    }

    @Test
    void wholeUmbilicalFliesOverTlsWithACertificatePerSegment() throws Exception {
        ChannelBuffer channels = new ChannelBuffer();
        EventBuffer events = new EventBuffer();
        ActuatorFrame out = new ActuatorFrame();
        SensorFrame in = new SensorFrame();
        int phase = channels.declare("executive.phase");
        TickRing ring = new TickRing(256, channels.size());
        try (GroundLink ground = new GroundLink(as("ground"), VEHICLE, RUN, List.of())) {
            Umbilical umbilical = new Umbilical(UmbilicalOptions.of(VEHICLE, RUN),
                    InputEncoder.header(RUN, new ParameterTable()).build(), channels.names(), ring,
                    LinkFactory.to(segment -> as(segment.topicName())));
            for (long n = 0; n < 256; n++) {
                in.tick = n;
                out.tick = n;
                channels.set(phase, n);
                umbilical.offerInput(in);
                ring.offer(out, channels, events);
                while (umbilical.backlog() > 0.4)
                    LockSupport.parkNanos(200_000);
            }
            assertTrue(umbilical.finish(Duration.ofSeconds(20)), "everything acknowledged by the station");
            assertTrue(ground.awaitLast(Duration.ofSeconds(20)));
            for (SegmentReport s : ground.report().segments().values()) {
                assertEquals(s.framesSent(), s.framesReceived());
                assertTrue(s.framesReceived() >= 256, s.toString());
                assertEquals(0, s.framesLost() + s.crcErrors() + s.malformed());
            }
        }
    }

    @Test
    void certificateOfAnotherAuthorityIsRefusedByTheBrokerAndByTheClient() throws Exception {
        Path others = certs().resolveSibling("others");
        long before = refusedConnections();
        refusal(url(new Credentials(certs().resolve("ca.pem"), others.resolve("rover.pem"),
                others.resolve("rover.key"))));
        while (refusedConnections() == before)
            LockSupport.parkNanos(1_000_000);
        String line = refusal(url(new Credentials(others.resolve("ca.pem"), certs().resolve("rover.pem"),
                certs().resolve("rover.key"))));
        assertTrue(line.startsWith("broker: url=mqtts://127.0.0.1:" + port()
                + ", expected a reachable MQTT 5 broker (TLS: "), line);
        assertServiceGoesOn();
    }

    @Test
    void expiredAnonymousAndUnknownClientsAreRefused() {
        refusal(as("expired"));
        refusal(url(new Credentials(certs().resolve("ca.pem"), null, null)));
        try (PahoLink nobody = connectOrNull(as("nobody"))) {
            // a broker may let in who has a good certificate, but not let them do anything
            if (nobody != null) assertPublishRefused(nobody, ROVER_TM);
        }
        assertServiceGoesOn();
    }

    private static PahoLink connectOrNull(BrokerUrl url) {
        try {
            return connect(url, "nobody");
        } catch (InputException e) {
            return null;
        }
    }

    /** Refused in the acknowledgement, or by the end of the connection. */
    private static void assertPublishRefused(PahoLink link, StreamKey key) {
        byte[] frame = FrameCodec.encode(key, 0, 0, 0, RUN, new byte[]{8, 1});
        assertEquals(BusLink.Offer.TAKEN, link.publish(key.topic(VEHICLE), frame));
        while (link.refused() == 0 && link.isUp())
            LockSupport.parkNanos(1_000_000);
        assertEquals(0, link.acknowledged());
    }

    @Test
    void rightCertificateOnTheWrongTopicIsRefusedAndCounted() throws Exception {
        long before = refusedPublishes();
        List<String> heard = new ArrayList<>();
        try (GroundLink ground = new GroundLink(as("ground"), VEHICLE, RUN, List.of(f -> heard.add(f.topic())));
                PahoLink rover = connect(as("rover"), "skycrane-m2020-x-rover-tm")) {
            for (StreamKey key : List.of(ROVER_TM, CommandSeal.COMMANDS)) {
                try (PahoLink camera = connect(as("backshell"), "skycrane-m2020-x-backshell-img")) {
                    assertPublishRefused(camera, key);
                }
            }
            try (PahoLink groundRole = connect(as("ground"), "skycrane-ground-x")) {
                assertPublishRefused(groundRole, CommandSeal.COMMANDS);
            }
            rover.publish(ROVER_TM.topic(VEHICLE), FrameCodec.encode(ROVER_TM, 0, 0, 0, RUN, new byte[0]));
            while (ground.report().segments().get(SegmentId.ROVER).framesReceived() == 0)
                LockSupport.parkNanos(1_000_000);
            assertEquals(List.of(ROVER_TM.topic(VEHICLE)), heard);
            assertEquals(0, ground.report().unknown());
        }
        assertEquals(before + 3, refusedPublishes());
    }

    @Test
    void segmentHearsNoCommandsOfOthers() {
        AtomicInteger overheard = new AtomicInteger();
        String topic = CommandSeal.COMMANDS.topic(VEHICLE);
        PahoLink camera = new PahoLink(as("backshell"), LinkOptions.of("skycrane-m2020-y-backshell-img"), () -> {})
                .listening(new Subscription(List.of(topic), (t, payload, done) -> {
                    overheard.incrementAndGet();
                    done.run();
                }));
        AtomicInteger heard = new AtomicInteger();
        PahoLink rover = new PahoLink(as("rover"), LinkOptions.of("skycrane-m2020-y-rover-cmd"), () -> {})
                .listening(new Subscription(List.of(topic), (t, payload, done) -> {
                    heard.incrementAndGet();
                    done.run();
                })).connect();
        try (camera; rover; PahoLink station = connect(as("station"), "skycrane-command-y")) {
            try {
                camera.connect();
            } catch (InputException refused) {
                // a broker may say so at once
            }
            station.publish(topic, new byte[]{1});
            while (heard.get() == 0)
                LockSupport.parkNanos(1_000_000);
        }
        assertEquals(0, overheard.get());
    }

    @Test
    void oversizedMessageIsRefusedBeforeItIsRead() throws Exception {
        long before = refusedConnections();
        try (Socket s = as("rover").credentials().context().getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), port())) {
            OutputStream out = s.getOutputStream();
            out.write(new byte[]{0x10, 16, 0, 4, 'M', 'Q', 'T', 'T', 5, 2, 0, 60, 0, 0, 3, 'b', 'i', 'g'});
            assertEquals(0x20, s.getInputStream().read(), "CONNACK");
            // PUBLISH of 256 MiB, of which only the head is sent
            out.write(new byte[]{0x30, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x7F, 0, 1, 'x', 0});
            out.write(new byte[1 << 16]);
            while (s.getInputStream().read() >= 0) {
                // what the broker says before it hangs up
            }
        } catch (SocketException hungUp) {
            // a reset is a refusal too
        }
        while (refusedConnections() == before)
            LockSupport.parkNanos(1_000_000);
        assertServiceGoesOn();
    }

    @Test
    void malformedMessagesOfARightfulSenderAreCountedAtTheGround() throws Exception {
        try (GroundLink ground = new GroundLink(as("ground"), VEHICLE, RUN, List.of());
                PahoLink rover = connect(as("rover"), "skycrane-m2020-v-rover-tm")) {
            String topic = ROVER_TM.topic(VEHICLE);
            StreamKey account = new StreamKey(SegmentId.ROVER, StreamKind.TM, StreamKey.UMBILICAL);
            rover.publish(topic, new byte[]{1, 2, 3});
            byte[] damaged = FrameCodec.encode(ROVER_TM, 0, 0, 0, RUN, new byte[]{8, 1});
            damaged[4] ^= 1;
            rover.publish(topic, damaged);
            rover.publish(topic, FrameCodec.encode(BACKSHELL_TM, 0, 0, 0, RUN, new byte[0]));
            rover.publish(account.topic(VEHICLE), FrameCodec.encode(account, 0, 0, 0, RUN, new byte[]{(byte) 0xFF, 1}));
            while (counted(ground) < 4)
                LockSupport.parkNanos(1_000_000);
            SegmentReport report = ground.report().segments().get(SegmentId.ROVER);
            assertEquals(1, report.crcErrors());
            assertEquals(3, report.malformed());
        }
    }

    private static long counted(GroundLink ground) {
        SegmentReport r = ground.report().segments().get(SegmentId.ROVER);
        return r.crcErrors() + r.malformed();
    }

    /** The station's own certificate does not make a command genuine, nor a genuine one due a second time. */
    @Test
    void replayedAndForgedCommandsAreRefusedAndCounted() throws Exception {
        CommandKey key = CommandKey.random();
        CommandQueue accepted = new CommandQueue();
        CommandPort port = new CommandPort(key, RUN,
                new CommandDispatcher(new ParameterTable(), new ChannelBuffer(), new EventBuffer()), accepted);
        List<CommandReason> answers = new ArrayList<>();
        Command noOp = Command.newBuilder().setRunId(RUN).setCounter(1).setCode(CommandCode.TC_NO_OP).build();
        byte[] genuine = CommandSeal.frame(noOp, key);
        byte[] otherKey = CommandSeal.frame(noOp.toBuilder().setCounter(2).build(), CommandKey.random());
        byte[] otherRun = CommandSeal.frame(noOp.toBuilder().setCounter(3).setRunId(RUN + 1).build(), key);
        byte[] farAhead = CommandSeal.frame(noOp.toBuilder().setCounter(1_000_000).build(), key);
        byte[] second = CommandSeal.frame(noOp.toBuilder().setCounter(2).build(), key);
        String topic = CommandSeal.COMMANDS.topic(VEHICLE);
        PahoLink rover = new PahoLink(as("rover"), LinkOptions.of("skycrane-m2020-z-rover-cmd"), () -> {})
                .listening(port.subscription(VEHICLE)).connect();
        try (rover; PahoLink station = connect(as("station"), "skycrane-command-z")) {
            for (byte[] message : List.of(genuine, genuine, otherKey, otherRun, farAhead, new byte[]{9}, second)) {
                assertEquals(BusLink.Offer.TAKEN, station.publish(topic, message));
                while (!port.step(0, (tick, ack) -> answers.add(ack.getReason())))
                    LockSupport.parkNanos(1_000_000);
            }
        }
        assertEquals(List.of(CommandReason.REASON_NONE, CommandReason.REASON_REPLAYED, CommandReason.REASON_FORGED,
                CommandReason.REASON_OTHER_RUN, CommandReason.REASON_OUT_OF_WINDOW, CommandReason.REASON_MALFORMED,
                CommandReason.REASON_NONE), answers);
        CommandCounts counts = port.counts();
        assertEquals(2, counts.getAccepted());
        assertEquals(List.of(1L, 1L, 1L, 1L, 1L), List.of(counts.getReplayed(), counts.getForged(),
                counts.getOtherRun(), counts.getOutOfWindow(), counts.getMalformed()));
        assertServiceGoesOn();
    }

    @Test
    void floodOfConnectionsDoesNotStopTheService() throws IOException {
        long before = refusedConnections();
        List<Socket> flood = new ArrayList<>();
        String topic = ROVER_TM.topic(VEHICLE);
        try (PahoLink rover = connect(as("rover"), "skycrane-m2020-w-rover-tm")) {
            for (int i = 0; i < FLOOD; i++) {
                Socket s = new Socket(InetAddress.getLoopbackAddress(), port());
                flood.add(s);
                // half of them say nothing, half speak MQTT to a TLS port
                if (i % 2 == 0) s.getOutputStream().write(new byte[]{0x10, 12, 0, 4, 'M', 'Q', 'T', 'T', 5, 2, 0, 10});
                if (i % 10 == 0) assertEquals(BusLink.Offer.TAKEN, rover.publish(topic, new byte[]{1}));
                while (rover.inFlight() > 0)
                    LockSupport.parkNanos(100_000);
            }
            assertEquals(FLOOD / 10, rover.acknowledged(), "who was there before is served");
            long start = System.nanoTime();
            assertServiceGoesOn();
            System.out.printf("new clients served in %.0f ms beside %d idle connections%n",
                    (System.nanoTime() - start) / 1e6, FLOOD);
        } finally {
            for (Socket s : flood)
                s.close();
        }
        while (refusedConnections() - before < refusedOf(FLOOD))
            LockSupport.parkNanos(10_000_000);
        assertServiceGoesOn();
    }

    @Test
    void plainConnectionToTheTlsPortIsRefused() {
        String line = refusal(BrokerUrl.loopback(port()));
        assertFalse(line.contains("TLS"), line);
        assertServiceGoesOn();
    }

    static Path program() {
        return List.of("/usr/sbin/mosquitto", "/usr/bin/mosquitto", "/usr/local/sbin/mosquitto").stream().map(Path::of)
                .filter(Files::isExecutable).findFirst().orElse(null);
    }
}
