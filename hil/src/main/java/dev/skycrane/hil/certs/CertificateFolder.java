package dev.skycrane.hil.certs;

import dev.skycrane.ground.broker.MosquittoFiles;
import dev.skycrane.ground.broker.TopicRights;
import dev.skycrane.hil.certs.DevelopmentCa.Identity;
import dev.skycrane.proto.InputException;
import dev.skycrane.proto.telecommand.CommandKey;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder with all that a bus with TLS needs: {@code ca.pem}; for {@code broker} and every role {@code NAME.pem}, {@code NAME.key} (PKCS#8) and
 * {@code NAME.p12} with the password in {@code p12.password}; {@code command.key}; {@code mosquitto.conf} and {@code mosquitto.acl}. The key of
 * the authority is thrown away: for more, a new folder is made.
 */
public final class CertificateFolder {
    private static final String BROKER = "broker";
    private static final int PASSWORD_BYTES = 16;
    private static final int TLS_PORT = 8883;
    private static final Base64.Encoder PEM = Base64.getMimeEncoder(64, new byte[]{'\n'});

    private final Path folder;
    private final String password;

    private CertificateFolder(Path folder) {
        this.folder = folder;
        byte[] bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        password = HexFormat.of().formatHex(bytes);
    }

    /**
     * Makes the folder, whole or not at all.
     *
     * @param out   not there yet, or empty
     * @param hosts names and addresses of the broker beside those of this machine itself
     * @return the files made
     * @throws InputException when there is something already, or it cannot be written
     */
    public static List<String> make(Path out, List<String> hosts, int days) {
        try {
            return make(out, hosts, new DevelopmentCa(days));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("every JRE can make keys on P-256", e);
        }
    }

    static List<String> make(Path out, List<String> hosts, DevelopmentCa ca) {
        Path target = out.toAbsolutePath().normalize();
        refuseUsed(target);
        try {
            if (target.getParent() != null) Files.createDirectories(target.getParent());
            Path draft = Files.createTempDirectory(target.getParent(), target.getFileName() + ".draft");
            try {
                new CertificateFolder(draft).fill(hosts, ca);
                Files.deleteIfExists(target);
                Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException | GeneralSecurityException | RuntimeException e) {
                remove(draft);
                throw e;
            }
            try (Stream<Path> files = Files.list(target)) {
                return files.map(f -> f.getFileName().toString()).sorted().toList();
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new InputException("certs: --out=" + out + ", expected a folder that can be made (" + e.getMessage()
                    + ")", e);
        }
    }

    private static void refuseUsed(Path target) {
        if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) return;
        try (Stream<Path> files = Files.isDirectory(target) ? Files.list(target) : Stream.of(target)) {
            if (files.findAny().isEmpty()) return;
        } catch (IOException e) {
            // what cannot be listed is not known to be empty
        }
        throw InputException.of("certs", "--out", target, "a folder that is empty or not there yet");
    }

    private static void remove(Path draft) throws IOException {
        try (Stream<Path> files = Files.list(draft)) {
            for (Path f : files.toList())
                Files.deleteIfExists(f);
        }
        Files.deleteIfExists(draft);
    }

    private void fill(List<String> hosts, DevelopmentCa ca) throws IOException, GeneralSecurityException {
        Instant from = Instant.now().minus(1, ChronoUnit.MINUTES);
        Instant until = ca.root().certificate().getNotAfter().toInstant();
        List<String> names = new ArrayList<>(List.of("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1"));
        names.addAll(hosts);
        Files.writeString(folder.resolve("ca.pem"), pem("CERTIFICATE", ca.root().certificate().getEncoded()));
        secret("p12.password", password + "\n");
        write(BROKER, ca.server(BROKER, names, from, until), ca.root().certificate());
        for (String role : new TopicRights().roles())
            write(role, ca.client(role, from, until), ca.root().certificate());
        CommandKey.random().write(folder.resolve("command.key"));
        Files.writeString(folder.resolve("mosquitto.conf"), MosquittoFiles.configuration("127.0.0.1", TLS_PORT));
        secret("mosquitto.acl", MosquittoFiles.acl());
    }

    /** Another identity into a folder that is there. */
    static void add(Path folder, String name, Identity identity, Certificate ca)
            throws IOException, GeneralSecurityException {
        new CertificateFolder(folder).write(name, identity, ca);
    }

    private void write(String name, Identity identity, Certificate ca) throws IOException, GeneralSecurityException {
        PrivateKey key = identity.keys().getPrivate();
        Files.writeString(folder.resolve(name + ".pem"), pem("CERTIFICATE", identity.certificate().getEncoded()));
        secret(name + ".key", pem("PRIVATE KEY", key.getEncoded()));
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(name, key, password.toCharArray(), new Certificate[]{identity.certificate(), ca});
        Path file = secret(name + ".p12", "");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, password.toCharArray());
        }
    }

    /** A file that only its owner may read, from the first byte on. */
    private Path secret(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        return Files.writeString(file, text, StandardCharsets.US_ASCII);
    }

    private static String pem(String label, byte[] bytes) {
        return "-----BEGIN " + label + "-----\n" + PEM.encodeToString(bytes) + "\n-----END " + label + "-----\n";
    }
}
