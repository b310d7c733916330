package dev.skycrane.proto.transport;

import dev.skycrane.proto.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Whom one end of a TLS connection trusts, and how it proves who it is. All files are PEM (RFC 7468).
 *
 * @param ca          certificates of the authorities trusted, or null for those of the Java installation
 * @param certificate own certificate, with its chain if there is one, or null for none
 * @param key         its private key, PKCS#8 without a password, or null for none
 */
public record Credentials(Path ca, Path certificate, Path key) {
    /** Nothing of one's own, and the authorities of the Java installation. */
    public static final Credentials NONE = new Credentials(null, null, null);
    private static final Pattern PRIVATE_KEY = Pattern
            .compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]*)-----END PRIVATE KEY-----");
    private static final long MAX_FILE_BYTES = 1 << 20;

    /** @throws InputException for a certificate without key or the other way round */
    public Credentials {
        if ((certificate == null) != (key == null)) {
            throw InputException.of("credentials", "certificate", certificate,
                    "a certificate and its key, both or none");
        }
    }

    /** {@code ca.pem}, {@code NAME.pem} and {@code NAME.key} of a folder as {@code hil certs} makes it. */
    public static Credentials inFolder(Path folder, String name) {
        return new Credentials(folder.resolve("ca.pem"), folder.resolve(name + ".pem"), folder.resolve(name + ".key"));
    }

    /** Whether they prove who one is. */
    public boolean hasCertificate() {
        return certificate != null;
    }

    /**
     * A context for TLS connections.
     *
     * @throws InputException for a file that is not what it should be
     */
    public SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(hasCertificate() ? keys().getKeyManagers() : null,
                    ca == null ? null : trust().getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new InputException("credentials: certificate=" + certificate + ", expected to be usable ("
                    + e.getMessage() + ")", e);
        }
    }

    private KeyManagerFactory keys() throws GeneralSecurityException, IOException {
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        char[] password = new char[0];
        factory.init(ownStore(password), password);
        return factory;
    }

    private TrustManagerFactory trust() throws GeneralSecurityException, IOException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trustStore());
        return factory;
    }

    /** A key store with the own certificate and its key under the name {@code own}. @throws InputException for unusable files */
    public KeyStore ownStore(char[] password) throws GeneralSecurityException, IOException {
        Certificate[] chain = certificates(certificate).toArray(Certificate[]::new);
        KeyStore store = emptyStore();
        store.setKeyEntry("own", privateKey(chain[0]), password, chain);
        return store;
    }

    /** A key store with the authorities trusted. @throws InputException for an unusable file */
    public KeyStore trustStore() throws GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        int n = 0;
        for (Certificate c : certificates(ca))
            store.setCertificateEntry("ca" + n++, c);
        return store;
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static Collection<? extends Certificate> certificates(Path file) {
        check(file, "a file with certificates in PEM");
        try (InputStream in = Files.newInputStream(file)) {
            Collection<? extends Certificate> found = CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (!found.isEmpty()) return found;
        } catch (GeneralSecurityException | IOException e) {
            throw refused(file, "a file with certificates in PEM", e);
        }
        throw refused(file, "a file with certificates in PEM", null);
    }

    private PrivateKey privateKey(Certificate own) {
        String expected = "a file with the certificate's private key in PEM, PKCS#8 without password";
        check(key, expected);
        try {
            Matcher m = PRIVATE_KEY.matcher(Files.readString(key, StandardCharsets.US_ASCII));
            if (!m.find()) throw refused(key, expected, null);
            byte[] bytes = Base64.getMimeDecoder().decode(m.group(1));
            return KeyFactory.getInstance(own.getPublicKey().getAlgorithm())
                    .generatePrivate(new PKCS8EncodedKeySpec(bytes));
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            throw refused(key, expected, e);
        }
    }

    private static void check(Path file, String expected) {
        try {
            if (Files.isRegularFile(file) && Files.size(file) <= MAX_FILE_BYTES) return;
        } catch (IOException e) {
            throw refused(file, expected, e);
        }
        throw refused(file, expected, null);
    }

    private static InputException refused(Path file, String expected, Throwable cause) {
        return new InputException("credentials: file=" + file + ", expected " + expected, cause);
    }
}
