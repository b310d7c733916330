package dev.skycrane.hil.camera;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JpegFramerTest {
    private final List<Picture> pictures = new ArrayList<>();
    private final JpegFramer framer = new JpegFramer(pictures::add);

    @Test
    void cleanStreamComesOutByteForByteWhateverThePiecesItArrivesIn() throws Exception {
        for (List<byte[]> stream : List.of(JpegStreams.imageIo(6, 96, 64, 1), JpegStreams.ffmpeg(6, 96, 64))) {
            for (int piece : new int[]{1, 7, 1000, 1 << 20}) {
                pictures.clear();
                feed(join(stream), piece);
                assertEquals(stream.size(), pictures.size());
                for (int i = 0; i < stream.size(); i++) {
                    assertArrayEquals(stream.get(i), pictures.get(i).jpeg());
                    assertTrue(pictures.get(i).whole());
                    assertEquals(96, pictures.get(i).widthPx());
                    assertEquals(64, pictures.get(i).heightPx());
                }
            }
        }
        assertEquals(0, framer.skippedBytes());
    }

    @Test
    void pictureCutInItsDataIsHandedOnAsTruncatedAndTheNextIsWhole() {
        List<byte[]> stream = JpegStreams.imageIo(3, 96, 64, 2);
        byte[] first = stream.get(0);
        stream.set(0, Arrays.copyOf(first, first.length / 2));
        feed(join(stream), 512);
        assertEquals(List.of(false, true, true), pictures.stream().map(Picture::whole).toList());
        assertArrayEquals(stream.get(0), pictures.get(0).jpeg());
        assertArrayEquals(stream.get(1), pictures.get(1).jpeg());
    }

    @Test
    void pictureCutInAnyHeaderByteCostsAtMostTheNextOne() {
        List<byte[]> clean = JpegStreams.imageIo(4, 96, 64, 3);
        for (int cut = 1; cut < 640; cut++) {
            List<byte[]> stream = new ArrayList<>(clean);
            stream.set(0, Arrays.copyOf(clean.get(0), cut));
            pictures.clear();
            JpegFramer fresh = new JpegFramer(pictures::add);
            byte[] bytes = join(stream);
            fresh.accept(bytes, 0, bytes.length, 0);
            fresh.end();
            List<byte[]> whole = pictures.stream().filter(Picture::whole).map(Picture::jpeg).toList();
            assertTrue(whole.size() >= 2, "cut at " + cut + ": " + whole.size());
            assertArrayEquals(clean.get(2), whole.get(whole.size() - 2), "cut at " + cut);
            assertArrayEquals(clean.get(3), whole.get(whole.size() - 1), "cut at " + cut);
        }
    }

    @Test
    void damagedSegmentLengthDoesNotSwallowThePicturesThatFollow() {
        List<byte[]> stream = JpegStreams.imageIo(4, 96, 64, 4);
        byte[] damaged = stream.get(0).clone();
        damaged[4] = (byte) 0xFE; // length of the first segment, now 65 040
        stream.set(0, damaged);
        feed(join(stream), 4096);
        assertFalse(pictures.get(0).whole());
        assertArrayEquals(stream.get(1), pictures.get(1).jpeg());
        assertTrue(pictures.get(1).whole());
    }

    @Test
    void pictureThatNeverEndsIsGivenUpAtTheBoundAndMemoryStaysBounded() {
        byte[] head = JpegStreams.imageIo(1, 96, 64, 5).get(0);
        byte[] plain = new byte[1 << 16];
        framer.accept(head, 0, head.length - 2, 0);
        for (int i = 0; i < 200; i++)
            framer.accept(plain, 0, plain.length, i);
        assertEquals(1, pictures.size());
        assertFalse(pictures.get(0).whole());
        assertTrue(pictures.get(0).jpeg().length <= JpegFramer.MAX_PICTURE_BYTES);
        assertTrue(framer.skippedBytes() > 100L * plain.length);
    }

    @Test
    void arrivalIsThatOfTheLastByte() {
        byte[] jpeg = JpegStreams.imageIo(1, 96, 64, 6).get(0);
        framer.accept(jpeg, 0, jpeg.length - 1, 100);
        framer.accept(jpeg, jpeg.length - 1, 1, 250);
        assertEquals(250, pictures.get(0).arrivalNs());
    }

    @Test
    void noiseIsSurvivedAndCounted() {
        long seed = 7;
        SplittableRandom random = new SplittableRandom(seed);
        byte[] noise = new byte[1 << 20];
        for (int round = 0; round < 20; round++) {
            for (int i = 0; i < noise.length; i++)
                noise[i] = (byte) (random.nextInt(4) == 0 ? 0xFF : random.nextInt(4) == 0 ? 0xD8 : random.nextInt(256));
            framer.accept(noise, 0, noise.length, round);
        }
        framer.end();
        long inPictures = pictures.stream().mapToLong(p -> p.jpeg().length).sum();
        long whole = 20L * noise.length;
        assertTrue(Math.abs(whole - inPictures - framer.skippedBytes()) <= 8, "seed " + seed + ": " + inPictures + " + "
                + framer.skippedBytes() + " of " + whole);
    }

    private void feed(byte[] bytes, int piece) {
        for (int at = 0; at < bytes.length; at += piece)
            framer.accept(bytes, at, Math.min(piece, bytes.length - at), at);
        framer.end();
    }

    private static byte[] join(List<byte[]> parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        parts.forEach(all::writeBytes);
        return all.toByteArray();
    }
}
