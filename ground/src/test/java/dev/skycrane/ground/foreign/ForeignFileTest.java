package dev.skycrane.ground.foreign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.skycrane.ground.testing.GroundRun;
import dev.skycrane.proto.testing.SharedData;
import dev.skycrane.proto.mcap.Compression;
import dev.skycrane.proto.mcap.McapWriter;
import eu.dariolucia.ccsds.tmtc.datalink.builder.TmTransferFrameBuilder;
import eu.dariolucia.ccsds.tmtc.datalink.channel.VirtualChannelAccessMode;
import eu.dariolucia.ccsds.tmtc.datalink.channel.receiver.AbstractReceiverVirtualChannel;
import eu.dariolucia.ccsds.tmtc.datalink.channel.receiver.AosReceiverVirtualChannel;
import eu.dariolucia.ccsds.tmtc.datalink.channel.receiver.IVirtualChannelReceiverOutput;
import eu.dariolucia.ccsds.tmtc.datalink.pdu.AbstractTransferFrame;
import eu.dariolucia.ccsds.tmtc.datalink.pdu.AosTransferFrame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real downlinks with the numbers of their description, and made ones with known damage. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class ForeignFileTest {
    @TempDir
    private Path folder;

    private static ForeignReport real(String name) {
        return ForeignFile.read(SharedData.require("telemetry/" + name), ForeignHints.NONE, Pieces.NONE);
    }

    private ForeignReport made(byte[] bytes) throws IOException {
        return ForeignFile.read(Files.write(folder.resolve("made.bin"), bytes), ForeignHints.NONE, Pieces.NONE);
    }

    private static ChannelAccount only(ForeignReport report) {
        assertEquals(1, report.channels().size());
        return report.channels().iterator().next();
    }

    /** Frame counts and sizes: data README; the fourth frame is the damaged one. */
    @Test
    void perseverancesSafeModeFramesAreFourOneOfThemDamaged() {
        ForeignReport r = real("deepspace_frames/mars2020_safemode_aos_223.u8");
        assertEquals("AOS transfer frames of 223 bytes, CRC-16, packets by first header pointer", r.format());
        assertEquals(3, r.good());
        assertEquals(List.of(new Damage(3 * 223, 223, 3, "frame check")), r.damages());
        assertEquals(168, only(r).spacecraft());
    }

    @Test
    void perseverancesTwoHundredFramesHaveTwoGapsAndThePacketsThatAnotherLibraryFinds() throws IOException {
        Path file = SharedData.require("telemetry/deepspace_frames/mars2020_10kbps_aos_1115_first200.u8");
        ForeignReport r = ForeignFile.read(file, ForeignHints.NONE, Pieces.NONE);
        assertEquals(200, r.good());
        assertTrue(r.isSound());
        assertEquals(168, only(r).spacecraft());
        assertEquals(2, only(r).missing());
        assertEquals(2, only(r).gaps());
        long[] found = new long[2];
        AosReceiverVirtualChannel receiver = new AosReceiverVirtualChannel(0, VirtualChannelAccessMode.PACKET, false);
        receiver.register(new IVirtualChannelReceiverOutput() {
            @Override
            @SuppressWarnings("rawtypes")
            public void spacePacketExtracted(AbstractReceiverVirtualChannel vc, AbstractTransferFrame first,
                    byte[] packet, boolean quality) {
                if (!quality) return;
                found[0]++;
                found[1] += packet.length;
            }
        });
        byte[] bytes = Files.readAllBytes(file);
        for (int at = 0; at < bytes.length; at += 1115)
            receiver.accept(new AosTransferFrame(Arrays.copyOfRange(bytes, at, at + 1115), false, 0,
                    AosTransferFrame.UserDataType.M_PDU, false, true));
        assertEquals(found[0], only(r).packets());
        assertEquals(found[1], only(r).apids().stream().mapToLong(ApidAccount::bytes).sum());
    }

    @Test
    void hopesFramesAreAllThereAndChecked() {
        ForeignReport r = real("deepspace_frames/emm_hope_tm_223.u8");
        assertEquals(553, r.good());
        assertTrue(r.isSound() && r.format().contains("of 223 bytes, CRC-16"), r.format());
    }

    @Test
    void landersFramesHaveNoCheckAndNoPackets() {
        ForeignReport r = real("deepspace_frames/im1_lander_aos_151.u8");
        assertEquals(783, r.good());
        assertEquals("AOS transfer frames of 151 bytes, no frame check, no packets found inside", r.format());
        assertEquals(206, only(r).spacecraft());
    }

    /** Data README: one packet of 212 bytes after an 8-byte header on channels 33 to 36. */
    @Test
    void danurisFramesHoldOnePacketEachOnFourChannels() {
        ForeignReport r = real("deepspace_frames/kplo_danuri_aos_220.u8");
        assertEquals(1387, r.good() + r.damageCount());
        assertEquals(List.of(33, 34, 35, 36), r.channels().stream().map(ChannelAccount::channel).toList());
        for (ChannelAccount c : r.channels()) {
            assertEquals(187, c.spacecraft());
            assertEquals(c.frames(), c.packets());
            assertEquals(212 * c.packets(), c.apids().iterator().next().bytes());
        }
        assertEquals(Map.of("header", 1L), r.reasons());
    }

    @Test
    void packetFilesAreCountedByApid() {
        assertEquals(1800, real("packets/yamcs_testdata.ccsds").good());
        assertEquals(6, real("packets/europa_clipper_ecm_raw2.bin").apids().size());
        assertEquals(1030, real("packets/europa_clipper_ecm_raw2.bin").good());
        assertEquals(1448, real("packets/hs_apid001.tlm").good());
        assertEquals(7200, real("xtce/jpss1_geolocation_packets.bin").good());
        for (String name : List.of("packets/yamcs_testdata.ccsds", "packets/hs_apid001.tlm",
                "xtce/jpss1_geolocation_packets.bin"))
            assertTrue(real(name).isSound() && real(name).channels().isEmpty());
        assertEquals(100, real("packets/yamcs_testdata.ccsds").apids().iterator().next().apid());
    }

    /** 20 frames of 54 bytes for packets of 30: 1080 bytes, 36 packets. */
    @Test
    void packetsAreJoinedAcrossFrames() throws IOException {
        ForeignReport r = made(FrameFiles.join(FrameFiles.aos(3, 20)));
        assertTrue(r.isSound());
        assertEquals("AOS transfer frames of 64 bytes, CRC-16, packets by first header pointer", r.format());
        ChannelAccount c = only(r);
        assertEquals(List.of(20L, 0L, 36L, 0L, 0L), List.of(c.frames(), c.missing(), c.packets(), c.cutPackets(), c
                .notPackets()));
        assertEquals(36 * 30, c.apids().iterator().next().bytes());
    }

    /** Frame 7 covers bytes 378 to 431: packets 12 (360-389), 13 and 14 (420-449) are lost, begun ones cut. */
    @Test
    void missingFrameCostsThePacketsThatTouchIt() throws IOException {
        List<byte[]> frames = new ArrayList<>(FrameFiles.aos(3, 20));
        frames.remove(7);
        ChannelAccount c = only(made(FrameFiles.join(frames)));
        assertEquals(List.of(19L, 1L, 1L), List.of(c.frames(), c.missing(), c.gaps()));
        assertEquals(33, c.packets());
        assertEquals(1, c.cutPackets());
        assertEquals(3, c.apids().iterator().next().missing());
    }

    @Test
    void flippedBitIsADamagedFrameByNumberAndAGap() throws IOException {
        List<byte[]> frames = FrameFiles.aos(3, 20);
        frames.get(7)[33] ^= 4;
        ForeignReport r = made(FrameFiles.join(frames));
        assertEquals(19, r.good());
        assertEquals(List.of(new Damage(7 * 64, 64, 7, "frame check")), r.damages());
        assertEquals(1, only(r).missing());
        assertEquals(33, only(r).packets());
    }

    @Test
    void insertedBytesAndACutEndAreNamedExactly() throws IOException {
        List<byte[]> pieces = new ArrayList<>(FrameFiles.aos(3, 20));
        byte[] noise = new byte[37];
        new SplittableRandom(5).nextBytes(noise);
        pieces.add(9, noise);
        byte[] all = FrameFiles.join(pieces);
        ForeignReport r = made(Arrays.copyOf(all, all.length - 10));
        assertEquals(List.of(new Damage(9 * 64, 37, -1, "no frame"), new Damage(19 * 64 + 37, 54, -1, "cut off")), r
                .damages());
        assertEquals(19, r.good());
        assertEquals(0, only(r).missing());
        assertEquals(91, r.damagedBytes());
    }

    @Test
    void lostBytesCostOneFrame() throws IOException {
        byte[] all = FrameFiles.join(FrameFiles.aos(3, 20));
        byte[] shorter = new byte[all.length - 5];
        System.arraycopy(all, 0, shorter, 0, 300);
        System.arraycopy(all, 305, shorter, 300, shorter.length - 300);
        ForeignReport r = made(shorter);
        assertEquals(19, r.good());
        // frame 4 begins like one and fails its check; what is left of its place is 5 bytes short
        assertEquals(59, r.damagedBytes());
    }

    @Test
    void framesBehindSyncMarkersAreFound() throws IOException {
        List<byte[]> pieces = new ArrayList<>();
        for (byte[] frame : FrameFiles.aos(3, 20)) {
            pieces.add(new byte[]{0x1A, (byte) 0xCF, (byte) 0xFC, 0x1D});
            pieces.add(frame);
        }
        ForeignReport r = made(FrameFiles.join(pieces));
        assertTrue(r.isSound() && r.format().contains("of 64 bytes, sync markers"), r.format());
        assertEquals(36, only(r).packets());
    }

    /** 132.0-B-3 frames as another library builds them: secondary header, OCF, check. */
    @Test
    void telemetryFramesOfAnotherLibraryGiveThePacketsPutIn() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int packets = 0;
        TmTransferFrameBuilder frame = null;
        byte[] rest = new byte[0];
        for (int i = 0; i < 40; i++) {
            frame = TmTransferFrameBuilder.create(128, 3, true, true).setSpacecraftId(123).setVirtualChannelId(2)
                    .setMasterChannelFrameCount(i).setVirtualChannelFrameCount(i).setSecondaryHeader(new byte[]{1, 2,
                        3})
                    .setOcf(new byte[4]).setPacketOrderFlag(false).setSynchronisationFlag(false)
                    .setSegmentLengthIdentifier(3);
            if (rest.length > 0) frame.addData(rest);
            rest = new byte[0];
            while (!frame.isFull()) {
                byte[] packet = FrameFiles.packet(9, packets++, 35);
                int left = frame.addSpacePacket(packet);
                if (left > 0) rest = Arrays.copyOfRange(packet, packet.length - left, packet.length);
            }
            out.writeBytes(frame.build().getFrame());
        }
        ForeignReport r = made(out.toByteArray());
        assertTrue(r.isSound(), r.format() + r.damages());
        assertTrue(r.format().startsWith("TM transfer frames of 128 bytes, CRC-16"), r.format());
        ChannelAccount c = only(r);
        assertEquals(List.of(123, 2), List.of(c.spacecraft(), c.channel()));
        assertEquals(packets - (rest.length > 0 ? 1 : 0), c.packets());
        assertEquals(0, c.notPackets() + c.missing());
    }

    private static byte[] packets(int n) {
        List<byte[]> pieces = new ArrayList<>();
        for (int i = 0; i < n; i++)
            pieces.add(FrameFiles.packet(200 + i % 3, i / 3, 20 + i % 7));
        return FrameFiles.join(pieces);
    }

    @Test
    void damagedLengthNoiseAndCutEndOfAPacketFileAreNamedExactly() throws IOException {
        List<byte[]> pieces = new ArrayList<>();
        for (int i = 0; i < 60; i++)
            pieces.add(FrameFiles.packet(200, i, 40));
        pieces.get(20)[5] ^= 8;
        byte[] noise = new byte[11];
        Arrays.fill(noise, (byte) 0xFF);
        pieces.add(40, noise);
        byte[] all = FrameFiles.join(pieces);
        ForeignReport r = made(Arrays.copyOf(all, all.length - 30));
        assertEquals(List.of(new Damage(20 * 46, 46, -1, "no packet"), new Damage(40 * 46, 11, -1, "no packet"),
                new Damage(59 * 46 + 11, 16, -1, "cut off")), r.damages());
        assertEquals(58, r.good());
        assertEquals(1, r.apids().iterator().next().missing());
    }

    @Test
    void sequenceGapsAndRepeatsAreCountedByApid() throws IOException {
        List<byte[]> pieces = new ArrayList<>();
        for (int i = 16380; i < 16400; i++) {
            if (i == 16386) continue;
            pieces.add(FrameFiles.packet(7, i, 9));
            if (i == 16390) pieces.add(FrameFiles.packet(7, i, 9));
        }
        ApidAccount a = made(FrameFiles.join(pieces)).apids().iterator().next();
        assertEquals(List.of(20L, 1L, 1L), List.of(a.packets(), a.missing(), a.backwards()));
    }

    @Test
    void verifyTellsSoundFromDamagedAndRecoverKeepsTheGoodOnes() throws IOException {
        List<byte[]> frames = FrameFiles.aos(3, 20);
        frames.get(7)[33] ^= 4;
        Path damaged = Files.write(folder.resolve("damaged.bin"), FrameFiles.join(frames));
        GroundRun verify = GroundRun.of("verify", damaged);
        assertEquals(1, verify.code());
        assertTrue(verify.text().contains("damaged: frame check: frame=7, offset=448, bytes=64"), verify.text());
        Path good = folder.resolve("good.bin");
        assertEquals(0, GroundRun.of("recover", damaged, "--out", good).code());
        frames.remove(7);
        assertEquals(-1, Files.mismatch(good, Files.write(folder.resolve("expected.bin"), FrameFiles.join(frames))));
        assertEquals(0, GroundRun.of("verify", good).code());
    }

    @Test
    void jsonHasTheSameNumbers() throws IOException {
        Path file = Files.write(folder.resolve("p.bin"), packets(30));
        JsonNode json = new ObjectMapper().readTree(GroundRun.of("info", file, "--json").text());
        assertEquals(30, json.get("packets").asInt());
        assertEquals(3, json.get("apids").size());
        assertTrue(json.get("sound").asBoolean());
    }

    @Test
    void noiseAndNothingAreRefusedWithALineAndForcedKindsAreBelieved() throws IOException {
        byte[] noise = new byte[300_000];
        new SplittableRandom(20210218).nextBytes(noise);
        Path file = Files.write(folder.resolve("noise.bin"), noise);
        GroundRun run = GroundRun.of("info", file);
        assertEquals(2, run.code());
        assertTrue(run.text().startsWith("error: recording: file=") && run.text().contains("expected MCAP, CCSDS"), run
                .text());
        assertEquals(2, GroundRun.of("recover", file, "--out", folder.resolve("out.bin")).code());
        assertFalse(Files.exists(folder.resolve("out.bin")));
        assertFalse(Files.exists(folder.resolve("out.bin.part")));
        assertEquals(2, GroundRun.of("info", Files.write(folder.resolve("empty"), new byte[0])).code());
        ForeignReport forced = ForeignFile.read(file, new ForeignHints(FrameKind.AOS, false, 1000, -1, false, true),
                Pieces.NONE);
        assertEquals(0, forced.good());
        assertEquals(noise.length, forced.damagedBytes());
        assertEquals(2, GroundRun.of("info", file, "--as", "aos", "--frame-length", "3").code());
    }

    /** A recording of ROS and JSON messages without chunks, summary and end, written by hand from the specification at mcap.dev. */
    @Test
    void unchunkedUnfinishedRecordingOfRosAndJsonIsTold() throws IOException {
        ByteBuffer b = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
        b.put(new byte[]{(byte) 0x89, 'M', 'C', 'A', 'P', '0', '\r', '\n'});
        record(b, 1, "ros1", "hand");
        record(b, 3, (short) 1, "sensor_msgs/Imu", "ros1msg", "float64 x");
        record(b, 4, (short) 1, (short) 1, "/imu", "ros1", 0);
        record(b, 4, (short) 2, (short) 0, "/log", "json", 0);
        for (int i = 0; i < 5; i++)
            record(b, 5, (short) 1, i, 1_000_000_000L * (i + 1), 1_000_000_000L * i, new byte[8]);
        record(b, 5, (short) 2, 0, 9_500_000_000L, 0L, "{}".getBytes(StandardCharsets.UTF_8));
        Path file = Files.write(folder.resolve("ros.mcap"), Arrays.copyOf(b.array(), b.position() + 4));
        GroundRun info = GroundRun.of("info", file);
        assertEquals(0, info.code(), info.text());
        assertTrue(info.text().contains("6 messages, 8.500 s, unfinished"), info.text());
        assertTrue(info.text().contains("sensor_msgs/Imu (ros1)") && info.text().contains("json (json)"), info.text());
        assertTrue(info.text().contains("log times 1970-01-01T00:00:01Z to 1970-01-01T00:00:09.500Z"), info.text());
        assertEquals(1, GroundRun.of("verify", file).code());
        Path out = folder.resolve("whole.mcap");
        assertEquals(0, GroundRun.of("recover", file, "--out", out).code());
        assertEquals(0, GroundRun.of("verify", out).code());
        assertTrue(GroundRun.of("info", out).text().contains("6 messages, 8.500 s, finished"));
    }

    @Test
    void messageOfNoChannelInAnUnchunkedRecordingCostsItselfAlone() throws IOException {
        ByteBuffer b = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
        b.put(new byte[]{(byte) 0x89, 'M', 'C', 'A', 'P', '0', '\r', '\n'});
        record(b, 1, "", "hand");
        record(b, 4, (short) 1, (short) 0, "/log", "json", 0);
        for (int i = 0; i < 5; i++)
            record(b, 5, (short) (i == 2 ? 9 : 1), i, 1L * i, 1L * i, new byte[4]);
        Path file = Files.write(folder.resolve("odd.mcap"), Arrays.copyOf(b.array(), b.position()));
        GroundRun verify = GroundRun.of("verify", file);
        assertEquals(1, verify.code());
        assertTrue(verify.text().contains("4 messages in 0 chunks, unfinished, damaged in 1 places"), verify.text());
        Path out = folder.resolve("whole.mcap");
        assertEquals(0, GroundRun.of("recover", file, "--out", out).code());
        assertTrue(GroundRun.of("verify", out).text().contains("4 messages in 1 chunks, finished"));
    }

    private static void record(ByteBuffer b, int opcode, Object... fields) {
        b.put((byte) opcode);
        int mark = b.position();
        b.putLong(0);
        for (Object f : fields) {
            if (f instanceof Short v) b.putShort(v);
            else if (f instanceof Integer v)
                b.putInt(v);
            else if (f instanceof Long v)
                b.putLong(v);
            else if (f instanceof byte[] v)
                b.put(v);
            else
                b.putInt(((String) f).length()).put(((String) f).getBytes(StandardCharsets.UTF_8));
        }
        b.putLong(mark, b.position() - mark - 8);
    }

    @Test
    void compressedForeignRecordingIsTold() throws IOException {
        Path file = folder.resolve("zstd.mcap");
        try (McapWriter writer = new McapWriter(file, "ros2", Compression.ZSTD)) {
            int schema = writer.addSchema("std_msgs/msg/String", "ros2msg", "string data".getBytes(
                    StandardCharsets.UTF_8)).id();
            int topic = writer.addChannel("/chatter", schema, "cdr", Map.of());
            for (int i = 0; i < 100; i++)
                writer.write(topic, i, i * 10_000_000L, i, ByteBuffer.wrap(new byte[16]));
        }
        GroundRun info = GroundRun.of("info", file);
        assertTrue(info.text().contains("std_msgs/msg/String (cdr)"), info.text());
        assertTrue(GroundRun.of("info", SharedData.require("telemetry/mcap/ingenuity_flight9_protobuf_zstd.mcap"))
                .text().contains("573 messages"));
    }
}
