package dev.skycrane.hil.locate;

import dev.skycrane.flight.trn.SiteMap;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** The orbital picture and the elevation models of the real Jezero, put on one grid; georeference as the data's README has it. */
final class RealJezero {
    private static final double SPHERE_M = 3396190;
    private static final double LAT0 = StrictMath.toRadians(18.4447);
    private static final double LON0 = StrictMath.toRadians(77.4508);
    private static final double PICTURE_M = 7.7959;
    private static final double PICTURE_X_M = 4573667.148802219;
    private static final double PICTURE_Y_M = 1109689.242276167;
    private static final double CELL_M = 7.5;
    private static final double POST_M = 15;

    private RealJezero() {}

    /** @return the folder, or null when the data are not here */
    static Path folder() {
        for (Path p = Path.of("").toAbsolutePath(); p != null; p = p.getParent()) {
            Path data = p.resolve("shared/data/jezero_trn");
            if (Files.isDirectory(data)) return data;
        }
        return null;
    }

    static SiteMap map(Path folder) throws IOException {
        BufferedImage picture = ImageIO.read(folder.resolve("jezero_map_color_4096x3879.jpg").toFile());
        int w = picture.getWidth();
        int h = picture.getHeight();
        float[] grey = new float[w * h];
        int[] row = new int[w];
        for (int r = 0; r < h; r++) {
            picture.getRGB(0, r, w, 1, row, 0, w);
            for (int c = 0; c < w; c++)
                grey[r * w + c] = 0.299f * (row[c] >> 16 & 255) + 0.587f * (row[c] >> 8 & 255)
                        + 0.114f * (row[c] & 255);
        }
        double cos = StrictMath.cos(LAT0);
        double westM = cos * (PICTURE_X_M - SPHERE_M * LON0);
        double northM = PICTURE_Y_M - SPHERE_M * LAT0;
        double widthM = cos * (w - 1) * PICTURE_M;
        double heightM = (h - 1) * PICTURE_M;
        SiteMap.Grid grid = new SiteMap.Grid((int) (widthM / CELL_M), (int) (heightM / CELL_M), CELL_M, westM, northM);
        byte[] appearance = new byte[grid.width() * grid.height()];
        for (int r = 0; r < grid.height(); r++) {
            for (int c = 0; c < grid.width(); c++) {
                double x = ((westM + c * CELL_M) / cos + SPHERE_M * LON0 - PICTURE_X_M) / PICTURE_M;
                double y = (PICTURE_Y_M - (northM - r * CELL_M + SPHERE_M * LAT0)) / PICTURE_M;
                appearance[r * grid.width() + c] = (byte) (int) (bilinear(grey, w, h, x, y) + 0.5);
            }
        }
        SiteMap.Grid dem = new SiteMap.Grid((int) (widthM / POST_M) + 2, (int) (heightM / POST_M) + 2, POST_M, westM,
                northM);
        return new SiteMap(SPHERE_M, 3394507, LAT0, LON0, grid, appearance, dem, elevation(folder, dem), null, null);
    }

    private static float[] elevation(Path folder, SiteMap.Grid dem) throws IOException {
        float[] ctx = raster(folder.resolve("jezero_ctx_dtm_30m.tif"));
        float[] hirise = raster(folder.resolve("jezero_hirise_dtm_8m.tif"));
        double cos = StrictMath.cos(LAT0);
        double cosHirise = StrictMath.cos(StrictMath.toRadians(18.4663));
        float[] out = new float[dem.width() * dem.height()];
        for (int r = 0; r < dem.height(); r++) {
            for (int c = 0; c < dem.width(); c++) {
                double x = SPHERE_M * LON0 + (dem.westM() + c * POST_M) / cos;
                double y = SPHERE_M * LAT0 + dem.northM() - r * POST_M;
                double hx = (cosHirise * x - 4349232.725344172) / 8 - 0.5;
                double hy = (1098271.140188 - y) / 8 - 0.5;
                boolean fine = hx >= 0 && hy >= 0 && hx <= 1023 && hy <= 1023;
                out[r * dem.width() + c] = fine
                        ? bilinear(hirise, 1024, 1024, hx, hy)
                        : bilinear(ctx, 1024, 1024, (x - 4574293.250853) / 30 - 0.5, (1109933.140188 - y) / 30 - 0.5);
            }
        }
        return out;
    }

    private static float[] raster(Path file) throws IOException {
        Raster r = ImageIO.read(file.toFile()).getRaster();
        return r.getSamples(0, 0, r.getWidth(), r.getHeight(), 0, (float[]) null);
    }

    private static float bilinear(float[] g, int w, int h, double x, double y) {
        int c = Math.min(w - 2, Math.max(0, (int) Math.floor(x)));
        int r = Math.min(h - 2, Math.max(0, (int) Math.floor(y)));
        double fx = Math.min(1, Math.max(0, x - c));
        double fy = Math.min(1, Math.max(0, y - r));
        int k = r * w + c;
        return (float) ((g[k] * (1 - fx) + g[k + 1] * fx) * (1 - fy) + (g[k + w] * (1 - fx) + g[k + w + 1] * fx) * fy);
    }
}
