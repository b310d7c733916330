package dev.skycrane.flight.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.flight.FlightSoftware;
import dev.skycrane.flight.TestFlight;
import dev.skycrane.flight.core.ActuatorFrame;
import dev.skycrane.flight.core.EventBuffer;
import dev.skycrane.flight.core.CommandCode;
import dev.skycrane.flight.core.EventId;
import dev.skycrane.flight.core.SensorFrame;
import dev.skycrane.flight.core.Switch;
import dev.skycrane.flight.core.Telecommand;
import dev.skycrane.flight.core.VisionFix;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Faults put into the sensor frames of a vehicle that hangs still, seen through the events of the whole flight software. */
final class FaultMonitorsTest {
    private final FlightSoftware flight = TestFlight.createUnderParachute();
    private final SensorFrame in = new SensorFrame();
    private final ActuatorFrame out = new ActuatorFrame();
    private final List<String> seen = new ArrayList<>();
    private long tick;

    @BeforeEach
    void settle() {
        run(64);
        seen.clear();
    }

    private void run(int ticks) {
        for (int i = 0; i < ticks; i++) {
            TestFlight.step(flight, tick++, in, out);
            note();
        }
    }

    /** One tick with the frame as the test left it. */
    private void runAsIs() {
        in.tick = tick++;
        flight.step(in, out);
        note();
    }

    private void note() {
        EventBuffer events = flight.events();
        for (int k = 0; k < events.size(); k++)
            seen.add(events.id(k) + " " + (int) events.arg(k, 0));
    }

    private double channel(String name) {
        return flight.channels().get(flight.channels().names().indexOf(name));
    }

    private long count(EventId id) {
        return seen.stream().filter(s -> s.startsWith(id.name() + " ")).count();
    }

    @Test
    void anInvalidImuAxisIsReportedWithItsNumberAndItsReturn() {
        in.imuValidBits = 0x3f & ~(1 << 4);
        for (int i = 0; i < 10; i++)
            runAsIs();
        assertEquals(1 << 4, channel("fault.imuInvalidBits"));
        run(10);
        assertTrue(seen.contains("IMU_AXIS_DROPOUT 4"), seen.toString());
        assertTrue(seen.contains("IMU_AXIS_RESTORED 4"), seen.toString());
        assertEquals(1, count(EventId.IMU_AXIS_DROPOUT));
        assertEquals(0, channel("fault.imuInvalidBits"));
        assertEquals(10, channel("nav.imuCoastedCount"));
    }

    @Test
    void notANumberCountsAsInvalid() {
        in.deltaAngleRad[1] = Double.NaN;
        runAsIs();
        in.deltaAngleRad[1] = 0;
        run(5);
        assertTrue(Double.isFinite(flight.navState().rMcmfM.norm()));
        assertTrue(Double.isFinite(flight.navState().qMcmfFromBody.w));
        assertEquals(1, channel("nav.imuCoastedCount"));
    }

    @Test
    void aSwitchThatMovesWithoutCommandIsReportedOnce() {
        in.switchBits = Switch.BACKSHELL_SEPARATED.bit();
        run(100);
        assertEquals(1, count(EventId.SWITCH_DISAGREES), seen.toString());
        assertTrue(seen.contains("SWITCH_DISAGREES " + Switch.BACKSHELL_SEPARATED.ordinal()), seen.toString());
        assertEquals(Switch.BACKSHELL_SEPARATED.bit(), channel("fault.switchDisagreeBits"));
        in.switchBits = 0;
        run(2);
        assertEquals(0, channel("fault.switchDisagreeBits"));
    }

    @Test
    void aMonitorThatIsSwitchedOffByCommandIsSilentUntilItIsOnAgain() {
        command(1, Monitor.SWITCH, Telecommand.Step.ARM, 0);
        command(2, Monitor.SWITCH, Telecommand.Step.FIRE, 0);
        in.switchBits = Switch.BACKSHELL_SEPARATED.bit();
        run(100);
        assertEquals(0, count(EventId.SWITCH_DISAGREES), seen.toString());
        command(3, Monitor.SWITCH, Telecommand.Step.DIRECT, 1);
        run(100);
        assertEquals(3, count(EventId.COMMAND_EXECUTED), seen.toString());
        assertEquals(1, count(EventId.SWITCH_DISAGREES), seen.toString());
    }

    private void command(long counter, Monitor monitor, Telecommand.Step step, double value) {
        in.commandCount = 1;
        in.commands[0].counter = counter;
        in.commands[0].code = CommandCode.MONITOR_ENABLE;
        in.commands[0].step = step;
        in.commands[0].target = monitor.ordinal();
        in.commands[0].value = value;
        run(1);
        in.commandCount = 0;
    }

    @Test
    void aSilentCameraIsReportedAfterThreeMissingPictures() {
        for (int i = 0; i < 3; i++) {
            in.vision.status = VisionFix.Status.NO_IMAGE;
            run(1);
            in.vision.clear();
            run(30);
        }
        assertEquals(1, count(EventId.CAMERA_SILENT), seen.toString());
    }

    @Test
    void aHealthyVehicleRaisesNoFault() {
        run(640);
        for (EventId id : EventId.values()) {
            if (id.code() >= EventId.IMU_AXIS_DROPOUT.code()) assertFalse(count(id) > 0, id + " in " + seen);
        }
    }
}
