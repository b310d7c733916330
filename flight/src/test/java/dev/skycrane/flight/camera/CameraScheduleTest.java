package dev.skycrane.flight.camera;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.flight.core.ActuatorFrame;
import dev.skycrane.flight.core.CameraId;
import dev.skycrane.flight.core.ChannelBuffer;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.Phase;
import dev.skycrane.flight.core.Pyro;
import dev.skycrane.flight.core.Segment;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The flown order of events in seconds (dossier section 3.1) drives the schedule. */
final class CameraScheduleTest {
    private static final double SUFR_S = 223.8;
    private static final double MORTAR_S = 240.6;
    private static final double HEAT_SHIELD_S = 263.3;
    private static final double BACKSHELL_S = 357.3;
    private static final double SKY_CRANE_S = 399.7;
    private static final double CUT_S = 419.6;

    private final ActuatorFrame out = new ActuatorFrame();
    private final Map<CameraId, Double> first = new TreeMap<>();
    private final Map<CameraId, Double> last = new TreeMap<>();

    private CameraSchedule fly(Map<String, double[]> overrides) {
        CameraSchedule schedule = new CameraSchedule(new ParameterTable(overrides, Map.of()), new ChannelBuffer());
        for (long tick = 0; tick < 64 * 450; tick++) {
            double t = tick / 64.0;
            out.tick = tick;
            out.cameraTriggerBits = 0;
            out.pyroBits = (t >= MORTAR_S ? Pyro.MORTAR.bit() : 0) | (t >= HEAT_SHIELD_S ? Pyro.HEAT_SHIELD.bit() : 0)
                    | (t >= BACKSHELL_S ? Pyro.BACKSHELL.bit() : 0) | (t >= CUT_S ? Pyro.BRIDLE_CUT.bit() : 0);
            out.segmentCutBits = (t >= BACKSHELL_S ? Segment.BACKSHELL.bit() : 0)
                    | (t >= CUT_S ? Segment.DESCENT.bit() : 0);
            schedule.step(phase(t), out);
            for (CameraId camera : CameraId.values()) {
                if (!out.triggers(camera)) continue;
                first.putIfAbsent(camera, t);
                last.put(camera, t);
            }
        }
        return schedule;
    }

    private static Phase phase(double t) {
        if (t < SUFR_S) return Phase.HEADING_ALIGNMENT;
        if (t < MORTAR_S) return Phase.SUFR;
        if (t < SKY_CRANE_S) return Phase.PARACHUTE_RADAR;
        return t < CUT_S ? Phase.THROTTLE_DOWN : Phase.FLYAWAY;
    }

    @Test
    void parachuteCamerasSeeTheDeploymentAndStopWithTheBackshell() {
        CameraSchedule schedule = fly(Map.of());
        for (CameraId camera : new CameraId[]{CameraId.PUC_A, CameraId.PUC_B, CameraId.PUC_C}) {
            assertTrue(first.get(camera) < MORTAR_S, camera + " first=" + first.get(camera));
            assertTrue(last.get(camera) < BACKSHELL_S && last.get(camera) > BACKSHELL_S - 2.1, camera + " last");
        }
        // about 8.8 s at 4 Hz and 112.7 s at 0.5 Hz
        assertEquals(92, schedule.count(CameraId.PUC_B), 4);
    }

    @Test
    void downLookCameraRunsFromStraightenUpToTheSurface() {
        fly(Map.of());
        assertEquals(SUFR_S, first.get(CameraId.RDC), 0.02);
        assertEquals(CUT_S + 24, last.get(CameraId.RDC), 1.1);
    }

    @Test
    void skyCraneCamerasStartTogetherAndTheDescentStageTakesItsOwnAway() {
        fly(Map.of());
        assertEquals(SKY_CRANE_S, first.get(CameraId.DDC), 0.02);
        assertEquals(SKY_CRANE_S, first.get(CameraId.RUC), 0.02);
        assertTrue(last.get(CameraId.DDC) < CUT_S);
        assertEquals(CUT_S + 10, last.get(CameraId.RUC), 0.6);
    }

    @Test
    void aCameraWithoutRateIsOff() {
        CameraSchedule schedule = fly(Map.of("camera.rdc.rateHz", new double[]{0}));
        assertEquals(0, schedule.count(CameraId.RDC));
        assertFalse(first.containsKey(CameraId.RDC));
    }
}
