package dev.skycrane.hil.bus;

import dev.skycrane.proto.InputException;
import dev.skycrane.proto.transport.BrokerUrl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A broker in a process of its own, on loopback, which can be killed and started again on the same port. */
public final class BrokerProcess implements AutoCloseable {
    /** Which. */
    public enum Kind {
        EMBEDDED, MOSQUITTO
    }

    private static final List<String> MOSQUITTO = List.of("/usr/sbin/mosquitto", "/usr/bin/mosquitto",
            "/usr/local/sbin/mosquitto");
    /**
     * For glibc (mallopt(3)): a chunk's memory comes from the heap and stays there. Otherwise each chunk is mapped and unmapped, and the faults of
     * its pages take half of Mosquitto's time.
     */
    private static final Map<String, String> KEEP_MEMORY = Map.of("MALLOC_MMAP_THRESHOLD_",
            Integer.toString(32 << 20), "MALLOC_TRIM_THRESHOLD_", Integer.toString(256 << 20));
    private static final long START_NS = 10_000_000_000L;

    private final Kind kind;
    private final List<String> jvm;
    private final int port;
    private final Path folder;
    private ChildProcess child;
    private Process process;

    private BrokerProcess(Kind kind, List<String> jvm, int port) throws IOException {
        this.kind = kind;
        this.jvm = jvm;
        this.port = port;
        folder = Leftovers.folder("skycrane-broker-process");
    }

    /** Where Mosquitto is on this machine, or null. */
    public static Path mosquitto() {
        return MOSQUITTO.stream().map(Path::of).filter(Files::isExecutable).findFirst().orElse(null);
    }

    /**
     * Starts one on a free port.
     *
     * @param extra lines of configuration, Mosquitto only
     * @throws InputException when Mosquitto is asked for and absent
     */
    public static BrokerProcess start(Kind kind, List<String> extra) throws IOException {
        return start(kind, extra, List.of("-Xmx768m"));
    }

    /** One that is soon there and soon there again, rather than fast: for whoever kills it often. */
    static BrokerProcess startSmall(Kind kind) throws IOException {
        return start(kind, List.of(), List.of("-Xmx768m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    }

    private static BrokerProcess start(Kind kind, List<String> extra, List<String> jvm) throws IOException {
        int port = freePort();
        if (kind == Kind.MOSQUITTO && mosquitto() == null)
            throw InputException.of("broker", "mosquitto", "absent", "Debian package mosquitto");
        BrokerProcess broker = new BrokerProcess(kind, jvm, port);
        if (kind == Kind.MOSQUITTO)
            Files.write(broker.configuration(), Stream.concat(lines(port), extra.stream()).toList());
        broker.start();
        return broker;
    }

    /** What a Mosquitto needs for this bus. */
    private static Stream<String> lines(int port) {
        return Stream.of("listener " + port + " 127.0.0.1", "allow_anonymous true", "persistence false",
                "max_inflight_messages 128", "max_queued_messages 20000", "set_tcp_nodelay true", "log_type none");
    }

    /**
     * A port that stays free while the broker is dead: below those the system gives to outgoing connections, one of which, trying to reach
     * the dead broker, might get its very port.
     */
    public static int freePort() throws IOException {
        for (int attempt = 0; attempt < 100; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(10_000, 30_000);
            try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return probe.getLocalPort();
            } catch (IOException e) {
                // taken: another
            }
        }
        throw new IOException("broker: port=none, expected a free one from 10000 to 29999");
    }

    /** Of Mosquitto. */
    private Path configuration() {
        return folder.resolve("mosquitto.conf");
    }

    void start() throws IOException {
        if (kind == Kind.EMBEDDED) {
            // what it leaves behind when it is killed goes with this folder
            List<String> all = new ArrayList<>(jvm);
            all.add("-Djava.io.tmpdir=" + folder);
            child = ChildProcess.hil(all, List.of("bus", "broker", "--port", Integer.toString(port)),
                    line -> {});
            return;
        }
        ProcessBuilder command = new ProcessBuilder(mosquitto().toString(), "-c", configuration().toString())
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        command.environment().putAll(KEEP_MEMORY);
        process = Leftovers.with(command.start());
        long begin = System.nanoTime();
        while (!answers()) {
            if (!process.isAlive() || System.nanoTime() - begin > START_NS)
                throw new IOException("mosquitto: port=" + port + ", expected it to start");
            LockSupport.parkNanos(2_000_000);
        }
    }

    private boolean answers() {
        try (Socket s = new Socket()) {
            s.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** It listens on. */
    public int port() {
        return port;
    }

    /** Its address. */
    public BrokerUrl url() {
        return BrokerUrl.loopback(port);
    }

    Kind kind() {
        return kind;
    }

    /** Ends it as {@code kill -9} does. */
    void kill() {
        if (child != null) child.kill();
        if (process != null) {
            process.destroyForcibly();
            try {
                process.waitFor(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private ProcessHandle handle() {
        return ProcessHandle.of(child == null ? process.pid() : child.pid()).orElseThrow();
    }

    /** Memory, bytes; 0 where the system does not say. */
    public long residentBytes() {
        return ChildProcess.residentBytes(handle().pid());
    }

    /** Processor time so far, seconds. */
    public double cpuSeconds() {
        return ChildProcess.cpuSeconds(handle());
    }

    @Override
    public void close() throws IOException {
        kill();
        Leftovers.delete(folder);
    }
}
