package dev.skycrane.proto.transport;

import java.net.URI;
import java.util.Set;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.internal.NetworkModule;
import org.eclipse.paho.mqttv5.client.spi.NetworkModuleFactory;

/** Found by Paho's service loader; makes the connections of {@link PahoLink}, with bulk reads or without. */
public final class BulkNetworkModuleFactory implements NetworkModuleFactory {
    static final String TCP = "skycrane-tcp";
    static final String TLS = "skycrane-tls";

    @Override
    public Set<String> getSupportedUriSchemes() {
        return Set.of(TCP, TLS);
    }

    @Override
    public void validateURI(URI brokerUri) {
        if (brokerUri.getHost() == null || brokerUri.getPort() < 0)
            throw new IllegalArgumentException("broker: uri=" + brokerUri + ", expected host and port");
    }

    @Override
    public NetworkModule createNetworkModule(URI brokerUri, MqttConnectionOptions options, String clientId) {
        if (!(options instanceof SocketOptions ours))
            throw new IllegalArgumentException("broker: uri=" + brokerUri + ", expected options of this package");
        SocketModule module = new SocketModule(brokerUri, ours);
        ours.module(module);
        return module;
    }
}
