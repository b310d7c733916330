package dev.skycrane.ground.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.skycrane.ground.testing.GroundRun;
import dev.skycrane.proto.testing.SharedData;
import dev.skycrane.proto.mcap.ChunkPlace;
import dev.skycrane.proto.mcap.McapReader;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class ExportTest {
    @TempDir
    private Path folder;
    private Path recording;

    @BeforeEach
    void record() throws IOException {
        recording = SmallRecording.write(folder.resolve("a.mcap"));
    }

    private Path export(String format, String name, Object... more) {
        Path out = folder.resolve(name);
        List<Object> args = new ArrayList<>(List.of("export", recording, "--format", format, "--out", out));
        args.addAll(List.of(more));
        GroundRun run = GroundRun.of(args.toArray());
        assertEquals(0, run.code(), run.text());
        return out;
    }

    @Test
    void csvNamesUnitsBothTimesAndLeavesAbsentValuesEmpty() throws IOException {
        Path out = export("csv", "tables", "--channels", "nav.altitudeAglM,nav.radarRejectedCount,fault.busClock*");
        List<String> lines = Files.readAllLines(out.resolve("rover-channels.csv"));
        assertEquals("tick,onboard [s],receipt [UTC],nav.altitudeAglM [m],nav.radarRejectedCount,"
                + "fault.busClockJumpTicks [ticks]", lines.get(0));
        assertEquals("0,0.000000000,2023-11-14T22:13:20.000000005Z,1000.1,4000000000,", lines.get(1));
        assertEquals("3,0.046875000,2023-11-14T22:13:20.046875005Z,997.1,4000000003,-3", lines.get(4));
        assertEquals(1 + SmallRecording.TICKS, lines.size());
        List<String> events = Files.readAllLines(out.resolve("events.csv"));
        assertEquals("tick,onboard [s],receipt [UTC],code,name,severity,text,arguments", events.get(0));
        assertEquals("40,0.625000000,2023-11-14T22:13:20.625000005Z,7,HEAT_SHIELD_SEPARATION,ACTIVITY_HI,"
                + "\"heat shield released: Mach 0.70, speed 150 m/s, altitude 11000 m\","
                + "mach=0.7;speedMps=150.25;altitudeM=11000.0", events.get(1));
    }

    @Test
    void eachSegmentHasATableOfTheChannelsThatItSends() throws IOException {
        Path out = export("csv", "tables");
        String backshell = Files.readAllLines(out.resolve("backshell-channels.csv")).get(0);
        assertTrue(backshell.contains("executive.pyroBits") && !backshell.contains("nav."), backshell);
    }

    @Test
    void windowAndRateThinRows() throws IOException {
        Path out = export("csv", "one.csv", "--from", "0.5", "--to", "1.5", "--rate", "8");
        List<String> lines = Files.readAllLines(out);
        // ticks 32 to 96, every eighth
        assertEquals(1 + 9, lines.size());
        assertTrue(lines.get(1).startsWith("32,0.500000000,") && lines.get(9).startsWith("96,1.500000000,"));
    }

    /** Read by DuckDB, whose Parquet reader knows nothing of ours. */
    @Test
    void parquetHasTypedColumnsThatDuckDbReads() throws SQLException {
        Path out = export("parquet", "tables");
        try (Connection db = DriverManager.getConnection("jdbc:duckdb:"); Statement ask = db.createStatement()) {
            String table = "'" + out.resolve("rover-channels.parquet") + "'";
            List<String> types = new ArrayList<>();
            try (ResultSet rows = ask
                    .executeQuery("select column_name, column_type from (describe select tick, onboardNs, receipt, "
                            + "\"nav.rMcmfXM\", \"nav.altitudeAglM\", \"nav.radarRejectedCount\", \"fault.busClockJumpTicks\" from "
                            + table + ")")) {
                while (rows.next())
                    types.add(rows.getString(1) + " " + rows.getString(2));
            }
            assertEquals(List.of("tick BIGINT", "onboardNs BIGINT", "receipt TIMESTAMP WITH TIME ZONE",
                    "nav.rMcmfXM DOUBLE", "nav.altitudeAglM FLOAT", "nav.radarRejectedCount UINTEGER",
                    "fault.busClockJumpTicks INTEGER"), withoutPrecision(types));
            try (ResultSet row = ask.executeQuery("select count(*), sum(tick), sum(\"nav.radarRejectedCount\"), count("
                    + "\"fault.busClockJumpTicks\"), sum(\"fault.busClockJumpTicks\"), max(\"nav.rMcmfXM\"), "
                    + "min(\"nav.altitudeAglM\"), max(onboardNs), epoch_us(max(receipt)) from " + table)) {
                assertTrue(row.next());
                int n = SmallRecording.TICKS;
                long ticks = (long) n * (n - 1) / 2;
                assertEquals(n, row.getLong(1));
                assertEquals(ticks, row.getLong(2));
                assertEquals(4_000_000_000L * n + ticks, row.getLong(3));
                // every odd tick: 64 of them, the sum of the odd numbers below 128 is 64 squared
                assertEquals(64, row.getLong(4));
                assertEquals(-64 * 64, row.getLong(5));
                assertEquals(3.4e6 + 127 / 3.0, row.getDouble(6));
                assertEquals(1000.1f - 127, row.getFloat(7));
                assertEquals(127 * SmallRecording.TICK_NS, row.getLong(8));
                assertEquals((SmallRecording.START_UNIX_NS + 127 * SmallRecording.TICK_NS) / 1000, row.getLong(9));
            }
            try (ResultSet row = ask.executeQuery("select name, text, tick from '" + out.resolve("events.parquet")
                    + "'")) {
                assertTrue(row.next());
                assertEquals("HEAT_SHIELD_SEPARATION", row.getString(1));
                assertEquals("heat shield released: Mach 0.70, speed 150 m/s, altitude 11000 m", row.getString(2));
                assertEquals(40, row.getLong(3));
                assertFalse(row.next());
            }
            try (ResultSet row = ask.executeQuery("select decode(value) from parquet_kv_metadata(" + table
                    + ") where decode(key) = 'unit:nav.altitudeAglM'")) {
                assertTrue(row.next());
                assertEquals("m", row.getString(1));
            }
        }
    }

    /** DuckDB names nanoseconds in the type of a time without zone only. */
    private static List<String> withoutPrecision(List<String> types) {
        return types.stream().map(t -> t.startsWith("receipt TIMESTAMP") ? "receipt TIMESTAMP WITH TIME ZONE" : t)
                .toList();
    }

    @Test
    void cutRecordingIsFinishedAndKeepsTheRunAndTheWindow() throws IOException {
        Path out = export("mcap", "cut.mcap", "--from", "0.5", "--to", "1", "--topics", "*/tm/channels");
        try (McapReader reader = new McapReader(out)) {
            List<String> topics = new ArrayList<>();
            McapReader.Account account = reader.forEach(m -> {
                topics.add(m.channel().topic());
                boolean run = m.channel().topic().endsWith("sen/run");
                assertTrue(run || m.publishTimeNs() >= 500_000_000L && m.publishTimeNs() <= 1_000_000_000L);
            });
            assertTrue(account.finished());
            // ticks 32 to 64 of two segments
            assertEquals(1 + 2 * 33, account.messages());
            assertEquals(1, topics.stream().filter(t -> t.endsWith("/rover/sen/run")).count());
            assertEquals("small", reader.metadata().get("run").get("scenario"));
        }
        assertEquals(0, GroundRun.of("verify", out).code());
    }

    @Test
    void framesHavePixelsTimesPoseLandmarksAndSayWhatIsMissing() throws IOException {
        Path out = export("frames", "frames");
        BufferedImage picture = ImageIO.read(out.resolve("LCAM/000000.png").toFile());
        byte[] pixels = (byte[]) picture.getRaster().getDataElements(0, 0, 4, 3, null);
        assertEquals(java.util.HexFormat.of().formatHex(SmallRecording.pixels(0)), java.util.HexFormat.of().formatHex(
                pixels));
        JsonNode whole = new ObjectMapper().readTree(out.resolve("LCAM/000000.json").toFile());
        assertTrue(whole.get("complete").asBoolean());
        assertEquals(30 * 0.015625, whole.get("exposureOnboardS").asDouble());
        assertEquals("2023-11-14T22:13:20.500000005Z", whole.get("firstReceiptUtc").asText());
        assertEquals("2023-11-14T22:13:20.515625005Z", whole.get("lastReceiptUtc").asText());
        assertEquals(3.4e6 + 10, whole.get("pose").get("rMcmfXM").asDouble());
        JsonNode match = whole.get("landmarks").get("matches").get(0);
        assertEquals(1.5, match.get("uPx").asDouble());
        assertTrue(match.get("residualUPx").isNull());
        assertEquals(0.25, match.get("residualVPx").asDouble());
        JsonNode half = new ObjectMapper().readTree(out.resolve("LCAM/000001.json").toFile());
        assertFalse(half.get("complete").asBoolean());
        assertEquals("[0]", half.get("chunksMissing").toString());
        assertTrue(half.get("landmarks").isNull());
        assertEquals(3.4e6 + 94 / 3.0, half.get("pose").get("rMcmfXM").asDouble());
    }

    @Test
    void damagedChunkIsLeftOutAndTold() throws IOException {
        ChunkPlace largest;
        try (McapReader reader = new McapReader(recording)) {
            largest = reader.index().stream().max(Comparator.comparingLong(ChunkPlace::length)).orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(recording);
        bytes[(int) (largest.offset() + largest.length() / 2)] ^= 0x10;
        Files.write(recording, bytes, StandardOpenOption.TRUNCATE_EXISTING);
        GroundRun run = GroundRun.of("export", recording, "--format", "csv", "--out", folder.resolve("t"));
        assertEquals(0, run.code(), run.text());
        assertTrue(run.text().contains("damaged places of the recording left out"), run.text());
    }

    @Test
    void mistakesGetALineAndNothingIsHalfWritten() {
        Path out = folder.resolve("x");
        Path foreign = SharedData.require("telemetry/mcap/minimal_jsonschema.mcap");
        Object[][] mistakes = {{"export", folder.resolve("none.mcap"), "--format", "csv", "--out", out},
            {"export", "--format", "csv", "--out", out}, {"export", foreign, "--format", "csv", "--out", out},
            {"export", recording, "--format", "csv", "--out", out, "--channels", "nav.altitude"},
            {"export", recording, "--format", "csv", "--out", out, "--from", "5", "--to", "4"},
            {"export", recording, "--format", "frames", "--out", out, "--channels", "nav.*"},
            {"export", recording, "--format", "csv", "--out", recording},
            {"export", recording, "--format", "tar", "--out", out}};
        for (Object[] mistake : mistakes) {
            GroundRun run = GroundRun.of(mistake);
            assertEquals(2, run.code(), run.text());
            assertTrue(run.text().startsWith("error: ") && run.text().contains("expected"), run.text());
            assertFalse(Files.exists(out));
            assertFalse(Files.exists(folder.resolve("x.part")));
        }
    }
}
