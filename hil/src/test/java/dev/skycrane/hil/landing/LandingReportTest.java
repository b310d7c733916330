package dev.skycrane.hil.landing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.proto.InputException;
import dev.skycrane.hil.fault.FaultRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LandingReportTest {
    @TempDir
    private Path folder;

    private static LandingReport report(String outcome, double verticalMps, double errorToTargetM) {
        LandingReport.Event event = new LandingReport.Event("entryInterface", 0, 130_000, 5334, 25);
        return new LandingReport("jezero", 1, "00000000000000ff", 27_000, 30, 14, outcome,
                new LandingReport.Touchdown(418, 18.4, 77.4, verticalMps, 0.1, errorToTargetM, true, 95),
                List.of(event),
                List.of(), new LandingReport.Peak(10.7, 87, 152_000, 60), new LandingReport.Parachute(1.8, 518),
                new LandingReport.Trn(20, 5, 90, null, 3.0, 8, 20), new LandingReport.VehicleMap(1, 2, 3, 2.5, 4.0),
                Map.of("rover", new LandingReport.Bus(1, 2, 1, 0, 0, 0, 0, 0, 0, 0)),
                Map.of("lcam", new LandingReport.Images(1, 1, 0, 0)),
                new LandingReport.Timing(1, 2, 3, 4, 1, 2, 3, 4, 0, 0, null),
                List.of(new AsFlown(3, "peak deceleration, g", "hard", 10.69, "+/-0.7", 10.7, true)),
                new LandingReport.Earth(682, "2021-02-18T20:55:12Z"),
                List.of(new FaultRecord("radarLoss", 300, true, 367.1, true, 369.5, "radar silent")), true);
    }

    private static List<String> keys(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void keysAreTheStableOnes() throws IOException {
        Path file = folder.resolve("r.json");
        ReportWriter.write(report("landed", 0.75, 5), file);
        JsonNode json = new ObjectMapper().readTree(file.toFile());
        assertEquals(
                List.of("scenario", "seed", "digest", "ticks", "wallSeconds", "realTimeFactor", "outcome", "touchdown",
                        "events", "bankReversals", "peak", "parachute", "trn", "map", "bus", "images", "timing",
                        "asFlown",
                        "earth",
                        "faults", "valid"),
                keys(json));
        assertEquals(List.of("timeS", "latDeg", "lonDeg", "verticalMps", "horizontalMps", "errorToTargetM", "safeCell",
                "propellantKg"), keys(json.get("touchdown")));
        assertEquals(List.of("name", "timeS", "altitudeAglM", "speedMps", "mach"), keys(json.get("events").get(0)));
        assertEquals(List.of("decelerationG", "decelerationTimeS", "parachuteLoadN", "heatFluxWcm2"),
                keys(json.get("peak")));
        assertEquals(
                List.of("framesUsed", "coarseAccepted", "fineInliersMedian", "timeTo40mS", "errorAtTargetSelectionM",
                        "latencyMsP50", "latencyMsP99"),
                keys(json.get("trn")));
        assertEquals(List.of("eastM", "northM", "upM", "errorAtTargetSelectionOnMapM", "errorToTargetByCoordinatesM"),
                keys(json.get("map")));
        assertEquals(
                List.of("framesSent", "bytesSent", "framesReceived", "framesCut", "framesNotSent", "gaps", "crcErrors",
                        "duplicates", "stale", "unexpectedLosses"),
                keys(json.get("bus").get("rover")));
        assertEquals(List.of("taken", "complete", "cutBySeparation", "lost"), keys(json.get("images").get("lcam")));
        assertEquals(List.of("tickP50Us", "tickP99Us", "tickP9999Us", "tickMaxUs", "processorP50Us", "processorP99Us",
                "processorP9999Us", "processorMaxUs", "deadlineMisses", "allocatedBytesPerTick", "wakeUp"),
                keys(json.get("timing")));
    }

    @Test
    void onlyASoftLandingNearTheTargetIsInsideTheLimits() {
        LandingLimits limits = new LandingLimits(new ParameterTable());
        assertTrue(limits.hold(report("landed", 0.75, 5)));
        assertFalse(limits.hold(report("crashed", 0.75, 5)));
        assertFalse(limits.hold(report("landed", 1.01, 5)));
        assertFalse(limits.hold(report("landed", 0.75, 60.5)));
    }

    @Test
    void tableSetsOursBesideTheFlownValues() {
        String table = String.join("\n", ResultTable.of(report("landed", 0.75, 5)));
        assertTrue(table.contains("peak deceleration                     10.70          10.69  g"), table);
        assertTrue(table.lines().anyMatch(l -> l.matches(" +parachute mortar +- +240.63 +s after entry")), table);
    }

    @Test
    void outputThatCannotBeWrittenIsRefusedBeforeTheFlight() throws IOException {
        Path missing = folder.resolve("no").resolve("r.json");
        InputException e = assertThrows(InputException.class, () -> ReportWriter.requireWritable("--report", missing));
        assertEquals("output: --report=" + missing + ", expected a file in an existing folder", e.getMessage());
        assertThrows(InputException.class, () -> ReportWriter.requireWritable("--report", folder));
        ReportWriter.requireWritable("--report", folder.resolve("r.json"));
        try (var files = Files.list(folder)) {
            assertEquals(0, files.count(), "the check leaves nothing behind");
        }
    }
}
