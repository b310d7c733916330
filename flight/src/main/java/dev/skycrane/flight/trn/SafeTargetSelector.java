package dev.skycrane.flight.trn;

import dev.skycrane.flight.core.ChannelBuffer;
import dev.skycrane.flight.core.Digest;
import dev.skycrane.flight.core.EventBuffer;
import dev.skycrane.flight.core.EventId;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.Phase;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.nav.NavState;
import dev.skycrane.flight.nav.Navigator;

/**
 * Chooses where to land, once, seconds before the backshell is released: the safe cell of least risk within reach. Risk is the hazard
 * averaged over the ellipse of where the vehicle may touch down when it aims there, with every cell that is not safe counted as
 * deadly; reach is a ring about the point to which the vehicle would come without a divert, bounded below by the falling backshell and
 * above by what guidance can plan with the thrust and propellant it has ({@link ReachableSet}; dossier section 5.7). A longer divert and
 * distance to the site's target cost a little too. A cell that is not safe is taken only if none is. Equal cells are decided by the
 * lower index, north before south, west before east. The search is spread over ticks. Choice and runner-up go to telemetry with what made
 * the difference.
 *
 * <p>Without a map-relative fix the map says nothing about what lies below: the vehicle then heads for the site's target as far as
 * it can, and the event says so.
 */
public final class SafeTargetSelector {
    private static final int MAX_KERNEL = 8;
    /** More than all other costs together. */
    private static final double UNSAFE_COST = 10_000;

    private final EventBuffer events;
    private final ChannelBuffer channels;
    private final int selectedChannel;
    private final SiteMap map;
    private final SiteFrame site;
    private final HazardMap hazards;
    private final ReachableSet reach;
    private final double siteEastM;
    private final double siteNorthM;
    private final double decideAglM;
    private final double driftS;
    private final double ignitionAglM;
    private final double minDivertM;
    private final double maxDivertM;
    private final double fuelWeight;
    private final double siteWeight;
    private final double siteScaleM;
    private final double guidanceSigmaM;
    private final double runnerUpApartM;
    private final int rowsPerTick;

    private final double[] kernelEast = new double[2 * MAX_KERNEL + 1];
    private final double[] kernelNorth = new double[2 * MAX_KERNEL + 1];
    private final Vec3 point = new Vec3();
    private final Vec3 velocity = new Vec3();
    private final Vec3 target = new Vec3();
    private int kernelColumns;
    private int kernelRows;
    private double predictedEastM;
    private double predictedNorthM;
    private int row;
    private int lastRow;
    private boolean searching;
    private boolean reachKnown;
    private int cells;
    private int unreachable;
    private int deadly;
    private int safe;
    private boolean selected;
    private final Choice best = new Choice();
    private final Choice second = new Choice();
    private final Choice candidate = new Choice();

    /** A candidate cell and its costs, in points of hazard. */
    private static final class Choice {
        boolean exists;
        double eastM;
        double northM;
        double divertM;
        double hazard;
        double divertCost;
        double siteCost;
        double unsafeCost;
        double cost;

        void clear() {
            exists = false;
            cost = Double.MAX_VALUE;
        }

        void set(Choice o) {
            exists = o.exists;
            eastM = o.eastM;
            northM = o.northM;
            divertM = o.divertM;
            hazard = o.hazard;
            divertCost = o.divertCost;
            siteCost = o.siteCost;
            unsafeCost = o.unsafeCost;
            cost = o.cost;
        }

        /** What this one is worse by than {@code o}, most: 0 nothing, 1 hazard, 2 divert, 3 distance to the site, 4 unsafe. */
        int reasonBehind(Choice o) {
            double most = 0;
            int reason = 0;
            if (hazard - o.hazard > most) {
                most = hazard - o.hazard;
                reason = 1;
            }
            if (divertCost - o.divertCost > most) {
                most = divertCost - o.divertCost;
                reason = 2;
            }
            if (siteCost - o.siteCost > most) {
                most = siteCost - o.siteCost;
                reason = 3;
            }
            return unsafeCost - o.unsafeCost > most ? 4 : reason;
        }
    }

    /**
     * @param hazards of {@code map} about the site's target
     * @param ability what guidance can fly
     * @param siteLatRad latitude of the site's target
     * @param siteLonRad longitude of the site's target
     */
    public SafeTargetSelector(ParameterTable p, SiteMap map, HazardMap hazards, ReachableSet.Ability ability,
            double siteLatRad, double siteLonRad, ChannelBuffer channels, EventBuffer events) {
        this.map = map;
        this.hazards = hazards;
        this.channels = channels;
        this.events = events;
        site = new SiteFrame(map);
        siteEastM = map.eastM(siteLonRad);
        siteNorthM = map.northM(siteLatRad);
        decideAglM = p.scalar("trn.target.decideAglM", "m", 2520, 300, 6000,
                "height above ground at which the search starts, some 3 s before backshell release (dossier section 5.6)");
        driftS = p.scalar("trn.target.driftS", "s", 8, 0, 60,
                "time for which the horizontal velocity carries the vehicle on when it does not divert");
        minDivertM = p.scalar("trn.target.minDivertM", "m", 150, 0, 5000,
                "least divert, away from the falling backshell (dossier section 5.7)");
        maxDivertM = p.scalar("trn.target.maxDivertM", "m", 600, 10, 10000,
                "largest divert looked at; propellant and thrust may allow less (dossier section 5.7)");
        reach = new ReachableSet(map, ability, minDivertM, maxDivertM);
        ignitionAglM = p.scalar("trn.target.ignitionAglM", "m", 2100, 100, 6000,
                "height above ground at which the engines take over, for judging what can be reached");
        fuelWeight = p.scalar("trn.target.fuelWeight", "1", 12, 0, 1000,
                "hazard points that the largest divert is worth");
        siteWeight = p.scalar("trn.target.siteWeight", "1", 6, 0, 1000,
                "hazard points that a target one site scale away from the site's target is worth");
        siteScaleM = p.scalar("trn.target.siteScaleM", "m", 1000, 10, 1e5,
                "scale of the distance to the site's target");
        guidanceSigmaM = p.scalar("trn.target.guidanceSigmaM", "m", 8, 0, 500,
                "1-sigma of the touchdown about the point aimed at, beside navigation's");
        runnerUpApartM = p.scalar("trn.target.runnerUpApartM", "m", 60, 0, 5000,
                "distance of the runner-up from the choice");
        rowsPerTick = p.integer("trn.target.rowsPerTick", "1", 6, 1, 10000,
                "rows of the hazard grid searched in a tick");
        selectedChannel = channels.declare("trn.targetSelected");
    }

    /** One tick; the chosen point goes to {@code navigator} in the tick of the event. */
    public void step(Phase phase, NavState nav, Navigator navigator) {
        channels.set(selectedChannel, selected ? 1 : 0);
        if (selected || phase.code() > Phase.FREE_FALL.code()) return;
        if (searching && !reachKnown) {
            reachKnown = reach.advance(nav);
            if (phase != Phase.FREE_FALL) return;
            while (!reachKnown)
                reachKnown = reach.advance(nav);
        }
        if (searching) {
            for (int k = 0; k < rowsPerTick && row <= lastRow; k++)
                searchRow(row++);
            if (row > lastRow || phase == Phase.FREE_FALL) choose(nav, navigator);
            return;
        }
        boolean due = phase == Phase.PARACHUTE_RADAR && (nav.radarLocked || nav.mapRelative)
                && nav.altitudeAglM <= decideAglM;
        if (!due && phase != Phase.FREE_FALL) return;
        predict(nav);
        if (!nav.mapRelative || phase == Phase.FREE_FALL) {
            headForSite(nav, navigator);
            return;
        }
        begin(nav);
    }

    /** Where the vehicle comes down when it only brakes. */
    private void predict(NavState nav) {
        site.fromMcmf(nav.rMcmfM, point);
        site.qMcmfFromL().rotateInverse(nav.vMcmfMps, velocity);
        point.set(point.x + driftS * velocity.x, point.y + driftS * velocity.y, point.z);
        site.toMap(point, point);
        predictedEastM = point.x;
        predictedNorthM = point.y;
    }

    private void begin(NavState nav) {
        kernelColumns = kernel(nav.sigmaREnuM.x, kernelEast);
        kernelRows = kernel(nav.sigmaREnuM.y, kernelNorth);
        best.clear();
        second.clear();
        cells = 0;
        unreachable = 0;
        deadly = 0;
        safe = 0;
        reachKnown = false;
        double fallMps = Math.max(1, -velocity.z);
        double untilS = Math.max(0, nav.altitudeAglM - ignitionAglM) / fallMps;
        site.fromMcmf(nav.rMcmfM, point);
        point.addScaled(untilS, velocity);
        reach.begin(predictedEastM, predictedNorthM, site.toMap(point, point), velocity);
        row = hazards.row(predictedNorthM + maxDivertM);
        lastRow = hazards.row(predictedNorthM - maxDivertM);
        searching = true;
    }

    /** Normalised Gaussian weights out to two sigma. @return cells on each side */
    private int kernel(double navSigmaM, double[] weights) {
        double sigmaM = Math.sqrt(navSigmaM * navSigmaM + guidanceSigmaM * guidanceSigmaM);
        int reach = Math.max(1, Math.min(MAX_KERNEL, (int) Math.ceil(2 * sigmaM / hazards.cellM)));
        double sum = 0;
        for (int i = -reach; i <= reach; i++) {
            double z = i * hazards.cellM / Math.max(1e-3, sigmaM);
            weights[i + reach] = StrictMath.exp(-0.5 * z * z);
            sum += weights[i + reach];
        }
        for (int i = 0; i <= 2 * reach; i++)
            weights[i] /= sum;
        return reach;
    }

    private void searchRow(int r) {
        double dn = hazards.northM(r) - predictedNorthM;
        int first = hazards.column(predictedEastM - maxDivertM);
        int last = hazards.column(predictedEastM + maxDivertM);
        for (int c = first; c <= last; c++) {
            double de = hazards.eastM(c) - predictedEastM;
            double divert = Math.sqrt(de * de + dn * dn);
            if (divert < minDivertM || divert > maxDivertM) continue;
            cells++;
            if (!reach.holds(de, dn, divert)) {
                unreachable++;
                continue;
            }
            if (hazards.at(c, r) == HazardMap.DEADLY) {
                deadly++;
                continue;
            }
            consider(c, r, divert);
        }
    }

    private void consider(int c, int r, double divert) {
        Choice it = candidate;
        it.exists = true;
        it.eastM = hazards.eastM(c);
        it.northM = hazards.northM(r);
        it.divertM = divert;
        it.hazard = expectedHazard(c, r);
        it.divertCost = fuelWeight * divert / maxDivertM;
        it.siteCost = siteWeight * distance(it.eastM - siteEastM, it.northM - siteNorthM) / siteScaleM;
        it.unsafeCost = hazards.isSafe(c, r) ? 0 : UNSAFE_COST;
        it.cost = it.hazard + it.divertCost + it.siteCost + it.unsafeCost;
        if (it.unsafeCost == 0) safe++;
        boolean apart = distance(it.eastM - best.eastM, it.northM - best.northM) >= runnerUpApartM;
        if (it.cost < best.cost) {
            if (best.exists && apart) second.set(best);
            best.set(it);
        } else if (it.cost < second.cost && apart) {
            second.set(it);
        }
    }

    private double expectedHazard(int column, int r) {
        double sum = 0;
        for (int i = -kernelRows; i <= kernelRows; i++) {
            double line = 0;
            for (int j = -kernelColumns; j <= kernelColumns; j++) {
                int h = hazards.isSafe(column + j, r + i) ? hazards.at(column + j, r + i) : HazardMap.DEADLY;
                line += kernelEast[j + kernelColumns] * h;
            }
            sum += kernelNorth[i + kernelRows] * line;
        }
        return sum;
    }

    private static double distance(double east, double north) {
        return Math.sqrt(east * east + north * north);
    }

    private void choose(NavState nav, Navigator navigator) {
        events.emit(EventId.SAFE_TARGET_SEARCH, cells, unreachable, deadly, safe, reach.leastM(), reach.mostM());
        if (!best.exists) {
            headForSite(nav, navigator);
            return;
        }
        select(map.elevationAtM(best.eastM, best.northM), true, navigator);
        boolean apart = distance(second.eastM - best.eastM, second.northM - best.northM) >= runnerUpApartM;
        if (second.exists && apart) {
            events.emit(EventId.SAFE_TARGET_RUNNER_UP, second.eastM - siteEastM, second.northM - siteNorthM,
                    second.hazard, second.divertM, second.cost - best.cost, second.reasonBehind(best));
        }
    }

    /** The site's target, or the nearest point to it that can be reached; the ground is taken to be level. */
    private void headForSite(NavState nav, Navigator navigator) {
        double de = siteEastM - predictedEastM;
        double dn = siteNorthM - predictedNorthM;
        double away = distance(de, dn);
        double divert = Math.max(minDivertM, Math.min(maxDivertM, away));
        double east = away > 0 ? de / away : 0;
        double north = away > 0 ? dn / away : 1;
        best.exists = true;
        best.eastM = predictedEastM + divert * east;
        best.northM = predictedNorthM + divert * north;
        best.divertM = divert;
        best.hazard = -1;
        double groundM = nav.rMcmfM.norm() - nav.altitudeAglM - map.areoidRadiusM;
        select(groundM, false, navigator);
    }

    private void select(double elevationM, boolean mapRelative, Navigator navigator) {
        site.toMcmf(site.fromMap(best.eastM, best.northM, elevationM, point), target);
        navigator.setTarget(target);
        searching = false;
        selected = true;
        channels.set(selectedChannel, 1);
        events.emit(EventId.TARGET_SELECTED, best.eastM - siteEastM, best.northM - siteNorthM, best.hazard,
                best.divertM, mapRelative ? 1 : 0,
                mapRelative && hazards.isSafeAt(best.eastM, best.northM) ? 1 : 0);
    }

    public boolean selected() {
        return selected;
    }

    public void foldInto(Digest digest) {
        digest.fold(selected ? 1 : 0);
        digest.fold(row);
        digest.fold(target);
    }
}
