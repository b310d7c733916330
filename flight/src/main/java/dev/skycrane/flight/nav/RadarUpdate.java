package dev.skycrane.flight.nav;

import dev.skycrane.flight.core.Digest;
import dev.skycrane.flight.core.EventBuffer;
import dev.skycrane.flight.core.EventId;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.SensorFrame;
import dev.skycrane.flight.core.Tick;
import dev.skycrane.flight.geometry.Quat;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.vehicle.PlanetModel;
import dev.skycrane.flight.vehicle.RadarGeometry;

/**
 * Radar ranges and closing velocities as measurements for the filter. The ground is a sphere through the height of the ground
 * below, which is a state of the filter: without a map the radar cannot tell the height of the ground from that of the vehicle,
 * so what it fixes is their difference.
 */
final class RadarUpdate {
    /** A beam refused this often in a row is worth an event, and again each further period: single refusals near the ground are not. */
    private static final int REPORT_AFTER = 5;
    private static final int REPORT_PERIOD = 10;
    private static final int BEAMS = RadarGeometry.BEAMS;
    private final RadarGeometry geometry;
    private final EventBuffer events;
    private final double siteRadiusM;
    private final double gate;
    private final double rangeSigmaFraction;
    private final double rangeSigmaM;
    private final double velocitySigmaMps;
    private final double slopeSigma;
    private final double cosMaxIncidence;
    private final double maxAltitudeM;
    private final int maxAgeTicks;
    private final int reopenAfter;
    private final double reopenGroundM;
    private final double reopenVelocityMps;

    private final Vec3 r = new Vec3();
    private final Vec3 v = new Vec3();
    private final Quat q = new Quat();
    private final Vec3 beam = new Vec3();
    private final Vec3 up = new Vec3();
    private final Vec3 hit = new Vec3();
    private final Vec3 h = new Vec3();

    private final long[] lastAcceptedTick = new long[BEAMS];
    private final int[] rejectedInARow = new int[BEAMS];
    private int rejectedOverall;
    private int excludedBits;
    private long clockOffsetTicks;
    private long badStamps;
    private boolean level;
    private long rangesUsed;
    private long velocitiesUsed;
    private long rejected;
    private long reopened;
    private double lastNormalised;

    RadarUpdate(ParameterTable p, PlanetModel planet, EventBuffer events) {
        geometry = new RadarGeometry(p);
        this.events = events;
        siteRadiusM = planet.siteRadiusM;
        gate = p.scalar("nav.radar.gateSigma", "1", 5, 2, 50, "radar innovations beyond this many sigma are refused");
        rangeSigmaFraction = p.scalar("nav.radar.rangeSigmaFraction", "1", 0.004, 0, 0.2,
                "1-sigma noise of a range over the range; better than 2 % per beam (dossier section 4.3)");
        rangeSigmaM = p.scalar("nav.radar.rangeSigmaM", "m", 0.1, 0.001, 100,
                "1-sigma noise of a range near the ground");
        velocitySigmaMps = p.scalar("nav.radar.velocitySigmaMps", "m/s", 0.08, 0.001, 10,
                "1-sigma noise of a closing velocity (dossier section 4.3)");
        slopeSigma = p.scalar("nav.radar.slopeSigma", "1", 0.12, 0, 1,
                "1-sigma of the mean slope between the point below and the point hit by a slanted beam; taken large, since "
                        + "the error of one beam lasts over many measurements");
        cosMaxIncidence = StrictMath.cos(Math.toRadians(p.scalar("nav.radar.rangeMaxIncidenceDeg", "deg", 38, 1, 80,
                "ranges of beams that meet level ground at more than this are not used")));
        maxAltitudeM = p.scalar("nav.radar.maxAltitudeM", "m", 12000, 100, 50000,
                "radar measurements are not used above this estimated height");
        maxAgeTicks = p.integer("nav.radar.maxAgeTicks", "ticks", 32, 0, StateHistory.LENGTH - 1,
                "oldest measurement used; one from the future is not used either");
        reopenAfter = p.integer("nav.radar.reopenAfter", "1", 40, 5, 10000,
                "refused measurements in a row after which the filter doubts itself");
        reopenGroundM = p.scalar("nav.radar.reopenGroundM", "m", 100, 1, 5000, "height 1-sigma added then");
        reopenVelocityMps = p.scalar("nav.radar.reopenVelocityMps", "m/s", 1, 0.01, 50, "velocity 1-sigma added then");
        java.util.Arrays.fill(lastAcceptedTick, Long.MIN_VALUE / 2);
    }

    /**
     * Uses the frame's beam, if any.
     *
     * @param keepLevel leaves the horizontal position alone: what the radar tells of it is little, and guidance wants it steady
     * @return whether a measurement was accepted
     */
    boolean take(SensorFrame in, StateHistory history, ErrorFilter filter, double groundM, double altitudeAglM,
            boolean keepLevel) {
        level = keepLevel;
        int b = in.radarBeam;
        if (b < 0 || b >= BEAMS || (excludedBits & 1 << b) != 0 || altitudeAglM > maxAltitudeM) return false;
        if (!in.radarRangeValid && !in.radarVelocityValid) return false;
        long sampled = in.radarTick - clockOffsetTicks;
        if (sampled > in.tick || sampled < in.tick - maxAgeTicks || !history.at(sampled, r, v, q)) {
            badStamps++;
            return false;
        }
        up.set(r).normalize();
        q.rotate(geometry.beamBody(b), beam);
        boolean accepted = false;
        if (in.radarVelocityValid && Double.isFinite(in.radarClosingMps)) {
            accepted = takeVelocity(in, filter);
        }
        if (in.radarRangeValid && Double.isFinite(in.radarRangeM)) {
            accepted |= takeRange(in, filter, siteRadiusM + groundM);
        }
        if (accepted) lastAcceptedTick[b] = in.tick;
        return accepted;
    }

    private boolean takeVelocity(SensorFrame in, ErrorFilter filter) {
        double predicted = v.dot(beam);
        filter.clearRow();
        filter.setRow(ErrorFilter.V, beam);
        filter.setRow(ErrorFilter.ATTITUDE, h.cross(beam, v));
        filter.considered.setDirect(ConsideredErrors.VELOCITY_SCALE + in.radarBeam, predicted);
        double variance = velocitySigmaMps * velocitySigmaMps;
        boolean ok = gated(in.radarBeam, filter, in.radarClosingMps - predicted, variance);
        if (ok) velocitiesUsed++;
        return ok;
    }

    private boolean takeRange(SensorFrame in, ErrorFilter filter, double groundRadiusM) {
        double radiusM = r.norm();
        double cosNadir = -beam.dot(r) / radiusM;
        if (cosNadir < cosMaxIncidence) return false;
        double along = radiusM * cosNadir;
        double discriminant = along * along - (radiusM * radiusM - groundRadiusM * groundRadiusM);
        if (discriminant < 0) return false;
        double predicted = along - Math.sqrt(discriminant);
        if (predicted <= 0) return false;
        hit.set(r).addScaled(predicted, beam).normalize();
        double cosIncidence = -hit.dot(beam);
        filter.clearRow();
        filter.row[ErrorFilter.GROUND] = -1 / cosIncidence;
        h.cross(beam, hit).scale(predicted / cosIncidence);
        filter.setRow(ErrorFilter.ATTITUDE, h);
        filter.setRow(ErrorFilter.R, hit.scale(1 / cosIncidence));
        filter.considered.setDirect(ConsideredErrors.RANGE_SCALE + in.radarBeam, predicted);
        double sinNadir2 = Math.max(0, 1 - cosNadir * cosNadir);
        double relief = slopeSigma * predicted / cosIncidence;
        double fraction = rangeSigmaFraction * predicted;
        double variance = rangeSigmaM * rangeSigmaM + fraction * fraction + relief * relief * sinNadir2;
        boolean ok = gated(in.radarBeam, filter, in.radarRangeM - predicted, variance);
        if (ok) rangesUsed++;
        return ok;
    }

    private boolean gated(int b, ErrorFilter filter, double measuredMinusPredicted, double variance) {
        double innovation = filter.innovation(measuredMinusPredicted);
        lastNormalised = innovation / Math.sqrt(filter.innovationVariance(variance));
        if (Math.abs(lastNormalised) <= gate) {
            filter.take(innovation, level ? up : null);
            rejectedInARow[b] = 0;
            rejectedOverall = 0;
            return true;
        }
        rejected++;
        rejectedOverall++;
        if (++rejectedInARow[b] % REPORT_PERIOD == REPORT_AFTER) {
            events.emit(EventId.RADAR_BEAM_REJECTED, b, rejectedInARow[b], lastNormalised, gate);
        }
        if (rejectedOverall >= reopenAfter) reopen(filter);
        return false;
    }

    /** All beams contradict the estimate: the estimate is doubted, not the beams. */
    private void reopen(ErrorFilter filter) {
        rejectedOverall = 0;
        reopened++;
        filter.addGroundVariance(reopenGroundM * reopenGroundM);
        filter.addVariance(ErrorFilter.V, reopenVelocityMps * reopenVelocityMps);
    }

    /** Takes this off every time stamp from now on. */
    void clockOffset(long ticks) {
        clockOffsetTicks = ticks;
    }

    void exclude(int bits) {
        excludedBits = bits;
    }

    /** Beams with a measurement accepted within the last {@code withinS} seconds. */
    int activeBeams(long tick, double withinS) {
        long since = tick - Tick.fromSeconds(withinS);
        int count = 0;
        for (long last : lastAcceptedTick) {
            if (last >= since) count++;
        }
        return count;
    }

    /** Measurements of this beam refused in a row. */
    int rejectedInARow(int b) {
        return rejectedInARow[b];
    }

    long rangesUsed() {
        return rangesUsed;
    }

    long velocitiesUsed() {
        return velocitiesUsed;
    }

    long rejected() {
        return rejected;
    }

    long reopened() {
        return reopened;
    }

    /** Last innovation over its 1-sigma. */
    double lastNormalised() {
        return lastNormalised;
    }

    void foldInto(Digest digest) {
        for (long last : lastAcceptedTick)
            digest.fold(last);
        digest.fold(rangesUsed);
        digest.fold(velocitiesUsed);
        digest.fold(rejected);
        digest.fold(reopened);
        digest.fold(excludedBits);
        digest.fold(clockOffsetTicks);
        digest.fold(badStamps);
    }
}
