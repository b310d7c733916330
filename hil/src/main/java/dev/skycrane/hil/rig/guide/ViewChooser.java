package dev.skycrane.hil.rig.guide;

import dev.skycrane.hil.rig.calibration.BoardView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Chooses the views for a calibration from a live picture: the board still, and seen otherwise than in every view taken. One thread.
 */
final class ViewChooser {
    /** Regions of the picture across and down. */
    static final int REGIONS = 3;
    /** A board held by hand is still if its corners move by less from one picture to the next, px. */
    private static final double STILL_PX = 1.5;
    /** Views are unlike if their corners lie this share of the picture's width apart in the mean. */
    private static final double UNLIKE_SHARE = 0.05;
    private static final String[] ROWS = {"top", "middle", "bottom"};
    private static final String[] COLUMNS = {"left", "middle", "right"};

    /** What became of a picture. */
    enum Said {
        NO_BOARD, MOVING, TOO_ALIKE, TAKEN
    }

    private final int widthPx;
    private final int heightPx;
    private final int corners;
    private final List<BoardView> taken = new ArrayList<>();
    private final int[] regions = new int[REGIONS * REGIONS];
    private BoardView last;

    /** @param corners of the board, at most */
    ViewChooser(int widthPx, int heightPx, int corners) {
        this.widthPx = widthPx;
        this.heightPx = heightPx;
        this.corners = corners;
    }

    /** Looks at the next picture. @param view null if no board was found in it */
    Said offer(BoardView view) {
        BoardView before = last;
        last = view;
        if (view == null || view.size() < corners / 3) return Said.NO_BOARD;
        if (before == null || !(apartPx(before, view) < STILL_PX)) return Said.MOVING;
        for (BoardView t : taken)
            if (apartPx(t, view) < UNLIKE_SHARE * widthPx) return Said.TOO_ALIKE;
        taken.add(view);
        for (int i = 0; i < view.size(); i++)
            regions[region(view.rowPx()[i], heightPx) * REGIONS + region(view.columnPx()[i], widthPx)]++;
        return Said.TAKEN;
    }

    private static int region(double px, int sizePx) {
        return Math.max(0, Math.min(REGIONS - 1, (int) (px * REGIONS / sizePx)));
    }

    /** Mean distance of the corners that both show, px; infinite if there are none. */
    private static double apartPx(BoardView a, BoardView b) {
        double sum = 0;
        int n = 0;
        for (int i = 0; i < a.size(); i++) {
            int k = Arrays.binarySearch(b.corner(), a.corner()[i]);
            if (k < 0) continue;
            sum += Math.hypot(a.columnPx()[i] - b.columnPx()[k], a.rowPx()[i] - b.rowPx()[k]);
            n++;
        }
        return n == 0 ? Double.POSITIVE_INFINITY : sum / n;
    }

    /** Views taken so far. */
    List<BoardView> taken() {
        return taken;
    }

    /** Corners in each region of the picture, row by row. */
    int[] regions() {
        return regions.clone();
    }

    /** Where to hold the board next: the region with the fewest corners, in words. */
    String hint() {
        int least = 0;
        for (int i = 1; i < regions.length; i++)
            if (regions[i] < regions[least]) least = i;
        String where = least == REGIONS * REGIONS / 2
                ? "in the middle"
                : "at the " + ROWS[least / REGIONS] + " " + COLUMNS[least % REGIONS];
        boolean seenAll = Arrays.stream(regions).allMatch(n -> n > 0);
        return "hold it " + where + (seenAll ? ", tilted otherwise" : "");
    }
}
