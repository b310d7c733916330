package dev.skycrane.flight.guidance;

import dev.skycrane.flight.geometry.Trig;
import dev.skycrane.flight.core.Digest;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.Phase;
import dev.skycrane.flight.core.Tick;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.nav.NavState;
import dev.skycrane.flight.vehicle.MassLedger;
import dev.skycrane.flight.vehicle.PlanetModel;
import dev.skycrane.flight.vehicle.PoweredVehicleModel;

/**
 * Guidance from backshell release to the end of the flyaway (dossier sections 4.4 and 4.5). Each phase gives an acceleration that
 * control shall make; {@link ThrustPointing} turns it into attitude and thrust.
 *
 * <p>Powered approach: track the {@link DivertPlan}. Constant velocity: hold the rate, null horizontal offset and velocity. Constant
 * deceleration: a parabola in time that reaches the sky-crane rate at its height. Sky crane: hold the rate on four engines, null
 * horizontal velocity; the weight of the rover is fed forward as the bridle takes it and leaves it. Flyaway: up, then pitch, then burn.
 */
public final class PoweredGuidance {
    private final PoweredVehicleModel vehicle;
    private final PlanetModel planet;
    private final MassLedger ledger;
    private final DivertPlan plan;
    /** Answers what could be planned; never flown. */
    private final DivertPlan probe;
    private final ThrustPointing pointing;
    private final Flyaway flyaway;
    private final DecelerationProfile deceleration = new DecelerationProfile();
    private final PositionTrack track;

    private final double positionGainPerS2;
    private final double velocityGainPerS;
    private final double verticalGainPerS;
    private final double heightGainPerS2;
    private final double biasGainPerS2;
    private final double biasLimitMps2;
    private final double offsetGainPerS;
    private final double offsetRateLimitMps;
    private final double lowTiltRad;
    private final double skyCraneTiltRad;
    private final double constantVelocityS;
    private final double decelerationMps2;
    private final double skyCraneRateMps;
    private final double skyCraneHeightM;
    private final double loadTimeS;
    private final double replanErrorM;
    private final double replanUntilS;
    private final int replanLimit;
    private final double leadS;
    private final double maxAxialN;
    private final double weakThrustShare;
    private final double minAxialN;

    private final Vec3 wanted = new Vec3();
    private final Vec3 jerk = new Vec3();
    private final Vec3 reference = new Vec3();
    private final Vec3 referenceV = new Vec3();
    private final Vec3 up = new Vec3();
    private final Vec3 gravity = new Vec3();
    private final Vec3 awayEnu = new Vec3(0, 1, 0);
    private Phase lastPhase = Phase.PRE_BANK;
    private static final double LEAST_BRAKING_MPS2 = 0.5;
    private double gravityMps2;
    private double planAgeS;
    private boolean planInLimits;
    private int plans;
    private double biasMps2;
    private double phaseS;
    private double thrustCommandN;
    private double carriedKg;
    private double availableAxialN;
    private boolean thrustLimited;
    private double heightMarginM;

    public PoweredGuidance(ParameterTable p, PoweredVehicleModel vehicle, PlanetModel planet, MassLedger ledger) {
        this.vehicle = vehicle;
        this.planet = planet;
        this.ledger = ledger;
        plan = new DivertPlan(p);
        probe = new DivertPlan(p);
        pointing = new ThrustPointing();
        track = new PositionTrack(
                p.scalar("guidance.track.timeConstantS", "s", 8, 0.05, 100,
                        "time in which the tracked position follows the navigated one"),
                p.scalar("guidance.track.stepLimitM", "m", 25, 1, 1e5,
                        "difference beyond which the navigated position is taken as it is"));
        positionGainPerS2 = p.scalar("guidance.approach.positionGainPerS2", "1/s^2", 0.25, 0, 10,
                "acceleration per position error in the approach");
        velocityGainPerS = p.scalar("guidance.approach.velocityGainPerS", "1/s", 1.0, 0, 10,
                "acceleration per velocity error, horizontal");
        verticalGainPerS = p.scalar("guidance.descent.verticalGainPerS", "1/s", 2.5, 0, 10,
                "acceleration per descent-rate error below the approach");
        heightGainPerS2 = p.scalar("guidance.descent.heightGainPerS2", "1/s^2", 1.0, 0, 10,
                "acceleration per height error in the constant deceleration");
        biasGainPerS2 = p.scalar("guidance.descent.biasGainPerS2", "1/s^2", 0.6, 0, 10,
                "growth of the thrust correction per descent-rate error");
        biasLimitMps2 = p.scalar("guidance.descent.biasLimitMps2", "m/s^2", 0.6, 0, 5, "largest thrust correction");
        offsetGainPerS = p.scalar("guidance.descent.offsetGainPerS", "1/s", 0.3, 0, 5,
                "horizontal velocity per offset from the aim point");
        offsetRateLimitMps = p.scalar("guidance.descent.offsetRateLimitMps", "m/s", 1.5, 0, 20,
                "largest horizontal velocity to take out an offset");
        lowTiltRad = Math.toRadians(p.scalar("guidance.descent.maxTiltDeg", "deg", 12, 0, 60,
                "largest tilt below the approach"));
        skyCraneTiltRad = Math.toRadians(p.scalar("guidance.skyCrane.maxTiltDeg", "deg", 4, 0, 30,
                "largest tilt in the sky crane"));
        constantVelocityS = p.scalar("guidance.descent.constantVelocityS", "s", 4.24, 0, 30,
                "planned time at constant velocity (dossier section 3.1)");
        decelerationMps2 = p.scalar("guidance.descent.decelerationMps2", "m/s^2", 5.28, 0.5, 20,
                "planned constant deceleration (dossier section 3.1)");
        skyCraneRateMps = p.scalar("guidance.skyCrane.rateMps", "m/s", 0.75, 0.1, 5,
                "descent rate of the sky crane (dossier section 2.5)");
        skyCraneHeightM = p.scalar("guidance.skyCrane.startHeightM", "m", 20.9, 1, 200,
                "height of the stowed rover's wheels at the start of the sky crane (dossier section 9, row 27)");
        loadTimeS = p.scalar("guidance.skyCrane.loadTimeS", "s", 0.38, 0.01, 5,
                "time constant with which the paid-out bridle takes the rover's weight");
        replanErrorM = p.scalar("guidance.approach.replanErrorM", "m", 40, 1, 1e4,
                "distance from the plan that makes it void");
        replanUntilS = p.scalar("guidance.approach.replanUntilS", "s", 8, 0, 100, "time to go of the last new plan");
        replanLimit = p.integer("guidance.approach.replanLimit", "1", 3, 0, 100, "new plans allowed");
        weakThrustShare = p.scalar("guidance.descent.weakThrustShare", "1", 0.85, 0.1, 1,
                "share of the axial thrust left without an engine that the deceleration may plan with");
        leadS = vehicle.engineLagS + Tick.PERIOD_S;
        flyaway = new Flyaway(p);
        double most = 0;
        double least = 0;
        for (Vec3 push : vehicle.engineDirection) {
            most -= push.z * vehicle.maxThrustN;
            least -= push.z * vehicle.minThrustN;
        }
        maxAxialN = most;
        availableAxialN = most;
        minAxialN = least;
    }

    /** One tick; {@code out} is written only in the phases from free fall on. */
    public void step(Phase phase, double secondsInPhase, NavState nav, GuidanceCommand out) {
        if (phase.code() >= Phase.FREE_FALL.code()) track.step(nav);
        if (phase != lastPhase) begin(phase, nav);
        lastPhase = phase;
        phaseS = secondsInPhase;
        switch (phase) {
            case FREE_FALL -> freeFall(nav, out);
            case POWERED_APPROACH -> poweredApproach(nav, out);
            case CONSTANT_VELOCITY -> constantVelocity(nav, out);
            case CONSTANT_DECELERATION -> constantDeceleration(nav, out);
            case THROTTLE_DOWN, RAPPEL, SKY_CRANE, TOUCHDOWN -> skyCrane(phase, nav, out);
            case FLYAWAY -> flyaway(nav, out);
            case LANDED, ABORTED -> out.mode = GuidanceCommand.Mode.IDLE;
            default -> {}
        }
    }

    private void begin(Phase phase, NavState nav) {
        switch (phase) {
            case FREE_FALL -> pointing.holdHeading(nav);
            case POWERED_APPROACH -> newPlan(nav);
            case CONSTANT_DECELERATION -> beginDeceleration(nav);
            case FLYAWAY -> pointing.holdHeading(nav);
            default -> {}
        }
    }

    private void newPlan(NavState nav) {
        localGravity(nav);
        planAgeS = 0;
        tellAbility(plan);
        planInLimits = plan.plan(track.rEnuM(), nav.vEnuMps, constantVelocityHeightM());
        plans++;
        if (plans == 1) {
            awayEnu.set(-track.rEnuM().x, -track.rEnuM().y, 0);
            if (awayEnu.norm() < 1) awayEnu.set(0, 1, 0);
            awayEnu.normalize();
        }
    }

    private void tellAbility(DivertPlan to) {
        double massKg = ledger.massKg(true);
        double dryKg = massKg - ledger.propellantKg();
        // Rocket equation for what is left; canted engines give less than they burn, which the axial sum contains.
        double exhaustMps = vehicle.exhaustVelocityMps * maxAxialN
                / (vehicle.maxThrustN * vehicle.engineDirection.length);
        double availableMps = exhaustMps * StrictMath.log(massKg / dryKg);
        double laterMps = gravityMps2 * (constantVelocityS + 30) + to.finalRateMps();
        to.ability(availableAxialN, minAxialN, massKg, gravityMps2, Math.max(1, availableMps - laterMps));
    }

    /**
     * Whether a powered approach can be planned inside all limits, propellant among them. Changes no plan.
     *
     * @param rEnuM position at ignition relative to the target, m
     * @param vEnuMps velocity at ignition
     */
    public boolean canDivert(NavState nav, Vec3 rEnuM, Vec3 vEnuMps) {
        localGravity(nav);
        tellAbility(probe);
        return probe.plan(rEnuM, vEnuMps, constantVelocityHeightM());
    }

    /** Height of the body origin above the target where constant velocity shall begin, m. */
    private double constantVelocityHeightM() {
        return decelerationStartM(plan.finalRateMps()) + plan.finalRateMps() * constantVelocityS;
    }

    /** Height of the body origin above ground at which the deceleration from a descent rate must start, m. */
    public double decelerationStartM(double rateMps) {
        return skyCraneOriginHeightM()
                + (rateMps * rateMps - skyCraneRateMps * skyCraneRateMps) / (2 * brakingMps2())
                + rateMps * leadS;
    }

    /** The deceleration as planned, or what an engine less allows. */
    private double brakingMps2() {
        if (availableAxialN == maxAxialN) return decelerationMps2;
        double able = weakThrustShare * availableAxialN / ledger.massKg(true) - gravityMps2;
        return Math.min(decelerationMps2, Math.max(LEAST_BRAKING_MPS2, able));
    }

    /** From now on all engines together give no more than this along the axis, N; braking starts as much earlier as that needs. */
    public void limitThrust(double axialN) {
        availableAxialN = Math.min(maxAxialN, axialN);
        thrustLimited = true;
    }

    /** Starts the sky crane this much higher, m, for a height that is not well known; heeded until the deceleration begins. */
    public void raiseSkyCrane(double marginM) {
        heightMarginM = marginM;
    }

    private double skyCraneOriginHeightM() {
        return heightMarginM + skyCraneHeightM + vehicle.stowedWheelDepthM();
    }

    private void localGravity(NavState nav) {
        planet.gravity(nav.rMcmfM, gravity);
        up.set(nav.rMcmfM).normalize();
        double cosLat2 = up.x * up.x + up.y * up.y;
        double w = planet.rotationRadps;
        gravityMps2 = -gravity.dot(up) - w * w * nav.rMcmfM.norm() * cosLat2;
    }

    private void freeFall(NavState nav, GuidanceCommand out) {
        localGravity(nav);
        pointing.upright(out);
        out.thrustN = 0;
        out.engineCount = 0;
        thrustCommandN = 0;
    }

    private void poweredApproach(NavState nav, GuidanceCommand out) {
        localGravity(nav);
        planAgeS += Tick.PERIOD_S;
        plan.position(planAgeS, reference).subtract(track.rEnuM());
        boolean weaker = thrustLimited;
        thrustLimited = false;
        if ((reference.norm() > replanErrorM || weaker) && plan.durationS() - planAgeS > replanUntilS
                && plans <= replanLimit) {
            newPlan(nav);
            plan.position(planAgeS, reference).subtract(track.rEnuM());
        }
        plan.velocity(planAgeS, referenceV).subtract(nav.vEnuMps);
        plan.acceleration(planAgeS + leadS, wanted).addScaled(positionGainPerS2, reference).addScaled(velocityGainPerS,
                referenceV);
        plan.jerk(planAgeS, jerk);
        command(plan.maxTiltRad(), ledger.massKg(true), vehicle.engineDirection.length, out);
    }

    private void constantVelocity(NavState nav, GuidanceCommand out) {
        localGravity(nav);
        horizontal(nav, true);
        wanted.z = rateFeedback(nav, -plan.finalRateMps());
        command(lowTiltRad, ledger.massKg(true), vehicle.engineDirection.length, out);
    }

    private void beginDeceleration(NavState nav) {
        double most = availableAxialN / ledger.massKg(true) - gravityMps2;
        deceleration.begin(nav.altitudeAglM, -nav.vEnuMps.z, skyCraneOriginHeightM(), skyCraneRateMps, leadS, most);
    }

    private void constantDeceleration(NavState nav, GuidanceCommand out) {
        localGravity(nav);
        horizontal(nav, false);
        wanted.z = deceleration.forwardMps2(phaseS) + biasMps2
                + verticalGainPerS * (-deceleration.rateMps(phaseS) - nav.vEnuMps.z)
                + heightGainPerS2 * (deceleration.heightM(phaseS) - nav.altitudeAglM);
        command(lowTiltRad, ledger.massKg(true), vehicle.engineDirection.length, out);
    }

    private void skyCrane(Phase phase, NavState nav, GuidanceCommand out) {
        localGravity(nav);
        horizontal(nav, false);
        boolean roverHangs = phase != Phase.TOUCHDOWN;
        wanted.z = roverHangs
                ? rateFeedback(nav, -skyCraneRateMps)
                : biasMps2 + verticalGainPerS * (-skyCraneRateMps - nav.vEnuMps.z);
        double massKg = ledger.massKg(false);
        if (phase == Phase.RAPPEL) {
            massKg += vehicle.roverKg * (1 - Trig.exp(-phaseS / loadTimeS));
        } else if (roverHangs) {
            massKg += vehicle.roverKg;
        }
        command(skyCraneTiltRad, massKg, skyCraneEngineCount(), out);
    }

    private void flyaway(NavState nav, GuidanceCommand out) {
        localGravity(nav);
        if (flyaway.over(phaseS)) {
            out.mode = GuidanceCommand.Mode.IDLE;
            out.engineCount = 0;
            out.thrustN = 0;
            thrustCommandN = 0;
            return;
        }
        flyaway.thrust(phaseS, awayEnu, wanted, jerk);
        wanted.z -= gravityMps2;
        command(flyaway.tiltLimitRad(), ledger.massKg(false), skyCraneEngineCount(), out);
    }

    /** Sets {@link #wanted} x and y: towards the aim point if {@code toAim}, else only against the velocity. */
    private void horizontal(NavState nav, boolean toAim) {
        double east = 0;
        double north = 0;
        if (toAim) {
            east = offsetGainPerS * (plan.aimEnuM().x - track.rEnuM().x);
            north = offsetGainPerS * (plan.aimEnuM().y - track.rEnuM().y);
            double rate = Math.sqrt(east * east + north * north);
            if (rate > offsetRateLimitMps) {
                east *= offsetRateLimitMps / rate;
                north *= offsetRateLimitMps / rate;
            }
        }
        wanted.x = velocityGainPerS * (east - nav.vEnuMps.x);
        wanted.y = velocityGainPerS * (north - nav.vEnuMps.y);
        jerk.zero();
    }

    private double rateFeedback(NavState nav, double vUpMps) {
        double errorMps = vUpMps - nav.vEnuMps.z;
        biasMps2 = Math.max(-biasLimitMps2,
                Math.min(biasLimitMps2, biasMps2 + biasGainPerS2 * errorMps * Tick.PERIOD_S));
        return biasMps2 + verticalGainPerS * errorMps;
    }

    private void command(double tiltLimitRad, double massKg, int engines, GuidanceCommand out) {
        wanted.z += gravityMps2;
        carriedKg = massKg;
        thrustCommandN = massKg * pointing.point(wanted, jerk, tiltLimitRad, out);
        out.thrustN = thrustCommandN;
        out.engineCount = engines;
    }

    private int skyCraneEngineCount() {
        int n = 0;
        for (boolean burns : vehicle.skyCraneEngine)
            if (burns) n++;
        return n;
    }

    /** Time left in the powered approach, s; negative once it is flown. */
    public double timeToGoS() {
        return plans == 0 ? 0 : plan.durationS() - planAgeS;
    }

    /** Time left in the constant deceleration, s; negative once it is over. */
    public double decelerationToGoS() {
        return deceleration.durationS() - phaseS;
    }

    /** Total thrust last asked for, N. */
    public double thrustCommandN() {
        return thrustCommandN;
    }

    /** Mass that the last thrust was meant to carry: with the rover until it stands on the ground, kg. */
    public double carriedKg() {
        return carriedKg;
    }

    /** Thrust that carries the stage and the given share of the rover's weight, N. */
    public double hoverThrustN(double roverShare) {
        return gravityMps2 * (ledger.massKg(false) + roverShare * vehicle.roverKg);
    }

    public double skyCraneRateMps() {
        return skyCraneRateMps;
    }

    /** Plans made; 1 if the first one served. */
    public int plans() {
        return plans;
    }

    /** The last plan kept all its limits. */
    public boolean planInLimits() {
        return planInLimits;
    }

    /** Expected distance between the aim point and the backshell on the ground, m. */
    public double backshellClearanceM() {
        return plan.clearanceM();
    }

    public void foldInto(Digest digest) {
        track.foldInto(digest);
        digest.fold(planAgeS);
        digest.fold(plan.durationS());
        digest.fold(biasMps2);
        digest.fold(availableAxialN);
        digest.fold(heightMarginM);
        digest.fold(plans);
        deceleration.foldInto(digest);
    }
}
