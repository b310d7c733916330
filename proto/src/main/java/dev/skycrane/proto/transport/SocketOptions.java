package dev.skycrane.proto.transport;

import javax.net.ssl.SSLSocketFactory;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;

/** Paho's options for one connection, with what our network module needs beside them. */
final class SocketOptions extends MqttConnectionOptions {
    private final int maxPacketBytes;
    private final PayloadStore store;
    private final Runnable onLost;
    private final SSLSocketFactory tls;
    private volatile SocketModule module;

    /**
     * @param store  null for the client's own byte-by-byte reader
     * @param onLost run when the connection ends, some tenths of a second before Paho has wound itself up and says so
     * @param tls    makes the sockets, or null without encryption
     */
    SocketOptions(int maxPacketBytes, PayloadStore store, Runnable onLost, SSLSocketFactory tls) {
        this.tls = tls;
        this.maxPacketBytes = maxPacketBytes;
        this.store = store;
        this.onLost = onLost;
    }

    Runnable onLost() {
        return onLost;
    }

    int maxPacketBytes() {
        return maxPacketBytes;
    }

    PayloadStore store() {
        return store;
    }

    SSLSocketFactory tls() {
        return tls;
    }

    void module(SocketModule made) {
        module = made;
    }

    /** Severs the connection, if there is one. */
    void reset() {
        SocketModule m = module;
        if (m != null) m.reset();
    }
}
