package dev.skycrane.hil.rig.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.skycrane.proto.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class BoardFinderTest {
    private static final int SQUARE_PX = 60;
    private static final int BORDER_PX = 70;

    /** An edge between pixels 129 and 130 lies at 129.5 when the centre of the first pixel is 0. */
    @Test
    void chessboardCornersLieWhereTheyWereDrawn() {
        BoardSpec spec = BoardSpec.parse("chessboard:9x6:25");
        BoardSpec.Drawing drawn = spec.draw(SQUARE_PX, BORDER_PX);
        BoardView view = spec.finder().find("drawn", drawn.luma(), drawn.widthPx(), drawn.heightPx());
        assertNotNull(view);
        assertEquals(54, view.size());
        for (int i = 0; i < view.size(); i++) {
            assertEquals(0, off(view.columnPx()[i]), 0.02);
            assertEquals(0, off(view.rowPx()[i]), 0.02);
        }
    }

    private static double off(double px) {
        double squares = (px + 0.5 - BORDER_PX) / SQUARE_PX;
        return (squares - Math.rint(squares)) * SQUARE_PX;
    }

    @ParameterizedTest
    @ValueSource(strings = {"ecocheck:8x7:25", "aprilgrid:6x5:25"})
    void numberedBoardsAreKnownCornerByCornerHoweverTheyAreTurned(String text) {
        BoardSpec spec = BoardSpec.parse(text);
        BoardSpec.Drawing drawn = spec.draw(SQUARE_PX, BORDER_PX);
        BoardFinder finder = spec.finder();
        BoardView upright = finder.find("upright", drawn.luma(), drawn.widthPx(), drawn.heightPx());
        assertEquals(finder.layoutMm().length, upright.size());
        BoardView turned = finder.find("turned", quarterTurn(drawn), drawn.heightPx(), drawn.widthPx());
        assertEquals(upright.size(), turned.size());
        for (int i = 0; i < turned.size(); i++) {
            int same = indexOf(upright, turned.corner()[i]);
            assertEquals(drawn.heightPx() - 1 - upright.rowPx()[same], turned.columnPx()[i], 0.1);
            assertEquals(upright.columnPx()[same], turned.rowPx()[i], 0.1);
        }
    }

    private static int indexOf(BoardView view, int corner) {
        for (int i = 0; i < view.size(); i++)
            if (view.corner()[i] == corner) return i;
        throw new AssertionError("corner " + corner + " is missing");
    }

    /** Clockwise: what was at (column, row) is at (height - 1 - row, column). */
    private static byte[] quarterTurn(BoardSpec.Drawing in) {
        byte[] out = new byte[in.luma().length];
        for (int row = 0; row < in.heightPx(); row++)
            for (int column = 0; column < in.widthPx(); column++)
                out[column * in.heightPx() + in.heightPx() - 1 - row] = in.luma()[row * in.widthPx() + column];
        return out;
    }

    @Test
    void emptyPictureHasNoBoard() {
        for (String text : new String[]{"chessboard:9x6", "ecocheck:8x7", "aprilgrid:6x5"})
            assertNull(BoardSpec.parse(text).finder().find("grey", new byte[320 * 240], 320, 240), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "chessboard", "chessboard:9", "circles:4x4", "chessboard:2x2", "ecocheck:8x7:0",
        "aprilgrid:40x40"})
    void whatIsNoBoardIsRefused(String text) {
        assertThrows(InputException.class, () -> BoardSpec.parse(text));
    }
}
