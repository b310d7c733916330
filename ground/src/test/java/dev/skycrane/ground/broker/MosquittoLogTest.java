package dev.skycrane.ground.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.skycrane.proto.InputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MosquittoLogTest {
    @TempDir
    private Path folder;

    /** Lines of Mosquitto 2.0.11, as it wrote them. */
    @Test
    void refusalsAreCountedByReason() throws Exception {
        Path log = Files.write(folder.resolve("log"), List.of(
                "1795279275: New connection from 127.0.0.1:41604 on port 28883.",
                "1795279275: OpenSSL Error[0]: error:0A000086:SSL routines::certificate verify failed",
                "1795279275: Client <unknown> disconnected: Protocol error.",
                "1795279276: Client connection from 127.0.0.1 failed: error:0A00010B:SSL routines::wrong version number.",
                "1795279276: Client connection from 127.0.0.1 failed: error:0A00010B:SSL routines::wrong version number.",
                "1795279276: New client connected from 127.0.0.1:41638 as big (p5, c1, k60, u'rover').",
                "1795279276: Client big disconnected due to oversize packet.",
                "1795279370: Client cam disconnected due to malformed packet.",
                "1795279370: Client cam disconnected, not authorised.",
                "1795279371: Denied PUBLISH from cam (d0, q1, r0, m1, 'skycrane/m2020/rover/tm/x', ... (12 bytes))",
                "1795279372: Client cam disconnected."));
        BrokerRefusals refusals = MosquittoLog.read(log);
        assertEquals(1, refusals.publishes());
        assertEquals(
                Map.of("TLS: certificate verify failed", 1L, "TLS: wrong version number", 2L, "oversize packet", 1L,
                        "malformed packet", 1L, "not authorised", 1L),
                refusals.closed());
        assertEquals("broker refused messages without right to their topic: 1", refusals.lines().get(0));
        assertEquals(6, refusals.lines().size());
    }

    @Test
    void absentLogIsRefusedInOneLine() {
        Path log = folder.resolve("none");
        InputException e = assertThrows(InputException.class, () -> MosquittoLog.read(log));
        assertEquals("broker log: file=" + log + ", expected a log of Mosquitto (" + log + ")", e.getMessage());
    }
}
