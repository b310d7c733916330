package dev.skycrane.proto.site;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.proto.InputException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class MapPackageFilesTest {
    @TempDir
    Path folder;

    private static MapPackage sample(boolean withHazard) {
        SplittableRandom random = new SplittableRandom(7);
        MapGrid image = MapGrid.centred(61, 47, 6);
        MapGrid dem = MapGrid.centred(33, 27, 12);
        byte[] appearance = new byte[61 * 47];
        random.nextBytes(appearance);
        float[] elevation = new float[33 * 27];
        for (int i = 0; i < elevation.length; i++)
            elevation[i] = (float) (-2570 + random.nextDouble());
        byte[] hazard = withHazard ? new byte[33 * 27] : null;
        if (withHazard) random.nextBytes(hazard);
        SiteInfo site = new SiteInfo("test", 18.4447, 77.4508, 3396190, 3394507, 18.4447, 77.4508, 257, 40, "made up");
        return new MapPackage(site, image, appearance, dem, elevation, withHazard ? dem : null, hazard);
    }

    private static void assertRefused(String start, Runnable what) {
        InputException e = assertThrows(InputException.class, what::run);
        assertTrue(e.getMessage().startsWith(start), e.getMessage());
        assertEquals(1, e.getMessage().lines().count());
        assertTrue(e.getMessage().contains(", expected "), e.getMessage());
    }

    @Test
    void packageComesBackAsItWasWritten() {
        for (boolean withHazard : new boolean[]{true, false}) {
            MapPackage in = sample(withHazard);
            MapPackageFiles.write(in, folder.resolve("map"));
            MapPackage out = MapPackageFiles.read(folder.resolve("map"));
            assertEquals(in.site, out.site);
            assertEquals(in.appearanceGrid, out.appearanceGrid);
            assertEquals(in.elevationGrid, out.elevationGrid);
            assertEquals(in.hazardGrid, out.hazardGrid);
            assertArrayEquals(in.appearance, out.appearance);
            assertArrayEquals(in.elevationM, out.elevationM);
            if (withHazard) assertArrayEquals(in.hazard, out.hazard);
            else
                assertNull(out.hazard);
        }
    }

    @Test
    void rowsOfMoreThan65535BytesComeBackToo() {
        MapGrid wide = MapGrid.centred(20_000, 3, 6);
        float[] z = new float[60_000];
        byte[] dn = new byte[60_000];
        for (int i = 0; i < z.length; i++) {
            z[i] = i;
            dn[i] = (byte) i;
        }
        MapPackageFiles.write(new MapPackage(sample(false).site, wide, dn, wide, z, null, null), folder.resolve("map"));
        MapPackage out = MapPackageFiles.read(folder.resolve("map"));
        assertArrayEquals(z, out.elevationM);
        assertArrayEquals(dn, out.appearance);
    }

    @Test
    void nothingIsLeftBesideTheFolder() throws IOException {
        MapPackageFiles.write(sample(true), folder.resolve("map"));
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(1, left.count());
        }
    }

    @Test
    void folderWithOtherFilesIsNotOverwritten() throws IOException {
        Path target = Files.createDirectory(folder.resolve("mine"));
        Files.writeString(target.resolve("letter.txt"), "keep me");
        assertRefused("map: out=", () -> MapPackageFiles.write(sample(false), target));
        assertTrue(Files.exists(target.resolve("letter.txt")));
    }

    @Test
    void folderThatCannotBeWrittenIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertRefused("map: out=", () -> MapPackageFiles.write(sample(false), file.resolve("map")));
    }

    @Test
    void everyTruncationOfEveryRasterIsRefused() throws IOException {
        Path map = folder.resolve("map");
        MapPackageFiles.write(sample(true), map);
        for (String name : new String[]{"appearance.tif", "elevation.tif", "hazard.tif"}) {
            byte[] whole = Files.readAllBytes(map.resolve(name));
            for (int cut : new int[]{0, 1, 7, 100, whole.length / 2, whole.length - 1}) {
                Files.write(map.resolve(name), Arrays.copyOf(whole, cut));
                assertRefused("map: ", () -> MapPackageFiles.read(map));
            }
            Files.write(map.resolve(name), whole);
        }
        MapPackageFiles.read(map);
    }

    @Test
    void truncatedOrDamagedGeoTiffIsRefusedWithoutAChecksumToo() throws IOException {
        Path map = folder.resolve("map");
        MapPackageFiles.write(sample(false), map);
        byte[] whole = Files.readAllBytes(map.resolve("elevation.tif"));
        Path file = folder.resolve("cut.tif");
        for (int cut = 0; cut < whole.length; cut += 97) {
            Files.write(file, Arrays.copyOf(whole, cut));
            assertRefused("map: ", () -> GeoTiffReader.read(file));
        }
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < 300; i++) {
            byte[] damaged = whole.clone();
            damaged[random.nextInt(600)] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, damaged);
            try {
                GeoTiffReader.read(file);
            } catch (InputException refused) {
                assertEquals(1, refused.getMessage().lines().count());
            }
        }
    }

    @Test
    void missingRasterAndMissingFolderAreRefused() throws IOException {
        Path map = folder.resolve("map");
        assertRefused("map: folder=", () -> MapPackageFiles.read(map));
        MapPackageFiles.write(sample(false), map);
        Files.delete(map.resolve("elevation.tif"));
        assertRefused("map: file=", () -> MapPackageFiles.read(map));
    }

    @Test
    void changedPixelIsSeenByTheChecksum() throws IOException {
        Path map = folder.resolve("map");
        MapPackageFiles.write(sample(false), map);
        try (RandomAccessFile f = new RandomAccessFile(map.resolve("appearance.tif").toFile(), "rw")) {
            f.seek(f.length() - 5);
            int b = f.read();
            f.seek(f.length() - 5);
            f.write(b ^ 1);
        }
        assertRefused("map: sha256=", () -> MapPackageFiles.read(map));
    }

    @Test
    void siteFileWithAValueOutOfRangeIsRefused() throws IOException {
        Path map = folder.resolve("map");
        MapPackageFiles.write(sample(false), map);
        Path site = map.resolve("site.yaml");
        String text = Files.readString(site);
        Files.writeString(site, text.replace("targetLatDeg: 18.4447", "targetLatDeg: 118"));
        assertRefused("map: targetLatDeg=118", () -> MapPackageFiles.read(map));
        Files.writeString(site, text.replace("formatVersion: 1", "formatVersion: 2"));
        assertRefused("map: formatVersion=2", () -> MapPackageFiles.read(map));
        Files.writeString(site, "]]");
        assertRefused("map: file=", () -> MapPackageFiles.read(map));
    }

    @Test
    void elevationThatDoesNotCoverTheAppearanceIsRefused() {
        MapPackage m = sample(false);
        MapGrid small = MapGrid.centred(20, 20, 12);
        assertRefused("map: elevation=",
                () -> new MapPackage(m.site, m.appearanceGrid, m.appearance, small, new float[400], null, null));
        assertFalse(small.covers(m.appearanceGrid));
    }
}
