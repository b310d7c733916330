package dev.skycrane.proto.telecommand;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.proto.InputException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CommandKeyTest {
    @TempDir
    private Path folder;

    private Path file(String text, String mode) throws IOException {
        Path file = Files.writeString(folder.resolve("k" + text.length() + mode), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    @Test
    void authenticatorIsHmacSha256OverDomainAndCommand() throws IOException, GeneralSecurityException {
        byte[] secret = HexFormat.of().parseHex("0b".repeat(32));
        CommandKey key = CommandKey.read(file("0b".repeat(32) + "\n", "rw-------"));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        byte[] expected = mac.doFinal("skycrane command 1\nHi There".getBytes());
        assertArrayEquals(expected, key.hmac("Hi There".getBytes()));
        assertTrue(key.isGenuine("Hi There".getBytes(), expected));
        assertFalse(key.isGenuine("Hi there".getBytes(), expected));
        assertFalse(key.isGenuine("Hi There".getBytes(), new byte[0]));
    }

    @Test
    void keyComesBackFromItsFileWhichIsNeverOverwritten() throws IOException {
        Path file = folder.resolve("command.key");
        CommandKey key = CommandKey.random();
        key.write(file);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertArrayEquals(key.hmac(new byte[9]), CommandKey.read(file).hmac(new byte[9]));
        assertThrows(FileAlreadyExistsException.class, () -> CommandKey.random().write(file));
    }

    @Test
    void fileThatIsNoKeyOrThatOthersMayReadIsRefused() throws IOException {
        for (Path bad : new Path[]{folder.resolve("nowhere"), folder, file("0b".repeat(31), "rw-------"),
            file("zz".repeat(32), "rw-------"), file("0b".repeat(32), "rw-r-----"),
            file("0".repeat(5000), "rw-------")}) {
            InputException e = assertThrows(InputException.class, () -> CommandKey.read(bad));
            assertTrue(e.getMessage().startsWith("command key: file=" + bad + ", expected "), e.getMessage());
        }
    }
}
