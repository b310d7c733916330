package dev.skycrane.hil.camera;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.hil.rig.FrameCode;
import dev.skycrane.hil.rig.standin.StandInRpicamVid;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The camera program's contract over real pipes: a child process, its exit codes, its faults. */
@Timeout(60)
class RpicamContractTest {
    private static final CaptureSettings SMALL = new CaptureSettings(320, 240, 25, 2000, 1);
    private static final long SECOND_NS = 1_000_000_000L;

    @Test
    void cleanRunGivesPicturesWithTheirOwnTimes() throws Exception {
        List<Capture> captures = run("", 60);
        CameraCounts counts = lastCounts;
        assertEquals(0, counts.skippedBytes());
        assertEquals(0, counts.restarts());
        long good = captures.stream().filter(Capture::good).count();
        assertTrue(good >= 20, "good captures: " + good + ", " + counts);
        noneWrong(captures);
    }

    @Test
    void eachFaultOfTheStreamEndsAsItsOwnFlagAndNoPictureGetsAnothersTime() throws Exception {
        List<Capture> captures = run("drop@20,dup@28,cut@36,corrupt@44,clockstep@52", 72);
        CameraCounts counts = lastCounts;
        Map<Quality, Long> flagged = counts.flagged();
        assertEquals(1, counts.sensorDrops(), counts.toString());
        assertTrue(flagged.get(Quality.GAP_BEFORE) >= 1, counts.toString());
        assertTrue(flagged.get(Quality.DUPLICATE) >= 1, counts.toString());
        assertEquals(1, flagged.get(Quality.TRUNCATED), counts.toString());
        assertEquals(1, counts.clockSteps(), counts.toString());
        assertTrue(captures.stream().noneMatch(c -> c.good() && number(c) == 44),
                "a corrupt picture was taken for good");
        for (CameraEvent.Kind kind : List.of(CameraEvent.Kind.SENSOR_DROP, CameraEvent.Kind.DUPLICATE,
                CameraEvent.Kind.CUT_PICTURE, CameraEvent.Kind.CLOCK_STEP))
            happened(lastEvents, kind);
        // it is only decoded if nobody replaced it before
        assertTrue(lastEvents.count(CameraEvent.Kind.CORRUPT_PICTURE) + counts.overwritten() >= 1, counts.toString());
        noneWrong(captures);
    }

    /** Twenty in a row, since only a picture is decoded that nobody replaced before. */
    @Test
    void damagedPicturesAreDroppedAsSuch() throws Exception {
        String faults = IntStream.range(20, 40).mapToObj(k -> "corrupt@" + k).collect(Collectors.joining(","));
        List<Capture> captures = run(faults, 64);
        assertTrue(captures.stream().noneMatch(c -> c.good() && number(c) >= 20 && number(c) < 40),
                "a corrupt picture was taken for good");
        assertTrue(captures.stream().anyMatch(c -> c.good() && number(c) >= 40), lastCounts.toString());
        assertTrue(lastCounts.flagged().get(Quality.DECODE_ERROR) >= 1, lastCounts.toString());
        happened(lastEvents, CameraEvent.Kind.CORRUPT_PICTURE);
        noneWrong(captures);
    }

    private static void happened(CameraEvents events, CameraEvent.Kind kind) {
        assertTrue(events.count(kind) >= 1, kind + " in " + events.counts());
        assertTrue(events.after(0).stream().anyMatch(e -> e.kind() == kind), kind + " in " + events.after(0));
    }

    @Test
    void lostRecordCostsOnePictureOnceTheCodeConfirmsTheRest() throws Exception {
        List<Capture> captures = run("nometa@20", 60);
        assertTrue(captures.stream().noneMatch(c -> c.good() && number(c) == 20));
        assertTrue(captures.stream().anyMatch(c -> c.good() && number(c) > 25), lastCounts.toString());
        assertTrue(lastCounts.flagged().get(Quality.META_MISSING) >= 1, lastCounts.toString());
        happened(lastEvents, CameraEvent.Kind.METADATA_LOST);
        noneWrong(captures);
    }

    @Test
    void settingsThatMoveBarThePictures() throws Exception {
        List<Capture> captures = run("exposure@20", 40);
        assertTrue(captures.stream().noneMatch(c -> c.good() && number(c) >= 20));
        assertTrue(lastCounts.flagged().get(Quality.DRIFTED_SETTINGS) >= 10, lastCounts.toString());
        happened(lastEvents, CameraEvent.Kind.SETTINGS_MOVED);
    }

    @Test
    void wrongSizeIsRefusedAfterThreePictures() throws Exception {
        try (StreamCamera camera = camera("resize@15")) {
            camera.open();
            CameraFault fault = assertThrows(CameraFault.class, () -> drain(camera));
            assertTrue(fault.getMessage().contains("size=160x120, expected 320x240"), fault.getMessage());
            assertFalse(camera.counts().flagged().get(Quality.WRONG_SIZE) < 3, camera.counts().toString());
            happened(camera.events(), CameraEvent.Kind.WRONG_SIZE);
            happened(camera.events(), CameraEvent.Kind.CAMERA_LOST);
        }
    }

    @Test
    void noCameraIsSaidInTheProgramsWordsWithoutAnotherTry() {
        try (StreamCamera camera = camera("nocam")) {
            CameraFault fault = assertThrows(CameraFault.class, camera::open);
            assertTrue(fault.getMessage().contains("exit=255") && fault.getMessage().contains("no cameras available"),
                    fault.getMessage());
            assertEquals(0, camera.counts().restarts());
            happened(camera.events(), CameraEvent.Kind.NO_CAMERA);
        }
    }

    @Test
    void crashAndStallAndEarlyEndAreFollowedByAnotherStart() throws Exception {
        for (String fault : List.of("crash@12", "stall@12", "eof@12")) {
            try (StreamCamera camera = camera(fault)) {
                camera.open();
                long end = System.nanoTime() + 15 * SECOND_NS;
                while (camera.counts().pictures() < 20 && System.nanoTime() < end)
                    camera.next(SECOND_NS / 10);
                assertTrue(camera.counts().pictures() >= 20, fault + ": " + camera.counts());
                assertTrue(camera.counts().restarts() >= 1, fault);
                happened(camera.events(), fault.startsWith("stall")
                        ? CameraEvent.Kind.STALLED
                        : CameraEvent.Kind.PROGRAM_ENDED);
                happened(camera.events(), CameraEvent.Kind.RECOVERED);
            }
        }
    }

    @Test
    void cameraThatKeepsFailingIsGivenUpByName() {
        try (StreamCamera camera = new StreamCamera(SMALL, faulty("crash@0", SMALL), 1)) {
            CameraFault fault = assertThrows(CameraFault.class, () -> {
                camera.open();
                drain(camera);
            });
            assertTrue(fault.getMessage().contains("exit=134"), fault.getMessage());
            assertEquals("failed", camera.state());
        }
    }

    @Test
    void cameraHasOneOwner() throws Exception {
        try (StreamCamera camera = camera("")) {
            camera.open();
            assertTrue(assertThrows(CameraFault.class, camera::open).getMessage().contains("owner=2"));
        }
    }

    @Test
    void listAndVersionAreRead() throws Exception {
        RpicamProgram program = program("");
        assertTrue(program.version().startsWith("rpicam-apps build: v1.13.0"));
        List<RpicamProgram.Listed> cameras = program.cameras();
        assertEquals(1, cameras.size());
        assertEquals("imx296", cameras.get(0).sensor());
        assertEquals(new RpicamProgram.Mode(1456, 1088, 60.38), cameras.get(0).modes().get(0));
        assertTrue(program("nocam").cameras().isEmpty());
        assertThrows(CameraFault.class, () -> RpicamProgram.find(Path.of("no", "such", "place").toString()));
    }

    @Test
    void listsOfOlderVersionsAndSeveralFormatsAreRead() {
        List<RpicamProgram.Listed> cameras = RpicamProgram.parseList("""
                Available cameras
                -----------------
                0 : imx477 [4056x3040] (/base/soc/i2c0mux/i2c@1/imx477@1a)
                    Modes: 'SRGGB10_CSI2P' : 1332x990 [120.05 fps - (696, 528)/2664x1980 crop]
                           'SRGGB12_CSI2P' : 2028x1080 [50.03 fps - (0, 440)/4056x2160 crop]
                                             2028x1520 [40.01 fps - (0, 0)/4056x3040 crop]
                1 : imx708_wide [4608x2592 10-bit RGGB] (/base/axi/pcie@120000/rp1/i2c@88000/imx708@1a)
                    Modes: 'SRGGB10_CSI2P' : 1536x864 [120.13 fps - (768, 432)/3072x1728 crop]
                """);
        assertEquals(2, cameras.size());
        assertEquals(3, cameras.get(0).modes().size());
        assertEquals(120.13, cameras.get(1).modes().get(0).maxRateHz());
    }

    private CameraCounts lastCounts;
    private CameraEvents lastEvents;

    /** Runs until that many pictures came, confirming each by its code as the rig does. */
    private List<Capture> run(String faults, int pictures) throws Exception {
        List<Capture> captures = new ArrayList<>();
        try (StreamCamera camera = camera(faults)) {
            camera.open();
            while (camera.counts().pictures() < pictures) {
                Capture capture = camera.next(SECOND_NS);
                assertNotNull(capture, "a second without picture: " + camera.counts());
                captures.add(capture);
                if (timeFits(capture, captures.get(0))) camera.resolve(capture);
            }
            lastCounts = camera.counts();
            lastEvents = camera.events();
        }
        return captures;
    }

    private void noneWrong(List<Capture> captures) {
        Capture first = captures.stream().filter(Capture::good).findFirst().orElseThrow();
        for (Capture capture : captures)
            if (capture.good()) assertTrue(timeFits(capture, first), capture + " beside " + first);
    }

    /** Numbers go with the sensor times; one dropped by the sensor shifts them by one period at most. */
    private static boolean timeFits(Capture capture, Capture reference) {
        if (capture.record() == null || capture.luma() == null || number(capture) < 0) return false;
        long periods = Math.round((double) (capture.midExposureNs() - reference.midExposureNs()) / SMALL.periodNs());
        long numbers = number(capture) - number(reference);
        return periods - numbers == (number(capture) >= 20 && number(reference) < 20 && dropped ? 1 : 0);
    }

    private static boolean dropped;

    private static int number(Capture capture) {
        if (capture.luma() == null) return -1;
        int cell = StandInRpicamVid.CODE_CELL_PX;
        return FrameCode.read((column, row) -> {
            int x = cell + column * cell + cell / 2;
            int y = cell + row * cell + cell / 2;
            return capture.luma()[y * capture.widthPx() + x] & 0xFF;
        }).orElse(-1);
    }

    private static void drain(CameraPort camera) throws Exception {
        for (int i = 0; i < 1000; i++)
            camera.next(SECOND_NS / 10);
    }

    private static StreamCamera camera(String faults) {
        dropped = faults.contains("drop");
        return new StreamCamera(SMALL, faulty(faults, SMALL), 3);
    }

    private static CameraLink.Source faulty(String faults, CaptureSettings settings) {
        return RpicamProcess.source(program(faults), settings, 0);
    }

    private static RpicamProgram program(String faults) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new RpicamProgram(List.of("env", StandInRpicamVid.FAULTS + "=" + faults, java, "-Xshare:auto",
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                StandInRpicamVid.class.getName()));
    }
}
