package dev.skycrane.ground.analysis.debris;

import dev.skycrane.ground.analysis.frames.FrameSeries;
import dev.skycrane.ground.analysis.motion.CameraTurns;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What became of the heat shield after its release: where it was in every frame, and what left it.
 *
 * <p>Something has left the shield on its own when it is seen in at least {@value #LEAST_POINTS} frames over {@value #LEAST_S} s and in most of those
 * between, begins within some diameters of the shield, moves against the ground, goes smoothly, and comes clear of the shield. The shield's diameter
 * gives the scale: what is as far away as the shield is as large as it looks.
 *
 * @param shield in every frame of the stretch, null where it is not seen; px of the frames as given
 * @param things that left it, the longest seen first
 */
public record Separation(List<Sight> shield, List<Thing> things) {
    static final int LEAST_POINTS = 8;
    static final double LEAST_S = 0.8;
    private static final double LEAST_SHARE = 0.5;
    /** Pieces nearer to the shield's middle than this part of its diameter are its own. */
    private static final double OWN = 0.62;
    private static final double BEGINS_DIAMETERS = 3;
    private static final double CLEAR_DIAMETERS = 0.8;
    private static final double LEAST_WAY_PX = 5;
    private static final double MOST_ROUGH_PX = 2.5;
    private static final double SHIELD_PART = 0.5;
    private static final int SHIELD_JOIN = 2;
    /** A small thing may lie before the same ground in a few of the other frames. */
    private static final double SMALL_PART = 0.6;
    /** Nothing that came off is larger than this part of the shield. */
    private static final double LARGEST = 0.4;

    /**
     * The shield in a frame.
     *
     * @param frame index in the series
     * @param diameterPx longer axis
     * @param rangeM by its diameter
     */
    public record Sight(int frame, double timeS, double x, double y, double diameterPx, double rangeM) {}

    /**
     * Something in a frame.
     *
     * @param frame index in the series
     * @param fromShieldM across the line of sight from the shield's middle, at the shield's scale; not a number when the shield is not seen
     */
    public record Place(int frame, double timeS, double x, double y, double sizePx, double fromShieldM) {}

    /**
     * Something that left.
     *
     * @param speedMps at which it parts from the shield across the line of sight
     * @param roughPx what its way differs from a smooth one, root of mean square
     */
    public record Thing(List<Place> places, double speedMps, double roughPx) {}

    /** Reads it. @param diameterM of the shield @param progress run after each frame */
    public static Separation of(FrameSeries series, CameraTurns turns, double releaseS, double diameterM,
            Runnable progress) throws IOException {
        StillGround ground = new StillGround(series, turns, releaseS);
        ShieldTrack shield = new ShieldTrack(ground.frames());
        SpotTracks tracks = new SpotTracks();
        for (int i = 0; i < ground.frames(); i++) {
            StillGround.Unexplained odd = ground.compare(i);
            shield.look(i, Spots.of(odd.falling(), ground.width, ground.height, SHIELD_PART, SHIELD_JOIN));
            tracks.take(i, small(i, odd, ground, shield.at(i)));
            progress.run();
        }
        List<Sight> sights = new ArrayList<>();
        for (int i = 0; i < ground.frames(); i++)
            sights.add(sight(i, ground, shield.at(i), turns.first(), diameterM));
        List<Thing> things = new ArrayList<>();
        for (SpotTracks.Track t : tracks.all()) {
            Thing thing = thing(t, ground, shield, turns.first(), diameterM);
            if (thing != null) things.add(thing);
        }
        return new Separation(sights, things);
    }

    private static List<SpotTracks.Point> small(int i, StillGround.Unexplained odd, StillGround ground,
            Spots.Spot shield) {
        List<SpotTracks.Point> out = new ArrayList<>();
        for (Spots.Spot s : Spots.of(odd.anything(), ground.width, ground.height, SMALL_PART, 1)) {
            if (shield != null && (Math.hypot(s.x() - shield.x(), s.y() - shield.y()) < OWN * shield.longPx()
                    || s.longPx() > LARGEST * shield.longPx() + 3))
                continue;
            double[] still = ground.still(i, s.x(), s.y());
            out.add(new SpotTracks.Point(i, ground.timeS(i), s, still[0], still[1]));
        }
        return out;
    }

    private static Sight sight(int i, StillGround ground, Spots.Spot s, int first, double diameterM) {
        if (s == null) return null;
        double k = ground.shrink;
        return new Sight(first + i, ground.timeS(i), k * (s.x() + 0.5) - 0.5, k * (s.y() + 0.5) - 0.5, k * s.longPx(),
                ground.focalPx() * diameterM / s.longPx());
    }

    /** The track as something that left the shield, or null. */
    private static Thing thing(SpotTracks.Track t, StillGround ground, ShieldTrack shield, int first,
            double diameterM) {
        int n = t.points.size();
        if (n < LEAST_POINTS || t.last().timeS() - t.first().timeS() < LEAST_S) return null;
        if (n < LEAST_SHARE * (t.last().frame() - t.first().frame() + 1)) return null;
        if (Math.hypot(t.last().stillX() - t.first().stillX(), t.last().stillY() - t.first().stillY()) < LEAST_WAY_PX)
            return null;
        double rough = rough(t);
        if (rough > MOST_ROUGH_PX) return null;
        List<Place> places = new ArrayList<>();
        double begins = Double.NaN;
        double clear = 0;
        List<double[]> parting = new ArrayList<>();
        for (SpotTracks.Point p : t.points) {
            Spots.Spot s = shield.at(p.frame());
            double fromM = Double.NaN;
            if (s != null) {
                double diameters = Math.hypot(p.spot().x() - s.x(), p.spot().y() - s.y()) / s.longPx();
                fromM = diameters * diameterM;
                if (Double.isNaN(begins)) begins = diameters;
                clear = Math.max(clear, diameters);
                parting.add(new double[]{p.timeS(), fromM});
            }
            double k = ground.shrink;
            places.add(new Place(first + p.frame(), p.timeS(), k * (p.spot().x() + 0.5) - 0.5, k * (p.spot().y() + 0.5)
                    - 0.5, k * p.spot().longPx(), fromM));
        }
        if (!(begins <= BEGINS_DIAMETERS) || clear < CLEAR_DIAMETERS) return null;
        return new Thing(places, slope(parting), rough);
    }

    private static double slope(List<double[]> points) {
        double n = points.size();
        double st = 0;
        double sv = 0;
        for (double[] p : points) {
            st += p[0] / n;
            sv += p[1] / n;
        }
        double tt = 0;
        double tv = 0;
        for (double[] p : points) {
            tt += (p[0] - st) * (p[0] - st);
            tv += (p[0] - st) * (p[1] - sv);
        }
        return tt > 0 ? tv / tt : Double.NaN;
    }

    /** What remains of the way over the ground without the means of its neighbours in time. */
    private static double rough(SpotTracks.Track t) {
        double sum = 0;
        int n = 0;
        for (int i = 1; i < t.points.size() - 1; i++) {
            SpotTracks.Point a = t.points.get(i - 1);
            SpotTracks.Point b = t.points.get(i);
            SpotTracks.Point c = t.points.get(i + 1);
            double part = (b.timeS() - a.timeS()) / (c.timeS() - a.timeS());
            double dx = b.stillX() - a.stillX() - part * (c.stillX() - a.stillX());
            double dy = b.stillY() - a.stillY() - part * (c.stillY() - a.stillY());
            sum += dx * dx + dy * dy;
            n++;
        }
        return Math.sqrt(sum / n);
    }
}
