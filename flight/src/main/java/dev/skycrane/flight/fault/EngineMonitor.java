package dev.skycrane.flight.fault;

import dev.skycrane.flight.control.PoweredControl;
import dev.skycrane.flight.core.ActuatorFrame;
import dev.skycrane.flight.core.ChannelBuffer;
import dev.skycrane.flight.core.Digest;
import dev.skycrane.flight.core.EventBuffer;
import dev.skycrane.flight.core.EventId;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.Phase;
import dev.skycrane.flight.core.Tick;
import dev.skycrane.flight.descent.DescentMachine;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.guidance.PoweredGuidance;
import dev.skycrane.flight.nav.NavState;
import dev.skycrane.flight.vehicle.MassLedger;
import dev.skycrane.flight.vehicle.PoweredVehicleModel;

/**
 * Finds the engine that gives less than it is told. What the accelerometers and gyros say about axial force and the torques about x and y is
 * compared with what the throttles should give; a difference that is one engine's own share, force and torque together, names
 * it (residuals against fault signatures: Isermann, Fault-Diagnosis Systems, chapter 10). Both sides pass the same low-pass, so that the
 * angular acceleration needs no differences: it is (rate - filtered rate) / time constant.
 */
final class EngineMonitor {
    private static final int N = ActuatorFrame.MLE_COUNT;
    private static final int NONE = -1;

    private final EventBuffer events;
    private final ChannelBuffer channels;
    private final DescentMachine descent;
    private final PoweredControl control;
    private final PoweredGuidance guidance;
    private final MassLedger ledger;
    private final PoweredVehicleModel vehicle;
    private final Persistence persistence;
    private final double filterS;
    private final double filterStep;
    private final double lagStep;
    private final double deficitN;
    private final double mismatchShare;
    private final int channel;
    /** Axial force, torque about x and about y of one newton of each engine. */
    private final double[][] signature = new double[N][3];
    private final double[] commandedN = new double[N];
    private final double[] laggedN = new double[N];
    private final double[] expected = new double[3];
    private final double[] residual = new double[3];
    private final Vec3 rate = new Vec3();
    private final Vec3 inertia = new Vec3();
    private final Vec3 centre = new Vec3();
    private final Vec3 arm = new Vec3();
    private double forceN;
    private boolean running;
    private int suspect = NONE;
    private double missingN;
    private double mismatchN;
    private int excludedBits;

    EngineMonitor(ParameterTable p, MonitorTable table, ChannelBuffer channels, EventBuffer events,
            DescentMachine descent,
            PoweredControl control, PoweredGuidance guidance, PoweredVehicleModel vehicle, MassLedger ledger) {
        this.channels = channels;
        this.events = events;
        this.descent = descent;
        this.control = control;
        this.guidance = guidance;
        this.vehicle = vehicle;
        this.ledger = ledger;
        persistence = new Persistence(table.line(Monitor.ENGINE));
        filterS = p.scalar("fault.engine.filterS", "s", 0.4, 0.05, 5, "time constant of the comparison");
        deficitN = p.scalar("fault.engine.deficitN", "N", 250, 10, 1e5, "thrust missing that makes an engine suspect");
        mismatchShare = p.scalar("fault.engine.mismatchShare", "1", 0.4, 0.01, 1,
                "share of the difference that one engine may leave unexplained");
        filterStep = 1 - StrictMath.exp(-Tick.PERIOD_S / filterS);
        lagStep = 1 - StrictMath.exp(-Tick.PERIOD_S / vehicle.engineLagS);
        channel = channels.declare("fault.engineExcludedBits");
    }

    void step(NavState nav) {
        boolean watched = descent.phase().code() >= Phase.POWERED_APPROACH.code()
                && descent.phase().code() <= Phase.THROTTLE_DOWN.code();
        if (watched) {
            if (!running) begin(nav);
            compare(nav);
            watch();
        }
        running = watched;
        channels.set(channel, excludedBits);
    }

    private void begin(NavState nav) {
        rate.set(nav.omegaBodyRadps);
        forceN = 0;
        for (int k = 0; k < 3; k++)
            expected[k] = 0;
    }

    private void compare(NavState nav) {
        double propellantKg = ledger.propellantKg();
        sign(propellantKg);
        double[] now = residual;
        now[0] = 0;
        now[1] = 0;
        now[2] = 0;
        for (int i = 0; i < N; i++) {
            laggedN[i] += lagStep * (commandedN[i] - laggedN[i]);
            for (int k = 0; k < 3; k++)
                now[k] += signature[i][k] * laggedN[i];
        }
        forceN += filterStep * (-nav.specificForceBodyMps2.z * ledger.massKg(true) - forceN);
        rate.addScaled(filterStep, arm.difference(nav.omegaBodyRadps, rate));
        for (int k = 0; k < 3; k++)
            expected[k] += filterStep * (now[k] - expected[k]);
        vehicle.inertia(propellantKg, true, inertia);
        residual[0] = expected[0] - forceN;
        residual[1] = expected[1] - inertia.x * (nav.omegaBodyRadps.x - rate.x) / filterS;
        residual[2] = expected[2] - inertia.y * (nav.omegaBodyRadps.y - rate.y) / filterS;
    }

    private void sign(double propellantKg) {
        vehicle.centreOfMass(propellantKg, true, centre);
        for (int i = 0; i < N; i++) {
            Vec3 push = vehicle.engineDirection[i];
            arm.difference(vehicle.enginePositionM[i], centre);
            arm.cross(arm, push);
            signature[i][0] = -push.z;
            signature[i][1] = arm.x;
            signature[i][2] = arm.y;
        }
    }

    /** The engine that explains most, if it explains enough; the lever of 1 m makes newtons and newton metres comparable. */
    private void watch() {
        int best = NONE;
        double leastN = Double.MAX_VALUE;
        double sizeN = norm(residual, null, 0);
        for (int i = 0; i < N; i++) {
            if (laggedN[i] <= 0) continue;
            double[] s = signature[i];
            double d = (residual[0] * s[0] + residual[1] * s[1] + residual[2] * s[2])
                    / (s[0] * s[0] + s[1] * s[1] + s[2] * s[2]);
            double left = norm(residual, s, d);
            if (d < deficitN || left >= leastN) continue;
            leastN = left;
            best = i;
            missingN = d;
            mismatchN = left;
        }
        boolean found = best != NONE && leastN <= mismatchShare * sizeN;
        if (best != suspect) persistence.step(false);
        suspect = best;
        if (persistence.step(found) == Persistence.Change.TRIPPED) exclude(best);
    }

    private static double norm(double[] v, double[] minus, double scale) {
        double sum = 0;
        for (int k = 0; k < 3; k++) {
            double d = v[k] - (minus == null ? 0 : scale * minus[k]);
            sum += d * d;
        }
        return Math.sqrt(sum);
    }

    /** Once at most: with two more gone no set of engines is known to hold the attitude. */
    private void exclude(int engine) {
        if (excludedBits != 0) return;
        excludedBits = control.excludeEngine(engine);
        if (excludedBits == 0) return;
        guidance.limitThrust(control.maxAxialN());
        events.emit(EventId.ENGINE_EXCLUDED, engine + 1, missingN, laggedN[engine], mismatchN,
                Tick.toSeconds(persistence.heldTicks()), excludedBits);
    }

    void noteCommands(ActuatorFrame out) {
        for (int i = 0; i < N; i++)
            commandedN[i] = out.mleThrottle[i] * vehicle.maxThrustN;
    }

    void foldInto(Digest digest) {
        persistence.foldInto(digest);
        digest.fold(forceN);
        for (double e : expected)
            digest.fold(e);
        digest.fold(excludedBits);
    }
}
