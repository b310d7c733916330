package dev.skycrane.hil.sensor;

import dev.skycrane.hil.noise.NoiseSource;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.SensorFrame;
import dev.skycrane.flight.core.Switch;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.vehicle.RadarGeometry;
import dev.skycrane.hil.plant.Terrain;
import dev.skycrane.hil.plant.Truth;

/**
 * Terrain descent radar: one beam after another, 50 ms each to the nearest tick, slant range and closing velocity against the
 * terrain (dossier section 4.3). The range is the mean over the beam's width. A beam is silent behind the heat shield, beyond its
 * range, at grazing incidence and where the rover hangs in it; near the ground plume-driven dust disturbs velocities, as
 * flown on MSL.
 */
final class RadarModel {
    private static final int BEAMS = RadarGeometry.BEAMS;
    private static final int QUEUE = 32;
    private static final int RAYS = 5;

    private final RadarGeometry geometry;
    private final RayCaster caster;
    private final NoiseSource noise;
    private final int periodTicks;
    private final int latencyTicks;
    private final double minRangeM;
    private final double maxRangeM;
    private final double cosMaxIncidence;
    private final double tanHalfWidth;
    private final double rangeSigmaFraction;
    private final double rangeSigmaM;
    private final double velocitySigmaMps;
    private final double plumeHeightM;
    private final double plumeChance;
    private final double plumeSigmaMps;
    private final int roverBlockedBits;
    private final double[] rangeScale = new double[BEAMS];
    private final double[] velocityScale = new double[BEAMS];

    private final Measurement[] queue = new Measurement[QUEUE];
    private final Vec3 beam = new Vec3();
    private final Vec3 ray = new Vec3();
    private final Vec3 across = new Vec3();
    private final Vec3 along = new Vec3();
    /** Of the centre ray of the last mean range. */
    private double cosIncidence;

    private static final class Measurement {
        int beam = -1;
        long tick;
        double rangeM;
        double closingMps;
        boolean rangeValid;
        boolean velocityValid;
    }

    RadarModel(ParameterTable p, Terrain terrain, long seed) {
        geometry = new RadarGeometry(p);
        caster = new RayCaster(terrain);
        noise = new NoiseSource(seed, "sensor.radar");
        periodTicks = p.integer("sensor.radar.beamTicks", "ticks", 3, 1, 64, "ticks per beam");
        latencyTicks = p.integer("sensor.radar.latencyTicks", "ticks", 2, 0, QUEUE - 1, "from sample to sensor frame");
        minRangeM = p.scalar("sensor.radar.minRangeM", "m", 4, 0, 100, "shortest range");
        maxRangeM = p.scalar("sensor.radar.maxRangeM", "m", 8000, 100, 50000,
                "longest range; first lock was called between 7.4 and 6.6 km (dossier section 3.1)");
        cosMaxIncidence = StrictMath.cos(Math.toRadians(
                p.scalar("sensor.radar.maxIncidenceDeg", "deg", 72, 1, 89, "largest angle off the ground's normal")));
        tanHalfWidth = StrictMath.tan(Math.toRadians(0.5 * p.scalar("sensor.radar.beamwidthDeg", "deg", 3, 0, 20,
                "full width of a beam")));
        rangeSigmaFraction = p.scalar("sensor.radar.rangeSigmaFraction", "1", 0.004, 0, 0.2,
                "1-sigma noise over range");
        rangeSigmaM = p.scalar("sensor.radar.rangeSigmaM", "m", 0.1, 0, 100, "1-sigma noise near the ground");
        velocitySigmaMps = p.scalar("sensor.radar.velocitySigmaMps", "m/s", 0.08, 0, 10, "1-sigma noise of velocities");
        double rangeBias = p.scalar("sensor.radar.rangeScaleSigma", "1", 0.002, 0, 0.1,
                "1-sigma of a beam's range scale");
        double velocityBias = p.scalar("sensor.radar.velocityScaleSigma", "1", 0.0005, 0, 0.1,
                "1-sigma of a beam's velocity scale");
        plumeHeightM = p.scalar("sensor.radar.plumeHeightM", "m", 25, 0, 200, "height below which dust disturbs");
        plumeChance = p.scalar("sensor.radar.plumeChance", "1", 0.03, 0, 1, "share of velocities disturbed there");
        plumeSigmaMps = p.scalar("sensor.radar.plumeSigmaMps", "m/s", 3, 0, 50, "1-sigma of such a disturbance");
        roverBlockedBits = p.integer("sensor.radar.roverBlockedBits", "1", 1, 0, 63, "beams the hanging rover blocks");
        for (int i = 0; i < BEAMS; i++) {
            rangeScale[i] = 1 + rangeBias * noise.cutGaussian();
            velocityScale[i] = 1 + velocityBias * noise.cutGaussian();
        }
        for (int i = 0; i < QUEUE; i++)
            queue[i] = new Measurement();
    }

    void sample(Truth truth, SensorFrame out) {
        Measurement now = queue[(int) (truth.tick % QUEUE)];
        measure(truth, now);
        Measurement due = queue[(int) ((truth.tick - latencyTicks + QUEUE) % QUEUE)];
        boolean fits = due.beam >= 0 && due.tick == truth.tick - latencyTicks;
        out.radarBeam = fits ? due.beam : -1;
        out.radarTick = fits ? due.tick : 0;
        out.radarRangeM = fits ? due.rangeM : 0;
        out.radarClosingMps = fits ? due.closingMps : 0;
        out.radarRangeValid = fits && due.rangeValid;
        out.radarVelocityValid = fits && due.velocityValid;
    }

    private void measure(Truth truth, Measurement m) {
        m.tick = truth.tick;
        m.beam = truth.tick % periodTicks == 0 ? (int) (truth.tick / periodTicks % BEAMS) : -1;
        m.rangeValid = false;
        m.velocityValid = false;
        m.rangeM = 0;
        m.closingMps = 0;
        if (m.beam < 0 || !listening(truth, m.beam)) return;
        truth.qMcmfFromBody.rotate(geometry.beamBody(m.beam), beam);
        double rangeM = meanRange(truth);
        if (!(rangeM >= minRangeM && rangeM <= maxRangeM) || cosIncidence < cosMaxIncidence) return;
        double sigmaM = Math.sqrt(rangeSigmaM * rangeSigmaM + sq(rangeSigmaFraction * rangeM));
        m.rangeM = rangeScale[m.beam] * rangeM + sigmaM * noise.gaussian();
        m.closingMps = velocityScale[m.beam] * truth.vMcmfMps.dot(beam) + velocitySigmaMps * noise.gaussian();
        if (truth.altitudeAglM < plumeHeightM && burning(truth) && noise.uniform() < plumeChance) {
            m.closingMps += plumeSigmaMps * noise.gaussian();
        }
        m.rangeValid = true;
        m.velocityValid = true;
    }

    private static double sq(double x) {
        return x * x;
    }

    private boolean listening(Truth truth, int b) {
        if ((truth.switchBits & Switch.HEAT_SHIELD_SEPARATED.bit()) == 0) return false;
        return !truth.roverOnBridle || (roverBlockedBits & 1 << b) == 0;
    }

    private static boolean burning(Truth truth) {
        for (double thrust : truth.mleThrust) {
            if (thrust > 0) return true;
        }
        return false;
    }

    /** Mean of the centre ray and four on the edge of the beam. NaN when not all of them hit the ground. */
    private double meanRange(Truth truth) {
        double centreM = caster.rangeM(truth.rMcmfM, beam, maxRangeM);
        cosIncidence = caster.cosIncidence();
        if (Double.isNaN(centreM)) return centreM;
        across.set(Math.abs(beam.x) < 0.5 ? 1 : 0, Math.abs(beam.x) < 0.5 ? 0 : 1, 0);
        across.addScaled(-across.dot(beam), beam).normalize();
        along.cross(beam, across);
        double sum = centreM;
        for (int i = 0; i < 4; i++) {
            double side = i < 2 ? tanHalfWidth : -tanHalfWidth;
            ray.set(beam).addScaled(side, i % 2 == 0 ? across : along).normalize();
            sum += caster.nearRangeM(truth.rMcmfM, ray, maxRangeM, centreM);
        }
        return sum / RAYS;
    }
}
