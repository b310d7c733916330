package dev.skycrane.flight.umbilical;

import dev.skycrane.flight.core.Segment;
import dev.skycrane.proto.transport.BrokerUrl;
import dev.skycrane.proto.transport.BusLink;
import dev.skycrane.proto.transport.LinkOptions;
import dev.skycrane.proto.transport.PahoLink;
import dev.skycrane.proto.transport.Subscription;
import java.util.function.Function;

/** Opens the umbilical's connections. */
@FunctionalInterface
public interface LinkFactory {
    /**
     * A connected link.
     *
     * @param segment    whose it is
     * @param listening  what it hears
     * @param onProgress to be run when the link may take more
     * @throws dev.skycrane.proto.InputException when nobody answers
     */
    BusLink open(Segment segment, LinkOptions options, Subscription listening, Runnable onProgress);

    /** Connections to an MQTT 5 broker. */
    static LinkFactory to(BrokerUrl url) {
        return to(segment -> url);
    }

    /** Connections to an MQTT 5 broker where each segment shows credentials of its own. */
    static LinkFactory to(Function<Segment, BrokerUrl> url) {
        return (segment, options, listening, onProgress) -> new PahoLink(url.apply(segment), options, onProgress)
                .listening(listening).connect();
    }
}
