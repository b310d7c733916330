package dev.skycrane.proto.transport;

import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;

/** Paho's options for one connection, with what our network module needs beside them. */
final class SocketOptions extends MqttConnectionOptions {
    private final int maxPacketBytes;
    private final PayloadStore store;
    private volatile SocketModule module;

    /** @param store null for the client's own byte-by-byte reader */
    SocketOptions(int maxPacketBytes, PayloadStore store) {
        this.maxPacketBytes = maxPacketBytes;
        this.store = store;
    }

    int maxPacketBytes() {
        return maxPacketBytes;
    }

    PayloadStore store() {
        return store;
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
