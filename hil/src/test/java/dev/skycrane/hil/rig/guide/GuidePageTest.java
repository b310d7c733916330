package dev.skycrane.hil.rig.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.ground.testing.Chromium;
import dev.skycrane.hil.rig.calibration.BoardSpec;
import dev.skycrane.hil.rig.calibration.BoardView;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The page of the guided calibration in a real browser; what one sees is written to {@code target/pages}. Skipped without Chromium. */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
class GuidePageTest {
    private static final int WIDTH = 728;
    private static final int HEIGHT = 544;

    @Test
    void pageShowsTheLivePictureWithItsCornersAndWhatToDo() throws Exception {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
        byte[] luma = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        java.util.Arrays.fill(luma, (byte) 150);
        BoardSpec spec = BoardSpec.parse("chessboard:9x6:25");
        BoardSpec.Drawing board = spec.draw(40, 20);
        for (int row = 0; row < board.heightPx(); row++)
            System.arraycopy(board.luma(), row * board.widthPx(), luma, (row + 90) * WIDTH + 60, board.widthPx());
        BoardView view = spec.finder().find("live", luma, WIDTH, HEIGHT);
        double[][] corners = new double[view.size()][];
        for (int i = 0; i < corners.length; i++)
            corners[i] = new double[]{view.columnPx()[i], view.rowPx()[i]};
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        ImageIO.write(image, "jpg", jpeg);
        GuidePage.State first = state(0, "no board", new double[0][], "hold it in the middle");
        try (Chromium browser = Chromium.start(Path.of("target")); GuidePage page = new GuidePage(0, first)) {
            browser.size(1200, 700);
            browser.open(page.url());
            browser.await("document.getElementById('hint').textContent === 'hold it in the middle'");
            page.tell(jpeg.toByteArray(), state(7, "taken", corners, "hold it at the top left"));
            browser.await("document.querySelectorAll('.corner').length === 54");
            browser.await("document.getElementById('live').naturalWidth === " + WIDTH);
            assertEquals("7 of 20", browser.text("#count"));
            assertEquals("hold it at the top left", browser.text("#hint"));
            assertEquals(1, browser.eval("document.querySelectorAll('.outline').length").asInt());
            // the overlay lies on the picture: a corner's circle is where its pixel is shown
            double off = browser.eval("(() => { const r = document.getElementById('live').getBoundingClientRect();"
                    + " const s = Math.min(r.width / " + WIDTH + ", r.height / " + HEIGHT + ");"
                    + " const c = document.querySelector('.corner').getBoundingClientRect();"
                    + " const x = r.left + (r.width - s * " + WIDTH + ") / 2 + s * " + corners[0][0] + ";"
                    + " return Math.abs((c.left + c.right) / 2 - x); })()").asDouble();
            assertTrue(off < 1, "corner off by px of the screen: " + off);
            browser.screenshot(Path.of("target/pages/guide.png"));
            page.tell(jpeg.toByteArray(), state(20, "taken", corners, ""));
            browser.await("document.getElementById('hint').textContent.startsWith('Enough')");
            assertEquals(List.of(), browser.errors());
        }
    }

    private static GuidePage.State state(int taken, String said, double[][] corners, String hint) {
        return new GuidePage.State(WIDTH, HEIGHT, taken, 20, said, hint, corners,
                taken == 0 ? new double[0][][] : new double[][][]{{{100, 100}, {300, 110}, {290, 260}, {110, 250}}},
                new int[]{0, 12, 60, 54, 108, 0, 30, 54, 12});
    }
}
