package dev.skycrane.ground.broker;

import dev.skycrane.proto.InputException;
import dev.skycrane.proto.transport.Credentials;
import dev.skycrane.proto.transport.LinkOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The embedded broker's configuration in its temporary folder: limits, listener, and with TLS the key stores that it wants. */
final class BrokerConfiguration {
    /**
     * Messages the broker keeps per client before it discards. The default of 1,000 loses QoS 1 messages when the machine is loaded;
     * a faster-than-real-time landing publishes some thousands per second.
     */
    private static final int QUEUE_MESSAGES = 20_000;
    /** Messages of one client under way to the broker: more than any link of ours has. */
    private static final int RECEIVE_MAXIMUM = 512;
    /** A vehicle has seven connections, a station three; a flood of a thousand leaves them room until it is closed for its silence. */
    static final int MAX_CONNECTIONS = 4096;
    /** A connection that says nothing is closed after this. */
    private static final int SILENT_MS = 10_000;
    private static final int PASSWORD_BYTES = 16;
    private static final String BROKER = "broker";
    private static final String CONFIGURATION = """
            <?xml version="1.0"?>
            <hivemq>
              <listeners>%s</listeners>
              <mqtt>
                <queued-messages><max-queue-size>%d</max-queue-size><strategy>discard</strategy></queued-messages>
                <packets><max-packet-size>%d</max-packet-size></packets>
                <receive-maximum><server-receive-maximum>%d</server-receive-maximum></receive-maximum>
              </mqtt>
              <restrictions>
                <max-connections>%d</max-connections>
                <no-connect-idle-timeout>%d</no-connect-idle-timeout>
              </restrictions>
              <persistence><mode>in-memory</mode></persistence>
              <anonymous-usage-statistics><enabled>false</enabled></anonymous-usage-statistics>
            </hivemq>
            """;
    private static final String PLAIN = "<tcp-listener><port>%d</port><bind-address>%s</bind-address></tcp-listener>";
    private static final String TLS = """
            <tls-tcp-listener><port>%d</port><bind-address>%s</bind-address><tls>
              <keystore><path>%s</path><password>%s</password><private-key-password>%s</private-key-password></keystore>
              <truststore><path>%s</path><password>%s</password></truststore>
              <protocols><protocol>TLSv1.3</protocol><protocol>TLSv1.2</protocol></protocols>
              <handshake-timeout>10000</handshake-timeout>
              <client-authentication-mode>REQUIRED</client-authentication-mode>
            </tls></tls-tcp-listener>
            """;

    private BrokerConfiguration() {}

    /**
     * Writes {@code config.xml} and what it refers to.
     *
     * @throws InputException for certificates that cannot be used
     */
    static void write(Path folder, BrokerSetup setup, int port) throws IOException {
        String listener = setup.isTls() ? tls(folder, setup, port) : PLAIN.formatted(port, setup.bind());
        Files.writeString(folder.resolve("config.xml"), CONFIGURATION.formatted(listener, QUEUE_MESSAGES,
                LinkOptions.MAX_PACKET_BYTES, RECEIVE_MAXIMUM, MAX_CONNECTIONS, SILENT_MS));
    }

    private static String tls(Path folder, BrokerSetup setup, int port) throws IOException {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        String password = HexFormat.of().formatHex(random);
        Credentials own = Credentials.inFolder(setup.certs(), BROKER);
        try {
            Path keys = store(own.ownStore(password.toCharArray()), folder.resolve("keys.p12"), password);
            Path trust = store(own.trustStore(), folder.resolve("trust.p12"), password);
            return TLS.formatted(port, setup.bind(), keys, password, password, trust, password);
        } catch (GeneralSecurityException e) {
            throw new InputException("broker: certs=" + setup.certs() + ", expected usable ones (" + e.getMessage()
                    + ")", e);
        }
    }

    private static Path store(KeyStore store, Path file, String password) throws GeneralSecurityException, IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, password.toCharArray());
        }
        return file;
    }
}
