package dev.skycrane.proto.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.skycrane.proto.InputException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A link and something that is no broker. */
@Timeout(60)
final class PahoLinkTest {
    private static final String CLIENT = "reset-at-once";
    private static final int ATTEMPTS = 4;
    private static final long END_MS = 5_000;

    /** Takes connections and resets them as soon as the client reads, as a proxy does whose broker is dead. */
    private static void refuse(ServerSocket server) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                while (threads("MQTT Rec: ").isEmpty() && !server.isClosed())
                    Thread.onSpinWait();
                socket.setSoLinger(true, 0);
            } catch (IOException e) {
                return;
            }
        }
    }

    private static List<Thread> threads(String purpose) {
        Set<Thread> all = Thread.getAllStackTraces().keySet();
        return all.stream().filter(t -> t.getName().startsWith(purpose) && t.getName().endsWith(CLIENT)).toList();
    }

    @Test
    void aConnectionThatIsResetAtOnceLeavesNoThreadBehind() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            Thread proxy = new Thread(() -> refuse(server), "proxy");
            proxy.setDaemon(true);
            proxy.start();
            BrokerUrl url = BrokerUrl.loopback(server.getLocalPort());
            for (int i = 0; i < ATTEMPTS; i++) {
                PahoLink link = new PahoLink(url, LinkOptions.of(CLIENT), () -> {});
                assertThrows(InputException.class, link::connect);
            }
        }
        List<String> left = new ArrayList<>();
        for (Thread thread : threads("MQTT")) {
            thread.join(END_MS);
            if (thread.isAlive()) left.add(thread.getName());
        }
        assertEquals(List.of(), left);
    }
}
