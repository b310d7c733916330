package dev.skycrane.hil.certs;

import dev.skycrane.ground.broker.BrokerSetup;
import dev.skycrane.ground.broker.EmbeddedBroker;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedSecureBusTest extends SecureBusSuite {
    @TempDir
    private static Path folder;
    private static Path certs;
    private static EmbeddedBroker broker;

    @BeforeAll
    static void start() throws Exception {
        certs = certificates(folder);
        broker = EmbeddedBroker.start(BrokerSetup.loopback(EmbeddedBroker.ANY_PORT, certs));
    }

    @AfterAll
    static void stop() {
        System.out.println(broker.refusals());
        broker.close();
    }

    @Override
    Path certs() {
        return certs;
    }

    @Override
    int port() {
        return broker.port();
    }

    @Override
    long refusedPublishes() {
        return broker.refusals().publishes();
    }

    @Override
    long refusedConnections() {
        return broker.refusals().closed().values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    long refusedOf(int flood) {
        return flood;
    }
}
