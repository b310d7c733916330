package dev.skycrane.flight.trn;

import dev.skycrane.flight.geometry.Trig;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.nav.NavState;

/**
 * How far the vehicle can divert, direction by direction: the largest distance for which guidance finds a powered approach inside its
 * limits of thrust, tilt, glide slope and propellant, by bisection. One direction per call, so that a tick stays short.
 */
public final class ReachableSet {
    /** Says whether guidance can fly from an ignition state, both relative to the target, east north up. */
    public interface Ability {
        boolean canDivert(NavState nav, Vec3 rEnuM, Vec3 vEnuMps);
    }

    static final int DIRECTIONS = 24;
    private static final int BISECTIONS = 5;
    private static final double STEP_RAD = 2 * Math.PI / DIRECTIONS;

    private final SiteMap map;
    private final Ability ability;
    private final double minM;
    private final double maxM;
    private final double[] reachM = new double[DIRECTIONS];
    private final double[] sin = new double[DIRECTIONS];
    private final double[] cos = new double[DIRECTIONS];
    private final Vec3 ignitionM = new Vec3();
    private final Vec3 velocityMps = new Vec3();
    private final Vec3 relativeM = new Vec3();
    private double eastM;
    private double northM;
    private int next;

    /** @param minM least divert, @param maxM largest divert asked for */
    ReachableSet(SiteMap map, Ability ability, double minM, double maxM) {
        this.map = map;
        this.ability = ability;
        this.minM = minM;
        this.maxM = maxM;
        for (int k = 0; k < DIRECTIONS; k++) {
            sin[k] = Trig.sin(k * STEP_RAD);
            cos[k] = Trig.cos(k * STEP_RAD);
        }
    }

    /**
     * Starts afresh.
     *
     * @param eastM map coordinates of the point from which diverts count, with {@code northM}
     * @param ignitionMapM state at ignition: map coordinates and elevation
     */
    void begin(double newEastM, double newNorthM, Vec3 ignitionMapM, Vec3 vEnuMps) {
        eastM = newEastM;
        northM = newNorthM;
        ignitionM.set(ignitionMapM);
        velocityMps.set(vEnuMps);
        next = 0;
    }

    /** Works out one direction. @return whether all are done */
    boolean advance(NavState nav) {
        if (next < DIRECTIONS) {
            reachM[next] = reach(nav, next);
            next++;
        }
        return next == DIRECTIONS;
    }

    private double reach(NavState nav, int k) {
        if (can(nav, k, maxM)) return maxM;
        double able = 0;
        double unable = maxM;
        if (can(nav, k, minM)) able = minM;
        else
            return 0;
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = 0.5 * (able + unable);
            if (can(nav, k, middle)) able = middle;
            else
                unable = middle;
        }
        return able;
    }

    private boolean can(NavState nav, int k, double divertM) {
        double east = eastM + divertM * cos[k];
        double north = northM + divertM * sin[k];
        relativeM.set(ignitionM.x - east, ignitionM.y - north, ignitionM.z - map.elevationAtM(east, north));
        return ability.canDivert(nav, relativeM, velocityMps);
    }

    /** Whether a divert by (east, north) is inside the reach of the two directions beside it. */
    boolean holds(double east, double north, double divertM) {
        double turns = StrictMath.atan2(north, east) / STEP_RAD;
        int k = Math.floorMod((int) Math.floor(turns), DIRECTIONS);
        return divertM <= Math.min(reachM[k], reachM[(k + 1) % DIRECTIONS]);
    }

    double leastM() {
        double least = maxM;
        for (double r : reachM)
            least = Math.min(least, r);
        return least;
    }

    double mostM() {
        double most = 0;
        for (double r : reachM)
            most = Math.max(most, r);
        return most;
    }
}
