package dev.skycrane.ground.analysis.debris;

import java.util.List;

/**
 * The falling shield: the largest thing before the ground, frame after frame, where it must be by its way so far and not much larger or smaller
 * than it was. Filled frame by frame, in order.
 */
final class ShieldTrack {
    /** Least diameter of a shield that is followed, px. */
    private static final double LEAST_PX = 8;
    private static final double SMALLER = 0.7;
    private static final double LARGER = 1.35;
    private static final double STRAY = 0.6;
    /** After so many frames without it, it is looked for anew. */
    private static final int LOST = 8;

    private final Spots.Spot[] spots;
    private int last = -1;
    private int before = -1;

    ShieldTrack(int frames) {
        spots = new Spots.Spot[frames];
    }

    /** The shield in a frame, or null. */
    Spots.Spot at(int i) {
        return spots[i];
    }

    /** Looks for it among a frame's pieces. */
    void look(int i, List<Spots.Spot> pieces) {
        Spots.Spot best = null;
        for (Spots.Spot p : pieces) {
            if (p.longPx() < LEAST_PX || !fits(i, p)) continue;
            if (best == null || p.filledPx() > best.filledPx()) best = p;
        }
        if (best == null) return;
        spots[i] = best;
        before = last;
        last = i;
    }

    private boolean fits(int i, Spots.Spot p) {
        if (last < 0 || i - last > LOST) return true;
        Spots.Spot was = spots[last];
        double x = was.x();
        double y = was.y();
        if (before >= 0 && last - before <= LOST) {
            double steps = (double) (i - last) / (last - before);
            x += steps * (was.x() - spots[before].x());
            y += steps * (was.y() - spots[before].y());
        }
        double ratio = p.longPx() / was.longPx();
        return ratio > SMALLER && ratio < LARGER && Math.hypot(p.x() - x, p.y() - y) < STRAY * was.longPx() + 4;
    }

    int seen() {
        int n = 0;
        for (Spots.Spot s : spots)
            if (s != null) n++;
        return n;
    }
}
