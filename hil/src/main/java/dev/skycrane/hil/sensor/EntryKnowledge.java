package dev.skycrane.hil.sensor;

import dev.skycrane.flight.core.ParameterException;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.geometry.EnuFrame;
import dev.skycrane.flight.geometry.Quat;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.nav.Navigator;
import dev.skycrane.hil.noise.NoiseSource;
import dev.skycrane.hil.plant.Truth;

/**
 * What the ground last told the vehicle about its own state: the truth with an error drawn from the seed. With the default figures
 * the error grown until the radar takes over is of the order flown: 3.3 m/s corrected at convergence and 137 m at
 * the first map-relative fix (dossier sections 3.1 and 4.2).
 */
public final class EntryKnowledge {
    private final double[] positionSigmaM;
    private final double[] positionOffsetM;
    private final double velocitySigmaMps;
    private final double attitudeSigmaRad;
    private final NoiseSource noise;

    public EntryKnowledge(ParameterTable p, long seed) {
        positionSigmaM = p.vector("sensor.initial.positionSigmaM", "m", new double[]{100, 60, 60}, 0, 5000,
                "1-sigma of the position error at entry: east, north, up");
        positionOffsetM = p.vector("sensor.initial.positionOffsetM", "m", new double[]{0, 0, 0}, -5000, 5000,
                "position error put on top, for tests of the capture range: east, north, up");
        requireThree("sensor.initial.positionSigmaM", positionSigmaM);
        requireThree("sensor.initial.positionOffsetM", positionOffsetM);
        velocitySigmaMps = p.scalar("sensor.initial.velocitySigmaMps", "m/s", 0.1, 0, 20,
                "1-sigma of the velocity error at entry, per axis");
        attitudeSigmaRad = Math.toRadians(p.scalar("sensor.initial.attitudeSigmaDeg", "deg", 0.03, 0, 5,
                "1-sigma of the attitude error at entry, per axis"));
        noise = new NoiseSource(seed, "sensor.initial");
    }

    private static void requireThree(String name, double[] values) {
        if (values.length != 3) throw new ParameterException(name, values.length + " numbers", "3 numbers");
    }

    /** Starts navigation from the truth at entry with a new draw of the error. */
    public void initialise(Truth truth, Navigator navigator) {
        EnuFrame local = new EnuFrame().set(truth.rMcmfM);
        Vec3 errorM = new Vec3(error(0), error(1), error(2));
        Vec3 r = local.vectorToMcmf(errorM, errorM).add(truth.rMcmfM);
        Vec3 v = new Vec3(velocitySigmaMps * draw(), velocitySigmaMps * draw(), velocitySigmaMps * draw())
                .add(truth.vMcmfMps);
        Quat turn = new Quat().fromRotationVector(attitudeSigmaRad * draw(), attitudeSigmaRad * draw(),
                attitudeSigmaRad * draw());
        navigator.initialise(truth.tick, r, v, turn.product(turn, truth.qMcmfFromBody));
    }

    private double error(int i) {
        return positionOffsetM[i] + positionSigmaM[i] * draw();
    }

    private double draw() {
        return noise.cutGaussian();
    }
}
