package dev.skycrane.flight.fault;

/** The table of monitors: what is watched, how long it must last by default, and what is done about it. */
public enum Monitor {
    /** An IMU axis is not valid. Response: navigation coasts the axis; event with the held rate. */
    IMU_AXIS("imuAxis", 0.03),
    /** A radar beam is refused by navigation again and again. Response: the beam is left out from then on. */
    RADAR_BEAM("radarBeam", 2),
    /** A radar beam that meets the ground well is silent while others are heard. Response: event; the others serve. */
    RADAR_SILENCE("radarSilence", 0.02),
    /** No beam is usable, after lock or at a height where there should be one. Response: inertial, ground height from the map if there is a fix. */
    RADAR_LOST("radarLost", 1.5),
    /** Time stamps of the bus jump. Response: the jump is taken off. */
    BUS_CLOCK("busClock", 0.1),
    /** A switch contradicts its command. Response: event; the descent goes by time and thrust. */
    SWITCH("switch", 0.5),
    /** Below the height where localisation should be done there is no fix. Response: the site's target is kept; event. */
    NO_VISION_FIX("noVisionFix", 0.5),
    /** Felt and commanded thrust differ. Response: event with both. */
    THRUST("thrust", 1),
    /** Force and torque missing together are those of one engine. Response: it and the one across are shut off, the others share the load. */
    ENGINE("engine", 0.5),
    /** The parachute is not felt after the mortar. Response: event; the sequence waits for Mach number and height as ever. */
    LATE_INFLATION("lateInflation", 0.02),
    /** A camera gives no pictures. Response: event. */
    CAMERA_SILENT("cameraSilent", 0.02),
    /** The microphone does not answer. Response: event, and nothing else. */
    MICROPHONE_SILENT("microphoneSilent", 1);

    private final String parameterName;
    private final double defaultPersistenceS;

    Monitor(String parameterName, double defaultPersistenceS) {
        this.parameterName = parameterName;
        this.defaultPersistenceS = defaultPersistenceS;
    }

    String parameterName() {
        return parameterName;
    }

    double defaultPersistenceS() {
        return defaultPersistenceS;
    }
}
