package dev.skycrane.hil.camera;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.skycrane.hil.rig.FrameCode;
import dev.skycrane.proto.InputException;
import dev.skycrane.proto.mcap.Compression;
import dev.skycrane.proto.mcap.McapWriter;
import dev.skycrane.proto.testing.SharedData;
import dev.skycrane.proto.v1.ImageChunk;
import dev.skycrane.proto.v1.ImageInfo;
import dev.skycrane.proto.v1.PixelFormat;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RecordedCameraTest {
    private static final CaptureSettings SMALL = new CaptureSettings(96, 80, 20, 2000, 1);
    private static final int CELL_PX = 8;
    @TempDir
    private Path folder;

    private static BufferedImage image(int number) {
        BufferedImage image = new BufferedImage(96, 80, BufferedImage.TYPE_BYTE_GRAY);
        FrameCode.paint(number, ((DataBufferByte) image.getRaster().getDataBuffer()).getData(), 96, CELL_PX, CELL_PX,
                CELL_PX);
        return image;
    }

    private static byte[] jpeg(int number) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image(number), "jpg", bytes);
        return bytes.toByteArray();
    }

    private static int number(Capture capture) {
        return FrameCode.read((column, row) -> capture.luma()[(CELL_PX + row * CELL_PX + CELL_PX / 2) * 96 + CELL_PX
                + column * CELL_PX + CELL_PX / 2] & 0xFF).orElse(-1);
    }

    private static List<Capture> all(RecordedCamera camera) throws Exception {
        List<Capture> captures = new ArrayList<>();
        camera.open();
        while (true) {
            try {
                captures.add(camera.next(0));
            } catch (CameraFault e) {
                assertTrue(e.getMessage().contains("ended"), e.getMessage());
                return captures;
            }
        }
    }

    @Test
    void folderOfSeveralKindsComesInTheOrderOfItsNames() throws Exception {
        Files.write(folder.resolve("a0.jpg"), jpeg(7));
        ImageIO.write(image(8), "png", folder.resolve("a1.png").toFile());
        byte[] pixels = ((DataBufferByte) image(9).getRaster().getDataBuffer()).getData();
        byte[] pgm = Arrays.copyOf("P5\n96 80\n255\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                13 + pixels.length);
        System.arraycopy(pixels, 0, pgm, 13, pixels.length);
        Files.write(folder.resolve("a2.pgm"), pgm);
        Files.write(folder.resolve("a3.jpg"), Arrays.copyOf(jpeg(10), 400));
        Files.writeString(folder.resolve("notes.txt"), "not a picture");
        try (RecordedCamera camera = new RecordedCamera(SMALL, folder, "")) {
            List<Capture> captures = all(camera);
            assertEquals(4, captures.size());
            for (int i = 0; i < 3; i++) {
                assertEquals(7 + i, number(captures.get(i)));
                assertTrue(captures.get(i).good());
                assertEquals(i * SMALL.periodNs(), captures.get(i).midExposureNs());
            }
            assertNull(captures.get(3).luma());
            assertTrue(captures.get(3).flags().contains(Quality.TRUNCATED));
            assertEquals(3, camera.counts().good());
        }
    }

    /** A cut picture consumes its record, so that those after it keep their own. */
    @Test
    void mjpegFileIsPairedWithItsRecords() throws Exception {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        StringBuilder records = new StringBuilder();
        for (int n = 0; n < 6; n++) {
            byte[] jpeg = jpeg(n);
            stream.write(jpeg, 0, n == 2 ? jpeg.length / 2 : jpeg.length);
            records.append("SensorTimestamp=").append(1_000_000_000L + n * SMALL.periodNs())
                    .append("\nExposureTime=2000\nAnalogueGain=1.0\n\n");
        }
        Path file = folder.resolve("run.mjpeg");
        Files.write(file, stream.toByteArray());
        Files.writeString(folder.resolve("run.mjpeg.metadata.txt"), records);
        try (RecordedCamera camera = new RecordedCamera(SMALL, file, "")) {
            List<Capture> captures = all(camera);
            assertEquals(6, captures.size());
            for (int n = 0; n < 6; n++) {
                if (n == 2) {
                    assertTrue(captures.get(n).flags().contains(Quality.TRUNCATED));
                    continue;
                }
                assertEquals(n, number(captures.get(n)));
                assertEquals(1_000_000_000L + n * SMALL.periodNs() - 1_000_000, captures.get(n).midExposureNs());
            }
        }
    }

    @Test
    void wrongSizeAndDoubledPicturesAreFlagged() throws Exception {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        stream.write(jpeg(1));
        stream.write(jpeg(1));
        Path file = folder.resolve("run.mjpg");
        Files.write(file, stream.toByteArray());
        try (RecordedCamera camera = new RecordedCamera(SMALL, file, "")) {
            assertTrue(all(camera).get(1).flags().contains(Quality.DUPLICATE));
        }
        try (RecordedCamera camera = new RecordedCamera(new CaptureSettings(640, 480, 20, 2000, 1), file, "")) {
            assertTrue(all(camera).get(0).flags().contains(Quality.WRONG_SIZE));
        }
    }

    @Test
    void y4mComesThroughFfmpeg() throws Exception {
        Path file = folder.resolve("run.y4m");
        Process made = null;
        try {
            made = new ProcessBuilder("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=96x80:rate=20",
                    "-frames:v",
                    "9", "-pix_fmt", "yuv420p", file.toString()).start();
        } catch (IOException e) {
            Assumptions.abort("skipped: no ffmpeg");
        }
        assertEquals(0, made.waitFor());
        try (RecordedCamera camera = new RecordedCamera(SMALL, file, "")) {
            List<Capture> captures = all(camera);
            assertEquals(9, captures.size());
            assertTrue(captures.stream().allMatch(c -> c.good() && c.luma().length == 96 * 80));
        }
    }

    /** 120 frames of the Raspberry Pi's own encoder. */
    @Test
    void h264OfARaspberryPiComesThroughFfmpeg() throws Exception {
        Path file = SharedData.require("rpi/h264/pi_camera_1024x768.h264");
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/ffmpeg")), "skipped: no ffmpeg");
        try (RecordedCamera camera = new RecordedCamera(new CaptureSettings(1024, 768, 30, 2000, 1), file, "")) {
            List<Capture> captures = all(camera);
            assertEquals(120, captures.size());
            assertEquals(1024 * 768, captures.get(119).luma().length);
        }
    }

    @Test
    void picturesOfARecordingOfOursAreJoinedFromTheirChunks() throws Exception {
        Path file = folder.resolve("run.mcap");
        try (McapWriter writer = new McapWriter(file, "skycrane", Compression.NONE)) {
            int lcam = writer.addBulkChannel("skycrane/m20/rover/img/LCAM", ImageChunk.getDescriptor(), Map.of());
            int other = writer.addBulkChannel("skycrane/m20/rover/img/RDC", ImageChunk.getDescriptor(), Map.of());
            for (int n = 0; n < 3; n++) {
                byte[] jpeg = jpeg(n);
                ImageInfo info = ImageInfo.newBuilder().setCamera("LCAM").setImage(n).setWidth(96).setHeight(80)
                        .setFormat(PixelFormat.JPEG).setExposureNs(1_000_000L * (n + 1)).setSizeBytes(jpeg.length)
                        .setChunkCount(2).build();
                for (int chunk = n == 1 ? 1 : 0; chunk < 2; chunk++) {
                    int from = chunk * 100;
                    int to = chunk == 0 ? 100 : jpeg.length;
                    byte[] bytes = ImageChunk.newBuilder().setInfo(info).setIndex(chunk).setOffset(from)
                            .setData(ByteString.copyFrom(jpeg, from, to - from)).build().toByteArray();
                    writer.write(lcam, 2 * n + chunk, n, n, ByteBuffer.wrap(bytes));
                    writer.write(other, 2 * n + chunk, n, n, ByteBuffer.wrap(bytes));
                }
            }
        }
        try (RecordedCamera camera = new RecordedCamera(SMALL, file, "LCAM")) {
            List<Capture> captures = all(camera);
            assertEquals(3, captures.size());
            assertEquals(0, number(captures.get(0)));
            assertEquals(2, number(captures.get(2)));
            assertEquals(3_000_000, captures.get(2).midExposureNs());
            assertTrue(captures.get(1).flags().contains(Quality.TRUNCATED), "its first chunk is missing");
        }
        try (RecordedCamera camera = new RecordedCamera(SMALL, file, "PUC_A")) {
            assertThrows(InputException.class, camera::open);
        }
    }

    @Test
    void whatIsNotThereOrNoRecordingIsRefused() throws Exception {
        assertThrows(InputException.class, () -> new RecordedCamera(SMALL, folder.resolve("none"), ""));
        Path empty = Files.createDirectory(folder.resolve("empty"));
        try (RecordedCamera camera = new RecordedCamera(SMALL, empty, "")) {
            assertThrows(InputException.class, camera::open);
        }
        Path text = folder.resolve("run.mcap");
        Files.writeString(text, "no recording");
        try (RecordedCamera camera = new RecordedCamera(SMALL, text, "LCAM")) {
            assertThrows(InputException.class, camera::open);
        }
    }

    @Test
    void recordingHasOneOwner() throws Exception {
        Files.write(folder.resolve("a0.jpg"), jpeg(7));
        try (RecordedCamera camera = new RecordedCamera(SMALL, folder, "")) {
            camera.open();
            assertTrue(assertThrows(CameraFault.class, camera::open).getMessage().contains("owner=2"));
        }
    }
}
