package dev.skycrane.proto.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.skycrane.proto.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BrokerUrlTest {
    @Test
    void readsEveryPartAndFillsInThePort() {
        assertEquals(new BrokerUrl(false, "", "", "example.org", 1883, Credentials.NONE),
                BrokerUrl.parse("mqtt://example.org"));
        assertEquals(new BrokerUrl(true, "me", "a:b", "10.0.0.1", 99, Credentials.NONE),
                BrokerUrl.parse("mqtts://me:a:b@10.0.0.1:99"));
        assertEquals(new BrokerUrl(true, "me", "", "h", 8883, Credentials.NONE), BrokerUrl.parse("mqtts://me@h/"));
    }

    @Test
    void thePasswordIsNeverShown() {
        assertEquals("mqtt://me@h:1883", BrokerUrl.parse("mqtt://me:secret@h").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "h:1883", "http://h", "mqtt://", "mqtt://h:0", "mqtt://h:70000", "mqtt://h/topic",
        "mqtt://h?x=1", "mqtt://h h"})
    void anythingElseIsRefused(String text) {
        InputException e = assertThrows(InputException.class, () -> BrokerUrl.parse(text));
        assertEquals("broker: url=" + text + ", expected mqtt[s]://[user[:password]@]host:port", e.getMessage());
    }
}
