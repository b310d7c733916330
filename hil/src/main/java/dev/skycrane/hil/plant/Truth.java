package dev.skycrane.hil.plant;

import dev.skycrane.flight.geometry.Quat;
import dev.skycrane.flight.geometry.Vec3;

/**
 * What is really so at the end of a tick. Written by the plant, read by sensors, cameras and reports. Frames as in
 * {@code dev.skycrane.flight.geometry}. "Vehicle" is the body that carries the descent IMU: entry capsule, then descent
 * stage with rover, then descent stage alone.
 */
public final class Truth {
    public long tick;
    /**
     * Vehicle centre of mass; velocity relative to the rotating planet. In powered flight the body origin of the powered vehicle's model, which
     * stays where the centre of mass was with full tanks, so that nothing jumps when the rover leaves.
     */
    public final Vec3 rMcmfM = new Vec3();
    public final Vec3 vMcmfMps = new Vec3();
    public final Quat qMcmfFromBody = new Quat();
    /** Inertial rate, body axes. */
    public final Vec3 omegaBodyRadps = new Vec3();
    /** Non-gravitational force over mass at the IMU, body axes. */
    public final Vec3 specificForceBodyMps2 = new Vec3();
    /** Rotation and velocity gained over the tick as an ideal IMU integrates them, body axes. */
    public final Vec3 deltaAngleRad = new Vec3();
    public final Vec3 deltaVelocityMps = new Vec3();

    public double massKg;
    public double propellantKg;
    /** Height above the terrain straight below, m. */
    public double altitudeAglM;
    /** Height above the areoid of the site, m. */
    public double altitudeMolaM;
    public double mach;
    public double dynamicPressurePa;
    public double densityKgM3;
    public final Vec3 windMcmfMps = new Vec3();
    public double angleOfAttackRad;
    /** Aerodynamic and parachute deceleration felt, Earth g. */
    public double decelerationG;
    public double heatFluxWcm2;
    public double parachuteLoadN;
    /** The plasma around the capsule is opaque to UHF. */
    public boolean uhfBlackout;

    /** Switches as they really are, {@link dev.skycrane.flight.core.Switch} bits. */
    public int switchBits;

    /** Parachute: 0 packed, 1 fully inflated; projected-area fraction. */
    public double canopyInflation;
    public boolean canopyOut;
    public final Vec3 canopyRMcmfM = new Vec3();
    public final Vec3 canopyVMcmfMps = new Vec3();
    /** Heat shield after release. */
    public boolean heatShieldFree;
    public final Vec3 heatShieldRMcmfM = new Vec3();
    public final Quat heatShieldQMcmfFromBody = new Quat();
    /** The spring that came off the heat shield, -1 while none has. */
    public boolean springFree;
    public int spring = -1;
    public final Vec3 springRMcmfM = new Vec3();
    public final Quat springQMcmfFromBody = new Quat();
    /** Ticks of what happens once, -1 before. */
    public long mortarTick = -1;
    public long heatShieldTick = -1;
    public long backshellTick = -1;
    public long bridleCutTick = -1;
    /** Backshell after release. */
    public boolean backshellFree;
    public final Vec3 backshellRMcmfM = new Vec3();
    public final Quat backshellQMcmfFromBody = new Quat();
    /** Rover: same as the vehicle until it is on the bridle. Position of the rover's centre of mass. */
    public boolean roverOnBridle;
    public final Vec3 roverRMcmfM = new Vec3();
    public final Vec3 roverVMcmfMps = new Vec3();
    public final Quat roverQMcmfFromBody = new Quat();
    public double bridleLengthM;
    public double bridleTensionN;
    /** Lowest wheel above the terrain, m. */
    public double wheelHeightM;
    public boolean wheelsOnGround;
    /** Engine throttles as burning, 0 to 1. */
    public final double[] mleThrust = new double[8];

    /** Set when the rover has come to rest, crashed, or the descent has otherwise ended. */
    public Outcome outcome = Outcome.FLYING;

    /** this = o, nothing shared. */
    public Truth copyFrom(Truth o) {
        tick = o.tick;
        rMcmfM.set(o.rMcmfM);
        vMcmfMps.set(o.vMcmfMps);
        qMcmfFromBody.set(o.qMcmfFromBody);
        omegaBodyRadps.set(o.omegaBodyRadps);
        specificForceBodyMps2.set(o.specificForceBodyMps2);
        deltaAngleRad.set(o.deltaAngleRad);
        deltaVelocityMps.set(o.deltaVelocityMps);
        massKg = o.massKg;
        propellantKg = o.propellantKg;
        altitudeAglM = o.altitudeAglM;
        altitudeMolaM = o.altitudeMolaM;
        mach = o.mach;
        dynamicPressurePa = o.dynamicPressurePa;
        densityKgM3 = o.densityKgM3;
        windMcmfMps.set(o.windMcmfMps);
        angleOfAttackRad = o.angleOfAttackRad;
        decelerationG = o.decelerationG;
        heatFluxWcm2 = o.heatFluxWcm2;
        parachuteLoadN = o.parachuteLoadN;
        uhfBlackout = o.uhfBlackout;
        switchBits = o.switchBits;
        canopyInflation = o.canopyInflation;
        canopyOut = o.canopyOut;
        canopyRMcmfM.set(o.canopyRMcmfM);
        canopyVMcmfMps.set(o.canopyVMcmfMps);
        heatShieldFree = o.heatShieldFree;
        heatShieldRMcmfM.set(o.heatShieldRMcmfM);
        heatShieldQMcmfFromBody.set(o.heatShieldQMcmfFromBody);
        springFree = o.springFree;
        spring = o.spring;
        springRMcmfM.set(o.springRMcmfM);
        springQMcmfFromBody.set(o.springQMcmfFromBody);
        mortarTick = o.mortarTick;
        heatShieldTick = o.heatShieldTick;
        backshellTick = o.backshellTick;
        bridleCutTick = o.bridleCutTick;
        backshellFree = o.backshellFree;
        backshellRMcmfM.set(o.backshellRMcmfM);
        backshellQMcmfFromBody.set(o.backshellQMcmfFromBody);
        roverOnBridle = o.roverOnBridle;
        roverRMcmfM.set(o.roverRMcmfM);
        roverVMcmfMps.set(o.roverVMcmfMps);
        roverQMcmfFromBody.set(o.roverQMcmfFromBody);
        bridleLengthM = o.bridleLengthM;
        bridleTensionN = o.bridleTensionN;
        wheelHeightM = o.wheelHeightM;
        wheelsOnGround = o.wheelsOnGround;
        System.arraycopy(o.mleThrust, 0, mleThrust, 0, mleThrust.length);
        outcome = o.outcome;
        return this;
    }

    public enum Outcome {
        FLYING, LANDED, CRASHED
    }
}
