package dev.skycrane.hil.campaign;

import java.util.ArrayList;
import java.util.List;

/** The numbers of a case's result, in the order of its row. Not a number where a case did not come so far. */
enum Measure {
    // @formatter:off
    PARACHUTE_TIME("parachuteTimeS", "s", "mortar fire after entry interface"),
    PARACHUTE_MACH("parachuteMach", "1", "true Mach number at mortar fire"),
    PARACHUTE_PRESSURE("parachuteDynamicPressurePa", "Pa", "true dynamic pressure at mortar fire"),
    PARACHUTE_ALTITUDE("parachuteAltitudeMolaM", "m", "height above the areoid at mortar fire"),
    PARACHUTE_IN_BOX("parachuteInBox", "1", "1 if true Mach and pressure were inside the box at mortar fire"),
    PARACHUTE_TRIGGER("parachuteTrigger", "1", "what fired the mortar: 1 range, 2 low Mach number, 3 low pressure, 4 velocity"),
    PEAK_G("peakDecelerationG", "g", "largest deceleration"),
    PEAK_HEAT("peakHeatFluxWcm2", "W/cm^2", "largest stagnation-point heat flux"),
    CHUTE_LOAD("parachuteLoadN", "N", "largest load on the parachute"),
    REVERSALS("bankReversals", "1", "number of bank reversals"),
    BACKSHELL_TIME("backshellTimeS", "s", "backshell separation after entry interface"),
    BACKSHELL_ALTITUDE("backshellAltitudeAglM", "m", "height above ground at backshell separation"),
    BACKSHELL_EAST("backshellEastM", "m", "east of the site's target at backshell separation"),
    BACKSHELL_NORTH("backshellNorthM", "m", "north of the site's target at backshell separation"),
    FIXES("fixesTaken", "1", "map-relative fixes that navigation took"),
    FIXES_REFUSED("fixesRefused", "1", "map-relative fixes that navigation refused"),
    FIX_ERROR("fixErrorRmsM", "m", "root mean square of the horizontal error of the fixes given"),
    FIX_ERROR_MAX("fixErrorMaxM", "m", "largest horizontal error of a fix given"),
    WRONG_GIVEN("wrongFixesGiven", "1",
            "fixes given that were horizontally off by more than 40 m or by more than five of the sigma that they claim"),
    WRONG_TAKEN("wrongFixesTaken", "1", "of these, how many navigation took"),
    TIME_TO_40M("timeTo40mS", "s", "first coarse frame until navigation's horizontal error is below 40 m"),
    SELECTION_ERROR("errorAtTargetSelectionM", "m", "navigation's horizontal error in coordinates at target selection"),
    SELECTION_ERROR_ON_MAP("errorAtTargetSelectionOnMapM", "m",
            "the same against the ground as the vehicle's map places it"),
    MAP_ERROR("mapErrorM", "m", "by how much the vehicle's map places the ground of the selected target wrong, horizontally"),
    MAP_HEIGHT_ERROR("mapHeightErrorM", "m", "by how much the vehicle's map is too high there"),
    TARGET_EAST("targetEastM", "m", "selected target east of the site's"),
    TARGET_NORTH("targetNorthM", "m", "selected target north of the site's"),
    DIVERT("divertM", "m", "divert to the selected target"),
    TOUCHDOWN_TIME("touchdownTimeS", "s", "first contact after entry interface"),
    TOUCHDOWN_EAST("touchdownEastM", "m", "first contact east of the site's target"),
    TOUCHDOWN_NORTH("touchdownNorthM", "m", "first contact north of the site's target"),
    TOUCHDOWN_VERTICAL("touchdownVerticalMps", "m/s", "downward speed at first contact"),
    TOUCHDOWN_HORIZONTAL("touchdownHorizontalMps", "m/s", "horizontal speed at first contact"),
    TOUCHDOWN_ERROR("errorToTargetM", "m",
            "first contact to the ground that the vehicle's map shows at the selected target, horizontally"),
    TOUCHDOWN_BY_COORDINATES("errorToTargetByCoordinatesM", "m",
            "first contact to the coordinates of the selected target, horizontally"),
    SAFE_CELL("safeCell", "1", "1 if the map calls the place of first contact safe"),
    PROPELLANT("propellantKg", "kg", "left at bridle cut"),
    NEES_POSITION_PARACHUTE("neesPositionParachute", "1",
            "squared normalised position error of navigation at parachute deployment, 3 degrees of freedom"),
    NEES_VELOCITY_PARACHUTE("neesVelocityParachute", "1",
            "squared normalised velocity error of navigation at parachute deployment, 3 degrees of freedom"),
    NEES_ATTITUDE_PARACHUTE("neesAttitudeParachute", "1",
            "squared normalised attitude error of navigation at parachute deployment, 3 degrees of freedom"),
    NEES_POSITION_BACKSHELL("neesPositionBackshell", "1",
            "squared normalised position error of navigation at backshell separation, 3 degrees of freedom"),
    NEES_VELOCITY_BACKSHELL("neesVelocityBackshell", "1",
            "squared normalised velocity error of navigation at backshell separation, 3 degrees of freedom"),
    NEES_ATTITUDE_BACKSHELL("neesAttitudeBackshell", "1",
            "squared normalised attitude error of navigation at backshell separation, 3 degrees of freedom"),
    NEES_POSITION_TOUCHDOWN("neesPositionTouchdown", "1",
            "squared normalised position error of navigation at first contact, 3 degrees of freedom"),
    NEES_VELOCITY_TOUCHDOWN("neesVelocityTouchdown", "1",
            "squared normalised velocity error of navigation at first contact, 3 degrees of freedom"),
    NEES_ATTITUDE_TOUCHDOWN("neesAttitudeTouchdown", "1",
            "squared normalised attitude error of navigation at first contact, 3 degrees of freedom");
    // @formatter:on

    /** Speeds relative to the planet at whose first passing the height is kept, for the velocity-altitude fan, m/s. */
    static final List<Integer> PROFILE_MPS = List.of(5300, 5200, 5000, 4500, 4000, 3500, 3000, 2500, 2000, 1500, 1200,
            1000, 800, 600, 500, 450, 400, 300, 250, 200, 150, 120, 100, 80, 60, 40, 20);
    private static final List<String> NAMES = names();

    final String column;
    final String unit;
    final String meaning;

    Measure(String column, String unit, String meaning) {
        this.column = column;
        this.unit = unit;
        this.meaning = meaning;
    }

    /** Index of the height at a profile speed in a row's values. */
    static int profileIndex(int i) {
        return values().length + i;
    }

    private static List<String> names() {
        List<String> names = new ArrayList<>();
        for (Measure m : values())
            names.add(m.column);
        for (int speed : PROFILE_MPS)
            names.add("altitudeAt" + speed + "mpsM");
        return List.copyOf(names);
    }

    /** Every column, profile included. */
    static List<String> columns() {
        return NAMES;
    }
}
