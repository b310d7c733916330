package dev.skycrane.hil.landing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.skycrane.flight.refly.RecordedRun;
import dev.skycrane.flight.refly.Refly;
import dev.skycrane.hil.fault.FaultInjection;
import dev.skycrane.hil.scenario.Scenario;
import dev.skycrane.hil.scenario.ScenarioReader;
import dev.skycrane.hil.terrain.SiteMaps;
import dev.skycrane.hil.testing.SeedOneLanding;
import dev.skycrane.hil.testing.Sites;
import dev.skycrane.proto.mcap.McapReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole landings of seed 1: with bus, station and recording, without, and without radar. */
@Timeout(240)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class LandingEndToEndTest {
    private static final List<String> ORDERING = List.of("entryInterface", "guidanceStart", "bankReversal",
            "headingAlignment", "sufr", "parachuteDeploy", "heatShieldSeparation", "radarLock", "lvsCoarseStart",
            "lvsFineStart", "targetSelected", "backshellSeparation", "poweredDescentStart", "constantVelocity",
            "constantDeceleration", "skyCraneStart", "roverSeparation", "bridleFull", "contact", "touchdown",
            "bridleCut", "flyaway");
    @TempDir
    private static Path folder;
    private static JsonNode report;

    /** Without bus and station. */
    private static JsonNode land(String name, Scenario scenario) throws IOException, InterruptedException {
        Path json = folder.resolve(name + ".json");
        LandingOptions options = new LandingOptions(scenario, 1, Pace.FAST, null, json, null, false, true, null, null);
        PrintStream nobody = new PrintStream(OutputStream.nullOutputStream());
        assertTrue(new Landing(options, nobody).fly(), () -> "inside the limits, see " + json);
        return new ObjectMapper().readTree(json.toFile());
    }

    @Test
    @Order(1)
    void seedOneLandsInsideTheLimitsWithEveryEventOnceAndInOrder() throws IOException, InterruptedException {
        report = new ObjectMapper().readTree(SeedOneLanding.get().report().toFile());
        assertEquals("landed", report.get("outcome").asText());
        List<String> names = new ArrayList<>();
        report.get("events").forEach(e -> names.add(e.get("name").asText()));
        assertEquals(ORDERING, names);
        assertTrue(report.get("touchdown").get("errorToTargetM").asDouble() <= 60);
        assertTrue(report.get("timing").get("allocatedBytesPerTick").asDouble() < 1, report.get("timing").toString());
    }

    @Test
    @Order(2)
    void everyFrameSentWasReceivedOrCutOffAndRecorded() throws IOException, InterruptedException {
        long received = 0;
        for (JsonNode segment : report.get("bus")) {
            assertEquals(segment.get("framesSent").asLong(),
                    segment.get("framesReceived").asLong() + segment.get("framesCut").asLong(),
                    report.get("bus").toString());
            assertEquals(0, segment.get("crcErrors").asLong());
            assertEquals(0, segment.get("gaps").asLong());
            received += segment.get("framesReceived").asLong();
        }
        assertEquals(3, report.get("bus").size());
        report.get("images")
                .forEach(camera -> assertEquals(0, camera.get("lost").asLong(), report.get("images").toString()));
        long[] recorded = {0};
        try (McapReader reader = new McapReader(SeedOneLanding.get().recording())) {
            reader.forEach(message -> recorded[0]++);
        }
        assertEquals(received, recorded[0]);
    }

    /** Dossier section 9: every hard row, and nine in ten of the others. */
    @Test
    @Order(2)
    void seedOneFliesLikePerseverance() {
        Map<Integer, Boolean> crossRows = new TreeMap<>();
        Set<Integer> rows = new TreeSet<>();
        for (JsonNode line : report.get("asFlown")) {
            boolean pass = line.get("pass").asBoolean();
            if (line.get("kind").asText().equals("hard")) assertTrue(pass, line.toString());
            else
                crossRows.merge(line.get("row").asInt(), pass, Boolean::logicalAnd);
            rows.add(line.get("row").asInt());
        }
        assertEquals(IntStream.rangeClosed(1, 38).boxed().toList(), List.copyOf(rows));
        long held = crossRows.values().stream().filter(pass -> pass).count();
        assertTrue(held >= 0.9 * crossRows.size(), crossRows.toString());
    }

    @Test
    @Order(3)
    void recordedInputsFlownAgainGiveEveryDigestAgain() throws IOException, InterruptedException {
        Refly.Result result = Refly.fly(RecordedRun.open(SeedOneLanding.get().recording()),
                SiteMaps.of(Sites.jezero(1)));
        assertTrue(result.isEqual(), result.toString());
        assertEquals(report.get("ticks").asLong(), result.compared());
    }

    @Test
    @Order(3)
    void digestIsTheSameWithoutBusAndStation() throws IOException, InterruptedException {
        JsonNode alone = land("without", ScenarioReader.read("jezero"));
        assertEquals(report.get("digest").asText(), alone.get("digest").asText());
        assertEquals(report.get("touchdown"), alone.get("touchdown"));
        assertEquals(0, alone.get("bus").size());
        for (Path written : List.of(folder, SeedOneLanding.get().recording().getParent())) {
            try (var files = Files.list(written)) {
                assertNull(files.filter(f -> f.toString().endsWith(".part")).findAny().orElse(null));
            }
        }
    }

    /** Inertial height is wrong by hundreds of metres by then: only the pictures can tell it. */
    @Test
    @Order(3)
    void withoutRadarFromTheStartThePicturesTellTheHeight() throws IOException, InterruptedException {
        JsonNode blind = land("blind", ScenarioReader.read("jezero").withText(FaultInjection.LIST, "radarDead@0"));
        assertEquals("landed", blind.get("outcome").asText());
        assertTrue(blind.get("valid").asBoolean());
        assertTrue(blind.get("touchdown").get("errorToTargetM").asDouble() <= 20);
    }
}
