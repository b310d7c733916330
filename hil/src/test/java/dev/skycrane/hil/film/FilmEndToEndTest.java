package dev.skycrane.hil.film;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.skycrane.hil.command.HilMain;
import dev.skycrane.hil.testing.SeedOneLanding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Footage of a recorded landing of seed 1: some pictures of two cameras, gone on with after a loss, and of a recording that is cut. */
@Timeout(240)
class FilmEndToEndTest {
    @TempDir
    private static Path folder;
    private static Path recording;

    @BeforeAll
    static void land() throws IOException, InterruptedException {
        recording = SeedOneLanding.get().recording();
    }

    private record Run(int code, String errors) {}

    private static Run film(Path file, Path out, String... more) {
        String[] args = Stream.concat(Stream.of("film", file.toString(), "--out", out.toString()), Arrays.stream(more))
                .toArray(String[]::new);
        PrintStream err = System.err;
        ByteArrayOutputStream caught = new ByteArrayOutputStream();
        System.setErr(new PrintStream(caught, true, StandardCharsets.UTF_8));
        try {
            return new Run(HilMain.commandLine().execute(args), caught.toString(StandardCharsets.UTF_8));
        } finally {
            System.setErr(err);
        }
    }

    private static List<Path> pictures(Path place) throws IOException {
        try (Stream<Path> files = Files.list(place)) {
            return files.filter(f -> f.toString().endsWith(".jpg")).sorted().toList();
        }
    }

    @Test
    void killedFilmGoesOnWhereItWasAndNamesWhatItHolds() throws IOException {
        Path out = folder.resolve("film");
        String[] part = {"--camera", "PUC_A,RDC", "--from", "241", "--to", "241.3"};
        Run run = film(recording, out, part);
        assertEquals(0, run.code(), run.errors());
        List<Path> all = pictures(out.resolve("PUC_A"));
        assertEquals(9, all.size(), 1, "0.3 s of the burst at 30 a second");
        assertEquals(640, ImageIO.read(all.get(0).toFile()).getWidth());
        List<String> rows = Files.readAllLines(out.resolve("PUC_A/frames.csv"));
        assertEquals(all.size() + 1, rows.size());
        assertTrue(rows.get(1).startsWith(all.get(0).getFileName().toString() + ","), rows.get(1));
        byte[] lost = Files.readAllBytes(all.get(3));
        Files.delete(all.get(3));
        FileTime old = FileTime.fromMillis(1_000_000);
        Files.setLastModifiedTime(all.get(4), old);
        assertEquals(0, film(recording, out, part).code());
        assertArrayEquals(lost, Files.readAllBytes(all.get(3)), "the very same picture again");
        assertEquals(old, Files.getLastModifiedTime(all.get(4)), "what is there is not rendered again");
        JsonNode index = new ObjectMapper().readTree(out.resolve("film.json").toFile());
        assertTrue(index.get("finished").asBoolean());
        assertTrue(index.get("cut").isNull());
        assertTrue(index.get("events").toString().contains("PARACHUTE_DEPLOY"));
        Run other = film(recording, out, "--quality", "full");
        assertEquals(2, other.code());
        assertTrue(other.errors().contains("expected an empty folder: this one holds run"), other.errors());
    }

    @Test
    void recordingCutInTheMiddleIsFilmedAsFarAsItGoes() throws IOException {
        Path cut = folder.resolve("cut.mcap");
        byte[] whole = Files.readAllBytes(recording);
        Files.write(cut, Arrays.copyOf(whole, whole.length / 2));
        Path out = folder.resolve("cut");
        Run run = film(cut, out, "--camera", "RDC", "--rate", "0.2");
        assertEquals(0, run.code(), run.errors());
        JsonNode index = new ObjectMapper().readTree(out.resolve("film.json").toFile());
        assertFalse(index.get("cut").isNull());
        assertTrue(index.get("cameras").get(0).get("lastS").asDouble() < 420);
        assertFalse(pictures(out.resolve("RDC")).isEmpty());
    }

    @Test
    void badInputIsRefusedInALine() {
        Path out = folder.resolve("none");
        assertTrue(film(folder.resolve("no.mcap"), out).errors().contains("error: recording: file="));
        assertTrue(film(recording, out, "--quality", "best").errors()
                .contains("error: usage: --quality=best, expected draft or full"));
        assertTrue(film(recording, out, "--camera", "XYZ").errors().contains("--camera=XYZ, expected one of"));
        assertFalse(Files.exists(out));
    }
}
