package dev.skycrane.proto.frame;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.ByteString;
import dev.skycrane.proto.v1.Frame;
import dev.skycrane.proto.v1.SegmentId;
import dev.skycrane.proto.v1.StreamKind;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

final class FrameCodecTest {
    private static final StreamKey KEY = new StreamKey(SegmentId.DESCENT, StreamKind.IMG, "DDC");

    private static byte[] sample(SplittableRandom random, int length) {
        byte[] payload = new byte[length];
        random.nextBytes(payload);
        return FrameCodec.encode(KEY, random.nextLong() >>> 1, 17, 265_625_000, random.nextLong(), payload);
    }

    @Test
    void writesWhatProtocolBuffersWould() throws Exception {
        byte[] head = {1, 2, 3, 99};
        byte[] data = {9, 8, 7, 6, 5};
        byte[] bytes = FrameCodec.encode(KEY, 300, 17, 265_625_000, -5, head, 3, data, 1, 3).toByteArray();
        Frame expected = Frame.newBuilder().setSegment(SegmentId.DESCENT).setKind(StreamKind.IMG).setStream("DDC")
                .setSequence(300).setTick(17).setOnboardNs(265_625_000)
                .setPayload(ByteString.copyFrom(new byte[]{1, 2, 3, 8, 7, 6})).setRunId(-5).build();
        byte[] covered = expected.toByteArray();
        CRC32C crc = new CRC32C();
        crc.update(covered, 0, covered.length);
        assertArrayEquals(expected.toBuilder().setCrc32C((int) crc.getValue()).build().toByteArray(), bytes);
        assertEquals(expected, FrameCodec.decode(bytes).toBuilder().clearCrc32C().build());
        assertEquals("skycrane/m2020/descent/img/DDC", KEY.topic("m2020"));
    }

    @Test
    void everySingleBitErrorIsSeen() {
        byte[] good = sample(new SplittableRandom(3), 40);
        for (int bit = 0; bit < good.length * 8; bit++) {
            byte[] bad = good.clone();
            bad[bit / 8] ^= (byte) (1 << bit % 8);
            FrameException e = assertThrows(FrameException.class, () -> FrameCodec.decode(bad), "bit " + bit);
            assertEquals(FrameException.Reason.CRC, e.reason());
        }
    }

    @Test
    void shortAndForeignBytesAreNoFrames() {
        byte[] good = sample(new SplittableRandom(4), 10);
        for (int length = 0; length < good.length; length++) {
            byte[] cut = Arrays.copyOf(good, length);
            assertThrows(FrameException.class, () -> FrameCodec.decode(cut));
        }
        byte[] noSegment = FrameCodec.encode(new StreamKey(SegmentId.SEGMENT_UNSPECIFIED, StreamKind.TM, "x"), 0, 0, 0,
                1, new byte[2]);
        FrameException e = assertThrows(FrameException.class, () -> FrameCodec.decode(noSegment));
        assertEquals(FrameException.Reason.MALFORMED, e.reason());
    }

    @Test
    void mutatedFramesNeverPassNorBreakTheDecoder() {
        long seed = 99;
        System.out.println("seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        byte[] good = sample(random, 60);
        for (int i = 0; i < 200_000; i++) {
            byte[] bad = Arrays.copyOf(good, 1 + random.nextInt(good.length + 8));
            for (int k = 0; k < 1 + random.nextInt(4); k++)
                bad[random.nextInt(bad.length)] = (byte) random.nextInt();
            if (Arrays.equals(bad, good)) continue;
            assertThrows(FrameException.class, () -> FrameCodec.decode(bad));
        }
    }
}
