package dev.skycrane.hil.landing;

import dev.skycrane.hil.fault.FaultRecord;
import java.util.List;
import java.util.Map;

/**
 * What a landing came to; serialised as the landing report, whose keys are the component names here. Times are seconds after
 * tick 0, altitudes above the ground below, speeds relative to the rotating planet; all are the plant's truth unless
 * said otherwise.
 *
 * @param digest the flight software's digest after the last tick, 16 hexadecimal digits
 * @param wallSeconds from the start of the loop to its end
 * @param outcome {@code landed}, {@code crashed} or {@code aborted}
 * @param events the mission's events in flown order, each once
 * @param asFlown the acceptance table, every row
 * @param faults what was injected, in the order asked for
 * @param valid whether every fault had an effect and was noticed
 * @param bankReversals every bank reversal, also those after the first
 */
public record LandingReport(String scenario, long seed, String digest, long ticks, double wallSeconds,
        double realTimeFactor, String outcome, Touchdown touchdown, List<Event> events, List<Event> bankReversals,
        Peak peak, Parachute parachute, Trn trn, VehicleMap map, Map<String, Bus> bus, Map<String, Images> images,
        Timing timing,
        List<AsFlown> asFlown, Earth earth, List<FaultRecord> faults, boolean valid) {

    /**
     * The rover's first contact with the ground.
     *
     * @param verticalMps downwards
     * @param errorToTargetM horizontal distance to the ground that the vehicle's map shows at the selected target
     * @param safeCell whether the hazard at the place is below {@code trn.hazard.safeBelow}, as the choice of the target counts it
     * @param propellantKg left at bridle cut
     */
    public record Touchdown(double timeS, double latDeg, double lonDeg, double verticalMps, double horizontalMps,
            double errorToTargetM, boolean safeCell, double propellantKg) {}

    public record Event(String name, double timeS, double altitudeAglM, double speedMps, double mach) {}

    /**
     * What Earth hears, later by the light time.
     *
     * @param oneWayLightTimeS at the end of the descent
     * @param landingHeardUtc when the declared touchdown is heard, ISO 8601; null if there was none
     */
    public record Earth(double oneWayLightTimeS, String landingHeardUtc) {}

    /** @param decelerationG felt, in Earth gravities of 9.80665 m/s^2 */
    public record Peak(double decelerationG, double decelerationTimeS, double parachuteLoadN, double heatFluxWcm2) {}

    /** At mortar fire. */
    public record Parachute(double mach, double dynamicPressurePa) {}

    /**
     * Map-relative localisation.
     *
     * @param framesUsed frames that the vision computer answered
     * @param coarseAccepted fixes of the coarse stage
     * @param timeTo40mS from the first coarse frame until navigation's horizontal error fell below 40 m; null if never
     * @param errorAtTargetSelectionM navigation's horizontal error in coordinates
     * @param latencyMsP50 computing time per frame
     */
    public record Trn(int framesUsed, int coarseAccepted, double fineInliersMedian, Double timeTo40mS,
            Double errorAtTargetSelectionM, double latencyMsP50, double latencyMsP99) {}

    /**
     * The map that the vehicle carries, against the ground.
     *
     * @param eastM the ground of the selected target is shown this far too far east
     * @param upM the map is this much too high there
     * @param errorAtTargetSelectionOnMapM navigation's horizontal error against the ground as that map places it
     * @param errorToTargetByCoordinatesM horizontal distance of the touchdown to the coordinates of the selected target; null if there was none
     */
    public record VehicleMap(double eastM, double northM, double upM, double errorAtTargetSelectionOnMapM,
            Double errorToTargetByCoordinatesM) {}

    /**
     * One segment's link.
     *
     * @param framesCut        frames that a commanded separation kept from the ground
     * @param framesNotSent    frames that waited when the separation cut the segment
     * @param duplicates       frames that came again, after a loss on the way
     * @param stale            frames refused because their segment had been cut before
     * @param unexpectedLosses connections lost without a commanded cut
     */
    public record Bus(long framesSent, long bytesSent, long framesReceived, long framesCut, long framesNotSent,
            long gaps, long crcErrors, long duplicates, long stale, long unexpectedLosses) {}

    public record Images(long taken, long complete, long cutBySeparation, long lost) {}

    /**
     * The flight software's ticks: on the clock, interruptions by others included, and on the processor, which is what it computes.
     *
     * @param deadlineMisses flight steps longer than a tick on the clock, late vision answers
     * @param wakeUp null when ticks did not wait for a clock
     */
    public record Timing(double tickP50Us, double tickP99Us, double tickP9999Us, double tickMaxUs,
            double processorP50Us, double processorP99Us, double processorP9999Us, double processorMaxUs,
            long deadlineMisses, double allocatedBytesPerTick, WakeUp wakeUp) {}

    /**
     * How late the ticks began: what the operating system and the virtual machine make of a wake-up call, not computing.
     *
     * @param lateTicks ticks that began more than one period late
     * @param rebases times the time line was moved after a long lag
     */
    public record WakeUp(double lateP50Us, double lateP99Us, double lateP9999Us, double lateMaxUs, long lateTicks,
            long rebases) {}
}
