package dev.skycrane.ground.analysis.debris;

import java.util.ArrayList;
import java.util.List;

/** Links small pieces over time where the ground stands still: the nearest one to where the last two say. Filled frame by frame, in order. */
final class SpotTracks {
    /** A piece is a track's when it is that near to where it should be: at first, and once the track has a direction, px. */
    private static final double NEAR_FIRST_PX = 14;
    private static final double NEAR_PX = 7;
    private static final int LOST = 6;

    private final List<Track> open = new ArrayList<>();
    private final List<Track> closed = new ArrayList<>();

    /** A piece at a time. */
    record Point(int frame, double timeS, Spots.Spot spot, double stillX, double stillY) {}

    /** Pieces that follow each other. */
    static final class Track {
        final List<Point> points = new ArrayList<>();

        Point first() {
            return points.get(0);
        }

        Point last() {
            return points.get(points.size() - 1);
        }

        /** Where it should be at a time. */
        private double[] expected(double timeS) {
            Point b = last();
            if (points.size() < 3) return new double[]{b.stillX, b.stillY};
            Point a = points.get(Math.max(0, points.size() - 6));
            double part = (timeS - b.timeS) / (b.timeS - a.timeS);
            return new double[]{b.stillX + part * (b.stillX - a.stillX), b.stillY + part * (b.stillY - a.stillY)};
        }

        private double distance(Point p) {
            double[] e = expected(p.timeS);
            double near = points.size() < 3 ? NEAR_FIRST_PX : NEAR_PX;
            double d = Math.hypot(p.stillX - e[0], p.stillY - e[1]);
            return d < near + 0.5 * p.spot.longPx() ? d : Double.POSITIVE_INFINITY;
        }
    }

    /** Takes a frame's pieces. */
    void take(int frame, List<Point> points) {
        List<Point> free = new ArrayList<>(points);
        open.sort((a, b) -> b.points.size() - a.points.size());
        for (Track t : open) {
            Point best = null;
            for (Point p : free)
                if (t.distance(p) < (best == null ? Double.POSITIVE_INFINITY : t.distance(best))) best = p;
            if (best == null) continue;
            t.points.add(best);
            free.remove(best);
        }
        open.removeIf(t -> {
            if (frame - t.last().frame <= LOST) return false;
            closed.add(t);
            return true;
        });
        for (Point p : free) {
            Track t = new Track();
            t.points.add(p);
            open.add(t);
        }
    }

    /** All of them, the longest first. */
    List<Track> all() {
        List<Track> out = new ArrayList<>(closed);
        out.addAll(open);
        out.sort((a, b) -> b.points.size() - a.points.size());
        return out;
    }
}
