package dev.skycrane.ground.broker;

import dev.skycrane.proto.InputException;
import dev.skycrane.proto.transport.BrokerUrl;
import java.nio.file.Path;

/**
 * Where an embedded broker listens and whom it lets in.
 *
 * @param bind  address of one of this machine's interfaces
 * @param port  {@link EmbeddedBroker#ANY_PORT} or a port number
 * @param certs folder made by {@code hil certs}: TLS, client certificates and topic rights; null for none of that
 */
public record BrokerSetup(String bind, int port, Path certs) {
    private static final String LOOPBACK = "127.0.0.1";

    /** @throws InputException for a broker that others could reach and that would let in everybody */
    public BrokerSetup {
        if (certs == null && !BrokerUrl.isLoopback(bind)) {
            throw InputException.of("broker", "bind", bind,
                    "127.0.0.1, or --certs beside it: only TLS with client certificates leaves this machine");
        }
    }

    /** Without TLS, for this machine alone. */
    public static BrokerSetup loopback(int port) {
        return new BrokerSetup(LOOPBACK, port, null);
    }

    /** On this machine alone. @param certs null without TLS */
    public static BrokerSetup loopback(int port, Path certs) {
        return new BrokerSetup(LOOPBACK, port, certs);
    }

    BrokerSetup at(int other) {
        return new BrokerSetup(bind, other, certs);
    }

    boolean isTls() {
        return certs != null;
    }
}
