package dev.skycrane.proto.transport;

/**
 * How a link behaves.
 *
 * @param clientId       unique at the broker
 * @param window         messages in flight at most, ours to the broker; 32 image chunks of 256 KiB are 8 MiB, several
 *                       round trips of a loaded loopback and still a bounded loss at a cut
 * @param receiveMaximum messages the broker may have in flight to us (MQTT 5 receive maximum)
 * @param maxPacketBytes largest packet accepted
 * @param bulk       payloads go round the client, through our network module
 * @param reconnect      come back after an unexpected loss, with back-off, and send again what was not acknowledged
 * @param keepSession    the broker keeps subscriptions and undelivered messages over a loss
 * @param willTopic      topic of the last will, empty for none
 * @param will           payload of the last will
 */
public record LinkOptions(String clientId, int window, int receiveMaximum, int maxPacketBytes, boolean bulk,
        boolean reconnect, boolean keepSession, String willTopic, byte[] will) {
    public static final int WINDOW = 32;
    public static final int RECEIVE_MAXIMUM = 64;
    /** Four times the chunk size and some; telemetry batches are far below. */
    public static final int MAX_PACKET_BYTES = 2 << 20;

    /** In bulk, no will, no reconnection. */
    public static LinkOptions of(String clientId) {
        return new LinkOptions(clientId, WINDOW, RECEIVE_MAXIMUM, MAX_PACKET_BYTES, true, false, false, "",
                new byte[0]);
    }

    public LinkOptions withWill(String topic, byte[] payload) {
        return new LinkOptions(clientId, window, receiveMaximum, maxPacketBytes, bulk, reconnect, keepSession,
                topic, payload);
    }

    public LinkOptions withReconnect(boolean on) {
        return new LinkOptions(clientId, window, receiveMaximum, maxPacketBytes, bulk, on, keepSession, willTopic,
                will);
    }

    public LinkOptions withKeptSession() {
        return new LinkOptions(clientId, window, receiveMaximum, maxPacketBytes, bulk, reconnect, true, willTopic,
                will);
    }

    public LinkOptions withWindow(int messages) {
        return new LinkOptions(clientId, messages, receiveMaximum, maxPacketBytes, bulk, reconnect, keepSession,
                willTopic, will);
    }

    public LinkOptions withReceiveMaximum(int messages) {
        return new LinkOptions(clientId, window, messages, maxPacketBytes, bulk, reconnect, keepSession, willTopic,
                will);
    }

    /** Payloads go through the client, its byte-by-byte reader among the rest. */
    public LinkOptions withoutBulk() {
        return new LinkOptions(clientId, window, receiveMaximum, maxPacketBytes, false, reconnect, keepSession,
                willTopic, will);
    }
}
