package dev.skycrane.proto.command;

import dev.skycrane.proto.InputException;
import dev.skycrane.proto.transport.BrokerUrl;
import dev.skycrane.proto.transport.Credentials;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Options that say whom to trust and who one is on a bus with TLS; to be mixed into commands that use one. */
public final class TlsOptions {
    @Option(names = "--certs", paramLabel = "DIR", description = "Folder made by hil certs: authority, own certificate and key for TLS.")
    private Path certs;
    @Option(names = "--tls-ca", paramLabel = "FILE", description = "Certificates of the authorities to trust, PEM, instead of --certs.")
    private Path ca;
    @Option(names = "--tls-cert", paramLabel = "FILE", description = "Own certificate, PEM, instead of --certs.")
    private Path certificate;
    @Option(names = "--tls-key", paramLabel = "FILE", description = "Its key, PKCS#8 PEM, instead of --certs.")
    private Path key;

    /** The folder of certificates, or null. */
    public Path certs() {
        return certs;
    }

    /** The same broker with what {@code role} shows there. @throws InputException when the options contradict each other or the URL */
    public BrokerUrl of(BrokerUrl url, String role) {
        return url.with(credentials(role));
    }

    /** As {@link #of(BrokerUrl, String)}. @throws InputException also for a text that is no address */
    public BrokerUrl of(String url, String role) {
        return of(BrokerUrl.parse(url), role);
    }

    /**
     * As given, for {@code role}.
     *
     * @param role file name in the folder of certificates: {@code ground}, {@code station} or a segment
     * @throws InputException when the options contradict each other
     */
    public Credentials credentials(String role) {
        boolean files = ca != null || certificate != null || key != null;
        if (certs != null && files) {
            throw InputException.of("usage", "--certs", certs, "no --tls-ca, --tls-cert or --tls-key beside it");
        }
        if (certs != null) return Credentials.inFolder(certs, role);
        return files ? new Credentials(ca, certificate, key) : Credentials.NONE;
    }
}
