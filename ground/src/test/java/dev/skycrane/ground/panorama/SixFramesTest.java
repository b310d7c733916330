package dev.skycrane.ground.panorama;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.proto.testing.SharedData;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;

/** Six frames cut from JPL's mosaic of Curiosity's sol 1051, put together again and laid over that mosaic. */
class SixFramesTest {
    private static final long SEED = 1051;
    /** Geometry of the mosaic, out of mosaic_parameters.csv. */
    private static final double TOP_DEG = 17.7171;
    private static final double BOTTOM_DEG = -66.5118;
    private static final int PATCH = 15;
    private static final int SEARCH = 8;

    private final PrintWriter log = new PrintWriter(System.out, true);

    private FrameSet six() {
        return FrameSet.read(SharedData.require("panorama/six_frame_from_jpl_mosaic"), null, 0, log);
    }

    @Test
    void pointedFramesLieOnTheMosaic() throws IOException {
        check("as pointed", Alignment.pointed(six()));
    }

    @Test
    void framesPointedHalfADegreeOffAreBroughtOntoIt() throws IOException {
        FrameSet set = six();
        Random random = new Random(SEED);
        List<Frame> wrong = new ArrayList<>();
        for (Frame f : set.frames()) {
            Pointing p = f.pointing();
            wrong.add(f.at(new Pointing(p.azimuthRad() + off(random), p.elevationRad() + off(random),
                    p.rollRad() + off(random), true)));
        }
        check("pointed 0.5 deg off (seed " + SEED + "), refined",
                Alignment.refined(new FrameSet(wrong, set.lens()), 0.5, log));
    }

    private static double off(Random random) {
        return Math.toRadians(0.5 * random.nextGaussian());
    }

    @Test
    void framesThatNobodyPointedComeOutLevelAndInPlace() throws IOException {
        FrameSet set = six();
        List<Frame> blind = new ArrayList<>();
        for (Frame f : set.frames())
            blind.add(f.at(new Pointing(0, 0, 0, false)));
        Alignment a = Alignment.refined(new FrameSet(blind, new Lens(0, 0)), 0.5, log);
        assertEquals(6, a.frames().size());
        assertEquals(set.lens().focalPx(), a.lens().focalPx(), 0.01 * set.lens().focalPx());
        for (int i = 0; i < 6; i++)
            assertEquals(set.frames().get(i).pointing().elevationRad(), a.frames().get(i).pointing().elevationRad(),
                    Math
                            .toRadians(1.5),
                    "elevation of frame " + i);
        // azimuth is counted from the first frame
        double turn = set.frames().get(0).pointing().azimuthRad();
        List<Frame> turned = new ArrayList<>();
        for (Frame f : a.frames()) {
            Pointing p = f.pointing();
            turned.add(f.at(new Pointing(p.azimuthRad() + turn, p.elevationRad(), p.rollRad(), false)));
        }
        check("pointed by nobody", new Alignment(turned, a.lens(), a.tiePoints(), a.rmsPx()));
    }

    private void check(String how, Alignment alignment) throws IOException {
        Panorama p = Panorama.of(alignment, 0);
        double[] rms = misalignmentPx(p);
        System.out.printf(
                "six frames, %s: %.2f px RMS off the mosaic over %.0f places (%.2f px before one common turn)%n", how,
                rms[0], rms[1], rms[2]);
        assertTrue(rms[1] >= 100, "places " + rms[1]);
        assertTrue(rms[0] <= 1.5, rms[0] + " px");
    }

    // distance between what the panorama shows and where the mosaic shows it, one common small turn of the whole taken out
    private static double[] misalignmentPx(Panorama p) throws IOException {
        Path file = SharedData.require("panorama/jpl_navcam_mosaic/N_L000_1051_ILT048CYL_S_2470_UNCORM1.jpg");
        BufferedImage image = ImageIO.read(file.toFile());
        Raster mosaic = image.getRaster();
        Canvas c = p.canvas();
        List<double[]> found = new ArrayList<>();
        for (int y = 40; y < c.height() - 40; y += 45) {
            for (int x = 40; x < c.width() - 40; x += 45) {
                double[] d = displacement(p.bands()[0], c, x, y, mosaic);
                if (d != null) found.add(new double[]{c.azimuthRad(x), c.elevationRad(y), d[0], d[1]});
            }
        }
        DMatrixRMaj a = new DMatrixRMaj(2 * found.size(), 3);
        DMatrixRMaj b = new DMatrixRMaj(2 * found.size(), 1);
        double before = 0;
        for (int i = 0; i < found.size(); i++) {
            double az = found.get(i)[0];
            double el = found.get(i)[1];
            // azimuth and elevation of a direction under a small rotation about north, east and up
            a.set(2 * i, 0, -Math.tan(el) * Math.cos(az));
            a.set(2 * i, 1, -Math.tan(el) * Math.sin(az));
            a.set(2 * i, 2, 1);
            a.set(2 * i + 1, 0, Math.sin(az));
            a.set(2 * i + 1, 1, -Math.cos(az));
            b.set(2 * i, 0, found.get(i)[2]);
            b.set(2 * i + 1, 0, found.get(i)[3]);
            before += found.get(i)[2] * found.get(i)[2] + found.get(i)[3] * found.get(i)[3];
        }
        DMatrixRMaj turn = new DMatrixRMaj(3, 1);
        CommonOps_DDRM.solve(a, b, turn);
        double sum = 0;
        for (int i = 0; i < b.numRows; i++) {
            double left = b.get(i) - a.get(i, 0) * turn.get(0) - a.get(i, 1) * turn.get(1) - a.get(i, 2) * turn.get(2);
            sum += left * left;
        }
        return new double[]{Math.sqrt(sum / found.size()), found.size(), Math.sqrt(before / found.size())};
    }

    // azimuth and elevation, px of the panorama, by which the mosaic's picture of the patch lies elsewhere; null where it is not found
    private static double[] displacement(float[] panorama, Canvas c, int x, int y, Raster mosaic) {
        int n = 2 * PATCH + 1;
        double[] patch = new double[n * n];
        for (int j = -PATCH; j <= PATCH; j++) {
            for (int i = -PATCH; i <= PATCH; i++) {
                float v = panorama[(y + j) * c.width() + x + i];
                if (v == 0) return null;
                patch[(j + PATCH) * n + i + PATCH] = v;
            }
        }
        if (spread(patch) < 8) return null;
        int m = 2 * SEARCH + 1;
        double[] score = new double[m * m];
        int best = 0;
        // the mosaic around the place, at the panorama's pixels
        int reach = PATCH + SEARCH;
        int w = 2 * reach + 1;
        double[] around = new double[w * w];
        for (int j = -reach; j <= reach; j++)
            for (int i = -reach; i <= reach; i++)
                around[(j + reach) * w + i + reach] = sample(mosaic, c.azimuthRad(x + i), c.elevationRad(y + j));
        double[] there = new double[n * n];
        for (int k = 0; k < score.length; k++) {
            for (int j = 0; j < n; j++)
                System.arraycopy(around, (j + k / m) * w + k % m, there, j * n, n);
            score[k] = correlation(patch, there);
            if (score[k] > score[best]) best = k;
        }
        int bx = best % m;
        int by = best / m;
        if (score[best] < 0.8 || bx == 0 || by == 0 || bx == m - 1 || by == m - 1) return null;
        double dx = peak(score[best - 1], score[best], score[best + 1]);
        double dy = peak(score[best - m], score[best], score[best + m]);
        return new double[]{bx + dx - SEARCH, -(by + dy - SEARCH)};
    }

    private static double peak(double a, double b, double c) {
        return 0.5 * (a - c) / (a - 2 * b + c);
    }

    private static double sample(Raster mosaic, double azimuthRad, double elevationRad) {
        double column = Math.toDegrees(azimuthRad) / 360 * mosaic.getWidth();
        column -= mosaic.getWidth() * Math.floor(column / mosaic.getWidth());
        double row = (TOP_DEG - Math.toDegrees(elevationRad)) / (TOP_DEG - BOTTOM_DEG) * mosaic.getHeight();
        int x = (int) column;
        int y = Math.max(0, Math.min(mosaic.getHeight() - 2, (int) row));
        double fx = column - x;
        double fy = row - y;
        int x1 = (x + 1) % mosaic.getWidth();
        return (1 - fy) * ((1 - fx) * mosaic.getSample(x, y, 0) + fx * mosaic.getSample(x1, y, 0))
                + fy * ((1 - fx) * mosaic.getSample(x, y + 1, 0) + fx * mosaic.getSample(x1, y + 1, 0));
    }

    private static double spread(double[] v) {
        double mean = 0;
        double square = 0;
        for (double d : v) {
            mean += d / v.length;
            square += d * d / v.length;
        }
        return Math.sqrt(Math.max(0, square - mean * mean));
    }

    private static double correlation(double[] a, double[] b) {
        double sa = 0;
        double sb = 0;
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            sa += a[i];
            sb += b[i];
            ab += a[i] * b[i];
            aa += a[i] * a[i];
            bb += b[i] * b[i];
        }
        double n = a.length;
        return (ab - sa * sb / n) / Math.sqrt((aa - sa * sa / n) * (bb - sb * sb / n) + 1e-9);
    }
}
