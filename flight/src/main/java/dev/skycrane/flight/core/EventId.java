package dev.skycrane.flight.core;

/**
 * Events the flight software can raise. Names and codes are those of {@code enum EventCode} in {@code events.proto}, which
 * also holds text, severity and argument names; a test keeps the two equal.
 */
public enum EventId {
    // @formatter:off
    // the landing in order
    ENTRY_INTERFACE(1),
    GUIDANCE_START(2),
    BANK_REVERSAL(3),
    HEADING_ALIGNMENT(4),
    SUFR(5),
    PARACHUTE_DEPLOY(6),
    HEAT_SHIELD_SEPARATION(7),
    RADAR_LOCK(8),
    LVS_COARSE_START(9),
    LVS_FINE_START(10),
    TARGET_SELECTED(11),
    BACKSHELL_SEPARATION(12),
    POWERED_DESCENT_START(13),
    CONSTANT_VELOCITY(14),
    CONSTANT_DECELERATION(15),
    SKY_CRANE_START(16),
    ROVER_SEPARATION(17),
    BRIDLE_FULL(18),
    CONTACT(19),
    TOUCHDOWN(20),
    BRIDLE_CUT(21),
    FLYAWAY(22),
    MISSION_OVER(23),
    ABORT(24),
    // actions beside the phases
    BALANCE_MASS_EJECTED(40),
    ENGINE_PRIME(41),
    MOBILITY_RELEASE(42),
    BANK_REVERSAL_END(43),
    NAV_CONVERGED(44),
    CONTACT_LOST(45),
    // reasons
    TRANSITION_GUARDS(50),
    // map-relative localisation
    VISION_FIX(60),
    VISION_NO_FIX(61),
    VISION_DEADLINE_MISS(62),
    VISION_FIX_REJECTED(63),
    SAFE_TARGET_RUNNER_UP(64),
    VISION_POSITION_REOPENED(65),
    SAFE_TARGET_SEARCH(66),
    // faults
    IMU_AXIS_DROPOUT(80),
    IMU_AXIS_RESTORED(81),
    RADAR_BEAM_REJECTED(82),
    RADAR_LOST(83),
    SWITCH_DISAGREES(84),
    NO_VISION_FIX(85),
    ENGINE_STUCK(86),
    LATE_INFLATION(87),
    TICK_OVERRUN(88),
    CAMERA_SILENT(89),
    RADAR_BEAM_EXCLUDED(90),
    ENGINE_EXCLUDED(91),
    MICROPHONE_SILENT(92),
    RADAR_BEAM_SILENT(93),
    BUS_CLOCK_JUMP(94),
    MAP_HEIGHT_USED(95),
    // commands from the ground
    COMMAND_EXECUTED(110),
    COMMAND_FAILED(111),
    COMMAND_ARM_LAPSED(112),
    SEPARATION_HELD_BACK(113);
    // @formatter:on

    private final int code;

    EventId(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
