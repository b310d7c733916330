package dev.skycrane.hil.terrain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.proto.InputException;
import dev.skycrane.proto.site.MapGrid;
import dev.skycrane.proto.site.MapPackage;
import dev.skycrane.proto.site.MapPackageFiles;
import dev.skycrane.proto.site.SiteInfo;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class MapImportTest {
    private static final double RADIUS_M = 3396190;
    @TempDir
    Path folder;

    /** A package whose elevation is a plane and whose brightness is a ramp: its own rasters are the import's input. */
    private Path planes(String name, int size, double tiltEast) {
        MapGrid grid = MapGrid.centred(size, size, 10);
        float[] z = new float[size * size];
        byte[] dn = new byte[size * size];
        for (int r = 0; r < size; r++) {
            for (int c = 0; c < size; c++) {
                z[r * size + c] = (float) (-2500 + tiltEast * grid.eastM(c) + 0.02 * grid.northM(r));
                dn[r * size + c] = (byte) (int) (100 + 0.05 * grid.eastM(c));
            }
        }
        SiteInfo site = new SiteInfo(name, 18.4, 77.4, RADIUS_M, 3394507, 18.4, 77.4, Double.NaN, Double.NaN, "planes");
        MapPackageFiles.write(new MapPackage(site, grid, dn, grid, z, null, null), folder.resolve(name));
        return folder.resolve(name);
    }

    private static MapImport.Request request(Path ortho, boolean crop, Path... dems) {
        return new MapImport.Request(ortho, List.of(dems), null, crop, "test", Double.NaN, Double.NaN, 3394507);
    }

    @Test
    void planeAndRampComeThroughTheResampling() {
        Path in = planes("a", 200, 0.05);
        MapPackage m = MapImport.run(request(in.resolve("appearance.tif"), false, in.resolve("elevation.tif")));
        assertEquals(18.4, m.site.centreLatDeg(), 1e-9);
        assertEquals(77.4, m.site.centreLonDeg(), 1e-9);
        assertEquals(10, m.appearanceGrid.cellM(), 1e-5);
        MapGrid g = m.elevationGrid;
        for (int r = 0; r < g.height(); r += 7)
            for (int c = 0; c < g.width(); c += 7)
                assertEquals(-2500 + 0.05 * g.eastM(c) + 0.02 * g.northM(r), m.elevationM[r * g.width() + c], 0.01);
    }

    @Test
    void hazardOfAPlaneIsItsSlope() {
        Path in = planes("a", 100, 0.1);
        MapPackage m = MapImport.run(request(in.resolve("appearance.tif"), false, in.resolve("elevation.tif")));
        double slope = Math.sqrt(0.1 * 0.1 + 0.02 * 0.02);
        int middle = m.hazardGrid.height() / 2 * m.hazardGrid.width() + m.hazardGrid.width() / 2;
        assertEquals(255 * slope / Math.tan(Math.toRadians(20)), m.hazard[middle] & 0xff, 1.5);
    }

    @Test
    void elevationModelThatDoesNotCoverTheImageIsRefusedUnlessCropped() {
        Path large = planes("large", 200, 0.05);
        Path small = planes("small", 120, 0.05);
        MapImport.Request whole = request(large.resolve("appearance.tif"), false, small.resolve("elevation.tif"));
        InputException e = assertThrows(InputException.class, () -> MapImport.run(whole));
        assertTrue(e.getMessage().startsWith("map: dem=63.") && e.getMessage().contains("covers the ortho"),
                e.getMessage());
        MapPackage m = MapImport.run(request(large.resolve("appearance.tif"), true, small.resolve("elevation.tif")));
        assertEquals(120 * 10, m.appearanceGrid.width() * m.appearanceGrid.cellM(), 20);
    }

    @Test
    void finerElevationModelWinsInsideAndBlendsAtItsEdge() {
        Path coarse = planes("coarse", 400, 0);
        Path fine = planes("fine", 200, 0.05);
        MapPackage m = MapImport.run(request(coarse.resolve("appearance.tif"), false, fine.resolve("elevation.tif"),
                coarse.resolve("elevation.tif")));
        MapGrid g = m.elevationGrid;
        for (int c = 0; c < g.width(); c++) {
            double east = g.eastM(c);
            double z = m.elevationM[g.height() / 2 * g.width() + c] - 0.02 * g.northM(g.height() / 2);
            if (Math.abs(east) < 650) assertEquals(-2500 + 0.05 * east, z, 0.02);
            if (Math.abs(east) > 1020) assertEquals(-2500, z, 0.02);
        }
    }

    @Test
    void colourPictureWithWorldFileBecomesLuminance() throws IOException {
        Path dem = planes("dem", 200, 0);
        BufferedImage image = new BufferedImage(80, 80, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 6400; i++)
            image.setRGB(i % 80, i / 80, 200 << 16 | 100 << 8 | 50);
        Path picture = folder.resolve("ortho.png");
        ImageIO.write(image, "png", picture.toFile());
        double x = Math.toRadians(77.4) * RADIUS_M - 395;
        double y = Math.toRadians(18.4) * RADIUS_M + 395;
        Files.writeString(folder.resolve("ortho.pgw"), "10\n0\n0\n-10\n" + x + "\n" + y + "\n");
        InputException e = assertThrows(InputException.class,
                () -> MapImport.run(request(picture, false, dem.resolve("elevation.tif"))));
        assertTrue(e.getMessage().contains("ortho.prj"), e.getMessage());
        Files.writeString(folder.resolve("ortho.prj"), "PROJCS[\"x\",GEOGCS[\"y\",DATUM[\"z\",SPHEROID[\"s\","
                + RADIUS_M + ",0.0]]],PROJECTION[\"Equirectangular\"],PARAMETER[\"standard_parallel_1\",0.0]]");
        MapPackage m = MapImport.run(request(picture, false, dem.resolve("elevation.tif")));
        assertEquals(124, m.appearance[m.appearance.length / 2] & 0xff);
        assertEquals(18.4, m.site.centreLatDeg(), 1e-6);
        assertEquals(77.4, m.site.centreLonDeg(), 1e-6);
    }

    @Test
    void filesThatAreNotThereOrNotMapsAreRefusedInOneLine() throws IOException {
        Path in = planes("a", 50, 0);
        Path text = Files.writeString(folder.resolve("x.tif"), "not a picture");
        Path[][] pairs = {{folder.resolve("no.tif"), in.resolve("elevation.tif")},
            {in.resolve("appearance.tif"), folder.resolve("no.tif")}, {text, in.resolve("elevation.tif")},
            {in.resolve("appearance.tif"), text}};
        for (Path[] p : pairs) {
            InputException e = assertThrows(InputException.class, () -> MapImport.run(request(p[0], false, p[1])));
            assertTrue(e.getMessage().startsWith("map: ") && e.getMessage().lines().count() == 1, e.getMessage());
        }
    }
}
