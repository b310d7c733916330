package dev.skycrane.proto.transport;

import dev.skycrane.proto.InputException;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * Address of an MQTT 5 broker, {@code mqtt[s]://[user[:password]@]host[:port]}; ports default to 1883 and 8883.
 *
 * @param user     empty for none
 * @param password empty for none
 */
public record BrokerUrl(boolean tls, String user, String password, String host, int port) {
    private static final int PORT = 1883;
    private static final int TLS_PORT = 8883;
    private static final String SHAPE = "mqtt[s]://[user[:password]@]host:port";

    /** @throws InputException when the text is not such an address */
    public static BrokerUrl parse(String text) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw refused(text);
        }
        boolean tls = "mqtts".equalsIgnoreCase(uri.getScheme());
        boolean known = tls || "mqtt".equalsIgnoreCase(uri.getScheme());
        boolean bare = (uri.getPath() == null || uri.getPath().isEmpty() || "/".equals(uri.getPath()))
                && uri.getQuery() == null && uri.getFragment() == null;
        if (!known || !bare || uri.getHost() == null || uri.getPort() == 0 || uri.getPort() > 0xFFFF)
            throw refused(text);
        String userInfo = uri.getUserInfo() == null ? "" : uri.getUserInfo();
        int colon = userInfo.indexOf(':');
        String user = colon < 0 ? userInfo : userInfo.substring(0, colon);
        String password = colon < 0 ? "" : userInfo.substring(colon + 1);
        int port = uri.getPort() >= 0 ? uri.getPort() : tls ? TLS_PORT : PORT;
        return new BrokerUrl(tls, user, password, uri.getHost(), port);
    }

    /** A broker on this machine without encryption. */
    public static BrokerUrl loopback(int port) {
        return new BrokerUrl(false, "", "", "127.0.0.1", port);
    }

    private static InputException refused(String text) {
        return InputException.of("broker", "url", text, SHAPE);
    }

    /** The refusal of an address where nobody answers. */
    InputException unreachable(Throwable cause) {
        return new InputException("broker: url=" + this + ", expected a reachable MQTT 5 broker", cause);
    }

    /** The address without the password. */
    @Override
    public String toString() {
        return (tls ? "mqtts://" : "mqtt://") + (user.isEmpty() ? "" : user + "@") + host + ":" + port;
    }
}
