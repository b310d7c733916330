package dev.skycrane.proto.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.proto.InputException;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing leaves this machine without TLS and credentials. The addresses are those of RFC 5737, where nobody is. */
@Timeout(10)
final class OffLoopbackTest {
    private static PahoLink link(String url) {
        return new PahoLink(BrokerUrl.parse(url), LinkOptions.of("test"), () -> {});
    }

    @ParameterizedTest
    @ValueSource(strings = {"mqtt://192.0.2.1", "mqtt://me:secret@192.0.2.1", "mqtts://192.0.2.1",
        "mqtts://me@192.0.2.1"})
    void linkWithoutTlsOrWithoutCredentialsIsRefusedBeforeAnySocketIsOpened(String url) {
        InputException e = assertThrows(InputException.class, () -> link(url).connect());
        assertEquals("broker: url=" + BrokerUrl.parse(url)
                + ", expected mqtts:// and credentials (--certs or user:password@) for a broker that is not on this machine",
                e.getMessage());
    }

    /** A name that changed its address after it was looked at gets no plain connection either. */
    @Test
    void socketItselfRefusesToLeaveWithoutTls() {
        SocketOptions options = new SocketOptions(1024, null, null, () -> {}, null);
        SocketModule module = new SocketModule(URI.create("skycrane://192.0.2.1:1883"), options);
        IOException e = assertThrows(IOException.class, module::start);
        assertTrue(e.getMessage().startsWith("connection: tls=none, expected for "), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "127.1.2.3", "::1"})
    void whatStaysOnThisMachineNeedsNeither(String host) {
        assertTrue(BrokerUrl.isLoopback(host));
    }
}
