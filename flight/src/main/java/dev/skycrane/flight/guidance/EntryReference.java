package dev.skycrane.flight.guidance;

import dev.skycrane.flight.geometry.Trig;
import dev.skycrane.flight.core.ParameterException;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.vehicle.AeroTables;
import dev.skycrane.flight.vehicle.AtmosphereModel;
import dev.skycrane.flight.vehicle.EntryInterface;
import dev.skycrane.flight.vehicle.EntryVehicleModel;
import dev.skycrane.flight.vehicle.PlanetModel;

/**
 * Reference trajectory of range control: flown once at start-up with the nominal models, planar with three degrees of freedom, and tabulated
 * over relative speed with its partial derivatives, found by flying on from each node with one quantity changed. The scheme is
 * that of Apollo's final phase as kept by Mars Science Laboratory (dossier section 4.1): range to go depends on drag, altitude rate
 * and vertical lift. Any vehicle, planet and entry state given as parameters gets its own table: the profile of bank angles is
 * turned as a whole until the reference ends where the parachute shall open.
 */
public final class EntryReference {
    private static final int NODES = 48;
    private static final double STEP_S = 0.5;
    private static final double GIVE_UP_S = 900;
    private static final double HEIGHT_STEP_M = 200;
    private static final double PATH_STEP_RAD = 2e-3;
    private static final double LIFT_STEP = 0.01;
    private static final double LARGEST_TURN_RAD = Math.toRadians(30);
    private static final int TURN_ROUNDS = 40;
    private static final double RANGE_TOLERANCE_M = 1;

    private final PlanetModel planet;
    private final AtmosphereModel air;
    private final AeroTables aero;
    private final EntryVehicleModel vehicle;
    private final double[] bankSpeedMps;
    private final double[] bankRad;
    private final double[] bankCosine;
    private final double straightenSpeedMps;
    private final double deploySpeedMps;
    private final double liftChangeFloorMps;
    private final double turnRadps;

    private final double[] speedMps;
    private final double[] rangeM;
    private final double[] dragMps2;
    private final double[] climbMps;
    private final double[] liftFraction;
    private final double[] rangePerDrag;
    private final double[] rangePerClimb;
    private final double[] rangePerLift;
    private double flownRangeM;
    private double flownTimeS;
    private double flownHeightM;

    /** Answers of {@link #lookup}. */
    double refRangeM;
    double refDragMps2;
    double refClimbMps;
    double refLiftFraction;
    double refRangePerDrag;
    double refRangePerClimb;
    double refRangePerLift;

    // State of the planar flight: speed, path angle, height over the areoid, ground range, time.
    private final double[] s = new double[4];
    private final double[] k = new double[4];
    private final double[] at = new double[4];
    private final double[] sum = new double[4];
    private double liftChange;
    private double drag;
    private double liftOverDrag;

    public EntryReference(ParameterTable p, PlanetModel planet, AtmosphereModel air, EntryVehicleModel vehicle) {
        this.planet = planet;
        this.air = air;
        this.vehicle = vehicle;
        speedMps = new double[NODES];
        rangeM = new double[NODES];
        dragMps2 = new double[NODES];
        climbMps = new double[NODES];
        liftFraction = new double[NODES];
        rangePerDrag = new double[NODES];
        rangePerClimb = new double[NODES];
        rangePerLift = new double[NODES];
        aero = new AeroTables(p);
        bankSpeedMps = p.vector("guidance.entry.bankSpeedMps", "m/s", new double[]{1150, 2000, 3500, 5000}, 0, 1e4,
                "relative speeds of the reference bank profile, ascending (dossier section 1.6)");
        bankRad = p.vector("guidance.entry.bankDeg", "deg", new double[]{18, 46, 48, 67}, 0, 180,
                "reference bank angles at those speeds, all turned by one angle until the range fits");
        bankCosine = new double[bankRad.length];
        if (bankCosine.length != bankSpeedMps.length || bankCosine.length < 2) {
            throw new ParameterException("guidance.entry.bankDeg", bankCosine.length + " numbers",
                    Math.max(2, bankSpeedMps.length) + " numbers");
        }
        for (int i = 0; i < bankRad.length; i++)
            bankRad[i] = Math.toRadians(bankRad[i]);
        straightenSpeedMps = p.scalar("guidance.entry.referenceStraightenMps", "m/s", 465, 100, 2000,
                "speed below which the reference flies without lift");
        deploySpeedMps = p.scalar("guidance.entry.referenceDeployMps", "m/s", 409, 50, 2000,
                "speed at which the reference ends: parachute deployment (dossier section 2.3)");
        liftChangeFloorMps = p.scalar("guidance.entry.rangeControlEndMps", "m/s", 1100, 100, 5000,
                "speed below which range is no longer controlled");
        EntryInterface entry = new EntryInterface(p);
        DeployPoint deploy = new DeployPoint(p, planet);
        turnRadps = 2 * planet.rotationRadps * Trig.cos(planet.siteLatRad) * Trig.sin(deploy.azimuthRad(entry));
        double[] start = {entry.speedMps, entry.flightPathRad, entry.radiusM - planet.areoidRadiusM, 0};
        turnBank(start, deploy.rangeM(entry));
        tabulate(start);
    }

    /** Turns the bank profile so that a flight from {@code start} ends after {@code wantedM}; more bank, less range. */
    private void turnBank(double[] start, double wantedM) {
        double low = -LARGEST_TURN_RAD;
        double high = LARGEST_TURN_RAD;
        double farthest = rangeTurned(start, low);
        double nearest = rangeTurned(start, high);
        if (!(wantedM <= farthest && wantedM >= nearest)) {
            throw new ParameterException("entry.lonDeg", Math.round(wantedM / 1000) + " km to the parachute's place",
                    Math.round(nearest / 1000) + " to " + Math.round(farthest / 1000)
                            + " km, which is what guidance.entry.bankDeg can be turned to");
        }
        double turnRad = 0;
        for (int i = 0; i < TURN_ROUNDS; i++) {
            double missM = rangeTurned(start, turnRad) - wantedM;
            if (Math.abs(missM) < RANGE_TOLERANCE_M) return;
            if (missM > 0) low = turnRad;
            else
                high = turnRad;
            turnRad = 0.5 * (low + high);
        }
    }

    private double rangeTurned(double[] start, double turnRad) {
        for (int i = 0; i < bankRad.length; i++)
            bankCosine[i] = Trig.cos(Math.max(0, Math.min(Math.PI, bankRad[i] + turnRad)));
        return fly(start, 0, 0, null);
    }

    /**
     * A reader of another's tables with answers of its own: one table serves any number of flights, each on its own thread.
     *
     * @param o complete, and not flown any more
     */
    public EntryReference(EntryReference o) {
        planet = o.planet;
        air = o.air;
        aero = o.aero;
        vehicle = o.vehicle;
        bankSpeedMps = o.bankSpeedMps;
        bankRad = o.bankRad;
        bankCosine = o.bankCosine;
        straightenSpeedMps = o.straightenSpeedMps;
        deploySpeedMps = o.deploySpeedMps;
        liftChangeFloorMps = o.liftChangeFloorMps;
        turnRadps = o.turnRadps;
        speedMps = o.speedMps;
        rangeM = o.rangeM;
        dragMps2 = o.dragMps2;
        climbMps = o.climbMps;
        liftFraction = o.liftFraction;
        rangePerDrag = o.rangePerDrag;
        rangePerClimb = o.rangePerClimb;
        rangePerLift = o.rangePerLift;
        flownRangeM = o.flownRangeM;
        flownTimeS = o.flownTimeS;
        flownHeightM = o.flownHeightM;
    }

    private void tabulate(double[] start) {
        double top = start[0] * 0.985;
        double[][] states = new double[NODES][];
        fly(start, 0, top, states);
        for (int i = 0; i < NODES; i++) {
            double[] node = states[i];
            speedMps[i] = node[0];
            rangeM[i] = flownRangeM - node[3];
            System.arraycopy(node, 0, at, 0, 4);
            liftChange = 0;
            slope(at);
            dragMps2[i] = drag;
            liftFraction[i] = liftOverDrag * cosine(node[0]);
            climbMps[i] = node[0] * Trig.sin(node[1]);
        }
        double endRangeM = flownRangeM;
        for (int i = 0; i < NODES; i++)
            partials(i, states[i]);
        flownRangeM = endRangeM;
    }

    private void partials(int i, double[] node) {
        double[] high = {node[0], node[1], node[2] + HEIGHT_STEP_M, 0};
        double[] low = {node[0], node[1], node[2] - HEIGHT_STEP_M, 0};
        liftChange = 0;
        slope(high);
        double dragHigh = drag;
        slope(low);
        double dragLow = drag;
        rangePerDrag[i] = (fly(high, 0, 0, null) - fly(low, 0, 0, null)) / (dragHigh - dragLow);
        double[] up = {node[0], node[1] + PATH_STEP_RAD, node[2], 0};
        double[] down = {node[0], node[1] - PATH_STEP_RAD, node[2], 0};
        double climbStep = node[0] * (Trig.sin(up[1]) - Trig.sin(down[1]));
        rangePerClimb[i] = (fly(up, 0, 0, null) - fly(down, 0, 0, null)) / climbStep;
        double[] same = {node[0], node[1], node[2], 0};
        rangePerLift[i] = (fly(same, LIFT_STEP, 0, null) - fly(same, -LIFT_STEP, 0, null)) / (2 * LIFT_STEP);
    }

    /** Flies from a state to parachute speed; with {@code nodes} given, keeps the states at evenly spaced speeds from {@code top} down. */
    private double fly(double[] from, double extraLift, double top, double[][] nodes) {
        System.arraycopy(from, 0, s, 0, 4);
        liftChange = extraLift;
        int node = 0;
        double spacing = nodes == null ? 0 : (top - deploySpeedMps) / (nodes.length - 1);
        boolean braking = nodes == null;
        double timeS = 0;
        for (; timeS < GIVE_UP_S && s[2] > -5000; timeS += STEP_S) {
            double before = s[0];
            System.arraycopy(s, 0, at, 0, 4);
            double[] old = nodes == null ? null : at.clone();
            step();
            braking |= s[0] < before && before < top + spacing && before > top;
            while (nodes != null && node < nodes.length && s[0] <= top - node * spacing && s[0] < before) {
                nodes[node] = between(old, s, (before - (top - node * spacing)) / (before - s[0]));
                node++;
            }
            if (s[0] <= deploySpeedMps && s[0] < before) {
                double f = (before - deploySpeedMps) / (before - s[0]);
                double range = at0Range + f * (s[3] - at0Range);
                if (nodes != null) {
                    flownRangeM = range;
                    flownTimeS = timeS + f * STEP_S;
                    flownHeightM = s[2];
                }
                return range;
            }
        }
        throw new ParameterException("guidance.entry.referenceDeployMps", Double.toString(deploySpeedMps),
                "a speed that the reference reaches above ground");
    }

    private double at0Range;

    private static double[] between(double[] a, double[] b, double f) {
        double[] out = new double[4];
        for (int i = 0; i < 4; i++)
            out[i] = a[i] + f * (b[i] - a[i]);
        return out;
    }

    /** One step of Runge-Kutta of fourth order. */
    private void step() {
        at0Range = s[3];
        for (int i = 0; i < 4; i++)
            sum[i] = 0;
        for (int stage = 0; stage < 4; stage++) {
            double h = stage == 0 ? 0 : stage == 3 ? STEP_S : 0.5 * STEP_S;
            for (int i = 0; i < 4; i++)
                at[i] = s[i] + h * k[i];
            slope(at);
            double w = stage == 0 || stage == 3 ? 1 / 6.0 : 1 / 3.0;
            for (int i = 0; i < 4; i++)
                sum[i] += w * k[i];
        }
        for (int i = 0; i < 4; i++)
            s[i] += STEP_S * sum[i];
    }

    /** Planar motion over a rotating sphere (Vinh, Hypersonic and Planetary Entry Flight Mechanics, chapter 2). */
    private void slope(double[] x) {
        double v = x[0];
        double sin = Trig.sin(x[1]);
        double cos = Trig.cos(x[1]);
        double r = planet.areoidRadiusM + x[2];
        double g = planet.gmM3ps2 / (r * r);
        double mach = v / air.soundSpeedMps(x[2]);
        boolean straight = v < straightenSpeedMps;
        if (straight) {
            aero.lookup(mach, 0);
        } else {
            aero.trimAngleRad(mach, vehicle.centreOffsetM);
        }
        double qSm = 0.5 * air.densityKgM3(x[2]) * v * v * aero.referenceAreaM2 / vehicle.entryKg;
        drag = qSm * aero.drag;
        liftOverDrag = aero.lift / aero.drag;
        double vertical = straight ? 0 : liftOverDrag * cosine(v);
        if (!straight && v > liftChangeFloorMps) vertical += liftChange;
        k[0] = -drag - g * sin;
        k[1] = vertical * drag / v - (g / v - v / r) * cos + turnRadps;
        k[2] = v * sin;
        k[3] = v * cos * planet.siteRadiusM / r;
    }

    private double cosine(double v) {
        int last = bankCosine.length - 1;
        if (v <= bankSpeedMps[0]) return bankCosine[0];
        if (v >= bankSpeedMps[last]) return bankCosine[last];
        int i = 0;
        while (v >= bankSpeedMps[i + 1])
            i++;
        return bankCosine[i]
                + (v - bankSpeedMps[i]) / (bankSpeedMps[i + 1] - bankSpeedMps[i]) * (bankCosine[i + 1] - bankCosine[i]);
    }

    /** Interpolates the table at a relative speed, clamped to its ends, into the {@code ref} fields. */
    void lookup(double v) {
        double spacing = (speedMps[0] - speedMps[NODES - 1]) / (NODES - 1);
        double x = Math.max(0, Math.min(NODES - 1, (speedMps[0] - v) / spacing));
        int i = Math.min((int) x, NODES - 2);
        double f = x - i;
        refRangeM = mix(rangeM, i, f);
        refDragMps2 = mix(dragMps2, i, f);
        refClimbMps = mix(climbMps, i, f);
        refLiftFraction = mix(liftFraction, i, f);
        refRangePerDrag = mix(rangePerDrag, i, f);
        refRangePerClimb = mix(rangePerClimb, i, f);
        refRangePerLift = mix(rangePerLift, i, f);
    }

    private static double mix(double[] t, int i, double f) {
        return t[i] + f * (t[i + 1] - t[i]);
    }

    /** Ground range of the reference from entry interface to parachute deployment, m. */
    public double totalRangeM() {
        return flownRangeM;
    }

    /** Time of the reference from entry interface to parachute deployment, s. */
    public double totalTimeS() {
        return flownTimeS;
    }

    /** Height of the reference above the areoid at parachute deployment, m. */
    public double deployHeightM() {
        return flownHeightM;
    }
}
