package dev.skycrane.hil.rig.guide;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.hil.rig.calibration.BoardView;
import dev.skycrane.hil.rig.guide.ViewChooser.Said;
import org.junit.jupiter.api.Test;

class ViewChooserTest {
    private final ViewChooser chooser = new ViewChooser(900, 600, 12);

    /** Four by three corners, 40 px apart. */
    private static BoardView board(double x, double y, int corners) {
        BoardView view = new BoardView("live", new int[corners], new double[corners], new double[corners]);
        for (int i = 0; i < corners; i++) {
            view.corner()[i] = i;
            view.columnPx()[i] = x + 40 * (i % 4);
            view.rowPx()[i] = y + 40 * (i / 4);
        }
        return view;
    }

    @Test
    void boardIsTakenOnceItIsStillAndNotAgainUntilItHasMoved() {
        assertEquals(Said.MOVING, chooser.offer(board(100, 60, 12)), "nothing before it");
        assertEquals(Said.MOVING, chooser.offer(board(103, 60, 12)));
        assertEquals(Said.TAKEN, chooser.offer(board(103.5, 60, 12)));
        assertEquals(Said.TOO_ALIKE, chooser.offer(board(103.5, 60, 12)));
        assertEquals(Said.MOVING, chooser.offer(board(140, 60, 12)));
        assertEquals(Said.TOO_ALIKE, chooser.offer(board(140, 60, 12)));
        assertEquals(Said.MOVING, chooser.offer(board(150, 60, 12)));
        assertEquals(Said.TAKEN, chooser.offer(board(150, 60, 12)));
        assertEquals(2, chooser.taken().size());
    }

    @Test
    void boardThatGoesAwayIsNotStillWhenItComesBack() {
        chooser.offer(board(100, 60, 12));
        assertEquals(Said.NO_BOARD, chooser.offer(null));
        assertEquals(Said.MOVING, chooser.offer(board(100, 60, 12)));
        assertEquals(Said.NO_BOARD, chooser.offer(board(100, 60, 3)), "a quarter of its corners");
    }

    @Test
    void hintLeadsToWhereNoBoardWasSeen() {
        chooser.offer(board(20, 20, 12));
        assertEquals(Said.TAKEN, chooser.offer(board(20, 20, 12)));
        assertArrayEquals(new int[]{12, 0, 0, 0, 0, 0, 0, 0, 0}, chooser.regions());
        assertEquals("hold it at the top middle", chooser.hint());
        for (double[] at : new double[][]{{390, 20}, {700, 20}, {20, 260}, {390, 260}, {700, 260}, {20, 450},
            {390, 450}}) {
            chooser.offer(board(at[0], at[1], 12));
            chooser.offer(board(at[0], at[1], 12));
        }
        assertEquals("hold it at the bottom right", chooser.hint());
        chooser.offer(board(700, 450, 12));
        chooser.offer(board(700, 450, 12));
        assertTrue(chooser.hint().endsWith("tilted otherwise"), chooser.hint());
    }
}
