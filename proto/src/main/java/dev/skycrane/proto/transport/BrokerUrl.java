package dev.skycrane.proto.transport;

import dev.skycrane.proto.InputException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLException;

/**
 * Address of an MQTT 5 broker, {@code mqtt[s]://[user[:password]@]host[:port]}, and what one shows there; ports default to 1883 and 8883.
 *
 * @param user        empty for none
 * @param password    empty for none
 * @param credentials for TLS
 */
public record BrokerUrl(boolean tls, String user, String password, String host, int port, Credentials credentials) {
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
        return new BrokerUrl(tls, user, password, uri.getHost(), port, Credentials.NONE);
    }

    /** A broker on this machine without encryption. */
    public static BrokerUrl loopback(int port) {
        return new BrokerUrl(false, "", "", "127.0.0.1", port, Credentials.NONE);
    }

    /** The same broker, with other credentials. @throws InputException for credentials that TLS alone can use, without TLS */
    public BrokerUrl with(Credentials others) {
        if (!tls && !others.equals(Credentials.NONE)) {
            throw InputException.of("broker", "url", this, "mqtts:// for an address with certificates");
        }
        return new BrokerUrl(tls, user, password, host, port, others);
    }

    /**
     * Off this machine there is no way without TLS and credentials.
     *
     * @throws InputException when this address would be one
     */
    void requireAllowed() {
        boolean proven = credentials.hasCertificate() || !user.isEmpty() && !password.isEmpty();
        if (isLoopback(host) || tls && proven) return;
        throw InputException.of("broker", "url", this,
                "mqtts:// and credentials (--certs or user:password@) for a broker that is not on this machine");
    }

    /** Whether all that is sent there stays on this machine. */
    public static boolean isLoopback(String host) {
        try {
            for (InetAddress address : InetAddress.getAllByName(host))
                if (!address.isLoopbackAddress()) return false;
            return true;
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static InputException refused(String text) {
        return InputException.of("broker", "url", text, SHAPE);
    }

    /** The refusal of an address where nobody answers. */
    InputException unreachable(Throwable cause) {
        String why = tls ? tlsReason(cause) : "";
        return new InputException("broker: url=" + this + ", expected a reachable MQTT 5 broker" + why, cause);
    }

    /** What TLS says, in brackets; empty when it is not TLS that failed. */
    private static String tlsReason(Throwable cause) {
        String said = "";
        for (Throwable t = cause; t != null; t = t.getCause()) {
            boolean speaks = t instanceof SSLException || t instanceof GeneralSecurityException;
            if (speaks && t.getMessage() != null) said = t.getMessage().lines().findFirst().orElse("");
        }
        return said.isEmpty() ? "" : " (TLS: " + said + ")";
    }

    /** The address without the password. */
    @Override
    public String toString() {
        return (tls ? "mqtts://" : "mqtt://") + (user.isEmpty() ? "" : user + "@") + host + ":" + port;
    }
}
