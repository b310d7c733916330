package dev.skycrane.hil.plant;

import dev.skycrane.flight.core.ActuatorFrame;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.Pyro;
import dev.skycrane.flight.core.Switch;
import dev.skycrane.flight.core.Tick;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.vehicle.PlanetModel;
import dev.skycrane.flight.vehicle.PoweredVehicleModel;
import dev.skycrane.flight.vehicle.RcsModel;

/**
 * The vehicle from backshell release on: descent stage with the rover stowed, then two bodies on the bridle, then the rover on the ground and
 * the stage on its way to its crash. Propellant burns, the centre of mass moves, the drag of the air is slight.
 *
 * <p>The vehicle's truth is that of the body origin of {@link PoweredVehicleModel}, fixed in the stage. Until the rover is cut loose
 * the mass is that of both.
 */
public final class PoweredVehicle {
    /** Parts of a tick: in free flight, and with spring forces at work. */
    private static final int STEPS_FREE = 2;
    private static final int STEPS_STIFF = 8;
    /** Height of the wheels below which the ground is looked at, m. */
    private static final double NEAR_GROUND_M = 3;
    /** Height of the body origin at which the stage alone hits the ground, m. */
    private static final double STAGE_CRASH_M = 0.6;
    private static final double EARTH_G_MPS2 = 9.80665;

    private final PoweredVehicleModel model;
    private final RcsModel rcs;
    private final PlanetModel planet;
    private final Terrain terrain;
    private final Air air;
    private final EngineBank engines;
    private final Bridle bridle;
    private final WheelContact wheels;
    private final TouchdownJudge judge;
    private final double massOffsetKg;
    private final RigidBody stage;
    private final RigidBody rover;

    private double propellantKg;
    private boolean roverFree;
    private boolean bridleCut;
    private boolean stageDown;
    private boolean roverRests;
    private int switchBits;
    private final Vec3 centreM = new Vec3();
    private final Vec3 originArm = new Vec3();
    private final Vec3 force = new Vec3();
    private final Vec3 arm = new Vec3();
    private final Vec3 a = new Vec3();
    private final Vec3 b = new Vec3();
    private final Vec3 wind = new Vec3();
    private final Vec3 deltaAngle = new Vec3();
    private final Vec3 deltaVelocity = new Vec3();
    private final Vec3 specificForce = new Vec3();
    private final Vec3 roverVBefore = new Vec3();
    private double densityKgM3;
    private double dragN;

    public PoweredVehicle(ParameterTable p, PoweredVehicleModel model, RcsModel rcs, PlanetModel planet, Air air,
            Terrain terrain) {
        this.model = model;
        this.rcs = rcs;
        this.planet = planet;
        this.air = air;
        this.terrain = terrain;
        engines = new EngineBank(p, model);
        bridle = new Bridle(p, model);
        wheels = new WheelContact(p, model, terrain);
        judge = new TouchdownJudge(p);
        massOffsetKg = stageMassOffsetKg(p);
        stage = new RigidBody(planet);
        rover = new RigidBody(planet);
    }

    /** Takes over at backshell release. @param switchBitsSoFar switches set by earlier separations */
    public void begin(RigidState state, int switchBitsSoFar) {
        stage.rMcmfM.set(state.rMcmfM);
        stage.vMcmfMps.set(state.vMcmfMps);
        stage.qMcmfFromBody.set(state.qMcmfFromBody);
        stage.omegaBodyRadps.set(state.omegaBodyRadps);
        propellantKg = state.propellantKg;
        switchBits = switchBitsSoFar;
        model.centreOfMass(propellantKg, true, centreM);
        stage.rMcmfM.zero();
        stage.point(centreM, stage.rMcmfM);
        stage.rMcmfM.add(state.rMcmfM);
        takeMass(true);
    }

    /** One tick under the given commands; fills the vehicle's, the rover's and the outcome's part of the truth. */
    public void step(ActuatorFrame command, Truth truth) {
        if (command.fired(Pyro.ROVER_SEPARATION) && !roverFree) separateRover();
        if (command.fired(Pyro.BRIDLE_CUT) && roverFree && !bridleCut) {
            bridleCut = true;
            bridle.release();
            switchBits |= Switch.BRIDLE_CUT.bit();
        }
        engines.command(command.mleThrottle);
        sampleAir();
        boolean nearGround = surveyGround();
        boolean roverMoves = roverFree && !roverRests;
        int steps = roverMoves ? STEPS_STIFF : STEPS_FREE;
        double dt = Tick.PERIOD_S / steps;
        roverVBefore.set(rover.vMcmfMps);
        deltaAngle.zero();
        deltaVelocity.zero();
        for (int i = 0; i < steps; i++) {
            if (!stageDown) stepStage(command, dt);
            if (roverMoves) stepRover(nearGround, dt);
            if (!stageDown) {
                stage.advance(dt);
                senseInertially(dt);
            }
            if (roverMoves) rover.advance(dt);
        }
        moveCentre();
        judgeEnds(nearGround, command.tick + 1);
        fill(truth);
    }

    private void stepStage(ActuatorFrame command, double dt) {
        stage.clearForces();
        if (roverFree) rover.clearForces();
        double burned = engines.advance(dt, propellantKg > 0);
        engines.push(stage, centreM);
        for (int i = 0; propellantKg > 0 && i < ActuatorFrame.RCS_COUNT; i++) {
            if (command.rcsDuty[i] <= 0) continue;
            double n = rcs.thrustN * Math.min(1, command.rcsDuty[i]);
            force.set(rcs.direction[i]).scale(n);
            arm.difference(rcs.positionM[i], centreM);
            stage.addBodyForce(force, arm);
            burned += n / rcs.exhaustVelocityMps * dt;
        }
        propellantKg = Math.max(0, propellantKg - burned);
        a.set(wind).subtract(stage.vMcmfMps);
        dragN = 0.5 * densityKgM3 * model.dragAreaM2 * a.normSquared();
        if (dragN > 0) stage.addForce(a.normalize().scale(dragN), b.zero());
        if (roverFree && !bridleCut) bridle.pull(stage, centreM, rover, dt);
    }

    private void stepRover(boolean nearGround, double dt) {
        if (stageDown) rover.clearForces();
        if (nearGround) wheels.push(rover, dt);
    }

    /** What an ideal IMU at the body origin integrates over the substep just made. */
    private void senseInertially(double dt) {
        originArm.set(centreM).scale(-1);
        a.cross(stage.alphaBodyRadps2, originArm);
        b.cross(stage.meanOmegaBodyRadps, originArm);
        b.cross(stage.meanOmegaBodyRadps, b);
        specificForce.sum(stage.specificForceBodyMps2, a).add(b);
        deltaVelocity.addScaled(dt, specificForce);
        deltaAngle.addScaled(dt, stage.meanOmegaBodyRadps);
    }

    /** The air of the coming tick. */
    private void sampleAir() {
        double altitudeM = stage.rMcmfM.norm() - planet.areoidRadiusM;
        air.wind(stage.rMcmfM, altitudeM, wind);
        densityKgM3 = air.densityKgM3(altitudeM);
    }

    /** @return whether the rover is near enough to the ground for its wheels to be computed */
    private boolean surveyGround() {
        if (!roverFree) return false;
        return roverRests || wheels.survey(rover, NEAR_GROUND_M);
    }

    private void takeMass(boolean withRover) {
        stage.massKg = model.massKg(propellantKg, withRover) + massOffsetKg;
        model.inertia(propellantKg, withRover, stage.inertiaKgM2);
    }

    /** What the dry stage really weighs beyond what the flight software takes it to weigh; from entry interface on. */
    static double stageMassOffsetKg(ParameterTable p) {
        return p.scalar("plant.stage.massOffsetKg", "kg", 0, -500, 500, "true less assumed mass of the dry stage");
    }

    /** Follows the centre of mass as propellant burns; the structure stays where it is. */
    private void moveCentre() {
        model.centreOfMass(propellantKg, !roverFree, a);
        b.difference(a, centreM);
        stage.point(b, arm);
        stage.rMcmfM.set(arm);
        centreM.set(a);
        takeMass(!roverFree);
    }

    private void separateRover() {
        arm.difference(model.roverCentreM, centreM);
        stage.point(arm, rover.rMcmfM);
        stage.pointVelocity(arm, rover.vMcmfMps);
        rover.qMcmfFromBody.set(stage.qMcmfFromBody);
        rover.omegaBodyRadps.set(stage.omegaBodyRadps);
        rover.massKg = model.roverKg;
        rover.inertiaKgM2.set(model.roverInertiaKgM2);
        model.centreOfMass(propellantKg, false, a);
        arm.difference(a, centreM);
        stage.point(arm, b);
        stage.pointVelocity(arm, force);
        stage.rMcmfM.set(b);
        stage.vMcmfMps.set(force);
        centreM.set(a);
        roverFree = true;
        takeMass(false);
        switchBits |= Switch.ROVER_SEPARATED.bit();
    }

    private void judgeEnds(boolean nearGround, long tick) {
        if (bridle.full()) switchBits |= Switch.BRIDLE_FULL.bit();
        double heightM = originHeightM();
        if (!roverFree) {
            if (heightM < model.stowedWheelDepthM()) judge.crashed(TouchdownJudge.Crash.HIT_GROUND_UNDER_STAGE);
            return;
        }
        if (nearGround && wheels.touching() > 0) judge.contact(tick, rover.rMcmfM, roverVBefore);
        judge.watch(rover, nearGround && wheels.touching() > 0);
        if (bridleCut && judge.atRest() && !roverRests) {
            // Nothing pulls at it any more: it stands where it is from now on.
            roverRests = true;
            rover.vMcmfMps.zero();
            rover.omegaBodyRadps.zero();
        }
        if (stageDown || !bridleCut && heightM >= STAGE_CRASH_M) return;
        boolean down = heightM < STAGE_CRASH_M;
        judge.stageAt(a.difference(stage.rMcmfM, rover.rMcmfM).norm(), down);
        if (down) {
            stageDown = true;
            if (!bridleCut) judge.crashed(TouchdownJudge.Crash.STAGE_HIT_GROUND);
            stage.vMcmfMps.zero();
            stage.omegaBodyRadps.zero();
        }
    }

    /** Height of the body origin above the ground, m. */
    private double originHeightM() {
        origin(b);
        return b.norm() - terrain.groundRadiusM(b);
    }

    private void origin(Vec3 out) {
        originArm.set(centreM).scale(-1);
        stage.point(originArm, out);
    }

    private void fill(Truth t) {
        originArm.set(centreM).scale(-1);
        stage.point(originArm, t.rMcmfM);
        stage.pointVelocity(originArm, t.vMcmfMps);
        t.qMcmfFromBody.set(stage.qMcmfFromBody);
        t.omegaBodyRadps.set(stage.omegaBodyRadps);
        t.specificForceBodyMps2.set(stageDown ? a.zero() : specificForce);
        t.deltaAngleRad.set(deltaAngle);
        t.deltaVelocityMps.set(deltaVelocity);
        t.massKg = stage.massKg + (roverFree && !bridleCut ? rover.massKg : 0);
        t.propellantKg = propellantKg;
        double radiusM = t.rMcmfM.norm();
        t.altitudeAglM = radiusM - terrain.groundRadiusM(t.rMcmfM);
        t.altitudeMolaM = radiusM - planet.areoidRadiusM;
        t.densityKgM3 = air.densityKgM3(t.altitudeMolaM);
        t.windMcmfMps.set(wind);
        double speed = a.difference(t.vMcmfMps, wind).norm();
        t.mach = speed / air.soundSpeedMps(t.altitudeMolaM);
        t.dynamicPressurePa = 0.5 * t.densityKgM3 * speed * speed;
        t.decelerationG = dragN / stage.massKg / EARTH_G_MPS2;
        t.heatFluxWcm2 = 0;
        t.parachuteLoadN = 0;
        t.switchBits = switchBits;
        fillRover(t);
        for (int i = 0; i < ActuatorFrame.MLE_COUNT; i++)
            t.mleThrust[i] = stageDown ? 0 : engines.thrustN(i) / model.maxThrustN;
        t.outcome = judge.outcome();
    }

    private void fillRover(Truth t) {
        t.roverOnBridle = roverFree && !bridleCut;
        if (roverFree) {
            t.roverRMcmfM.set(rover.rMcmfM);
            t.roverVMcmfMps.set(rover.vMcmfMps);
            t.roverQMcmfFromBody.set(rover.qMcmfFromBody);
            t.wheelHeightM = wheels.lowestM();
            t.wheelsOnGround = t.wheelHeightM < NEAR_GROUND_M && wheels.touching() > 0;
        } else {
            arm.difference(model.roverCentreM, centreM);
            stage.point(arm, t.roverRMcmfM);
            stage.pointVelocity(arm, t.roverVMcmfMps);
            t.roverQMcmfFromBody.set(stage.qMcmfFromBody);
            t.wheelHeightM = t.altitudeAglM - model.stowedWheelDepthM();
            t.wheelsOnGround = false;
        }
        t.bridleLengthM = roverFree ? bridle.lengthM() : 0;
        t.bridleTensionN = bridle.tensionN();
    }

    public EngineBank engines() {
        return engines;
    }

    public Bridle bridle() {
        return bridle;
    }

    public WheelContact wheels() {
        return wheels;
    }

    public TouchdownJudge judge() {
        return judge;
    }
}
