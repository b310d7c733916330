package dev.skycrane.ground.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.proto.command.CommandProgram;
import dev.skycrane.proto.frame.FrameCodec;
import dev.skycrane.proto.frame.StreamKey;
import dev.skycrane.proto.transport.BrokerUrl;
import dev.skycrane.proto.transport.BusLink;
import dev.skycrane.proto.transport.LinkOptions;
import dev.skycrane.proto.transport.PahoLink;
import dev.skycrane.proto.v1.EventBatch;
import dev.skycrane.proto.v1.EventCode;
import dev.skycrane.proto.v1.EventRecord;
import dev.skycrane.proto.v1.SegmentId;
import dev.skycrane.proto.v1.StreamKind;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Timeout(60)
final class ServeCommandTest {
    private static int freePort() throws Exception {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    @Test
    void printsAndRecordsWhatArrivesAndEndsCleanly(@TempDir Path folder) throws Exception {
        int port = freePort();
        ServeCommand command = new ServeCommand();
        new CommandLine(command).parseArgs("--port", Integer.toString(port), "--record", folder.toString());
        CountDownLatch stop = new CountDownLatch(1);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CompletableFuture<Void> serving = CompletableFuture.runAsync(() -> {
            try {
                command.serve(stop, new PrintStream(bytes, true, StandardCharsets.UTF_8), false);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        await(bytes, "Listening for m2020 on mqtt://127.0.0.1:" + port);
        StreamKey key = new StreamKey(SegmentId.ROVER, StreamKind.EVR, StreamKey.EVENTS);
        byte[] touchdown = EventBatch.newBuilder().addEvents(EventRecord.newBuilder().setCode(EventCode.TOUCHDOWN)
                .setTick(6400).addArgs(0.5).addArgs(0.75).addArgs(0.1)).build().toByteArray();
        try (PahoLink link = new PahoLink(BrokerUrl.loopback(port), LinkOptions.of("vehicle"), () -> {}).connect()) {
            assertEquals(BusLink.Offer.TAKEN,
                    link.publish(key.topic("m2020"), FrameCodec.encode(key, 0, 6400, 0, 5, touchdown)));
            await(bytes, "Touchdown, the rover stands on Mars.");
        }
        stop.countDown();
        serving.join();
        await(bytes, "rover      1 frames, 0.0 MB received");
        await(bytes, "recorded 1 frames, 0 not written");
        assertTrue(Files.size(folder.resolve("m2020-5.mcap")) > 100);
    }

    /** Ends with the class's timeout, which interrupts. */
    private static void await(ByteArrayOutputStream bytes, String text) throws InterruptedException {
        while (!bytes.toString(StandardCharsets.UTF_8).contains(text)) {
            if (Thread.interrupted()) throw new InterruptedException("waited for: " + text);
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Test
    void anAddressWithoutBrokerIsRefusedInOneLine() throws Exception {
        int port = freePort();
        assertEquals("error: broker: url=mqtt://127.0.0.1:" + port + ", expected a reachable MQTT 5 broker\n",
                refusal("--broker", "mqtt://127.0.0.1:" + port));
    }

    @Test
    void wrongAddressesAndVehiclesAreRefusedInOneLine() {
        assertEquals("error: broker: url=http://x, expected mqtt[s]://[user[:password]@]host:port\n",
                refusal("--broker", "http://x"));
        assertTrue(refusal("--vehicle", "a/b").startsWith("error: bus: vehicle=a/b, expected letters"));
    }

    private static String refusal(String... args) {
        StringWriter err = new StringWriter();
        CommandLine line = CommandProgram.commandLine(new ServeCommand(), Set.of());
        line.setErr(new PrintWriter(err));
        assertEquals(CommandProgram.REFUSED, line.execute(args));
        return err.toString();
    }
}
