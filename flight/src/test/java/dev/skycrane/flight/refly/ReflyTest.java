package dev.skycrane.flight.refly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.flight.FlightSoftware;
import dev.skycrane.flight.TestFlight;
import dev.skycrane.flight.core.ActuatorFrame;
import dev.skycrane.flight.core.CommandCode;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.Pyro;
import dev.skycrane.flight.core.SensorFrame;
import dev.skycrane.flight.core.Telecommand;
import dev.skycrane.flight.core.VisionFix;
import dev.skycrane.flight.core.VisionRequest;
import dev.skycrane.flight.umbilical.InputEncoder;
import dev.skycrane.proto.InputException;
import dev.skycrane.proto.mcap.Compression;
import dev.skycrane.proto.mcap.McapWriter;
import dev.skycrane.proto.v1.CommandInput;
import dev.skycrane.proto.v1.InputBatch;
import dev.skycrane.proto.v1.RunHeader;
import dev.skycrane.proto.v1.SensorRecord;
import dev.skycrane.proto.v1.Telemetry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class ReflyTest {
    private static final int TICKS = 320;
    private static final int BATCH = 16;
    private static final int VISION_TICK = 100;

    @TempDir
    private Path folder;

    /** A flight of 5 s under the parachute, recorded; one vision result and, if asked, one altered or missing tick. */
    private Path recording(int alteredTick, int missingTick) throws IOException {
        Path path = folder.resolve("run.mcap");
        FlightSoftware flight = TestFlight.createUnderParachute();
        SensorFrame in = new SensorFrame();
        ActuatorFrame out = new ActuatorFrame();
        try (McapWriter writer = new McapWriter(path, "skycrane", Compression.ZSTD)) {
            int run = writer.addChannel("skycrane/m2020/rover/sen/run", RunHeader.getDescriptor(), Map.of());
            int inputs = writer.addChannel("skycrane/m2020/rover/sen/inputs", InputBatch.getDescriptor(), Map.of());
            int tm = writer.addChannel("skycrane/m2020/rover/tm/channels", Telemetry.getDescriptor(), Map.of());
            writer.write(run, 0, 0, 0, ByteBuffer.wrap(InputEncoder.header(1, new ParameterTable())
                    .setInitialState(InputEncoder.initialState(flight.navigator())).build().toByteArray()));
            InputBatch.Builder batch = InputBatch.newBuilder();
            for (int tick = 0; tick < TICKS; tick++) {
                in.vision.clear();
                in.commandCount = tick == VISION_TICK ? 2 : 0;
                setCommands(in);
                if (tick == VISION_TICK) setVision(in.vision);
                in.deltaAngleRad[1] = tick % 7 * 1e-5;
                TestFlight.step(flight, tick, in, out);
                SensorRecord.Builder record = InputEncoder.record(in).toBuilder();
                if (tick == alteredTick) record.setDeltaVelocityMps(0, 1e-12);
                if (tick != missingTick) batch.addFrames(record);
                if (tick % BATCH == BATCH - 1) {
                    writer.write(inputs, tick, tick, 0, ByteBuffer.wrap(batch.build().toByteArray()));
                    batch.clear();
                }
                writer.write(tm, tick, tick, 0, ByteBuffer.wrap(Telemetry.newBuilder().setTick(tick)
                        .setDigest(out.digest).build().toByteArray()));
            }
        }
        return path;
    }

    /** Arm and fire of the device that releases the backshell. */
    private static void setCommands(SensorFrame in) {
        for (int i = 0; i < in.commandCount; i++) {
            Telecommand c = in.commands[i];
            c.counter = 7 + i;
            c.code = CommandCode.FIRE_DEVICE;
            c.step = Telecommand.Step.values()[1 + i];
            c.target = Pyro.BACKSHELL.ordinal();
            c.value = 0.5;
        }
    }

    private static void setVision(VisionFix fix) {
        fix.status = VisionFix.Status.FEW_INLIERS;
        fix.mode = VisionRequest.Mode.FINE;
        fix.exposureTick = VISION_TICK - 32;
        fix.rMcmfM.set(1, 2, 3);
        fix.qMcmfFromBody.set(0.5, 0.5, -0.5, 0.5);
        fix.sigmaEnuM.set(4, 5, 6);
        fix.sigmaAttitudeRad = 0.01;
        fix.landmarks = 20;
        fix.inliers = 3;
        fix.residualPx = 1.25;
        fix.peakRatio = 1.5;
    }

    @Test
    void sameInputsGiveEveryDigestAgain() throws IOException {
        Refly.Result result = Refly.fly(RecordedRun.open(recording(-1, -1)), TestFlight.flatMap());
        assertTrue(result.isEqual(), result.toString());
        assertEquals(TICKS, result.ticks());
        assertEquals(TICKS, result.compared());
    }

    @Test
    void firstTickWithAnotherInputIsNamed() throws IOException {
        Refly.Result result = Refly.fly(RecordedRun.open(recording(200, -1)), TestFlight.flatMap());
        assertFalse(result.isEqual());
        assertEquals(200, result.firstDifferentTick());
        assertEquals(TICKS, result.ticks());
    }

    @Test
    void missingTickIsRefused() throws IOException {
        RecordedRun run = RecordedRun.open(recording(-1, 37));
        InputException e = assertThrows(InputException.class, () -> Refly.fly(run, TestFlight.flatMap()));
        assertTrue(e.getMessage().endsWith("tick=38, expected inputs of tick 37"), e.getMessage());
    }

    @Test
    void everyFieldOfAnInputComesBack() {
        SensorFrame in = new SensorFrame();
        in.tick = 9;
        for (int i = 0; i < 3; i++) {
            in.deltaAngleRad[i] = -0.1 * i;
            in.deltaVelocityMps[i] = 1.0 / (i + 3);
        }
        in.imuValidBits = 0x2f;
        in.radarBeam = 4;
        in.radarTick = 7;
        in.radarRangeM = 1234.5;
        in.radarClosingMps = -3.25;
        in.radarRangeValid = true;
        in.radarVelocityValid = true;
        in.switchBits = 0x15;
        setVision(in.vision);
        in.commandCount = 2;
        setCommands(in);
        SensorRecord record = InputEncoder.record(in);
        SensorFrame out = new SensorFrame();
        InputDecoder.decode(record, out);
        assertEquals(record, InputEncoder.record(out));
        assertEquals(2, record.getCommandsCount());
        assertThrows(InputException.class, () -> InputDecoder
                .decode(record.toBuilder().setCommands(0, CommandInput.newBuilder().setCodeValue(99)).build(), out));
        assertThrows(InputException.class,
                () -> InputDecoder.decode(SensorRecord.newBuilder().setTick(9).build(), out));
    }

    @Test
    void recordingWithoutARunIsRefused() throws IOException {
        Path path = folder.resolve("empty.mcap");
        new McapWriter(path, "", Compression.NONE).close();
        InputException e = assertThrows(InputException.class, () -> RecordedRun.open(path));
        assertEquals("recording: file=" + path + ", expected a run's header on topic .../rover/sen/run",
                e.getMessage());
    }
}
