package dev.skycrane.proto.transport;

import dev.skycrane.proto.frame.FrameBytes;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;

/** Paho's options for one connection, with what our network module needs beside them. */
final class SocketOptions extends MqttConnectionOptions {
    private final int maxPacketBytes;
    private final PayloadStore<byte[]> incoming;
    private final PayloadStore<FrameBytes> outgoing;
    private final Runnable onLost;
    private final SSLSocketFactory tls;
    private volatile SocketModule module;

    /**
     * @param incoming null for the client's own byte-by-byte reader
     * @param outgoing null for the client's own writer
     * @param onLost run when the connection ends, some tenths of a second before Paho has wound itself up and says so
     * @param tls    makes the sockets, or null without encryption
     */
    SocketOptions(int maxPacketBytes, PayloadStore<byte[]> incoming, PayloadStore<FrameBytes> outgoing,
            Runnable onLost, SSLSocketFactory tls) {
        this.tls = tls;
        this.maxPacketBytes = maxPacketBytes;
        this.incoming = incoming;
        this.outgoing = outgoing;
        this.onLost = onLost;
    }

    Runnable onLost() {
        return onLost;
    }

    int maxPacketBytes() {
        return maxPacketBytes;
    }

    PayloadStore<byte[]> incoming() {
        return incoming;
    }

    PayloadStore<FrameBytes> outgoing() {
        return outgoing;
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
