package dev.skycrane.ground.station;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.MessageLite;
import dev.skycrane.ground.link.ReceivedFrame;
import dev.skycrane.proto.frame.FrameCodec;
import dev.skycrane.proto.frame.StreamKey;
import dev.skycrane.proto.v1.EventBatch;
import dev.skycrane.proto.v1.EventCode;
import dev.skycrane.proto.v1.EventRecord;
import dev.skycrane.proto.v1.Executive;
import dev.skycrane.proto.v1.Nav;
import dev.skycrane.proto.v1.SegmentId;
import dev.skycrane.proto.v1.SegmentStatus;
import dev.skycrane.proto.v1.StreamKind;
import dev.skycrane.proto.v1.Telemetry;
import dev.skycrane.proto.v1.UmbilicalStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MissionLogTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private long nowNs;

    private static ReceivedFrame frame(StreamKind kind, String stream, long tick, MessageLite payload)
            throws IOException {
        StreamKey key = new StreamKey(SegmentId.ROVER, kind, stream);
        byte[] encoded = FrameCodec.encode(key, 0, tick, 0, 1, payload.toByteArray());
        return new ReceivedFrame(key.topic("m2020"), encoded, FrameCodec.decode(encoded), key, 0);
    }

    private static ReceivedFrame packet(long tick, float altitudeM) throws IOException {
        return frame(StreamKind.TM, StreamKey.CHANNELS, tick, Telemetry.newBuilder().setTick(tick)
                .setNav(Nav.newBuilder().setAltitudeAglM(altitudeM).setSpeedMps(321.4f))
                .setExecutive(Executive.newBuilder().setPhase(4)).build());
    }

    private static ReceivedFrame event(long tick, EventCode code, double... args) throws IOException {
        EventRecord.Builder record = EventRecord.newBuilder().setCode(code).setTick(tick);
        for (double a : args)
            record.addArgs(a);
        return frame(StreamKind.EVR, StreamKey.EVENTS, tick, EventBatch.newBuilder().addEvents(record).build());
    }

    private List<String> lines() {
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void plainLinesEveryTenSecondsAndCallOutsBetween() throws IOException {
        try (MissionLog log = new MissionLog(out, false, () -> nowNs)) {
            for (long tick = 0; tick <= 64 * 25; tick++) {
                log.onFrame(packet(tick, 11_000 - tick));
                if (tick == 64 * 12)
                    log.onFrame(event(tick, EventCode.PARACHUTE_DEPLOY, 1.75, 500, 11_000, 420, 0, 0));
            }
        }
        assertEquals(List.of(
                "E+   0.00 s  11,000 m  321 m/s  parachute",
                "E+  10.00 s  10,360 m  321 m/s  parachute",
                "E+  12.00 s  10,232 m  321 m/s  Parachute is out at 420 metres per second, Mach 1.8.",
                "E+  22.00 s   9,592 m  321 m/s  parachute"), lines());
    }

    @Test
    void anEventThatOvertakesItsTelemetryWaitsForTheStateOfItsTick() throws IOException {
        try (MissionLog log = new MissionLog(out, false, () -> nowNs)) {
            log.onFrame(packet(0, 20_000));
            log.onFrame(event(64, EventCode.PARACHUTE_DEPLOY, 1.75, 500, 11_000, 420, 0, 0));
            assertEquals(1, lines().size());
            log.onFrame(packet(63, 15_000));
            assertEquals(1, lines().size());
            log.onFrame(packet(64, 11_000));
        }
        assertEquals("E+   1.00 s  11,000 m  321 m/s  Parachute is out at 420 metres per second, Mach 1.8.",
                lines().get(1));
    }

    @Test
    void anEventIsToldAtOnceWhereNoTelemetryIsHeardAndSoonWhereItCeased() throws IOException {
        try (MissionLog log = new MissionLog(out, false, () -> nowNs)) {
            log.onFrame(event(64, EventCode.PARACHUTE_DEPLOY, 1.75, 500, 11_000, 420, 0, 0));
            assertEquals(1, lines().size());
            log.onFrame(packet(65, 11_000));
            log.onFrame(event(128, EventCode.BRIDLE_FULL, 7.5, 0));
            assertEquals(1, lines().size(), lines().toString());
            nowNs += 600_000_000L;
            log.onFrame(event(200, EventCode.TRANSITION_GUARDS, 1, 2, 3, 4, 5));
            assertEquals(2, lines().size(), lines().toString());
        }
    }

    @Test
    void anEventStillWaitingAtTheEndIsTold() throws IOException {
        try (MissionLog log = new MissionLog(out, false, () -> nowNs)) {
            log.onFrame(packet(0, 11_000));
            log.onFrame(event(64, EventCode.PARACHUTE_DEPLOY, 1.75, 500, 11_000, 420, 0, 0));
            assertEquals(1, lines().size());
        }
        assertEquals(2, lines().size());
    }

    @Test
    void afterTheFlyawayBeganTheLogStaysWithTheRover() throws IOException {
        try (MissionLog log = new MissionLog(out, false, () -> nowNs)) {
            log.onFrame(frame(StreamKind.TM, StreamKey.CHANNELS, 64 * 430,
                    Telemetry.newBuilder().setTick(64 * 430).setNav(Nav.newBuilder().setAltitudeAglM(-54))
                            .setExecutive(Executive.newBuilder().setPhase(14)).build()));
        }
        assertTrue(lines().get(0).contains("surface"), lines().get(0));
        assertFalse(lines().get(0).contains("54"), lines().get(0));
    }

    @Test
    void debugEventsStayOutAndFaultsAreTold() throws IOException {
        try (MissionLog log = new MissionLog(out, false, () -> nowNs)) {
            log.onFrame(event(64, EventCode.TRANSITION_GUARDS, 1, 2, 3, 4, 5));
            log.onFrame(event(64, EventCode.IMU_AXIS_DROPOUT, 2, 40, 0.5));
        }
        assertEquals(1, lines().size());
        assertTrue(lines().get(0).contains("IMU axis 2 out for 40 ticks"), lines().get(0));
    }

    @Test
    void aCutSegmentIsToldOnce() throws IOException {
        UmbilicalStatus status = UmbilicalStatus.newBuilder().addSegments(SegmentStatus.newBuilder()
                .setSegment(SegmentId.BACKSHELL).setCut(true).setCutTick(640).setFramesSent(9).setFramesQueued(3))
                .build();
        try (MissionLog log = new MissionLog(out, false, () -> nowNs)) {
            log.onFrame(frame(StreamKind.TM, StreamKey.UMBILICAL, 640, status));
            log.onFrame(frame(StreamKind.TM, StreamKey.UMBILICAL, 704, status));
        }
        assertEquals(1, lines().size());
        assertTrue(lines().get(0).endsWith("backshell segment cut by its separation, 9 frames sent, 3 left behind"));
    }

    @Test
    void onATerminalTheStatusLineRenewsItselfAndIsTakenAway() throws IOException {
        MissionLog log = new MissionLog(out, true, () -> nowNs);
        for (long tick = 0; tick < 640; tick++) {
            nowNs += 15_625_000;
            log.onFrame(packet(tick, 5_000));
        }
        String text = bytes.toString(StandardCharsets.UTF_8);
        int renewals = text.split("\r", -1).length - 1;
        assertTrue(renewals > 80 && renewals <= 101, "ten a second, got " + renewals);
        assertFalse(text.contains("\n"), "no plain lines while nothing happens");
        assertTrue(text.contains("parachute  propellant -  link "));
        log.close();
        assertTrue(bytes.toString(StandardCharsets.UTF_8).endsWith("\r\u001b[K"));
    }
}
