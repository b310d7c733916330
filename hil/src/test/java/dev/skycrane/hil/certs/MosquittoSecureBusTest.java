package dev.skycrane.hil.certs;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.skycrane.ground.broker.BrokerRefusals;
import dev.skycrane.ground.broker.MosquittoFiles;
import dev.skycrane.ground.broker.MosquittoLog;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** With the configuration that {@code hil certs} writes, at another port. */
final class MosquittoSecureBusTest extends SecureBusSuite {
    @TempDir
    private static Path folder;
    private static Path certs;
    private static Process mosquitto;
    private static int port;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(program() != null, "no mosquitto on this machine (Debian package mosquitto)");
        certs = certificates(folder);
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = probe.getLocalPort();
        }
        // started as root it becomes the user mosquitto, who may not read what root alone may; refused messages are logged as debug only
        String user = "root".equals(System.getProperty("user.name")) ? "user root\n" : "";
        Files.writeString(certs.resolve("mosquitto.conf"), MosquittoFiles.configuration("127.0.0.1", port) + user
                + "log_type all\nlog_dest stderr\n");
        mosquitto = new ProcessBuilder(program().toString(), "-c", "mosquitto.conf").directory(certs.toFile())
                .redirectErrorStream(true).redirectOutput(folder.resolve("mosquitto.log").toFile()).start();
        long begin = System.nanoTime();
        while (!answers()) {
            assumeTrue(mosquitto.isAlive() && System.nanoTime() - begin < 10_000_000_000L, "mosquitto does not start: "
                    + Files.readString(folder.resolve("mosquitto.log")));
            LockSupport.parkNanos(10_000_000);
        }
    }

    private static boolean answers() {
        try (Socket s = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return s.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (mosquitto == null) return;
        System.out.println(MosquittoLog.read(folder.resolve("mosquitto.log")));
        mosquitto.destroy();
        if (!mosquitto.waitFor(5, TimeUnit.SECONDS)) mosquitto.destroyForcibly();
    }

    @Override
    Path certs() {
        return certs;
    }

    @Override
    int port() {
        return port;
    }

    private static BrokerRefusals refusals() {
        return MosquittoLog.read(folder.resolve("mosquitto.log"));
    }

    @Override
    long refusedPublishes() {
        return refusals().publishes();
    }

    @Override
    long refusedConnections() {
        return refusals().closed().values().stream().mapToLong(Long::longValue).sum();
    }

    /** Who says nothing and goes is not refused; the others spoke plainly to a TLS port. */
    @Override
    long refusedOf(int flood) {
        return flood / 2;
    }
}
