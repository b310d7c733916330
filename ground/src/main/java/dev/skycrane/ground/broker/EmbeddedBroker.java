package dev.skycrane.ground.broker;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.hivemq.configuration.service.InternalConfigurations;
import com.hivemq.embedded.EmbeddedExtension;
import com.hivemq.embedded.EmbeddedHiveMQ;
import com.hivemq.embedded.EmbeddedHiveMQBuilder;
import com.hivemq.migration.meta.PersistenceType;
import dev.skycrane.proto.InputException;
import dev.skycrane.proto.transport.BrokerUrl;
import dev.skycrane.proto.transport.Credentials;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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

/** An MQTT 5 broker in this process: on 127.0.0.1 for everybody there, or anywhere with TLS, client certificates and topic rights. */
public final class EmbeddedBroker implements AutoCloseable {
    /** Any free port. */
    public static final int ANY_PORT = 0;
    private static final long START_TIMEOUT_S = 60;
    private static final long STOP_TIMEOUT_S = 10;
    private static final String ANY_INTERFACE = "0.0.0.0";
    /**
     * Payloads already delivered stay in memory until the next sweep: at 300 MB/s the broker's own 250 ms are 75 MB that the collector moves
     * about, and pauses of a quarter of a second.
     */
    private static final int SWEEP_MS = 20;
    /** Messages to a subscriber and not acknowledged by it: at the broker's own 50 a station of small messages waits for round trips. */
    private static final int IN_FLIGHT = 256;
    /** Waiting for one subscriber at QoS 0; the broker's own 5 MiB are less than a vehicle's windows, and what is beyond is thrown away. */
    private static final int WAITING_BYTES = 64 << 20;

    private final EmbeddedHiveMQ broker;
    private final Path folder;
    private final BrokerSetup setup;
    private final AccessControl access;
    private final RefusalLog refusals;
    private final Thread cleaner;
    private boolean closed;

    private EmbeddedBroker(EmbeddedHiveMQ broker, Path folder, BrokerSetup setup, AccessControl access,
            RefusalLog refusals) {
        this.broker = broker;
        this.folder = folder;
        this.setup = setup;
        this.access = access;
        this.refusals = refusals;
        cleaner = new Thread(() -> delete(folder), "broker-folder");
        Runtime.getRuntime().addShutdownHook(cleaner);
    }

    /** Starts on another thread; see {@link #start(BrokerSetup)}. */
    public static CompletableFuture<EmbeddedBroker> startAsync(BrokerSetup setup) {
        if (setup.port() != ANY_PORT) refuseTaken(setup);
        CompletableFuture<EmbeddedBroker> started = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                started.complete(start(setup));
            } catch (RuntimeException e) {
                started.completeExceptionally(e);
            }
        }, "broker-start");
        thread.setDaemon(true);
        thread.start();
        return started;
    }

    /** Starts one without TLS on loopback; see {@link #start(BrokerSetup)}. */
    public static EmbeddedBroker start(int port) {
        return start(BrokerSetup.loopback(port));
    }

    /**
     * Starts a broker and waits until it listens.
     *
     * @throws InputException when the port is taken or the certificates cannot be used
     */
    public static EmbeddedBroker start(BrokerSetup asked) {
        BrokerSetup setup = asked.port() == ANY_PORT ? asked.at(freePort()) : asked;
        refuseTaken(setup);
        quiet();
        AccessControl access = new AccessControl();
        RefusalLog refusals = new RefusalLog();
        Path folder = null;
        EmbeddedHiveMQ broker = null;
        try {
            folder = Files.createTempDirectory(folderName());
            broker = build(folder, setup, access);
            broker.start().get(START_TIMEOUT_S, TimeUnit.SECONDS);
            refusals.attach();
            return new EmbeddedBroker(broker, folder, setup, access, refusals);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            abandon(broker, folder);
            throw new IllegalStateException("embedded broker: interrupted while starting", e);
        } catch (InputException e) {
            abandon(broker, folder);
            throw e;
        } catch (IOException | ExecutionException | TimeoutException e) {
            abandon(broker, folder);
            throw new InputException("broker: port=" + setup.port()
                    + ", expected the embedded broker to start on it", e);
        }
    }

    private static EmbeddedHiveMQ build(Path folder, BrokerSetup setup, AccessControl access) throws IOException {
        Path configuration = Files.createDirectory(folder.resolve("conf"));
        Path data = Files.createDirectory(folder.resolve("data"));
        Path extensions = Files.createDirectory(folder.resolve("extensions"));
        BrokerConfiguration.write(configuration, setup, setup.port());
        InternalConfigurations.PAYLOAD_PERSISTENCE_TYPE.set(PersistenceType.FILE_NATIVE);
        InternalConfigurations.PAYLOAD_PERSISTENCE_CLEANUP_SCHEDULE_MSEC.set(SWEEP_MS);
        InternalConfigurations.MAX_INFLIGHT_WINDOW_SIZE_MESSAGES = IN_FLIGHT;
        InternalConfigurations.QOS_0_MEMORY_LIMIT_PER_CLIENT_BYTES.set(WAITING_BYTES);
        InternalConfigurations.PERSISTENCE_SHUTDOWN_GRACE_PERIOD_MSEC.set(50);
        EmbeddedHiveMQBuilder builder = EmbeddedHiveMQ.builder().withConfigurationFolder(configuration)
                .withDataFolder(data).withExtensionsFolder(extensions).withoutLoggingBootstrap();
        if (setup.isTls()) {
            builder.withEmbeddedExtension(EmbeddedExtension.builder().withId("skycrane-access")
                    .withName("Topic rights by certificate").withVersion("1").withAuthor("Skycrane").withPriority(0)
                    .withStartPriority(1000).withExtensionMain(access).build());
        }
        return builder.build();
    }

    /** Beginning of the names of this process's temporary folders. */
    static String folderName() {
        return "skycrane-broker-" + ProcessHandle.current().pid() + "-";
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

    private static void refuseTaken(BrokerSetup setup) {
        int port = setup.port();
        if (port < 1 || port > 0xFFFF) throw InputException.of("broker", "port", port, "a port from 1 to 65535");
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(setup.bind(), port));
        } catch (IOException e) {
            throw new InputException("broker: port=" + port + ", expected a free port on " + setup.bind(), e);
        }
    }

    public int port() {
        return setup.port();
    }

    /** Address for this machine; with TLS it wants credentials, see {@link #url(String)}. */
    public BrokerUrl url() {
        String host = setup.bind().equals(ANY_INTERFACE) ? "127.0.0.1" : setup.bind();
        return new BrokerUrl(setup.isTls(), "", "", host, setup.port(), Credentials.NONE);
    }

    /** Address for this machine with what {@code role} shows there, from the broker's own folder of certificates. */
    public BrokerUrl url(String role) {
        return setup.isTls() ? url().with(Credentials.inFolder(setup.certs(), role)) : url();
    }

    /** Who and what was not let in since the start. */
    public BrokerRefusals refusals() {
        return new BrokerRefusals(access.refusedConnections(), access.refusedPublishes(),
                access.refusedSubscriptions(), refusals.counts());
    }

    @Override
    public void close() {
        if (closed) return;
        closed = true;
        refusals.detach();
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
