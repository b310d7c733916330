package dev.skycrane.ground.broker;

import dev.skycrane.proto.transport.LinkOptions;

/** Configuration of a Mosquitto that lets in the same clients with the same rights as the embedded broker. */
public final class MosquittoFiles {
    private MosquittoFiles() {}

    /**
     * A listener with TLS and client certificates. Paths are relative: Mosquitto is started in the folder of the files.
     *
     * @param bind address to listen on
     */
    public static String configuration(String bind, int port) {
        return """
                # mosquitto -c mosquitto.conf, started in this folder
                per_listener_settings false
                listener %d %s
                cafile ca.pem
                certfile broker.pem
                keyfile broker.key
                tls_version tlsv1.2
                require_certificate true
                use_identity_as_username true
                acl_file mosquitto.acl
                allow_anonymous false
                persistence false
                max_connections %d
                max_packet_size %d
                max_inflight_messages 128
                max_queued_messages 100000
                # refused clients are in the log; log_type all shows refused messages too, see ground serve --broker-log
                """.formatted(port, bind, BrokerConfiguration.MAX_CONNECTIONS, LinkOptions.MAX_PACKET_BYTES);
    }

    /** The access list that goes with it, {@code mosquitto.acl}. */
    public static String acl() {
        return new TopicRights().mosquittoAcl();
    }
}
