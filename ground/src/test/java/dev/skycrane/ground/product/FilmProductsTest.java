package dev.skycrane.ground.product;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.skycrane.ground.command.GroundMain;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Film, clips and captions out of a made-up folder of {@code hil film}: eight seconds of two cameras at ten pictures a second. */
@Timeout(120)
class FilmProductsTest {
    private static final double FROM_S = 400;
    private static final int FRAMES = 80;

    @TempDir
    Path folder;

    private record Run(int code, String errors) {}

    private static Run ground(String... args) {
        PrintStream err = System.err;
        ByteArrayOutputStream caught = new ByteArrayOutputStream();
        System.setErr(new PrintStream(caught, true, StandardCharsets.UTF_8));
        try {
            return new Run(GroundMain.commandLine().execute(args), caught.toString(StandardCharsets.UTF_8));
        } finally {
            System.setErr(err);
        }
    }

    private static boolean hasFfmpeg() {
        try {
            return new ProcessBuilder("ffprobe", "-version").redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void picture(Path file, int width, int height, int i) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setColor(new Color(150, 110, 80));
        g.fillRect(0, 0, width, height);
        g.setColor(Color.WHITE);
        g.fillRect(2 * i % width, height / 2, 20, 20);
        g.dispose();
        ImageIO.write(image, "jpeg", file.toFile());
    }

    /** @param pictures how many of each camera's are there */
    private Path footage(int pictures) throws IOException {
        Path film = Files.createDirectories(folder.resolve("film"));
        for (String camera : List.of("RDC", "DDC")) {
            Path place = Files.createDirectories(film.resolve(camera));
            StringBuilder csv = new StringBuilder("file,image,timeS,exposureS,phase\n");
            for (int i = 0; i < FRAMES; i++) {
                csv.append(String.format(Locale.ROOT, "%s%05d.jpg,%d,%.6f,0.004,SKY_CRANE%n", camera, i, i,
                        FROM_S + 0.1 * i));
                if (i < pictures)
                    picture(place.resolve(String.format(Locale.ROOT, "%s%05d.jpg", camera, i)), 320, 256, i);
            }
            Files.writeString(place.resolve("frames.csv"), csv);
        }
        Files.writeString(film.resolve("film.json"), """
                {"format":1,"run":"1","scenario":"jezero","seed":1,"quality":"draft","finished":true,"cut":null,
                 "cameras":[
                  {"name":"RDC","code":"ED","folder":"RDC","widthPx":320,"heightPx":256,"frames":80},
                  {"name":"DDC","code":"ES","folder":"DDC","widthPx":320,"heightPx":256,"frames":80}],
                 "events":[
                  {"timeS":400.5,"name":"SKY_CRANE_START","callOut":"Sky crane manoeuvre has started."},
                  {"timeS":406.0,"name":"TOUCHDOWN","callOut":"Touchdown; the rover's on Mars = safe."}],
                 "track":{"timeS":[399,404,409],"altitudeAglM":[30,10,0],"speedMps":[0.8,0.75,0],
                  "phase":["SKY_CRANE","SKY_CRANE","TOUCHDOWN"]}}
                """);
        return film;
    }

    private static String probe(Path file, String entries) throws IOException, InterruptedException {
        Process p = new ProcessBuilder("ffprobe", "-v", "error", "-show_entries", entries, "-of", "default=nw=1",
                file.toString()).redirectErrorStream(true).start();
        String text = new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        p.waitFor();
        return text;
    }

    @Test
    void filmIsH264WithSoundCaptionsAndChaptersAsLongAsTheLanding() throws IOException, InterruptedException {
        assumeTrue(hasFfmpeg(), "no ffmpeg here");
        Path out = folder.resolve("landing.mp4");
        Run run = ground("film", footage(FRAMES).toString(), "--out", out.toString());
        assertEquals(0, run.code(), run.errors());
        String probed = probe(out,
                "stream=codec_name,codec_type,width,height,avg_frame_rate:format=duration:chapter_tags=title");
        assertTrue(probed.contains("codec_name=h264"), probed);
        assertTrue(probed.contains("codec_name=aac"), probed);
        assertTrue(probed.contains("codec_name=mov_text"), probed);
        assertTrue(probed.contains("width=1280") && probed.contains("height=720"), probed);
        assertTrue(probed.contains("avg_frame_rate=10/1"), probed);
        double seconds = Double.parseDouble(probed.replaceAll("(?s).*\nduration=([0-9.]+).*", "$1"));
        assertEquals(FRAMES * 0.1 + 0.9, seconds, 0.15, "400.0 to a second after 407.9");
        assertTrue(probe(out, "chapter_tags=title").contains("title=Touchdown"), probed);
        String clip = probe(folder.resolve("landing-RDC.mp4"),
                "stream=codec_name,width,height,avg_frame_rate:format=duration");
        assertTrue(clip.contains("codec_name=h264") && clip.contains("width=320"), clip);
        assertTrue(clip.contains("avg_frame_rate=10/1"), clip);
        assertTrue(Files.size(folder.resolve("landing.gif")) > 1000);
        assertTrue(Files.size(folder.resolve("landing.webp")) > 1000);
        assertTrue(Files.readString(folder.resolve("landing.srt")).contains("00:00:06,000 --> "));
    }

    @Test
    void withoutFfmpegTheCaptionsStillComeOutAndEachFilmIsNamedOnce() throws IOException {
        Run run = ground("film", footage(3).toString(), "--out", folder.resolve("a.mp4").toString(), "--ffmpeg",
                "/nowhere/ffmpeg");
        assertEquals(1, run.code());
        assertTrue(run.errors().contains("error: a.mp4: ffmpeg=/nowhere/ffmpeg, expected the program"), run.errors());
        assertTrue(run.errors().contains("error: a-RDC.mp4: "), run.errors());
        assertTrue(run.errors().contains("note: RDC: pictures=3, expected 80"), run.errors());
        assertFalse(run.errors().contains("\tat "), run.errors());
        assertTrue(Files.readString(folder.resolve("a.srt")).startsWith("1\n"));
        assertFalse(Files.exists(folder.resolve("a.mp4")));
        assertFalse(Files.exists(folder.resolve("part-a.mp4")));
    }

    @Test
    void folderWithoutPicturesIsRefusedInALine() throws IOException {
        Run run = ground("film", footage(0).toString(), "--out", folder.resolve("a.mp4").toString());
        assertEquals(2, run.code());
        assertTrue(run.errors().contains("error: footage: pictures=0, expected at least one"), run.errors());
        Run none = ground("film", folder.toString(), "--out", folder.resolve("a.mp4").toString());
        assertTrue(none.errors().contains("error: footage: folder=" + folder + ", expected one filled by hil film"));
    }

    @Test
    void damagedPicturesAndOthersOfAnotherSizeInAFolderAreToldInALineEach() throws IOException {
        Path film = footage(6);
        picture(film.resolve("RDC/RDC00002.jpg"), 160, 128, 2);
        Files.write(film.resolve("DDC/DDC00003.jpg"), new byte[0]);
        Run run = ground("film", film.toString(), "--out", folder.resolve("a.mp4").toString(), "--ffmpeg",
                "/nowhere/ffmpeg");
        assertEquals(1, run.code());
        assertTrue(run.errors().contains("note: DDC: damaged pictures=1, expected 0; left out"), run.errors());
        assertTrue(run.errors().contains("note: RDC: sizes=2, expected one: 1 of 6 pictures are not 320 x 256"),
                run.errors());
        assertTrue(Files.exists(folder.resolve("a.srt")));
    }

    @Test
    void picturesOfAnotherSizeAreLeftOutAndCounted() {
        List<Footage.Picture> all = new ArrayList<>();
        for (int i = 0; i < 10; i++)
            all.add(new Footage.Picture(i, i == 4 ? 320 : 640, 512, "p" + i, Map.of(), () -> new byte[0]));
        List<String> notes = new ArrayList<>();
        assertEquals(9, Footage.ofOneSize("RDC", all, notes).size());
        assertEquals(List.of("RDC: sizes=2, expected one: 1 of 10 pictures are not 640 x 512 and left out"), notes);
    }

    @Test
    void cameraShowsItsLatestPicture() {
        List<Footage.Picture> all = new ArrayList<>();
        for (int i = 0; i < 5; i++)
            all.add(new Footage.Picture(10 + 0.5 * i, 1, 1, "p" + i, Map.of(), () -> new byte[0]));
        Footage.Camera camera = new Footage.Camera("RDC", "ED", Double.NaN, all);
        assertNull(camera.at(9.99));
        assertEquals("p0", camera.at(10).name());
        assertEquals("p1", camera.at(10.9).name());
        assertEquals("p4", camera.at(99).name());
        assertEquals(5, Clip.rateHz(all), "half a second apart is shown at the slowest rate");
    }

    @Test
    void captionsEndWhereTheNextOneBeginsAndTimesAreThoseOfTheFilm() {
        List<Footage.CallOut> all = List.of(new Footage.CallOut(99, "BEFORE", "before"),
                new Footage.CallOut(101.25, "SUFR", "Straightening up."),
                new Footage.CallOut(103, "TOUCHDOWN", "Down."));
        assertEquals("1\n00:00:01,250 --> 00:00:03,000\nStraightening up.\n\n"
                + "2\n00:00:03,000 --> 00:00:07,500\nDown.\n\n", Captions.srt(all, 100, 200));
        assertEquals("Down.", Captions.shown(all, 104).text());
        assertNull(Captions.shown(all, 110));
        assertEquals("LVS coarse start", Captions.words("LVS_COARSE_START"));
        assertEquals("Heat shield separation", Captions.words("HEAT_SHIELD_SEPARATION"));
    }

    @Test
    void toneSoundsAtTheCallOutAndNowhereElse() throws Exception {
        Path wav = folder.resolve("t.wav");
        Tones.write(wav, List.of(new Footage.CallOut(12, "TOUCHDOWN", "Down.")), 10, 14, null, new ArrayList<>());
        byte[] bytes = Files.readAllBytes(wav);
        int header = bytes.length - 2 * 4 * Tones.RATE_HZ;
        int first = -1;
        int last = -1;
        for (int i = 0; i < 4 * Tones.RATE_HZ; i++) {
            if (bytes[header + 2 * i] == 0 && bytes[header + 2 * i + 1] == 0) continue;
            if (first < 0) first = i;
            last = i;
        }
        assertEquals(2.0, (double) first / Tones.RATE_HZ, 0.001);
        assertEquals(2.34, (double) last / Tones.RATE_HZ, 0.001, "two tones of 0.14 s, 0.06 s apart");
    }

    @Test
    void galleryHoldsEveryPictureWithThumbnailAndMetadata() throws IOException {
        Path out = folder.resolve("gallery");
        Run run = ground("stills", footage(6).toString(), "--out", out.toString(), "--every", "2");
        assertEquals(0, run.code(), run.errors());
        String list = Files.readString(out.resolve("pictures.js"));
        assertTrue(list.contains("\"file\":\"RDC00004.jpg\",\"camera\":\"RDC\""), list);
        assertFalse(list.contains("RDC00003.jpg"), list);
        assertTrue(list.contains("\"exposureS\":\"0.004\""), list);
        assertEquals(200, ImageIO.read(out.resolve("thumbs/DDC00002.jpg").toFile()).getWidth());
        assertEquals(320, ImageIO.read(out.resolve("raw/DDC00002.jpg").toFile()).getWidth());
        assertTrue(Files.readString(out.resolve("index.html")).contains("pictures.js"));
        assertEquals(2, ground("stills", folder.resolve("film").toString(), "--out", out.toString()).code(),
                "not empty");
    }
}
