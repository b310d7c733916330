package dev.skycrane.hil.rig.stimulus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.ground.testing.Chromium;
import dev.skycrane.hil.rig.FrameCode;
import dev.skycrane.proto.InputException;
import java.awt.image.BufferedImage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The stimulus page in a real browser; what one sees is written to {@code target/pages}. Skipped without Chromium. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class PageScreenTest {
    private static final Path PICTURES = Path.of("target/pages");
    private static final long SECOND_NS = 1_000_000_000L;

    @Test
    void pageShowsEachPixelOfTheCanvasAndSaysWhen() throws Exception {
        try (Chromium browser = Chromium.start(Path.of("target")); PageScreen screen = PageScreen.open(0)) {
            browser.size(1500, 1100);
            browser.open(screen.url());
            assertTrue(screen.awaitPage(60 * SECOND_NS));
            assertEquals("1500x1100, 1 pixels each", screen.told());
            byte[] canvas = Canvas.withBoard(16);
            Canvas.number(canvas, 1234);
            long beforeNs = System.nanoTime();
            Screen.Shown shown = screen.show(canvas);
            Screen.Shown beat = screen.beat(Canvas.beat(77));
            long afterNs = System.nanoTime();
            long tripNs = screen.tripNs();
            assertEquals(0, screen.unanswered());
            assertTrue(shown.fromNs() >= beforeNs - tripNs && shown.untilNs() <= afterNs, shown + " " + beforeNs);
            assertTrue(shown.fromNs() <= shown.untilNs() && beat.fromNs() <= beat.untilNs(), shown + " " + beat);
            assertTrue(beat.untilNs() >= shown.fromNs(), "the beat came after the picture");
            BufferedImage seen = picture(browser, "stimulus.png");
            assertEquals(OptionalInt.of(1234), code(seen, Canvas.CODES[3], 1));
            assertEquals(OptionalInt.of(77), code(seen, Canvas.BEAT, 1));
            Canvas.place(Canvas.beat(77), canvas);
            for (int i = 0; i < canvas.length; i++) {
                int x = 50 + i % Canvas.WIDTH_PX;
                int y = 30 + i / Canvas.WIDTH_PX;
                assertEquals(canvas[i] & 0xFF, seen.getRGB(x, y) & 0xFF, "canvas pixel " + i);
            }
            assertEquals(0xFF000000, seen.getRGB(20, 500), "black around it");
            assertEquals(List.of(), browser.errors());
        }
    }

    @Test
    void largeScreenShowsSquaresAndASmallOneSaysWhatIsMissing() throws Exception {
        try (Chromium browser = Chromium.start(Path.of("target")); PageScreen screen = PageScreen.open(0)) {
            browser.size(2900, 2200);
            browser.open(screen.url());
            assertTrue(screen.awaitPage(60 * SECOND_NS));
            byte[] canvas = Canvas.empty();
            Canvas.number(canvas, 99);
            screen.show(canvas);
            BufferedImage seen = picture(browser, "stimulus-large.png");
            assertEquals(OptionalInt.of(99), code(seen, Canvas.CODES[0], 2));
            browser.size(1200, 800);
            browser.await("document.getElementById('words').textContent.includes('1400 x 1040 are needed')");
        }
    }

    @Test
    void secondPageIsRefusedAndWithoutAnyTheScreenGoesOnUnanswered() throws Exception {
        try (PageScreen screen = PageScreen.open(0); PageSocket first = PageSocket.open(screen.url())) {
            try (PageSocket second = PageSocket.open(screen.url())) {
                assertEquals(4001, second.closedWith());
            }
            assertTrue(first.isOpen());
            assertFalse(screen.awaitPage(SECOND_NS / 100), "the first says nothing of its clock");
            Screen.Shown shown = screen.beat(Canvas.beat(1));
            assertTrue(shown.untilNs() - shown.fromNs() >= SECOND_NS, "it waited a second for an answer");
            assertEquals(1, screen.unanswered());
        }
    }

    @Test
    void pagesOfOthersAndBusyPortsAreRefused() throws Exception {
        try (PageScreen screen = PageScreen.open(0)) {
            URI url = URI.create(screen.url());
            assertThrows(InputException.class, () -> PageScreen.open(url.getPort()));
            HttpResponse<String> answer = HttpClient.newHttpClient().send(
                    HttpRequest.newBuilder(url).header("Origin", "http://elsewhere.example").build(),
                    HttpResponse.BodyHandlers.ofString());
            assertEquals(403, answer.statusCode());
        }
    }

    private static BufferedImage picture(Chromium browser, String name) throws Exception {
        browser.screenshot(PICTURES.resolve(name));
        return ImageIO.read(PICTURES.resolve(name).toFile());
    }

    /** Reads a code off the screenshot, the canvas in its middle. */
    private static OptionalInt code(BufferedImage seen, int[] corner, int factor) {
        int x0 = (seen.getWidth() - factor * Canvas.WIDTH_PX) / 2;
        int y0 = (seen.getHeight() - factor * Canvas.HEIGHT_PX) / 2;
        return FrameCode.read((column, row) -> seen.getRGB(
                x0 + factor * (corner[0] + column * Canvas.CELL_PX + Canvas.CELL_PX / 2),
                y0 + factor * (corner[1] + row * Canvas.CELL_PX + Canvas.CELL_PX / 2)) & 0xFF);
    }
}
