package dev.skycrane.proto.mcap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DynamicMessage;
import dev.skycrane.proto.testing.SharedData;
import dev.skycrane.proto.v1.EventRecord;
import dev.skycrane.proto.v1.Telemetry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
final class McapTest {
    @TempDir
    private Path folder;

    /** 3,000 messages on two channels, a flush after each 500. */
    private Path recording(Compression compression) throws IOException {
        Path path = folder.resolve("r.mcap");
        try (McapWriter writer = new McapWriter(path, "", compression)) {
            writeMessages(writer);
        }
        return path;
    }

    private static void writeMessages(McapWriter writer) throws IOException {
        int tm = writer.addChannel("skycrane/rover/tm", Telemetry.getDescriptor(), Map.of("run", "7"));
        int evr = writer.addChannel("skycrane/rover/evr", EventRecord.getDescriptor(), Map.of());
        for (int i = 0; i < 3000; i++) {
            byte[] data = (i % 3 == 0
                    ? EventRecord.newBuilder().setTick(i).addArgs(i).build()
                    : Telemetry.newBuilder().setTick(i).setDigest(i * 31L).build()).toByteArray();
            writer.write(i % 3 == 0 ? evr : tm, i, 1_000L * i, 1_000L * i - 5, ByteBuffer.wrap(data));
            if (i % 500 == 499) writer.flush();
        }
    }

    private static List<Long> sequences(Path path) throws IOException {
        List<Long> sequences = new ArrayList<>();
        try (McapReader reader = new McapReader(path)) {
            reader.forEach(m -> sequences.add(m.sequence()));
        }
        return sequences;
    }

    @ParameterizedTest
    @EnumSource(value = Compression.class, names = {"NONE", "ZSTD"})
    void whatWasWrittenComesBack(Compression compression) throws IOException {
        Path path = recording(compression);
        List<McapMessage> seen = new ArrayList<>();
        try (McapReader reader = new McapReader(path)) {
            McapReader.Account account = reader.forEach(m -> {
                Telemetry t = m.sequence() % 3 == 0 ? null : Telemetry.parseFrom(m.data());
                assertTrue(t == null || t.getTick() == m.sequence() && t.getDigest() == 31 * m.sequence());
                seen.add(m);
            });
            assertTrue(account.finished());
            assertEquals(6, account.chunks());
            assertEquals(account.size() - McapFormat.MAGIC.length, account.end());
            assertEquals(List.of("skycrane/rover/tm", "skycrane/rover/evr"), reader.topics());
            assertEquals(Map.of("run", "7"), reader.channels().iterator().next().metadata());
            FileDescriptorSet set = FileDescriptorSet.parseFrom(reader.schemas().get(1).data());
            assertEquals("skycrane/v1/telemetry.proto", set.getFile(set.getFileCount() - 1).getName());
        }
        assertEquals(3000, seen.size());
        assertEquals(2_999_000, seen.get(2999).logTimeNs());
        assertEquals(2_998_995, seen.get(2999).publishTimeNs());
    }

    @Test
    void unfinishedFileOpensByTheNormalPath() throws IOException {
        Path path = folder.resolve("live.mcap");
        try (McapWriter writer = new McapWriter(path, "", Compression.ZSTD)) {
            writeMessages(writer);
            assertEquals(3000, sequences(path).size(), "all flushed, none closed");
            try (McapReader reader = new McapReader(path)) {
                assertFalse(reader.forEach(m -> {}).finished());
            }
        }
    }

    @Test
    void fileOfAnotherKindIsRefused() throws IOException {
        Path path = folder.resolve("x.mcap");
        Files.writeString(path, "not a recording at all");
        assertEquals("mcap file: offset=0, expected the magic of MCAP version 0",
                assertThrows(McapException.class, () -> new McapReader(path)).getMessage());
    }

    @Test
    void attachmentsAndMetadataComeBack() throws IOException {
        Path path = folder.resolve("a.mcap");
        McapAttachment sent = new McapAttachment(5, 6, "scenario.yaml", "application/yaml", new byte[]{1, 2, 3});
        try (McapWriter writer = new McapWriter(path, "test", Compression.NONE)) {
            writer.writeMetadata("run", Map.of("seed", "7", "vehicle", "m2020"));
            writer.writeAttachment(sent);
        }
        List<McapAttachment> attachments = new ArrayList<>();
        try (McapReader reader = new McapReader(path)) {
            McapReader.Account account = reader.forEach(new McapHandler() {
                @Override
                public void message(McapMessage message) {}

                @Override
                public void attachment(McapAttachment attachment) {
                    attachments.add(attachment);
                }
            });
            assertTrue(account.finished());
            assertEquals(Map.of("run", Map.of("seed", "7", "vehicle", "m2020")), reader.metadata());
            assertEquals("test", reader.profile());
            McapStatistics statistics = reader.summary().statistics();
            assertEquals(1, statistics.attachments());
            assertEquals(1, statistics.metadata());
        }
        assertEquals(1, attachments.size());
        assertEquals(sent.name(), attachments.get(0).name());
        assertArrayEquals(sent.data(), attachments.get(0).data());
    }

    @ParameterizedTest
    @EnumSource(value = Compression.class, names = {"NONE", "ZSTD"})
    void selectionByTopicAndTimeIsTheSameWithAndWithoutIndex(Compression compression) throws IOException {
        Path path = recording(compression);
        byte[] bytes = Files.readAllBytes(path);
        Path unfinished = folder.resolve("unfinished.mcap");
        Files.write(unfinished, java.util.Arrays.copyOf(bytes, bytes.length - 30));
        List<Long> expected = new ArrayList<>();
        for (long i = 702; i <= 1500; i += 3)
            expected.add(i);
        assertEquals(expected, selection(path));
        assertEquals(expected, selection(unfinished));
    }

    private static List<Long> selection(Path path) throws IOException {
        List<Long> sequences = new ArrayList<>();
        try (McapReader reader = new McapReader(path)) {
            reader.select(c -> c.topic().endsWith("/evr"), 700_000, 1_500_000, m -> sequences.add(m.sequence()));
        }
        return sequences;
    }

    @Test
    void chunkHoldsAtMostOneSecondOfMessages() throws IOException {
        Path path = folder.resolve("slow.mcap");
        try (McapWriter writer = new McapWriter(path, "", Compression.NONE)) {
            int tm = writer.addChannel("tm", Telemetry.getDescriptor(), Map.of());
            for (int i = 0; i < 50; i++)
                writer.write(tm, i, 100_000_000L * i, 0, ByteBuffer.allocate(0));
            assertEquals(40, sequences(path).size(), "four full seconds are on disk");
        }
        assertEquals(50, sequences(path).size());
    }

    @Test
    void statisticsCountEverything() throws IOException {
        try (McapReader reader = new McapReader(recording(Compression.ZSTD))) {
            McapStatistics s = reader.summary().statistics();
            assertEquals(new McapStatistics(3000, 2, 2, 0, 0, 6, 0, 2_999_000, Map.of(1, 2000L, 2, 1000L)), s);
        }
    }

    @ParameterizedTest
    @CsvSource({"minimal_jsonschema.mcap, 1, 0", "mars2020_lcam_even_protobuf.mcap, 43, 1",
        "ingenuity_flight9_protobuf_zstd.mcap, 191, 0"})
    void filesOfOtherWritersAreRead(String name, int perChannel, int attachments) throws IOException {
        Path path = SharedData.require("telemetry/mcap/" + name);
        Map<String, Integer> counts = new TreeMap<>();
        try (McapReader reader = new McapReader(path)) {
            McapReader.Account account = reader.forEach(m -> {
                counts.merge(m.channel().topic(), 1, Integer::sum);
                if (m.channel().messageEncoding().equals("protobuf")) decode(reader, m);
            });
            assertTrue(account.finished());
            assertEquals(attachments, account.attachments());
            McapStatistics s = reader.summary().statistics();
            assertEquals(s.messages(), account.messages());
            Map<String, Integer> told = new TreeMap<>();
            reader.channels().forEach(c -> told.merge(c.topic(), s.messagesByChannel().get(c.id()).intValue(),
                    Integer::sum));
            assertEquals(told, counts);
        }
        assertTrue(counts.containsValue(perChannel), counts.toString());
    }

    /** By the schema in the file alone. */
    private static void decode(McapReader reader, McapMessage m) throws IOException {
        DynamicMessage message = DynamicMessage.parseFrom(
                ProtobufSchemas.descriptor(reader.schemas().get(m.channel().schemaId())),
                ByteString.copyFrom(m.data().duplicate()));
        assertTrue(message.getUnknownFields().asMap().isEmpty(), message.toString());
        assertFalse(message.getAllFields().isEmpty());
    }
}
