package dev.skycrane.flight.trn;

import dev.skycrane.flight.geometry.Vec3;

/** Rays of a camera through the middles of the parts into which its image is divided, for each number of parts; made once. */
final class Probes {
    private final int perBin;
    /** By parts per side; x, y, z of each ray, row by row. */
    private final double[][] rays;

    /** @param perBin rays per side and part */
    Probes(CameraModel camera, int minBins, int maxBins, int perBin) {
        this.perBin = perBin;
        rays = new double[maxBins + 1][];
        for (int bins = minBins; bins <= maxBins; bins++)
            rays[bins] = rays(camera, bins * perBin);
    }

    private static double[] rays(CameraModel camera, int side) {
        double[] out = new double[3 * side * side];
        Vec3 ray = new Vec3();
        for (int k = 0; k < side * side; k++) {
            camera.unproject((k % side + 0.5) * camera.width() / side, (k / side + 0.5) * camera.height() / side, ray);
            out[3 * k] = ray.x;
            out[3 * k + 1] = ray.y;
            out[3 * k + 2] = ray.z;
        }
        return out;
    }

    /** @param column of the ray among {@code bins} times rays per part */
    Vec3 ray(int bins, int column, int row, Vec3 out) {
        int k = 3 * (row * bins * perBin + column);
        return out.set(rays[bins][k], rays[bins][k + 1], rays[bins][k + 2]);
    }
}
