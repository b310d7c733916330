package dev.skycrane.flight.guidance;

import dev.skycrane.flight.geometry.Trig;
import dev.skycrane.flight.core.ChannelBuffer;
import dev.skycrane.flight.core.Digest;
import dev.skycrane.flight.core.EventBuffer;
import dev.skycrane.flight.core.EventId;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.Phase;
import dev.skycrane.flight.core.RateGroup;
import dev.skycrane.flight.core.Tick;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.nav.NavState;
import dev.skycrane.flight.vehicle.EntryInterface;
import dev.skycrane.flight.vehicle.PlanetModel;

/**
 * Entry guidance: pre-bank, range control against {@link EntryReference}, bank reversals, heading alignment, straightening up; under the
 * parachute it only asks for damping. Scheme and public figures: dossier section 4.1. Range and crossrange are along the ground at the
 * site's radius, to where the parachute shall open, see {@link DeployPoint}.
 */
public final class EntryGuidance {
    private static final RateGroup RATE = RateGroup.HZ_8;

    private final EntryReference reference;
    private final ChannelBuffer channels;
    private final EventBuffer events;
    private final PlanetModel planet;
    private final double deployRangeM;
    private final double preBankRad;
    private final double overControl;
    private final double deadbandM;
    private final double deadbandGrowthM;
    private final double headingGain;
    private final double headingLimitRad;
    private final double minLiftFraction;
    private final double maxBankRad;
    private final double reachedRad;

    private final int rangeChannel;
    private final int predictedChannel;
    private final int crossrangeChannel;
    private final int liftChannel;
    private final int reversalChannel;

    private final Vec3 targetUnit = new Vec3();
    private final Vec3 here = new Vec3();
    private final Vec3 ahead = new Vec3();
    private final Vec3 left = new Vec3();
    private double rangeToTargetM;
    private double crossrangeM;
    private double rangePredictedM;
    private double liftFraction;
    private double bankRad;
    private int sign;
    private int reversals;
    private boolean reversing;
    private long reversalTick;

    public EntryGuidance(ParameterTable p, PlanetModel planet, EntryReference reference, ChannelBuffer channels,
            EventBuffer events) {
        this.reference = reference;
        this.channels = channels;
        this.events = events;
        this.planet = planet;
        DeployPoint deploy = new DeployPoint(p, planet);
        deployRangeM = deploy.shortOfAimM;
        targetUnit.set(deploy.aimUnit);
        preBankRad = new EntryInterface(p).bankRad;
        overControl = p.scalar("guidance.entry.overControlGain", "1", 4, 0.5, 20, "over-control gain");
        deadbandM = p.scalar("guidance.entry.crossrangeDeadbandM", "m", 2300, 10, 1e5,
                "crossrange that calls for a reversal, at low speed");
        deadbandGrowthM = p.scalar("guidance.entry.crossrangeDeadbandGrowthM", "m", 90, 0, 1e4,
                "its growth with the square of the speed in km/s");
        headingGain = p.scalar("guidance.entry.headingGain", "1", 60, 0, 1000, "bank per azimuth error");
        headingLimitRad = Math.toRadians(p.scalar("guidance.entry.headingBankLimitDeg", "deg", 30, 1, 90,
                "largest bank in heading alignment"));
        minLiftFraction = p.scalar("guidance.entry.minLiftOverDrag", "1", 0.15, 0.01, 2,
                "least lift over drag taken from the accelerometers");
        maxBankRad = Math.toRadians(p.scalar("guidance.entry.maxBankDeg", "deg", 105, 10, 180, "largest bank"));
        reachedRad = Math.toRadians(p.scalar("guidance.entry.bankReachedDeg", "deg", 5, 0.1, 45,
                "bank error at which a reversal is over"));
        rangeChannel = channels.declare("guidance.rangeToGoM");
        predictedChannel = channels.declare("guidance.rangePredictedM");
        crossrangeChannel = channels.declare("guidance.crossrangeM");
        liftChannel = channels.declare("guidance.liftFractionCommand");
        reversalChannel = channels.declare("guidance.bankReversalCount");
        sign = preBankRad < 0 ? -1 : 1;
        bankRad = preBankRad;
    }

    public void step(Phase phase, NavState nav, double bankErrorRad, GuidanceCommand out) {
        out.omegaBodyRadps.zero();
        out.thrustN = 0;
        out.engineCount = 0;
        if (phase.code() <= Phase.SUFR.code() && RATE.due(nav.tick)) steer(phase, nav);
        if (reversing && Math.abs(bankErrorRad) < reachedRad && nav.tick > reversalTick + 1) endReversal(nav);
        out.bankRad = bankRad;
        out.mode = switch (phase) {
            case PRE_BANK, RANGE_CONTROL, HEADING_ALIGNMENT -> GuidanceCommand.Mode.BANK;
            case SUFR -> GuidanceCommand.Mode.STRAIGHTEN;
            case PARACHUTE, PARACHUTE_RADAR -> GuidanceCommand.Mode.DAMP;
            default -> GuidanceCommand.Mode.IDLE;
        };
        channels.set(rangeChannel, rangeToTargetM);
        channels.set(predictedChannel, rangePredictedM);
        channels.set(crossrangeChannel, crossrangeM);
        channels.set(liftChannel, liftFraction);
        channels.set(reversalChannel, reversals);
    }

    private void steer(Phase phase, NavState nav) {
        locate(nav);
        switch (phase) {
            case PRE_BANK -> bankRad = preBankRad;
            case RANGE_CONTROL -> rangeControl(nav);
            case HEADING_ALIGNMENT -> align();
            default -> bankRad = 0;
        }
    }

    /** Ground distance along the track and across it to the target. */
    private void locate(NavState nav) {
        here.set(nav.rMcmfM).normalize();
        ahead.set(nav.vMcmfMps).addScaled(-nav.vMcmfMps.dot(here), here).normalize();
        left.cross(here, ahead);
        double across = Math.max(-1, Math.min(1, targetUnit.dot(left)));
        crossrangeM = -planet.siteRadiusM * Trig.asin(across);
        rangeToTargetM = planet.siteRadiusM * Trig.atan2(targetUnit.dot(ahead), targetUnit.dot(here));
    }

    private void rangeControl(NavState nav) {
        double climbMps = nav.speedMps * Trig.sin(nav.flightPathAngleRad);
        reference.lookup(nav.speedMps);
        rangePredictedM = reference.refRangeM + reference.refRangePerClimb * (climbMps - reference.refClimbMps)
                + reference.refRangePerDrag * (nav.dragMps2 - reference.refDragMps2);
        double missM = rangeToTargetM - deployRangeM - rangePredictedM;
        liftFraction = reference.refLiftFraction + overControl * missM / reference.refRangePerLift;
        double liftOverDrag = Math.max(minLiftFraction, nav.liftMps2 / nav.dragMps2);
        double cosine = Math.max(-1, Math.min(1, liftFraction / liftOverDrag));
        double magnitude = Math.min(maxBankRad, Trig.acos(cosine));
        considerReversal(nav, magnitude);
        bankRad = sign * magnitude;
    }

    private void considerReversal(NavState nav, double magnitude) {
        double speedKmps = 1e-3 * nav.speedMps;
        double limitM = deadbandM + deadbandGrowthM * speedKmps * speedKmps;
        boolean outside = sign > 0 ? crossrangeM < -limitM : crossrangeM > limitM;
        if (!outside || reversing) return;
        sign = -sign;
        reversals++;
        reversing = true;
        reversalTick = nav.tick;
        events.emit(EventId.BANK_REVERSAL, reversals, crossrangeM, limitM, Math.toDegrees(sign * magnitude),
                nav.speedMps, 0);
    }

    private void endReversal(NavState nav) {
        reversing = false;
        events.emit(EventId.BANK_REVERSAL_END, reversals, Tick.toSeconds(nav.tick - reversalTick),
                Math.toDegrees(bankRad));
    }

    private void align() {
        double azimuthErrorRad = Trig.atan2(crossrangeM, Math.max(1, rangeToTargetM));
        bankRad = Math.max(-headingLimitRad, Math.min(headingLimitRad, headingGain * azimuthErrorRad));
    }

    /** Ground distance along the track to the target, m. */
    public double rangeToTargetM() {
        return rangeToTargetM;
    }

    /** The same to the point where the parachute shall open, m. */
    public double rangeToDeployM() {
        return rangeToTargetM - deployRangeM;
    }

    public int reversals() {
        return reversals;
    }

    public void foldInto(Digest digest) {
        digest.fold(rangeToTargetM);
        digest.fold(crossrangeM);
        digest.fold(bankRad);
        digest.fold(sign);
        digest.fold(reversals);
        digest.fold(reversing ? 1 : 0);
    }
}
