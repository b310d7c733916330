package dev.skycrane.hil.fault;

import dev.skycrane.flight.core.EventId;
import dev.skycrane.flight.core.ParameterTable;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** The faults that can be injected, each with the injector that does it and the events that show it was noticed. */
public enum FaultKind {
    /** One beam of the radar gives nothing any more. */
    RADAR_BEAM_LOSS("radarBeamLoss", RadarFaults.Beam::new, EventId.RADAR_BEAM_SILENT),
    /** The whole radar gives nothing below a height. */
    RADAR_LOSS("radarLoss", RadarFaults.Below::new, EventId.RADAR_LOST),
    /** The whole radar gives nothing from the time on; at 0 it never does. */
    RADAR_DEAD("radarDead", RadarFaults.Dead::new, EventId.RADAR_LOST),
    /** The vision computer finds nothing. */
    NO_VISION_FIX("noVisionFix", VisionFaults.None::new, EventId.NO_VISION_FIX, EventId.VISION_NO_FIX),
    /** Fixes of the fine stage that lie beside the truth and claim to be good. */
    WRONG_VISION_FIX("wrongVisionFix", VisionFaults.Wrong::new, EventId.VISION_FIX_REJECTED),
    /** One axis of the IMU gives nothing for a while. */
    IMU_DROPOUT("imuDropout", SensorFaults.ImuDropout::new, EventId.IMU_AXIS_DROPOUT),
    /** One engine stays at its lowest thrust while it burns. */
    ENGINE_STUCK_LOW("engineStuckLow", VehicleFaults.EngineStuckLow::new, EventId.ENGINE_EXCLUDED),
    /** The canopy inflates late. */
    LATE_INFLATION("lateInflation", VehicleFaults.LateInflation::new, EventId.LATE_INFLATION),
    /** The switch of the heat shield stays as it is. */
    HEAT_SHIELD_SWITCH("heatShieldSwitch", SensorFaults::heatShieldSwitch, EventId.SWITCH_DISAGREES),
    /** The switch of the rover's release stays as it is. */
    ROVER_SWITCH("roverSwitch", SensorFaults::roverSwitch, EventId.SWITCH_DISAGREES),
    /** The switch at the bridle's end stays as it is. */
    BRIDLE_SWITCH("bridleSwitch", SensorFaults::bridleSwitch, EventId.SWITCH_DISAGREES),
    /** A camera gives no pictures any more. */
    CAMERA_DEAD("cameraDead", VisionFaults.CameraDead::new, EventId.CAMERA_SILENT),
    /** The microphone does not answer, as on Perseverance. */
    MICROPHONE_DEAD("microphoneDead", SensorFaults.MicrophoneDead::new, EventId.MICROPHONE_SILENT),
    /** The clock that stamps measurements on the vehicle's bus jumps. */
    BUS_CLOCK_JUMP("busClockJump", SensorFaults.BusClockJump::new, EventId.BUS_CLOCK_JUMP),
    /** The flight computer takes too long: for some ticks the vehicle flies on with the command before. */
    PROCESSOR_OVERRUN("processorOverrun", VehicleFaults.ProcessorOverrun::new, EventId.TICK_OVERRUN);

    /** All names in one line, for help. */
    public static final String ALL_LABELS = "radarBeamLoss radarLoss radarDead noVisionFix wrongVisionFix imuDropout "
            + "engineStuckLow lateInflation heatShieldSwitch roverSwitch bridleSwitch cameraDead microphoneDead "
            + "busClockJump processorOverrun";

    private final String label;
    private final Function<ParameterTable, Injector> injector;
    private final List<EventId> detectedBy;

    FaultKind(String label, Function<ParameterTable, Injector> injector, EventId... detectedBy) {
        this.label = label;
        this.injector = injector;
        this.detectedBy = List.of(detectedBy);
    }

    /** The name in options, scenarios and reports. */
    public String label() {
        return label;
    }

    /** Events any of which shows that the flight software noticed. */
    public List<EventId> detectedBy() {
        return detectedBy;
    }

    Injector create(ParameterTable p) {
        return injector.apply(p);
    }

    /** All names, in order. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(FaultKind::label).toList();
    }
}
