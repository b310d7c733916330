package dev.skycrane.ground.broker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.skycrane.proto.InputException;
import dev.skycrane.proto.transport.BrokerUrl;
import dev.skycrane.proto.transport.BusLink;
import dev.skycrane.proto.transport.LinkOptions;
import dev.skycrane.proto.transport.PahoLink;
import dev.skycrane.proto.transport.Subscription;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class EmbeddedBrokerTest {
    private static List<Path> folders() throws Exception {
        try (var all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return all.filter(p -> p.getFileName().toString().startsWith(EmbeddedBroker.folderName())).toList();
        }
    }

    @Test
    void bulkAndPlainConnectionsDeliverTheSameBytesAndNothingIsLeftBehind() throws Exception {
        List<Path> before = folders();
        long start = System.nanoTime();
        try (EmbeddedBroker broker = EmbeddedBroker.start(EmbeddedBroker.ANY_PORT)) {
            System.out.printf("embedded broker up in %.2f s%n", (System.nanoTime() - start) / 1e9);
            double bulk = rate(broker.url(), LinkOptions.of("bulk"), 400);
            double plain = rate(broker.url(), LinkOptions.of("plain").withoutBulk(), 40);
            System.out.printf("bulk %.0f MB/s, plain %.0f MB/s%n", bulk, plain);
        }
        assertEquals(before, folders(), "the broker's folder is removed");
    }

    private static double rate(BrokerUrl url, LinkOptions options, int count) throws Exception {
        SplittableRandom random = new SplittableRandom(7);
        byte[][] payloads = new byte[8][];
        int[] sizes = {0, 1, 16, 100, 129, 5_000, 262_144, 262_144};
        for (int i = 0; i < sizes.length; i++) {
            payloads[i] = new byte[sizes[i]];
            random.nextBytes(payloads[i]);
        }
        ArrayBlockingQueue<byte[]> got = new ArrayBlockingQueue<>(count);
        try (PahoLink in = new PahoLink(url, options, () -> {})
                .listening(new Subscription(List.of("t/#"), (topic, payload, done) -> {
                    got.add(payload);
                    done.run();
                })).connect();
                PahoLink out = new PahoLink(url, new LinkOptions("sender", LinkOptions.WINDOW,
                        LinkOptions.RECEIVE_MAXIMUM, LinkOptions.MAX_PACKET_BYTES, options.bulk(), false, false, "",
                        new byte[0]), () -> {}).connect()) {
            assertTrue(in.isUp());
            long start = System.nanoTime();
            long bytes = 0;
            for (int sent = 0, received = 0; received < count;) {
                if (sent < count && out.publish("t/x", payloads[sent % 8]) == BusLink.Offer.TAKEN) {
                    sent++;
                    continue;
                }
                // all may be here and the window still full: the broker's acknowledgements come by another way
                byte[] payload = got.poll(1, TimeUnit.MILLISECONDS);
                if (payload == null) continue;
                assertArrayEquals(payloads[received % 8], payload, "message " + received);
                bytes += payload.length;
                received++;
            }
            return bytes / 1e6 / ((System.nanoTime() - start) / 1e9);
        }
    }

    @Test
    void aTakenPortIsRefusedInOneLine() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            InputException e = assertThrows(InputException.class, () -> EmbeddedBroker.start(port));
            assertEquals("broker: port=" + port + ", expected a free port on 127.0.0.1", e.getMessage());
        }
    }

    @Test
    void aBrokerThatIsNotThereIsRefusedInOneLine() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        PahoLink link = new PahoLink(BrokerUrl.loopback(port), LinkOptions.of("nobody"), () -> {});
        InputException e = assertThrows(InputException.class, link::connect);
        assertEquals("broker: url=mqtt://127.0.0.1:" + port + ", expected a reachable MQTT 5 broker", e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "192.0.2.1", "::"})
    void noBrokerListensOffThisMachineWithoutCertificates(String bind) {
        InputException e = assertThrows(InputException.class,
                () -> new BrokerSetup(bind, EmbeddedBroker.ANY_PORT, null));
        assertEquals("broker: bind=" + bind + ", expected 127.0.0.1, or --certs beside it: only TLS with client "
                + "certificates leaves this machine", e.getMessage());
    }

    /** On an address of this machine that others could reach, nobody listens. */
    @Test
    void brokerWithoutCertificatesIsThereOnLoopbackAlone() throws Exception {
        InetAddress own = ownAddress();
        assumeTrue(own != null, "this machine has no address beside loopback");
        try (EmbeddedBroker broker = EmbeddedBroker.start(EmbeddedBroker.ANY_PORT)) {
            assertThrows(IOException.class, () -> new Socket(own, broker.port()).close());
            new Socket(InetAddress.getLoopbackAddress(), broker.port()).close();
        }
    }

    private static InetAddress ownAddress() throws Exception {
        for (NetworkInterface i : Collections.list(NetworkInterface.getNetworkInterfaces()))
            for (InetAddress a : Collections.list(i.getInetAddresses()))
                if (i.isUp() && a instanceof Inet4Address && !a.isLoopbackAddress()) return a;
        return null;
    }
}
