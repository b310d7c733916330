package dev.skycrane.flight.fault;

/** The table of monitors: what is watched, how long it must last by default, and what is done about it. */
public enum Monitor {
    /** An IMU axis is not valid. Response: navigation coasts the axis; event with the held rate. */
    IMU_AXIS("imuAxis", 0.03),
    /** A radar beam is refused by navigation again and again. Response: the beam is left out from then on. */
    RADAR_BEAM("radarBeam", 2),
    /** After lock no beam is usable. Response: navigation flies on inertial; event. */
    RADAR_LOST("radarLost", 1.5),
    /** A switch contradicts its command. Response: event; the descent goes by time. */
    SWITCH("switch", 0.5),
    /** Below the height where localisation should be done there is no fix. Response: the site's target is kept; event. */
    NO_VISION_FIX("noVisionFix", 0.5),
    /** Felt and commanded thrust differ. Response: event with both. */
    THRUST("thrust", 1),
    /** The parachute is not felt after the mortar. Response: event. */
    LATE_INFLATION("lateInflation", 0.02),
    /** The camera gives no pictures. Response: event. */
    CAMERA_SILENT("cameraSilent", 0.02);

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
