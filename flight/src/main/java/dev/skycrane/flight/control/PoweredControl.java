package dev.skycrane.flight.control;

import dev.skycrane.flight.core.ActuatorFrame;
import dev.skycrane.flight.core.Digest;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.Pyro;
import dev.skycrane.flight.geometry.Quat;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.guidance.GuidanceCommand;
import dev.skycrane.flight.nav.NavState;
import dev.skycrane.flight.vehicle.PoweredVehicleModel;
import dev.skycrane.flight.vehicle.RcsModel;

/**
 * Attitude and thrust of the powered vehicle. The attitude error as a rotation vector gives a rate command of limited size, the rate error
 * gives a torque (quaternion feedback: Wie, Space Vehicle Dynamics and Control, section 7.3); the engines take the torque about
 * x and y by differential throttle, the RCS takes z and what the engines could not give.
 */
public final class PoweredControl {
    /** Propellant at which the centre of mass is taken: half of a full load. */
    private static final double HALF = 0.5;

    private final EngineSets engines;
    private final RcsAllocator rcsWithRover;
    private final RcsAllocator rcsStage;
    private final Vec3 inertiaWithRover = new Vec3();
    private final Vec3 inertiaStage = new Vec3();
    private final double attitudeGainPerS;
    private final double rateGainPerS;
    private final double rateLimitRadps;

    private final Quat error = new Quat();
    private final Vec3 rateCommand = new Vec3();
    private final Vec3 torque = new Vec3();
    private final Vec3 momentum = new Vec3();
    private double attitudeErrorRad;
    private double rateErrorRadps;
    private double thrustGivenN;
    private long thrustLimitedTicks;
    private long torqueLimitedTicks;

    public PoweredControl(ParameterTable p, PoweredVehicleModel vehicle, RcsModel rcs) {
        attitudeGainPerS = p.scalar("control.powered.attitudeGainPerS", "1/s", 1.8, 0.1, 20,
                "rate commanded per attitude error");
        rateGainPerS = p.scalar("control.powered.rateGainPerS", "1/s", 4.5, 0.1, 50,
                "angular acceleration per rate error");
        rateLimitRadps = Math.toRadians(p.scalar("control.powered.rateLimitDegps", "deg/s", 25, 1, 180,
                "largest rate commanded for an attitude error"));
        double half = HALF * vehicle.propellantKg;
        Vec3 centre = vehicle.centreOfMass(half, true, new Vec3());
        Vec3 stageCentre = vehicle.centreOfMass(half, false, new Vec3());
        engines = new EngineSets(vehicle, centre, stageCentre);
        rcsWithRover = new RcsAllocator(rcs, centre);
        rcsStage = new RcsAllocator(rcs, stageCentre);
        vehicle.inertia(half, true, inertiaWithRover);
        vehicle.inertia(half, false, inertiaStage);
    }

    /** Answers a command of mode POWERED; any other mode is not this class's to fly. */
    public void step(GuidanceCommand command, NavState nav, ActuatorFrame out) {
        if (command.mode != GuidanceCommand.Mode.POWERED) return;
        boolean withRover = !out.fired(Pyro.ROVER_SEPARATION);
        torqueFor(command, nav, withRover ? inertiaWithRover : inertiaStage);
        double fraction = 0;
        thrustGivenN = 0;
        if (command.engineCount > 0) {
            EngineAllocator set = engines.of(command.engineCount, withRover);
            thrustGivenN = set.allocate(command.thrustN, torque.x, torque.y, out);
            fraction = set.torqueFraction();
            if (set.thrustLimited()) thrustLimitedTicks++;
            if (fraction < 1) torqueLimitedTicks++;
        }
        RcsAllocator jets = withRover ? rcsWithRover : rcsStage;
        jets.allocate((1 - fraction) * torque.x, (1 - fraction) * torque.y, torque.z, out);
    }

    private void torqueFor(GuidanceCommand command, NavState nav, Vec3 inertia) {
        error.inverse(nav.qEnuFromBody);
        error.product(error, command.qEnuFromBody);
        error.toRotationVector(rateCommand);
        attitudeErrorRad = rateCommand.norm();
        double demand = attitudeGainPerS * attitudeErrorRad;
        rateCommand.scale(demand > rateLimitRadps ? rateLimitRadps / attitudeErrorRad : attitudeGainPerS);
        rateCommand.add(command.omegaBodyRadps).subtract(nav.omegaBodyRadps);
        rateErrorRadps = rateCommand.norm();
        torque.set(rateCommand.x * inertia.x, rateCommand.y * inertia.y, rateCommand.z * inertia.z)
                .scale(rateGainPerS);
        Vec3 w = nav.omegaBodyRadps;
        momentum.set(inertia.x * w.x, inertia.y * w.y, inertia.z * w.z);
        torque.add(momentum.cross(w, momentum));
    }

    /**
     * Leaves an engine off from now on, and the one across from it.
     *
     * @return bits of both; 0 when the others could not hold the attitude, and nothing changes
     */
    public int excludeEngine(int engine) {
        return engines.exclude(engine);
    }

    /** Largest axial thrust of the engines in use, all together and without torque, N. */
    public double maxAxialN() {
        return engines.of(ActuatorFrame.MLE_COUNT, true).maxAxialN();
    }

    public double attitudeErrorRad() {
        return attitudeErrorRad;
    }

    public double rateErrorRadps() {
        return rateErrorRadps;
    }

    /** Axial thrust that the last throttles give, N. */
    public double thrustGivenN() {
        return thrustGivenN;
    }

    /** Ticks in which the thrust asked for was outside the engines' range. */
    public long thrustLimitedTicks() {
        return thrustLimitedTicks;
    }

    /** Ticks in which the engines could not give the whole torque. */
    public long torqueLimitedTicks() {
        return torqueLimitedTicks;
    }

    public void foldInto(Digest digest) {
        digest.fold(thrustLimitedTicks);
        digest.fold(torqueLimitedTicks);
        engines.foldInto(digest);
    }
}
