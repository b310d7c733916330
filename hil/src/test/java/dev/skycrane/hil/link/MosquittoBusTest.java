package dev.skycrane.hil.link;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.skycrane.proto.transport.BrokerUrl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The same over a real Mosquitto, if there is one on this machine. */
final class MosquittoBusTest extends BusSuite {
    private static Process mosquitto;
    private static int port;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        Path program = Stream.of("/usr/sbin/mosquitto", "/usr/bin/mosquitto", "/usr/local/sbin/mosquitto")
                .map(Path::of).filter(Files::isExecutable).findFirst().orElse(null);
        assumeTrue(program != null, "no mosquitto on this machine (Debian package mosquitto)");
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = probe.getLocalPort();
        }
        Path configuration = Files.writeString(folder.resolve("mosquitto.conf"), """
                listener %d 127.0.0.1
                allow_anonymous true
                persistence false
                max_inflight_messages 128
                max_queued_messages 100000
                """.formatted(port));
        mosquitto = new ProcessBuilder(program.toString(), "-c", configuration.toString())
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        long begin = System.nanoTime();
        while (!answers()) {
            assumeTrue(mosquitto.isAlive() && System.nanoTime() - begin < 10_000_000_000L, "mosquitto does not start");
            LockSupport.parkNanos(10_000_000);
        }
    }

    private static boolean answers() {
        try (Socket s = new Socket()) {
            s.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (mosquitto == null) return;
        mosquitto.destroy();
        if (!mosquitto.waitFor(5, TimeUnit.SECONDS)) mosquitto.destroyForcibly();
    }

    @Override
    BrokerUrl broker() {
        return BrokerUrl.loopback(port);
    }
}
