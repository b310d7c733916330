package dev.skycrane.proto.mcap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files cut short, flipped and mutated. */
@Timeout(60)
final class McapDamageTest {
    private static final int CHUNKS = 4;
    private static final int PER_CHUNK = 5;

    @TempDir
    private Path folder;

    /** A small file: 4 chunks of 5 messages, an attachment, metadata. */
    private byte[] small(Compression compression) throws IOException {
        Path path = folder.resolve("small.mcap");
        try (McapWriter writer = new McapWriter(path, "", compression)) {
            McapSchema schema = writer.addSchema("reading", "jsonschema", new byte[]{'{', '}'});
            int tm = writer.addChannel("tm", schema.id(), "json", Map.of());
            writer.writeMetadata("run", Map.of("seed", "1"));
            for (int i = 0; i < CHUNKS * PER_CHUNK; i++) {
                writer.write(tm, i, i, i,
                        ByteBuffer.wrap(("{\"v\":" + i + "}").getBytes(StandardCharsets.UTF_8)));
                if (i % PER_CHUNK == PER_CHUNK - 1) writer.flush();
            }
            writer.writeAttachment(new McapAttachment(0, 0, "a", "text/plain", new byte[20]));
        }
        return Files.readAllBytes(path);
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("damaged.mcap"), bytes);
    }

    private static List<Long> sequences(Path path, List<McapException> damages) throws IOException {
        List<Long> sequences = new ArrayList<>();
        try (McapReader reader = new McapReader(path)) {
            reader.forEach(new McapHandler() {
                @Override
                public void message(McapMessage message) {
                    sequences.add(message.sequence());
                }

                @Override
                public void damage(McapException damage) {
                    damages.add(damage);
                }
            });
        }
        return sequences;
    }

    private static McapReader.Account strict(Path path) throws IOException {
        try (McapReader reader = new McapReader(path)) {
            return reader.forEach(m -> {});
        }
    }

    @ParameterizedTest
    @EnumSource(value = Compression.class, names = {"NONE", "ZSTD"})
    void fileCutAtAnyByteGivesEveryMessageOfItsWholeChunks(Compression compression) throws IOException {
        byte[] whole = small(compression);
        long before = 0;
        for (int length = McapFormat.MAGIC.length; length < whole.length; length++) {
            McapReader.Account account = strict(file(Arrays.copyOf(whole, length)));
            assertEquals(account.chunks() * PER_CHUNK, account.messages(), "length=" + length);
            assertTrue(account.messages() >= before && !account.finished(), "length=" + length);
            before = account.messages();
        }
        assertEquals(CHUNKS * PER_CHUNK, before);
    }

    @ParameterizedTest
    @EnumSource(value = Compression.class, names = {"NONE", "ZSTD"})
    void noFlippedBitPassesUnseen(Compression compression) throws IOException {
        byte[] whole = small(compression);
        for (int bit = 0; bit < 8 * whole.length; bit += 13) {
            whole[bit / 8] ^= (byte) (1 << bit % 8);
            Path path = file(whole);
            boolean seen;
            try {
                seen = !strict(path).finished();
            } catch (McapException e) {
                seen = true;
            }
            assertTrue(seen, "bit=" + bit + " of byte=" + bit / 8);
            whole[bit / 8] ^= (byte) (1 << bit % 8);
        }
    }

    @Test
    void tailOfZerosLeftByAPowerCutIsAnUnfinishedFile() throws IOException {
        byte[] whole = small(Compression.NONE);
        Arrays.fill(whole, placeOf(whole, 3) + 40, whole.length, (byte) 0);
        McapReader.Account account = strict(file(whole));
        assertEquals((CHUNKS - 1) * PER_CHUNK, account.messages());
        assertFalse(account.finished());
        assertTrue(account.end() < account.size());
    }

    @Test
    void readingGoesOnBehindADamagedChunk() throws IOException {
        byte[] whole = small(Compression.NONE);
        whole[placeOf(whole, 1) + 60] ^= 1;
        List<McapException> damages = new ArrayList<>();
        List<Long> left = sequences(file(whole), damages);
        assertEquals(List.of(0L, 1L, 2L, 3L, 4L, 10L), left.subList(0, 6));
        assertEquals(CHUNKS * PER_CHUNK - PER_CHUNK, left.size());
        assertTrue(damages.get(0).getMessage().matches("mcap chunk: offset=\\d+, expected its CRC-32"),
                damages.toString());
    }

    @Test
    void readingFindsTheNextChunkBehindABrokenLength() throws IOException {
        byte[] whole = small(Compression.ZSTD);
        whole[placeOf(whole, 1) + 4] ^= 0x40;
        List<McapException> damages = new ArrayList<>();
        List<Long> left = sequences(file(whole), damages);
        assertEquals(CHUNKS * PER_CHUNK - PER_CHUNK, left.size());
        assertEquals(1, damages.size(), damages.toString());
        assertThrows(McapException.class, () -> strict(file(whole)));
    }

    /** Offset of chunk {@code n}. */
    private int placeOf(byte[] whole, int n) throws IOException {
        try (McapReader reader = new McapReader(file(whole))) {
            return (int) reader.summary().chunks().get(n).offset();
        }
    }

    @ParameterizedTest
    @EnumSource(value = Compression.class, names = {"NONE", "ZSTD"})
    void mutatedFilesNeverDoMoreThanThrow(Compression compression) throws IOException {
        byte[] whole = small(compression);
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 400; i++) {
            byte[] bytes = whole.clone();
            for (int k = random.nextInt(1, 6); k > 0; k--)
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            Path path = file(bytes);
            String what = "seed=5 case=" + i;
            try {
                sequences(path, new ArrayList<>());
                try (McapReader reader = new McapReader(path)) {
                    reader.select(c -> true, 3, 12, m -> {});
                }
            } catch (IOException e) {
                assertTrue(e instanceof McapException, what + " " + e);
            } catch (RuntimeException e) {
                throw new AssertionError(what, e);
            }
        }
    }

    @Test
    void hugeSizesAreRefusedBeforeAnythingIsAllocated() throws IOException {
        byte[] whole = small(Compression.ZSTD);
        int sizeAt = placeOf(whole, 0) + McapFormat.RECORD_HEAD + 16;
        ByteBuffer.wrap(whole).order(java.nio.ByteOrder.LITTLE_ENDIAN).putLong(sizeAt, 1L << 60);
        assertTrue(assertThrows(McapException.class, () -> strict(file(whole))).getMessage().contains("mcap chunk"));
    }
}
