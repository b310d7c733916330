package dev.skycrane.proto.telecommand;

import dev.skycrane.proto.InputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret that ground and vehicle share, 256 bits, and the authenticator made with it: HMAC-SHA-256 (RFC 2104, FIPS 198-1). In a file it is
 * one line of 64 hexadecimal digits that nobody but its owner may read.
 */
public final class CommandKey {
    public static final int BYTES = 32;
    /** Length of an authenticator. */
    public static final int HMAC_BYTES = 32;
    private static final String ALGORITHM = "HmacSHA256";
    /** So that an authenticator made for something else with the same key is none for a command. */
    private static final byte[] DOMAIN = "skycrane command 1\n".getBytes(StandardCharsets.US_ASCII);
    private static final long MAX_FILE_BYTES = 1024;
    private static final Set<PosixFilePermission> OTHERS = Set.of(PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE);

    private final SecretKeySpec key;

    private CommandKey(byte[] bytes) {
        key = new SecretKeySpec(bytes, ALGORITHM);
    }

    /** A key that nobody has. */
    public static CommandKey random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return new CommandKey(bytes);
    }

    /** @throws InputException when the file holds no key, or others may read it */
    public static CommandKey read(Path file) {
        try {
            if (!Files.isRegularFile(file)) throw refused(file, "a file made by hil certs");
            if (isOpenToOthers(file)) throw refused(file, "a file that only its owner may read (mode 600)");
            if (Files.size(file) > MAX_FILE_BYTES) throw refused(file, "64 hexadecimal digits");
            byte[] bytes = HexFormat.of().parseHex(Files.readString(file, StandardCharsets.US_ASCII).strip());
            if (bytes.length != BYTES) throw refused(file, "64 hexadecimal digits");
            return new CommandKey(bytes);
        } catch (IOException | IllegalArgumentException e) {
            throw refused(file, "64 hexadecimal digits");
        }
    }

    /** Writes the key to a new file. @throws IOException also when the file is there already */
    public void write(Path file) throws IOException {
        FileAttribute<?>[] mine = file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[]{
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))}
                : new FileAttribute<?>[0];
        Files.createFile(file, mine);
        Files.writeString(file, HexFormat.of().formatHex(key.getEncoded()) + "\n", StandardOpenOption.WRITE);
    }

    private static boolean isOpenToOthers(Path file) throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) return false;
        return Files.getPosixFilePermissions(file, new LinkOption[0]).stream().anyMatch(OTHERS::contains);
    }

    private static InputException refused(Path file, String expected) {
        return InputException.of("command key", "file", file, expected);
    }

    /** Authenticator of a command's bytes. */
    byte[] hmac(byte[] command) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(DOMAIN);
            return mac.doFinal(command);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JRE has " + ALGORITHM, e);
        }
    }

    /** Takes as long for a wrong authenticator as for a right one. */
    boolean isGenuine(byte[] command, byte[] hmac) {
        return MessageDigest.isEqual(hmac(command), hmac);
    }
}
