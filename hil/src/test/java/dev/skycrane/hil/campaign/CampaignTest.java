package dev.skycrane.hil.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.skycrane.hil.scenario.Scenario;
import dev.skycrane.hil.terrain.Rows;
import dev.skycrane.hil.testing.Sites;
import dev.skycrane.proto.InputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Twelve cases, flown by one worker, by three, and after a kill. */
@Timeout(240)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CampaignTest {
    private static final int CASES = 12;
    private static Scenario scenario;
    private static CampaignSetup setup;
    @TempDir
    static Path folder;
    private static JsonNode oneWorker;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeAll
    static void makeSetup() {
        scenario = Sites.scenario(folder);
        setup = new CampaignSetup(scenario, 3, VisionMode.MODEL, Rows.sequential());
    }

    private JsonNode fly(int workers, String name) throws IOException, InterruptedException {
        Path out = folder.resolve(name);
        Campaign.prepare(out);
        PrintStream stream = new PrintStream(printed, true, StandardCharsets.UTF_8);
        boolean landed = new Campaign(setup, CASES, out).run(workers, stream);
        JsonNode summary = new JsonMapper().readTree(out.resolve("summary.json").toFile());
        assertTrue(landed, summary.get("reasons").toString());
        return summary;
    }

    @Test
    @Order(1)
    void allOfTwelveDispersedCasesLand() throws IOException, InterruptedException {
        oneWorker = fly(1, "one");
        assertEquals(CASES, oneWorker.get("outcomes").get("landed").asInt());
        assertEquals("model", oneWorker.get("vision").asText());
        assertEquals(CASES, oneWorker.get("parachuteInBox").asInt());
        assertEquals(1.0, oneWorker.get("within60mOfTarget").asDouble());
        JsonNode vertical = oneWorker.get("measures").get("touchdownVerticalMps");
        assertEquals(CASES, vertical.get("count").asInt());
        assertEquals(0.75, vertical.get("p50").asDouble(), 0.1);
        assertTrue(oneWorker.get("measures").get("peakDecelerationG").get("max").asDouble() > oneWorker.get("measures")
                .get("peakDecelerationG").get("min").asDouble(), "no dispersion");
    }

    @Test
    @Order(2)
    void resultsDoNotDependOnTheNumberOfWorkers() throws IOException, InterruptedException {
        JsonNode three = fly(3, "three");
        assertEquals(oneWorker.get("resultsSha256"), three.get("resultsSha256"));
        assertEquals(-1, Files.mismatch(folder.resolve("one/results.parquet"),
                folder.resolve("three/results.parquet")));
    }

    @Test
    @Order(3)
    void killedCampaignGoesOnWhereItWas() throws IOException, InterruptedException {
        Path log = folder.resolve("one/results.log");
        byte[] bytes = Files.readAllBytes(log);
        int cut = bytes.length * 5 / 6;
        Files.createDirectories(folder.resolve("killed"));
        Files.write(folder.resolve("killed/results.log"), Arrays.copyOf(bytes, cut));
        JsonNode resumed = fly(2, "killed");
        assertEquals(oneWorker.get("resultsSha256"), resumed.get("resultsSha256"));
        String kept = Files.readString(folder.resolve("killed/results.log"));
        String before = new String(bytes, 0, cut, StandardCharsets.UTF_8);
        assertTrue(kept.startsWith(before.substring(0, before.lastIndexOf('\n') + 1)), "rows were lost");
        assertEquals(CASES + 1, kept.lines().count(), "rows were flown twice");
        assertTrue(printed.toString(StandardCharsets.UTF_8).contains("cases are there already"));
    }

    @Test
    @Order(4)
    void oneCaseAloneGivesTheSameRow() throws IOException {
        CaseResult alone = CampaignCase.fly(setup, 5);
        try (var lines = Files.lines(folder.resolve("one/results.log"))) {
            assertTrue(lines.anyMatch(line -> line.startsWith(alone.row() + ",")), alone.row());
        }
        assertNotEquals(CampaignCase.fly(setup, 6).digest(), alone.digest());
    }

    @Test
    @Order(5)
    void plotsNameTheVision() throws IOException {
        for (String plot : new String[]{"dispersion.svg", "fan.svg", "selection-error.svg"}) {
            String svg = Files.readString(folder.resolve("one").resolve(plot));
            assertTrue(svg.startsWith("<svg") && svg.endsWith("</svg>\n"), plot);
            assertTrue(svg.contains("vision: error model"), plot);
            String drawn = svg.replaceAll("base64,[^\"]*", ""); // an embedded picture may spell anything
            assertFalse(drawn.contains("NaN"), plot);
        }
    }

    @Test
    @Order(6)
    void anotherSeedsFolderIsRefused() {
        CampaignSetup other = new CampaignSetup(scenario, 4, VisionMode.MODEL, Rows.sequential());
        PrintStream stream = new PrintStream(printed, true, StandardCharsets.UTF_8);
        InputException refused = assertThrows(InputException.class,
                () -> new Campaign(other, 1, folder.resolve("one")).run(1, stream));
        assertTrue(refused.getMessage().startsWith("campaign: --out="), refused.getMessage());
    }

    @Test
    @Order(7)
    void resultsOfOtherSoftwareAreNotMixed() throws IOException {
        Path other = Files.createDirectories(folder.resolve("other"));
        String identity;
        try (var lines = Files.lines(folder.resolve("one/results.log"))) {
            String row = lines.findFirst().orElseThrow();
            identity = row.substring(0, row.lastIndexOf(',')); // the rest is the row's CRC
        }
        CaseResult mine = CampaignCase.fly(setup, 0);
        try (ResultLog log = ResultLog.open(other.resolve("results.log"), identity)) {
            log.append(
                    new CaseResult(0, mine.seed(), mine.outcome(), mine.reason(), "0123456789abcdef", mine.values()));
        }
        PrintStream stream = new PrintStream(printed, true, StandardCharsets.UTF_8);
        InputException refused = assertThrows(InputException.class,
                () -> new Campaign(setup, 2, other).run(1, stream));
        assertTrue(refused.getMessage().contains("digest of case 0=" + mine.digest()), refused.getMessage());
    }

    @Test
    @Order(8)
    void summarySaysWhatTheProjectAsksOfACampaign() {
        JsonNode all = oneWorker.get("requirements");
        assertEquals(1.0, all.get("landedInsideLimits").get("value").asDouble());
        assertEquals(0, all.get("wrongFixesTaken").get("value").asDouble());
        for (JsonNode row : all)
            assertTrue(row.get("pass").asBoolean(), all.toString());
        assertEquals(0, oneWorker.get("parachuteOutsideBox").size());
    }
}
