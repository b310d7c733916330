package dev.skycrane.hil.plant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.flight.core.EventId;
import dev.skycrane.flight.core.Phase;
import dev.skycrane.flight.descent.AbortReason;
import dev.skycrane.hil.fault.FaultRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One whole flight per fault: what the injector did, what the flight software noticed, what became of the landing. */
@Timeout(60)
final class FaultFlightTest {
    private static final long SEED = 1;

    private static WholeDescent fly(String faults, Map<String, double[]> overrides, Map<String, String> more) {
        Map<String, String> texts = new java.util.TreeMap<>(more);
        texts.put("scenario.faults", faults);
        return new WholeDescent(overrides, texts, SEED).flyTo(null);
    }

    private static FaultRecord confirmed(WholeDescent d) {
        assertEquals(1, d.faults.records().size());
        FaultRecord record = d.faults.records().get(0);
        assertTrue(record.injected(), record.toString());
        assertTrue(record.detected(), record.toString());
        assertTrue(record.injectedAtS() >= record.timeS() && record.detectedAtS() >= record.injectedAtS(),
                record.toString());
        assertTrue(d.faults.confirmed());
        return record;
    }

    private static void landed(WholeDescent d) {
        assertEquals(Truth.Outcome.LANDED, d.truth.outcome, d.faults.records().toString());
        assertEquals(Phase.LANDED, d.flight.phase(), d.faults.records().toString());
        assertTrue(d.contactDownMps < 1.2, "contact, m/s: " + d.contactDownMps);
        assertTrue(d.contactAcrossMps < 0.5, "contact, m/s: " + d.contactAcrossMps);
    }

    /** Times: in the middle of what the fault is about. Event: the one by which it is noticed. Metres: largest miss of the target. */
    @ParameterizedTest
    @CsvSource({"radarBeamLoss@300, RADAR_BEAM_SILENT, 20", "radarLoss@300, RADAR_LOST, 20",
        "radarDead@330, RADAR_LOST, 20", "radarDead@0, MAP_HEIGHT_USED, 20", "noVisionFix@0, NO_VISION_FIX, 700",
        "noVisionFix@345, VISION_NO_FIX, 30", "wrongVisionFix@340, VISION_FIX_REJECTED, 20",
        "imuDropout@100, IMU_AXIS_DROPOUT, 20", "imuDropout@300, IMU_AXIS_DROPOUT, 20",
        "imuDropout@375, IMU_AXIS_DROPOUT, 20", "engineStuckLow@366, ENGINE_EXCLUDED, 60",
        "engineStuckLow@380, ENGINE_EXCLUDED, 80", "lateInflation@200, LATE_INFLATION, 20",
        "heatShieldSwitch@200, SWITCH_DISAGREES, 20", "roverSwitch@300, SWITCH_DISAGREES, 20",
        "bridleSwitch@300, SWITCH_DISAGREES, 20", "cameraDead@238, CAMERA_SILENT, 20",
        "microphoneDead@0, MICROPHONE_SILENT, 20", "busClockJump@330, BUS_CLOCK_JUMP, 20",
        "processorOverrun@300, TICK_OVERRUN, 20", "processorOverrun@375, TICK_OVERRUN, 20"})
    void theRoverLandsInSpiteOfIt(String fault, EventId event, double missM) {
        WholeDescent d = fly(fault, Map.of(), Map.of());
        confirmed(d);
        assertTrue(d.count(event) > 0, event + " in " + d.faults.records());
        landed(d);
        assertTrue(d.contactToTargetM < missM, "miss, m: " + d.contactToTargetM);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void whicheverEngineIsStuckIsTheOneThatIsShutOff(int engine) {
        WholeDescent d = fly("engineStuckLow@370", Map.of("scenario.fault.engineStuckLow.engine", new double[]{engine}),
                Map.of());
        confirmed(d);
        assertEquals(engine, d.first(EventId.ENGINE_EXCLUDED).args()[0]);
        assertEquals(1, d.count(EventId.ENGINE_EXCLUDED));
        landed(d);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void anyAxisOfTheImuMayDropOut(int axis) {
        WholeDescent d = fly("imuDropout@372", Map.of("scenario.fault.imuDropout.axis", new double[]{axis}), Map.of());
        confirmed(d);
        assertEquals(axis, d.first(EventId.IMU_AXIS_DROPOUT).args()[0]);
        assertEquals(64, d.first(EventId.IMU_AXIS_RESTORED).args()[1]);
        landed(d);
    }

    @Test
    void noneOfTheWrongFixesIsTaken() {
        WholeDescent d = fly("wrongVisionFix@340", Map.of(), Map.of());
        assertEquals(3, d.count(EventId.VISION_FIX_REJECTED));
        for (WholeDescent.Seen s : d.seen) {
            if (s.id() == EventId.VISION_FIX && s.timeS() > d.faults.records().get(0).injectedAtS()) {
                assertTrue(Math.abs(s.args()[0]) < 60, "correction east, m: " + s.args()[0]);
            }
        }
    }

    @Test
    void theDeadCameraOfTheLocalisationIsNamedAndTheRoverLandsWithoutIt() {
        WholeDescent d = fly("cameraDead@250", Map.of(), Map.of("scenario.fault.cameraDead.camera", "LCAM"));
        confirmed(d);
        assertTrue(d.count(EventId.NO_VISION_FIX) > 0);
        assertEquals(0, d.count(EventId.VISION_FIX));
        landed(d);
    }

    @Test
    void withoutRadarAndWithoutFixTheDescentEndsByName() {
        WholeDescent d = fly("radarDead@0, noVisionFix@0", Map.of(), Map.of());
        assertTrue(d.faults.confirmed(), d.faults.records().toString());
        assertEquals(Phase.ABORTED, d.flight.phase());
        assertEquals(AbortReason.NO_HEIGHT.code(), d.first(EventId.ABORT).args()[0]);
    }

    @Test
    void nothingElseNoticesTheDeadMicrophone() {
        WholeDescent with = fly("microphoneDead@0", Map.of(), Map.of());
        WholeDescent without = fly("", Map.of(), Map.of());
        with.seen.removeIf(s -> s.id() == EventId.MICROPHONE_SILENT);
        assertEquals(without.seen.size(), with.seen.size());
        assertEquals(without.ticks, with.ticks);
        assertEquals(without.truth.roverRMcmfM.x, with.truth.roverRMcmfM.x);
        assertEquals(without.truth.roverRMcmfM.y, with.truth.roverRMcmfM.y);
    }

    @Test
    void aFaultWithoutEffectMakesTheRunInvalid() {
        WholeDescent d = fly("lateInflation@300", Map.of(), Map.of());
        landed(d);
        FaultRecord record = d.faults.records().get(0);
        assertFalse(record.injected() || record.detected() || d.faults.confirmed(), record.toString());
    }

    @Test
    void aFaultThatNobodyNoticesMakesTheRunInvalid() {
        WholeDescent d = fly("microphoneDead@100", Map.of("fault.microphoneSilent.on", new double[]{0}), Map.of());
        landed(d);
        FaultRecord record = d.faults.records().get(0);
        assertTrue(record.injected() && !record.detected() && !d.faults.confirmed(), record.toString());
    }

    @Test
    void aHealthyFlightRaisesNoFault() {
        List<String> raised = new ArrayList<>();
        for (long seed = 31; seed <= 35; seed++) {
            WholeDescent d = new WholeDescent(Map.of(), seed).flyTo(null);
            for (WholeDescent.Seen s : d.seen) {
                boolean fault = s.id().code() >= EventId.IMU_AXIS_DROPOUT.code();
                if (fault && s.id() != EventId.RADAR_BEAM_REJECTED) raised.add("seed=" + seed + " " + s);
            }
        }
        assertTrue(raised.isEmpty(), raised.toString());
    }

    @Test
    void reportsTellInjectionAndNotice() {
        List<String> lines = new ArrayList<>();
        WholeDescent d = new WholeDescent(Map.of(), Map.of("scenario.faults", "microphoneDead@5"), SEED);
        d.faults.onReport(lines::add);
        for (int i = 0; i < 64 * 7; i++)
            d.step();
        assertEquals(2, lines.size(), lines.toString());
        assertTrue(lines.get(0).startsWith("fault microphoneDead@5 injected at 5.00 s: "), lines.get(0));
        assertTrue(lines.get(1).startsWith("fault microphoneDead@5 noticed at "), lines.get(1));
    }
}
