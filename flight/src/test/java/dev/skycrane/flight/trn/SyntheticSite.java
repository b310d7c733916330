package dev.skycrane.flight.trn;

import dev.skycrane.flight.core.VisionRequest;
import dev.skycrane.flight.geometry.Quat;
import dev.skycrane.flight.geometry.Vec3;
import java.util.SplittableRandom;

/** Rough terrain by midpoint displacement, shaded, and pictures of it with true parallax, for tests of localisation. */
final class SyntheticSite {
    static final double CELL_M = 7;
    private static final int ORDER = 11;
    private static final int SIDE = (1 << ORDER) + 1;
    private static final int RAY_STEP = 16;

    final SiteMap map;
    final SiteFrame frame;
    private final SiteMap truth;

    SyntheticSite(long seed) {
        this(seed, 0);
    }

    /** @param period side of the square that repeats itself all over the site, cells, or 0 for none */
    SyntheticSite(long seed, int period) {
        float[] height = displaced(new SplittableRandom(seed), 260, 0.55);
        float[] albedo = displaced(new SplittableRandom(seed + 1), 60, 0.75);
        if (period > 0) {
            repeat(height, period);
            repeat(albedo, period);
        }
        byte[] grey = new byte[SIDE * SIDE];
        byte[] mapGrey = new byte[SIDE * SIDE];
        SplittableRandom noise = new SplittableRandom(seed + 2);
        for (int r = 0; r < SIDE; r++) {
            for (int c = 0; c < SIDE; c++) {
                int k = r * SIDE + c;
                int west = r * SIDE + Math.max(0, c - 1);
                int east = r * SIDE + Math.min(SIDE - 1, c + 1);
                double slope = (height[east] - height[west]) / (2 * CELL_M);
                double g = 110 + 0.7 * albedo[k] - 160 * slope;
                grey[k] = clamp(g);
                mapGrey[k] = clamp(g + 3 * (noise.nextDouble() - 0.5));
            }
        }
        double edgeM = 0.5 * (SIDE - 1) * CELL_M;
        SiteMap.Grid grid = new SiteMap.Grid(SIDE, SIDE, CELL_M, -edgeM, edgeM);
        truth = site(grid, grey, height);
        map = site(grid, mapGrey, height);
        frame = new SiteFrame(map);
    }

    /** The north-west square, mirrored to and fro so that its edges meet. */
    private static void repeat(float[] field, int period) {
        for (int r = 0; r < SIDE; r++) {
            for (int c = 0; c < SIDE; c++)
                field[r * SIDE + c] = field[fold(r, period) * SIDE + fold(c, period)];
        }
    }

    private static int fold(int i, int period) {
        int k = i % (2 * period);
        return k < period ? k : 2 * period - 1 - k;
    }

    private static SiteMap site(SiteMap.Grid grid, byte[] grey, float[] height) {
        return new SiteMap(3396190, 3394507, StrictMath.toRadians(18.4447), StrictMath.toRadians(77.4508), grid, grey,
                grid,
                height, null, null);
    }

    private static byte clamp(double g) {
        return (byte) (int) Math.max(0, Math.min(255, g + 0.5));
    }

    private static float[] displaced(SplittableRandom random, double amplitude, double persistence) {
        float[] h = new float[SIDE * SIDE];
        double a = amplitude;
        for (int step = SIDE - 1; step > 1; step /= 2) {
            int half = step / 2;
            for (int r = half; r < SIDE; r += step) {
                for (int c = half; c < SIDE; c += step) {
                    float mean = (h[(r - half) * SIDE + c - half] + h[(r - half) * SIDE + c + half]
                            + h[(r + half) * SIDE + c - half] + h[(r + half) * SIDE + c + half]) / 4;
                    h[r * SIDE + c] = mean + (float) (a * (random.nextDouble() - 0.5));
                }
            }
            for (int r = 0; r < SIDE; r += half) {
                for (int c = (r / half + 1) % 2 * half; c < SIDE; c += step)
                    h[r * SIDE + c] = diamond(h, r, c, half) + (float) (a * (random.nextDouble() - 0.5));
            }
            a *= persistence;
        }
        return h;
    }

    private static float diamond(float[] h, int r, int c, int half) {
        float sum = 0;
        int n = 0;
        if (r >= half) {
            sum += h[(r - half) * SIDE + c];
            n++;
        }
        if (r + half < SIDE) {
            sum += h[(r + half) * SIDE + c];
            n++;
        }
        if (c >= half) {
            sum += h[r * SIDE + c - half];
            n++;
        }
        if (c + half < SIDE) {
            sum += h[r * SIDE + c + half];
            n++;
        }
        return sum / n;
    }

    /** A vehicle looking down over (east, north) at a height above the ground. */
    static final class View {
        final Vec3 rMcmfM = new Vec3();
        final Quat qMcmfFromBody = new Quat();
    }

    View view(double eastM, double northM, double aglM, double yawRad, double tiltRad) {
        View v = new View();
        frame.toMcmf(frame.fromMap(eastM, northM, map.elevationAtM(eastM, northM) + aglM, new Vec3()), v.rMcmfM);
        double c = StrictMath.cos(yawRad);
        double s = StrictMath.sin(yawRad);
        // camera x right, y down, z forward: z down, x along the yaw
        Quat q = new Quat().fromAxes(new Vec3(s, c, 0), new Vec3(c, -s, 0), new Vec3(0, 0, -1));
        q.product(q, new Quat().fromRotationVector(tiltRad, 0, 0));
        v.qMcmfFromBody.product(frame.qMcmfFromL(), q);
        return v;
    }

    /** What the camera sees, with noise of the given deviation. */
    byte[] render(View view, CameraModel camera, double noise, long seed) {
        CameraPose pose = new CameraPose(camera, frame, truth);
        frame.fromMcmf(view.rMcmfM, pose.cM);
        pose.qLFromCamera.product(new Quat().inverse(frame.qMcmfFromL()), view.qMcmfFromBody);
        int w = camera.width();
        int h = camera.height();
        byte[] out = new byte[w * h];
        SplittableRandom random = new SplittableRandom(seed);
        Vec3[] upper = rays(pose, 0);
        for (int r0 = 0; r0 < h; r0 += RAY_STEP) {
            Vec3[] lower = rays(pose, r0 + RAY_STEP);
            for (int r = r0; r < Math.min(h, r0 + RAY_STEP); r++)
                row(pose, upper, lower, (double) (r - r0) / RAY_STEP, out, r * w, w, noise, random);
            upper = lower;
        }
        return out;
    }

    private static Vec3[] rays(CameraPose pose, int row) {
        Vec3[] rays = new Vec3[pose.camera.width() / RAY_STEP + 1];
        for (int i = 0; i < rays.length; i++) {
            Vec3 ray = pose.camera.unproject(i * RAY_STEP, row, new Vec3());
            rays[i] = pose.qLFromCamera.rotate(ray, ray);
        }
        return rays;
    }

    private void row(CameraPose pose, Vec3[] upper, Vec3[] lower, double f, byte[] out, int at, int width, double noise,
            SplittableRandom random) {
        Vec3 ray = new Vec3();
        Vec3 p = new Vec3();
        double elevationM = map.elevationAtM(0, 0);
        for (int c = 0; c < width; c++) {
            int i = c / RAY_STEP;
            double g = (double) (c % RAY_STEP) / RAY_STEP;
            ray.zero().addScaled((1 - f) * (1 - g), upper[i]).addScaled((1 - f) * g, upper[i + 1])
                    .addScaled(f * (1 - g), lower[i]).addScaled(f * g, lower[i + 1]).normalize();
            double t = (elevationM - pose.cM.z) / ray.z;
            for (int k = 0; k < 3; k++) {
                frame.toMap(p.set(pose.cM).addScaled(t, ray), p);
                elevationM = map.elevationAtM(p.x, p.y);
                t += (elevationM - p.z) / ray.z;
            }
            frame.toMap(p.set(pose.cM).addScaled(t, ray), p);
            out[at + c] = clamp(grey(p.x, p.y) + 3.46 * noise * (random.nextDouble() - 0.5));
        }
    }

    private double grey(double eastM, double northM) {
        double c = (eastM - truth.westM) / CELL_M;
        double r = (truth.northM - northM) / CELL_M;
        if (!(c >= 0 && r >= 0 && c < SIDE - 1 && r < SIDE - 1)) return 0;
        int k = (int) r * SIDE + (int) c;
        double fc = c - (int) c;
        double fr = r - (int) r;
        byte[] g = truth.appearance;
        double top = (g[k] & 0xff) * (1 - fc) + (g[k + 1] & 0xff) * fc;
        double bottom = (g[k + SIDE] & 0xff) * (1 - fc) + (g[k + SIDE + 1] & 0xff) * fc;
        return top * (1 - fr) + bottom * fr;
    }

    /** A request whose prior is wrong by the given errors; sigmas say so. */
    VisionRequest request(View view, VisionRequest.Mode mode, double eastM, double northM, double upM, Vec3 turnRad) {
        VisionRequest q = new VisionRequest();
        q.mode = mode;
        Vec3 l = frame.fromMcmf(view.rMcmfM, new Vec3());
        frame.toMcmf(l.set(l.x + eastM, l.y + northM, l.z + upM), q.rMcmfM);
        q.qMcmfFromBody.product(view.qMcmfFromBody, new Quat().fromRotationVector(turnRad.x, turnRad.y, turnRad.z));
        return q;
    }

    /** East, north, up of a position relative to the true one, m. */
    Vec3 error(View view, Vec3 rMcmfM) {
        Vec3 truthL = frame.fromMcmf(view.rMcmfM, new Vec3());
        return frame.fromMcmf(rMcmfM, new Vec3()).subtract(truthL);
    }
}
