package dev.skycrane.ground.broker;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.hivemq.configuration.service.InternalConfigurations;
import com.hivemq.embedded.EmbeddedHiveMQ;
import com.hivemq.migration.meta.PersistenceType;
import dev.skycrane.proto.InputException;
import dev.skycrane.proto.transport.BrokerUrl;
import dev.skycrane.proto.transport.LinkOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.LoggerFactory;

/** An MQTT 5 broker in this process, on 127.0.0.1. */
public final class EmbeddedBroker implements AutoCloseable {
    /** Any free port. */
    public static final int ANY_PORT = 0;
    /**
     * Messages the broker keeps per client before it discards. The default of 1,000 loses QoS 1 messages when the machine is loaded;
     * a faster-than-real-time landing publishes some thousands per second.
     */
    private static final int QUEUE_MESSAGES = 20_000;
    /** Messages of one client under way to the broker: more than any link of ours has. */
    private static final int RECEIVE_MAXIMUM = 512;
    private static final long START_TIMEOUT_S = 60;
    private static final long STOP_TIMEOUT_S = 10;
    private static final String CONFIGURATION = """
            <?xml version="1.0"?>
            <hivemq>
              <listeners><tcp-listener><port>%d</port><bind-address>127.0.0.1</bind-address></tcp-listener></listeners>
              <mqtt>
                <queued-messages><max-queue-size>%d</max-queue-size><strategy>discard</strategy></queued-messages>
                <packets><max-packet-size>%d</max-packet-size></packets>
                <receive-maximum><server-receive-maximum>%d</server-receive-maximum></receive-maximum>
              </mqtt>
              <persistence><mode>in-memory</mode></persistence>
              <anonymous-usage-statistics><enabled>false</enabled></anonymous-usage-statistics>
            </hivemq>
            """;

    private final EmbeddedHiveMQ broker;
    private final Path folder;
    private final int port;
    private final Thread cleaner;
    private boolean closed;

    private EmbeddedBroker(EmbeddedHiveMQ broker, Path folder, int port) {
        this.broker = broker;
        this.folder = folder;
        this.port = port;
        cleaner = new Thread(() -> delete(folder), "broker-folder");
        Runtime.getRuntime().addShutdownHook(cleaner);
    }

    /** Starts on another thread; see {@link #start(int)}. */
    public static CompletableFuture<EmbeddedBroker> startAsync(int port) {
        if (port != ANY_PORT) refuseTaken(port);
        CompletableFuture<EmbeddedBroker> started = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                started.complete(start(port));
            } catch (RuntimeException e) {
                started.completeExceptionally(e);
            }
        }, "broker-start");
        thread.setDaemon(true);
        thread.start();
        return started;
    }

    /**
     * Starts a broker and waits until it listens.
     *
     * @param port {@link #ANY_PORT} or a port number
     * @throws InputException when the port is taken
     */
    public static EmbeddedBroker start(int port) {
        int listening = port == ANY_PORT ? freePort() : port;
        refuseTaken(listening);
        quiet();
        Path folder = null;
        EmbeddedHiveMQ broker = null;
        try {
            folder = Files.createTempDirectory("skycrane-broker");
            broker = build(folder, listening);
            broker.start().get(START_TIMEOUT_S, TimeUnit.SECONDS);
            return new EmbeddedBroker(broker, folder, listening);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            abandon(broker, folder);
            throw new IllegalStateException("embedded broker: interrupted while starting", e);
        } catch (IOException | ExecutionException | TimeoutException e) {
            abandon(broker, folder);
            throw new InputException("broker: port=" + listening + ", expected the embedded broker to start on it", e);
        }
    }

    private static EmbeddedHiveMQ build(Path folder, int port) throws IOException {
        Path configuration = Files.createDirectory(folder.resolve("conf"));
        Path data = Files.createDirectory(folder.resolve("data"));
        Path extensions = Files.createDirectory(folder.resolve("extensions"));
        Files.writeString(configuration.resolve("config.xml"), CONFIGURATION.formatted(port, QUEUE_MESSAGES,
                LinkOptions.MAX_PACKET_BYTES, RECEIVE_MAXIMUM));
        InternalConfigurations.PAYLOAD_PERSISTENCE_TYPE.set(PersistenceType.FILE_NATIVE);
        InternalConfigurations.PERSISTENCE_SHUTDOWN_GRACE_PERIOD_MSEC.set(50);
        return EmbeddedHiveMQ.builder().withConfigurationFolder(configuration).withDataFolder(data)
                .withExtensionsFolder(extensions).withoutLoggingBootstrap().build();
    }

    /** The broker's own log says nothing to a user of this program; its failures reach us as exceptions. */
    private static void quiet() {
        if (LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME) instanceof Logger root) root.setLevel(Level.OFF);
    }

    private static int freePort() {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void refuseTaken(int port) {
        if (port < 1 || port > 0xFFFF) throw InputException.of("broker", "port", port, "a port from 1 to 65535");
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new InputException("broker: port=" + port + ", expected a free port on 127.0.0.1", e);
        }
    }

    public int port() {
        return port;
    }

    public BrokerUrl url() {
        return BrokerUrl.loopback(port);
    }

    @Override
    public void close() {
        if (closed) return;
        closed = true;
        stop(broker);
        delete(folder);
        try {
            Runtime.getRuntime().removeShutdownHook(cleaner);
        } catch (IllegalStateException e) {
            // the program is ending: the hook runs anyway and finds nothing
        }
    }

    private static void abandon(EmbeddedHiveMQ broker, Path folder) {
        if (broker != null) stop(broker);
        if (folder != null) delete(folder);
    }

    private static void stop(EmbeddedHiveMQ broker) {
        try {
            broker.stop().get(STOP_TIMEOUT_S, TimeUnit.SECONDS);
            broker.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // it did not start or does not stop; the folder goes in any case
        }
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) return;
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path dir, IOException e) throws IOException {
                    Files.deleteIfExists(dir);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            // a file of the broker still open or already gone; the temporary folder is the system's to clean then
        }
    }
}
