package dev.skycrane.flight.core;

/** What the ground can tell the flight software. Names and codes are those of {@code enum CommandCode} in {@code command.proto}. */
public enum CommandCode {
    NO_OP(1, Hazard.NEVER), PARAMETER_SET(2, Hazard.NEVER), PARAMETER_ACTIVATE(3, Hazard.NEVER), CAMERA_RATE(4,
            Hazard.NEVER), CAMERA_EXPOSE(5, Hazard.NEVER), MONITOR_ENABLE(6,
                    Hazard.WHEN_ZERO), SEPARATION_INHIBIT(7, Hazard.ALWAYS), FIRE_DEVICE(8, Hazard.ALWAYS);

    /** When a command needs to be armed first. */
    public enum Hazard {
        NEVER, ALWAYS, WHEN_ZERO
    }

    private final int code;
    private final Hazard hazard;

    CommandCode(int code, Hazard hazard) {
        this.code = code;
        this.hazard = hazard;
    }

    public int code() {
        return code;
    }

    public Hazard hazard() {
        return hazard;
    }

    /** Whether it needs arm, then fire. */
    public boolean isHazardous(double value) {
        return hazard == Hazard.ALWAYS || hazard == Hazard.WHEN_ZERO && value == 0;
    }
}
