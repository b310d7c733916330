package dev.skycrane.flight.umbilical;

import dev.skycrane.proto.transport.BrokerUrl;
import dev.skycrane.proto.transport.BusLink;
import dev.skycrane.proto.transport.LinkOptions;
import dev.skycrane.proto.transport.PahoLink;

/** Opens the umbilical's connections. */
@FunctionalInterface
public interface LinkFactory {
    /**
     * A connected link.
     *
     * @param onProgress to be run when the link may take more
     * @throws dev.skycrane.proto.InputException when nobody answers
     */
    BusLink open(LinkOptions options, Runnable onProgress);

    /** Connections to an MQTT 5 broker. */
    static LinkFactory to(BrokerUrl url) {
        return (options, onProgress) -> new PahoLink(url, options, onProgress).connect();
    }
}
