package dev.skycrane.hil.locate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.flight.core.VisionFix;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.proto.InputException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocateFilesTest {
    @TempDir
    private Path folder;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void readsPngAndPgmAlike() throws IOException {
        BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_BYTE_GRAY);
        byte[] grey = {0, 50, 100, (byte) 150, (byte) 200, (byte) 255};
        image.getRaster().setDataElements(0, 0, 3, 2, grey);
        ImageIO.write(image, "png", folder.resolve("a.png").toFile());
        byte[] header = "P5\n# made by a test\n3 2\n255\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        byte[] pgm = java.util.Arrays.copyOf(header, header.length + grey.length);
        System.arraycopy(grey, 0, pgm, header.length, grey.length);
        Files.write(folder.resolve("b.pgm"), pgm);
        assertArrayEquals(grey, Pictures.read(folder.resolve("a.png")).pixels());
        assertArrayEquals(grey, Pictures.read(folder.resolve("b.pgm")).pixels());
        assertEquals(2, Pictures.list(folder).size());
    }

    @Test
    void twelveBitsInSixteenKeepTheirContrast() throws IOException {
        BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_USHORT_GRAY);
        image.getRaster().setDataElements(0, 0, 3, 1, new short[]{0, 2048, 4095});
        ImageIO.write(image, "png", folder.resolve("deep.png").toFile());
        assertArrayEquals(new byte[]{0, (byte) 128, (byte) 255}, Pictures.read(folder.resolve("deep.png")).pixels());
        byte[] header = "P5 3 1 4095\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        byte[] pgm = java.util.Arrays.copyOf(header, header.length + 6);
        System.arraycopy(new byte[]{0, 0, 8, 0, 15, (byte) 255}, 0, pgm, header.length, 6);
        Files.write(folder.resolve("deep.pgm"), pgm);
        assertArrayEquals(new byte[]{0, (byte) 128, (byte) 255}, Pictures.read(folder.resolve("deep.pgm")).pixels());
    }

    @Test
    void colourPicturesGiveTheirLuma() throws IOException {
        BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, 3, 1, new int[]{0xffff0000, 0xff00ff00, 0xff808080}, 0, 3);
        ImageIO.write(image, "png", folder.resolve("colour.png").toFile());
        // 0.299 and 0.587 of 255, ITU-R BT.601
        assertArrayEquals(new byte[]{76, (byte) 150, (byte) 128}, Pictures.read(folder.resolve("colour.png")).pixels());
    }

    @Test
    void pictureWithTooManyPixelsIsRefusedBeforeItIsDecoded() throws IOException {
        BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY);
        Path file = folder.resolve("bomb.png");
        ImageIO.write(image, "png", file.toFile());
        byte[] png = Files.readAllBytes(file);
        // width and height of the header chunk, bytes 16 to 23, and its check sum
        java.nio.ByteBuffer b = java.nio.ByteBuffer.wrap(png);
        b.putInt(16, 60_000).putInt(20, 60_000);
        java.util.zip.CRC32 crc = new java.util.zip.CRC32();
        crc.update(png, 12, 17);
        b.putInt(29, (int) crc.getValue());
        Files.write(file, png);
        IOException e = assertThrows(IOException.class, () -> Pictures.read(file));
        assertEquals("picture too large", e.getMessage());
    }

    @Test
    void damagedPicturesGiveAReason() throws IOException {
        assertThrows(IOException.class, () -> Pictures.read(file("x.pgm", "P5\n300 300\n255\nabc")));
        assertThrows(IOException.class, () -> Pictures.read(file("y.jpg", "no picture at all")));
    }

    @Test
    void scalingKeepsPixelAreasInPlace() {
        byte[] ramp = new byte[80 * 80];
        for (int i = 0; i < ramp.length; i++)
            ramp[i] = (byte) (2 * (i % 80));
        byte[] out = Pictures.scaled(new Pictures.Grey(80, 80, ramp), 100, 100);
        assertEquals(2 * ((50 + 0.5) * 0.8 - 0.5), out[50 * 100 + 50] & 0xff, 0.6);
        assertNull(Pictures.scaled(new Pictures.Grey(80, 80, ramp), 100, 90));
    }

    @Test
    void tableOfFixesIsATableOfPriors() throws IOException {
        FixTable fixes = new FixTable();
        VisionFix fix = new VisionFix();
        fix.status = VisionFix.Status.FIX;
        fix.sigmaEnuM.set(new Vec3(3, 4, 5));
        fix.qMcmfFromBody.set(0.5, 0.5, -0.5, 0.5);
        fixes.add("a.jpg", fix, new double[]{18.4, 77.4, 1234.5}, 40);
        fix.status = VisionFix.Status.OFF_MAP;
        fixes.add("b.jpg", fix, new double[3], 20);
        fixes.addUntried("c.jpg", "not a picture");
        for (VisionFix.Status refused : VisionFix.Status.values()) {
            fix.status = refused;
            if (refused != VisionFix.Status.FIX) fixes.add("d.jpg", fix, new double[3], 20);
        }
        Path out = folder.resolve("fixes.csv");
        fixes.write(out);
        assertEquals(3 + VisionFix.Status.values().length, Files.readAllLines(out).size());
        assertTrue(Files.readAllLines(out).stream().allMatch(l -> l.split(",", -1).length == 13));
        PriorTable priors = PriorTable.read(out, -2570);
        assertEquals(18.4, priors.of("a.jpg").latDeg(), 1e-9);
        assertEquals(4, priors.of("a.jpg").sigmaNorthM(), 1e-9);
        assertEquals(-0.5, priors.of("a.jpg").qFixedFromCamera().y, 1e-6);
        assertNull(priors.of("b.jpg"));
        assertEquals(18.4, priors.of("a.png").latDeg(), 1e-9, "the same picture converted");
    }

    @Test
    void wrongPriorsAreRefusedWithTheirLine() throws IOException {
        Path bad = file("p.csv", "image,latDeg,lonDeg,heightM,quaternion\na.jpg,18,77,high,1 0 0 0\n");
        InputException e = assertThrows(InputException.class, () -> PriorTable.read(bad, 0));
        assertTrue(e.getMessage().contains("line 2"), e.getMessage());
        Path header = file("h.csv", "name,x,y\n");
        assertThrows(InputException.class, () -> PriorTable.read(header, 0));
        Path q = file("q.csv", "image,latDeg,lonDeg,heightM,quaternion\na.jpg,18,77,900,1 1 0 0\n");
        assertThrows(InputException.class, () -> PriorTable.read(q, 0));
    }

    @Test
    void cameraFilesOfBothKindsAreReadAndWrongOnesRefused() throws IOException {
        Path pinhole = file("p.json", "{\"type\":\"pinhole\",\"image_size\":[640,480],\"fx\":400,\"fy\":401,\"cx\":320,"
                + "\"cy\":240,\"distortion\":[-0.1,0.01,0,0,0]}");
        assertEquals(400.5, CameraFile.read(pinhole).focalPx(), 1e-9);
        assertEquals(1024, CameraFile.read(null).width());
        for (String text : new String[]{"[]", "{\"type\":\"CAHVORE\",\"image_size\":[1024,1024],\"C\":[0,0]}", "{",
            "{\"type\":\"lens\",\"image_size\":[100,100]}"}) {
            Path bad = file("bad.json", text);
            assertThrows(InputException.class, () -> CameraFile.read(bad), text);
        }
    }
}
