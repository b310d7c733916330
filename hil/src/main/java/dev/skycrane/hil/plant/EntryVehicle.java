package dev.skycrane.hil.plant;

import dev.skycrane.flight.core.ActuatorFrame;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.Pyro;
import dev.skycrane.flight.core.Switch;
import dev.skycrane.flight.core.Tick;
import dev.skycrane.flight.geometry.Quat;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.vehicle.AeroTables;
import dev.skycrane.flight.vehicle.EntryVehicleModel;
import dev.skycrane.flight.vehicle.PlanetModel;
import dev.skycrane.flight.vehicle.RcsModel;
import dev.skycrane.hil.noise.NoiseSource;

/**
 * The vehicle from entry interface to backshell release: a rigid capsule in six degrees of freedom and, once out, the parachute as a point
 * mass on an elastic riser. Classical Runge-Kutta of fourth order over one tick, planet-fixed axes with Coriolis and
 * centrifugal terms; the increments that an ideal IMU feels are integrated by the same rule.
 *
 * <p>Wind and speed of sound are those of the tick's beginning, density is linear in height between the tick's two ends: over the 25 m that
 * a tick falls at most, that is exact to 1e-6.
 */
final class EntryVehicle {
    private static final double STANDARD_GRAVITY = 9.80665;
    /** Change of height in a tick below which density is taken as constant. */
    private static final double LEAST_CLIMB_M = 1e-3;
    private static final int CAPSULE = 13;
    private static final int STATES = CAPSULE + 6;
    private static final double[] STAGE_TIME = {0, 0.5, 0.5, 1};
    private static final double[] STAGE_WEIGHT = {1 / 6.0, 2 / 6.0, 2 / 6.0, 1 / 6.0};

    private final PlanetModel planet;
    private final Air air;
    private final EntryVehicleModel vehicle;
    private final RcsModel rcs;
    private final CapsuleForces forces;
    private final Parachute parachute;
    private final PlasmaSheath sheath;

    private final double propellantStartKg;
    private double propellantKg;
    private int pyroBits;
    private long mortarTick;
    private boolean canopyOut;
    private boolean heatShieldOn = true;
    private final double massOffsetKg;
    private final double centreOffsetScale;
    private double massKg;
    private double centreOffsetM;
    private double tensionN;

    private final double[] y = new double[STATES];
    private final double[] stage = new double[STATES];
    private final double[] slope = new double[STATES];
    private final double[] sum = new double[STATES];
    private final Vec3 forceSum = new Vec3();
    private final Vec3 rateSum = new Vec3();
    private final Vec3 r = new Vec3();
    private final Vec3 v = new Vec3();
    private final Quat q = new Quat();
    private final Vec3 omega = new Vec3();
    private final Vec3 relativeRate = new Vec3();
    private final Vec3 spin = new Vec3();
    private final Vec3 wind = new Vec3();
    private double soundMps;
    private double airAltitudeM;
    private double densityKgM3;
    private double densityPerM;
    private final Vec3 flow = new Vec3();
    private final Vec3 gravity = new Vec3();
    private final Vec3 apex = new Vec3();
    private final Vec3 apexRate = new Vec3();
    private final Vec3 riser = new Vec3();
    private final Vec3 canopyR = new Vec3();
    private final Vec3 canopyV = new Vec3();
    private final Vec3 canopyForce = new Vec3();
    private final Vec3 pullBody = new Vec3();
    private final Vec3 specificForce = new Vec3();
    private final Vec3 torque = new Vec3();
    private final Vec3 momentum = new Vec3();

    EntryVehicle(ParameterTable p, PlanetModel planet, Air air, EntryVehicleModel vehicle, RcsModel rcs,
            double propellantKg, long seed) {
        this.planet = planet;
        this.air = air;
        this.vehicle = vehicle;
        this.rcs = rcs;
        this.propellantStartKg = propellantKg;
        this.propellantKg = propellantKg;
        NoiseSource noise = new NoiseSource(seed, "plant.aerodynamics");
        double capsuleFactor = 1 + noise.cutGaussian() * p.scalar("plant.capsule.dragSigma", "1", 0.01, 0, 0.3,
                "1-sigma of the capsule's relative drag error, drawn from the seed");
        double canopyFactor = 1 + noise.cutGaussian() * p.scalar("plant.parachute.dragSigma", "1", 0.02, 0, 0.3,
                "1-sigma of the parachute's relative drag error, drawn from the seed");
        massOffsetKg = PoweredVehicle.stageMassOffsetKg(p);
        centreOffsetScale = p.scalar("plant.capsule.centreOffsetScale", "1", 1, 0, 2,
                "true over assumed offset of the centre of mass, which sets trim and lift");
        AeroTables aero = new AeroTables(p);
        forces = new CapsuleForces(p, aero, rcs, capsuleFactor);
        parachute = new Parachute(p, vehicle, canopyFactor);
        sheath = new PlasmaSheath(p);
        RigidState start = new RigidState();
        new EntryState(p).set(start, aero, vehicle);
        put(start);
        updateMass();
        load(y);
        sampleAir();
        System.arraycopy(y, 0, stage, 0, STATES);
        derive(0);
    }

    private void put(RigidState s) {
        y[0] = s.rMcmfM.x;
        y[1] = s.rMcmfM.y;
        y[2] = s.rMcmfM.z;
        y[3] = s.vMcmfMps.x;
        y[4] = s.vMcmfMps.y;
        y[5] = s.vMcmfMps.z;
        y[6] = s.qMcmfFromBody.w;
        y[7] = s.qMcmfFromBody.x;
        y[8] = s.qMcmfFromBody.y;
        y[9] = s.qMcmfFromBody.z;
        y[10] = s.omegaBodyRadps.x;
        y[11] = s.omegaBodyRadps.y;
        y[12] = s.omegaBodyRadps.z;
    }

    /** Moves the vehicle through the tick after {@code tick}; writes the truth at its end. */
    void step(ActuatorFrame act, long tick, Truth truth) {
        firePyros(act.pyroBits & ~pyroBits, tick);
        pyroBits = act.pyroBits;
        forces.setJets(act);
        for (double duty : act.rcsDuty)
            propellantKg -= duty * Tick.PERIOD_S * rcs.thrustN / rcs.exhaustVelocityMps;
        updateMass();
        integrate(Tick.toSeconds(tick - mortarTick));
        if (canopyOut) parachute.watch(Tick.toSeconds(tick + 1 - mortarTick), apexDistance(y));
        report(tick + 1, truth);
    }

    private void firePyros(int firedNow, long tick) {
        if ((firedNow & Pyro.MORTAR.bit()) != 0) {
            canopyOut = true;
            mortarTick = tick;
            load(y);
            q.rotate(vehicle.bridleApexM, apex);
            canopyR.sum(r, apex);
            canopyV.set(0, 0, -vehicle.muzzleMps);
            q.rotate(canopyV, canopyV).add(v);
            y[13] = canopyR.x;
            y[14] = canopyR.y;
            y[15] = canopyR.z;
            y[16] = canopyV.x;
            y[17] = canopyV.y;
            y[18] = canopyV.z;
        }
        if ((firedNow & Pyro.HEAT_SHIELD.bit()) != 0) heatShieldOn = false;
    }

    private void updateMass() {
        int pairs = 0;
        for (int i = 0; i < EntryVehicleModel.BALANCE_PAIRS; i++) {
            if ((pyroBits & Pyro.BALANCE_MASS_PAIR_1.bit() << i) != 0) pairs++;
        }
        double aboard = (double) (EntryVehicleModel.BALANCE_PAIRS - pairs) / EntryVehicleModel.BALANCE_PAIRS;
        centreOffsetM = vehicle.centreOffsetM * centreOffsetScale * aboard;
        massKg = vehicle.entryKg + massOffsetKg - pairs * vehicle.balancePairKg - (canopyOut ? vehicle.parachuteKg : 0)
                - (heatShieldOn ? 0 : vehicle.heatShieldKg) - (propellantStartKg - propellantKg);
    }

    /** The air at the loaded state, for the truth and for the tick to come. */
    private void sampleAir() {
        double radiusM = r.norm();
        airAltitudeM = radiusM - planet.areoidRadiusM;
        densityKgM3 = air.densityKgM3(airAltitudeM);
        soundMps = air.soundSpeedMps(airAltitudeM);
        air.wind(r, airAltitudeM, wind);
        double climbM = Tick.PERIOD_S * v.dot(r) / radiusM;
        densityPerM = Math.abs(climbM) < LEAST_CLIMB_M
                ? 0
                : (air.densityKgM3(airAltitudeM + climbM) - densityKgM3) / climbM;
    }

    private void integrate(double sinceMortarS) {
        double dt = Tick.PERIOD_S;
        // The gusts have moved on since the truth was reported.
        air.wind(r.set(y[0], y[1], y[2]), airAltitudeM, wind);
        int n = canopyOut ? STATES : CAPSULE;
        java.util.Arrays.fill(sum, 0);
        forceSum.zero();
        rateSum.zero();
        for (int s = 0; s < 4; s++) {
            for (int i = 0; i < n; i++)
                stage[i] = y[i] + (s == 0 ? 0 : STAGE_TIME[s] * dt * slope[i]);
            derive(sinceMortarS + STAGE_TIME[s] * dt);
            for (int i = 0; i < n; i++)
                sum[i] += STAGE_WEIGHT[s] * slope[i];
            forceSum.addScaled(STAGE_WEIGHT[s] * dt, specificForce);
            rateSum.addScaled(STAGE_WEIGHT[s] * dt, omega);
        }
        for (int i = 0; i < n; i++)
            y[i] += dt * sum[i];
        q.set(y[6], y[7], y[8], y[9]).normalize();
        y[6] = q.w;
        y[7] = q.x;
        y[8] = q.y;
        y[9] = q.z;
    }

    private void load(double[] s) {
        r.set(s[0], s[1], s[2]);
        v.set(s[3], s[4], s[5]);
        q.set(s[6], s[7], s[8], s[9]).normalize();
        omega.set(s[10], s[11], s[12]);
    }

    private double apexDistance(double[] s) {
        load(s);
        q.rotate(vehicle.bridleApexM, apex);
        return riser.set(s[13], s[14], s[15]).subtract(r).subtract(apex).norm();
    }

    /** Slope of {@link #stage} into {@link #slope}; leaves the specific force at the stage in its field. */
    private void derive(double sinceMortarS) {
        load(stage);
        double rho = densityKgM3 + densityPerM * (r.norm() - planet.areoidRadiusM - airAltitudeM);
        flow.difference(v, wind);
        spin.set(0, 0, planet.rotationRadps);
        q.rotateInverse(spin, spin);
        relativeRate.difference(omega, spin);
        forces.evaluate(flow, q, relativeRate, rho, soundMps, centreOffsetM, heatShieldOn);
        specificForce.set(forces.forceBodyN);
        torque.set(forces.torqueBodyNm);
        if (canopyOut) deriveCanopy(rho, sinceMortarS);
        specificForce.scale(1 / massKg);
        deriveCapsule();
    }

    private void deriveCapsule() {
        q.rotate(specificForce, flow);
        frameAcceleration(r, v, gravity);
        slope[0] = v.x;
        slope[1] = v.y;
        slope[2] = v.z;
        slope[3] = flow.x + gravity.x;
        slope[4] = flow.y + gravity.y;
        slope[5] = flow.z + gravity.z;
        slope[6] = 0.5 * (-q.x * relativeRate.x - q.y * relativeRate.y - q.z * relativeRate.z);
        slope[7] = 0.5 * (q.w * relativeRate.x + q.y * relativeRate.z - q.z * relativeRate.y);
        slope[8] = 0.5 * (q.w * relativeRate.y + q.z * relativeRate.x - q.x * relativeRate.z);
        slope[9] = 0.5 * (q.w * relativeRate.z + q.x * relativeRate.y - q.y * relativeRate.x);
        Vec3 inertia = heatShieldOn ? vehicle.inertiaKgM2 : vehicle.inertiaOpenKgM2;
        momentum.set(inertia.x * omega.x, inertia.y * omega.y, inertia.z * omega.z);
        momentum.cross(omega, momentum);
        slope[10] = (torque.x - momentum.x) / inertia.x;
        slope[11] = (torque.y - momentum.y) / inertia.y;
        slope[12] = (torque.z - momentum.z) / inertia.z;
    }

    private void deriveCanopy(double rho, double sinceMortarS) {
        canopyR.set(stage[13], stage[14], stage[15]);
        canopyV.set(stage[16], stage[17], stage[18]);
        q.rotate(vehicle.bridleApexM, apex);
        apexRate.cross(relativeRate, vehicle.bridleApexM);
        q.rotate(apexRate, apexRate).add(v);
        riser.difference(canopyR, r).subtract(apex);
        double distanceM = riser.norm();
        double rateMps = distanceM > 0 ? (riser.dot(canopyV) - riser.dot(apexRate)) / distanceM : 0;
        tensionN = parachute.tensionN(distanceM, rateMps);
        flow.difference(canopyV, wind);
        parachute.airForce(flow, riser, rho, soundMps, sinceMortarS, canopyForce);
        riser.normalize();
        canopyForce.addScaled(-tensionN, riser);
        double canopyKg = parachute.massKg(rho, sinceMortarS);
        frameAcceleration(canopyR, canopyV, gravity);
        slope[13] = canopyV.x;
        slope[14] = canopyV.y;
        slope[15] = canopyV.z;
        slope[16] = canopyForce.x / canopyKg + gravity.x;
        slope[17] = canopyForce.y / canopyKg + gravity.y;
        slope[18] = canopyForce.z / canopyKg + gravity.z;
        q.rotateInverse(riser, pullBody).scale(tensionN);
        specificForce.add(pullBody);
        torque.add(pullBody.cross(vehicle.bridleApexM, pullBody));
    }

    /** out = gravitation, Coriolis and centrifugal acceleration, Mcmf. */
    private void frameAcceleration(Vec3 at, Vec3 velocity, Vec3 out) {
        double w = planet.rotationRadps;
        planet.gravity(at, out);
        out.x += 2 * w * velocity.y + w * w * at.x;
        out.y += -2 * w * velocity.x + w * w * at.y;
    }

    /** Forces are those of the last stage, which is at the end of the tick too. */
    void report(long tick, Truth t) {
        load(y);
        t.tick = tick;
        t.rMcmfM.set(r);
        t.vMcmfMps.set(v);
        t.qMcmfFromBody.set(q);
        t.omegaBodyRadps.set(omega);
        t.specificForceBodyMps2.set(specificForce);
        t.deltaAngleRad.set(rateSum);
        t.deltaVelocityMps.set(forceSum);
        t.massKg = massKg;
        t.propellantKg = propellantKg;
        reportAir(t);
        t.switchBits = (heatShieldOn ? 0 : Switch.HEAT_SHIELD_SEPARATED.bit());
        t.canopyOut = canopyOut;
        if (canopyOut) {
            t.canopyInflation = parachute.inflation(Tick.toSeconds(tick - mortarTick));
            t.canopyRMcmfM.set(y[13], y[14], y[15]);
            t.canopyVMcmfMps.set(y[16], y[17], y[18]);
            t.parachuteLoadN = tensionN;
        }
        t.roverRMcmfM.set(r);
        t.roverVMcmfMps.set(v);
        t.roverQMcmfFromBody.set(q);
    }

    private void reportAir(Truth t) {
        sampleAir();
        t.windMcmfMps.set(wind);
        double speed = flow.difference(v, wind).norm();
        t.altitudeMolaM = airAltitudeM;
        t.densityKgM3 = densityKgM3;
        t.mach = speed / soundMps;
        t.dynamicPressurePa = 0.5 * t.densityKgM3 * speed * speed;
        t.uhfBlackout = sheath.isOpaque(t.densityKgM3, speed);
        t.angleOfAttackRad = forces.totalAngleRad;
        t.decelerationG = specificForce.norm() / STANDARD_GRAVITY;
        // Sutton and Graves 1971, NASA TR R-376: q = k sqrt(rho / r) v^3; W/m^2 to W/cm^2.
        t.heatFluxWcm2 = 1e-4 * vehicle.suttonGraves * Math.sqrt(t.densityKgM3 / vehicle.noseRadiusM) * speed * speed
                * speed;
    }

    /** State of the vehicle for whoever flies it on. */
    void handOver(RigidState out) {
        load(y);
        out.rMcmfM.set(r);
        out.vMcmfMps.set(v);
        out.qMcmfFromBody.set(q);
        out.omegaBodyRadps.set(omega);
        out.propellantKg = propellantKg;
    }

    /** Mortar to line stretch, s; NaN before. */
    boolean delayInflation(double delayS) {
        return parachute.delay(delayS);
    }

    double lineStretchS() {
        return parachute.lineStretchS();
    }
}
