package dev.skycrane.hil.link;

import dev.skycrane.ground.broker.EmbeddedBroker;
import dev.skycrane.proto.transport.BrokerUrl;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

final class EmbeddedBusTest extends BusSuite {
    private static EmbeddedBroker broker;

    @BeforeAll
    static void start() {
        long begin = System.nanoTime();
        broker = EmbeddedBroker.start(EmbeddedBroker.ANY_PORT);
        System.out.printf("embedded broker up in %.2f s%n", (System.nanoTime() - begin) / 1e9);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Override
    BrokerUrl broker() {
        return broker.url();
    }
}
