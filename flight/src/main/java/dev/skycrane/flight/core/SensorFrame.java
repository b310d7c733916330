package dev.skycrane.flight.core;

/** Everything the flight software is told in one tick. Filled by the harness or the board; never kept by flight. */
public final class SensorFrame {
    /** The microphone among the devices of {@link #silentDeviceBits}. */
    public static final int MICROPHONE_BIT = 1 << CameraId.values().length;
    /** Commands in one tick at most. */
    public static final int MAX_COMMANDS = 4;

    /** Number of the tick, from 0. */
    public long tick;

    /** IMU: rotation over the last tick, rad, body axes, and which axes are trustworthy. */
    public final double[] deltaAngleRad = new double[3];
    /** IMU: integral of the specific force over the last tick, m/s, body axes. */
    public final double[] deltaVelocityMps = new double[3];
    /** Bits 0-2: gyro axis x, y, z valid; bits 3-5: accelerometer axis x, y, z valid. */
    public int imuValidBits;

    /** Terminal descent sensor: beam measured in this frame, 0 to 5, or -1 for none. */
    public int radarBeam = -1;
    /** Tick at which that beam was sampled. */
    public long radarTick;
    /** Slant range along the beam, m; meaningful if {@link #radarRangeValid}. */
    public double radarRangeM;
    /** Line-of-sight velocity, m/s, positive when the range shrinks; meaningful if {@link #radarVelocityValid}. */
    public double radarClosingMps;
    public boolean radarRangeValid;
    public boolean radarVelocityValid;

    /** Separation and end-of-travel switches, see {@link Switch}; bit set = open (separated, reached). */
    public int switchBits;

    /** Devices of the EDL suite that should have answered since the last frame and did not: {@link CameraId} bits, {@link #MICROPHONE_BIT}. */
    public int silentDeviceBits;
    /** How much longer than its period the last tick took by the runner's clock, ns; 0 in lock-step. */
    public long overrunNs;

    /** Result of the vision computer due in this tick, or one with {@link VisionFix.Status#EMPTY}. */
    public final VisionFix vision = new VisionFix();

    /** Accepted commands of the ground to begin the tick with, in order; the first {@link #commandCount} count. */
    public final Telecommand[] commands = new Telecommand[MAX_COMMANDS];
    public int commandCount;

    public SensorFrame() {
        for (int i = 0; i < MAX_COMMANDS; i++)
            commands[i] = new Telecommand();
    }

    public boolean isSet(Switch s) {
        return (switchBits & s.bit()) != 0;
    }

    public void copyFrom(SensorFrame o) {
        tick = o.tick;
        System.arraycopy(o.deltaAngleRad, 0, deltaAngleRad, 0, 3);
        System.arraycopy(o.deltaVelocityMps, 0, deltaVelocityMps, 0, 3);
        imuValidBits = o.imuValidBits;
        radarBeam = o.radarBeam;
        radarTick = o.radarTick;
        radarRangeM = o.radarRangeM;
        radarClosingMps = o.radarClosingMps;
        radarRangeValid = o.radarRangeValid;
        radarVelocityValid = o.radarVelocityValid;
        switchBits = o.switchBits;
        silentDeviceBits = o.silentDeviceBits;
        overrunNs = o.overrunNs;
        vision.copyFrom(o.vision);
        commandCount = o.commandCount;
        for (int i = 0; i < commandCount; i++)
            commands[i].copyFrom(o.commands[i]);
    }
}
