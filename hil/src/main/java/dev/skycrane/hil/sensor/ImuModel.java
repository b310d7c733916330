package dev.skycrane.hil.sensor;

import dev.skycrane.hil.noise.NoiseSource;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.SensorFrame;
import dev.skycrane.flight.core.Tick;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.hil.plant.Truth;

/**
 * Descent IMU: increments of the truth with turn-on bias, bias random walk, scale error, misalignment, white noise and
 * quantisation (the rest of each count is carried on, so quantisation does not drift). Figures of a tactical-grade unit; the
 * flight unit's are not published.
 */
final class ImuModel {
    private static final double DEG_PER_HOUR = Math.toRadians(1) / 3600;
    private static final double DEG_PER_ROOT_HOUR = Math.toRadians(1) / 60;
    private static final int ALL_VALID = 0x3f;
    /** Ticks per step of the biases' random walks, whose steps are far below a count. */
    private static final int WALK_TICKS = 8;

    private final Triad gyro;
    private final Triad accelerometer;

    ImuModel(ParameterTable p, long seed) {
        gyro = new Triad(new NoiseSource(seed, "sensor.imu.gyro"),
                p.scalar("sensor.imu.gyroBiasDegph", "deg/h", 0.05, 0, 100, "1-sigma of a gyro's turn-on bias")
                        * DEG_PER_HOUR,
                p.scalar("sensor.imu.gyroBiasWalkDegphprs", "deg/h/sqrt(s)", 5e-4, 0, 10,
                        "random walk of a gyro's bias") * DEG_PER_HOUR,
                p.scalar("sensor.imu.gyroScale", "1", 5e-5, 0, 0.1, "1-sigma of a gyro's scale error"),
                p.scalar("sensor.imu.gyroMisalignmentRad", "rad", 1e-4, 0, 0.1, "1-sigma of a gyro's misalignment"),
                p.scalar("sensor.imu.gyroRandomWalkDegprh", "deg/sqrt(h)", 0.01, 0, 10, "angle random walk")
                        * DEG_PER_ROOT_HOUR,
                p.scalar("sensor.imu.gyroCountRad", "rad", 5e-7, 0, 1e-2, "angle of one count, 0 for none"));
        accelerometer = new Triad(new NoiseSource(seed, "sensor.imu.accelerometer"),
                p.scalar("sensor.imu.accelBiasMps2", "m/s^2", 5e-4, 0, 1, "1-sigma of a turn-on bias"),
                p.scalar("sensor.imu.accelBiasWalkMps2prs", "m/s^2/sqrt(s)", 5e-6, 0, 1, "random walk of a bias"),
                p.scalar("sensor.imu.accelScale", "1", 1e-4, 0, 0.1, "1-sigma of a scale error"),
                p.scalar("sensor.imu.accelMisalignmentRad", "rad", 1e-4, 0, 0.1, "1-sigma of a misalignment"),
                p.scalar("sensor.imu.accelRandomWalkMpsprs", "m/s/sqrt(s)", 3e-4, 0, 1, "velocity random walk"),
                p.scalar("sensor.imu.accelCountMps", "m/s", 5e-5, 0, 0.1, "velocity of one count, 0 for none"));
    }

    void sample(Truth truth, SensorFrame out) {
        out.imuValidBits = ALL_VALID;
        gyro.sample(truth.deltaAngleRad, out.deltaAngleRad);
        accelerometer.sample(truth.deltaVelocityMps, out.deltaVelocityMps);
        if (truth.tick % WALK_TICKS == 0) {
            gyro.walk();
            accelerometer.walk();
        }
    }

    /** Three axes of one kind of sensor. */
    private static final class Triad {
        private final NoiseSource noise;
        private final double[] bias = new double[3];
        private final double[] matrix = new double[9];
        private final double[] carried = new double[3];
        private final double biasStep;
        private final double whiteStep;
        private final double count;

        Triad(NoiseSource noise, double biasSigma, double biasWalk, double scaleSigma, double misalignmentSigma,
                double randomWalk, double count) {
            this.noise = noise;
            this.count = count;
            biasStep = biasWalk * Math.sqrt(WALK_TICKS * Tick.PERIOD_S);
            whiteStep = randomWalk * Math.sqrt(Tick.PERIOD_S);
            for (int i = 0; i < 3; i++) {
                bias[i] = biasSigma * noise.cutGaussian();
                for (int j = 0; j < 3; j++) {
                    matrix[3 * i + j] = i == j
                            ? 1 + scaleSigma * noise.cutGaussian()
                            : misalignmentSigma * noise.cutGaussian();
                }
            }
        }

        void walk() {
            for (int i = 0; i < 3; i++)
                bias[i] += biasStep * noise.gaussian();
        }

        void sample(Vec3 truth, double[] out) {
            for (int i = 0; i < 3; i++) {
                double value = matrix[3 * i] * truth.x + matrix[3 * i + 1] * truth.y + matrix[3 * i + 2] * truth.z
                        + bias[i] * Tick.PERIOD_S + whiteStep * noise.gaussian();
                if (count == 0) {
                    out[i] = value;
                    continue;
                }
                double total = value + carried[i];
                double counts = Math.rint(total / count);
                out[i] = counts * count;
                carried[i] = total - out[i];
            }
        }
    }
}
