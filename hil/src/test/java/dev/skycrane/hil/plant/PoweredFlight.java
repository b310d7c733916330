package dev.skycrane.hil.plant;

import dev.skycrane.flight.control.PoweredControl;
import dev.skycrane.flight.core.ActuatorFrame;
import dev.skycrane.flight.command.LiveParameters;
import dev.skycrane.flight.core.ChannelBuffer;
import dev.skycrane.flight.core.EventBuffer;
import dev.skycrane.flight.core.EventId;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.Phase;
import dev.skycrane.flight.core.Pyro;
import dev.skycrane.flight.core.Segment;
import dev.skycrane.flight.core.SensorFrame;
import dev.skycrane.flight.core.Switch;
import dev.skycrane.flight.core.Tick;
import dev.skycrane.flight.descent.DescentMachine;
import dev.skycrane.flight.descent.EntrySequence;
import dev.skycrane.flight.descent.LandingSequence;
import dev.skycrane.flight.geometry.EnuFrame;
import dev.skycrane.flight.geometry.Quat;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.guidance.EntryGuidance;
import dev.skycrane.flight.guidance.EntryReference;
import dev.skycrane.flight.guidance.GuidanceCommand;
import dev.skycrane.flight.guidance.PoweredGuidance;
import dev.skycrane.flight.nav.NavState;
import dev.skycrane.flight.nav.Navigator;
import dev.skycrane.flight.vehicle.AtmosphereModel;
import dev.skycrane.flight.vehicle.EntryVehicleModel;
import dev.skycrane.flight.vehicle.MassLedger;
import dev.skycrane.flight.vehicle.PlanetModel;
import dev.skycrane.flight.vehicle.PoweredVehicleModel;
import dev.skycrane.flight.vehicle.RcsModel;
import dev.skycrane.hil.sensor.SensorSuite;
import java.util.EnumMap;
import java.util.Map;

/** The last two kilometres: sequence, guidance and control around the powered vehicle, with perfect navigation. */
final class PoweredFlight {
    /** Still air of constant density near the ground of Jezero (dossier section 1.2). */
    static final Air STILL_AIR = new Air() {
        @Override
        public double densityKgM3(double altitudeMolaM) {
            return 0.0145;
        }

        @Override
        public double soundSpeedMps(double altitudeMolaM) {
            return 240;
        }

        @Override
        public Vec3 wind(Vec3 rMcmfM, double altitudeMolaM, Vec3 outMcmfMps) {
            return outMcmfMps.zero();
        }
    };

    final PlanetModel planet;
    final PoweredVehicleModel model;
    final PoweredVehicle vehicle;
    final PoweredGuidance guidance;
    final PoweredControl control;
    final MassLedger ledger;
    final DescentMachine machine;
    final Truth truth = new Truth();
    final NavState nav = new NavState();
    final ActuatorFrame out = new ActuatorFrame();
    final GuidanceCommand command = new GuidanceCommand();
    final EventBuffer events = new EventBuffer();
    final Map<EventId, Double> timeS = new EnumMap<>(EventId.class);
    final Map<EventId, Double> aglM = new EnumMap<>(EventId.class);
    final Map<EventId, Double> rateMps = new EnumMap<>(EventId.class);
    final Map<EventId, double[]> args = new EnumMap<>(EventId.class);
    final EnuFrame target;
    private final PerfectNavigation perfect;
    private Navigator navigator;
    private SensorSuite sensors;
    private final SensorFrame in = new SensorFrame();
    private final Quat scratch = new Quat();
    long tick;
    /** Propellant at bridle cut, kg; 0 before. */
    double cutKg;

    /** Start relative to the target: east, north, height above the target's ground; velocity east, north, up. */
    PoweredFlight(ParameterTable p, Terrain terrain, Air air, Vec3 rEnuM, Vec3 vEnuMps, Quat qTilt, Vec3 omega) {
        planet = new PlanetModel(p);
        model = new PoweredVehicleModel(p);
        RcsModel rcs = new RcsModel(p);
        vehicle = new PoweredVehicle(p, model, rcs, planet, air, terrain);
        ledger = new MassLedger(model, rcs);
        guidance = new PoweredGuidance(p, model, planet, ledger);
        control = new PoweredControl(p, model, rcs);
        ChannelBuffer channels = new ChannelBuffer();
        EntryReference reference = new EntryReference(p, planet, new AtmosphereModel(p), new EntryVehicleModel(p));
        EntryGuidance entry = new EntryGuidance(p, planet, reference, channels, events);
        machine = new DescentMachine(channels, events, new EntrySequence(p, new LiveParameters(p), entry),
                new LandingSequence(p, guidance, ledger));
        Vec3 site = planet.siteFrame().vectorToMcmf(new Vec3(0, 0, 1), new Vec3());
        target = new EnuFrame(planet.siteLatRad, planet.siteLonRad, terrain.groundRadiusM(site));
        perfect = new PerfectNavigation(target);
        RigidState s = new RigidState();
        target.vectorToMcmf(rEnuM, s.rMcmfM);
        s.rMcmfM.addScaled(terrain.groundRadiusM(site), site);
        target.vectorToMcmf(vEnuMps, s.vMcmfMps);
        Vec3 e = target.vectorToMcmf(new Vec3(1, 0, 0), new Vec3());
        Vec3 n = target.vectorToMcmf(new Vec3(0, -1, 0), new Vec3());
        Vec3 d = target.vectorToMcmf(new Vec3(0, 0, -1), new Vec3());
        s.qMcmfFromBody.product(new Quat().fromAxes(e, n, d), qTilt);
        s.omegaBodyRadps.set(omega);
        s.propellantKg = 387.5;
        vehicle.begin(s, Switch.HEAT_SHIELD_SEPARATED.bit() | Switch.BACKSHELL_SEPARATED.bit());
        truth.rMcmfM.set(s.rMcmfM);
        truth.vMcmfMps.set(s.vMcmfMps);
        truth.qMcmfFromBody.set(s.qMcmfFromBody);
        truth.omegaBodyRadps.set(omega);
        truth.altitudeAglM = s.rMcmfM.norm() - terrain.groundRadiusM(s.rMcmfM);
        machine.fire(Pyro.BACKSHELL);
        machine.cut(Segment.BACKSHELL);
        machine.transition(Phase.FREE_FALL, EventId.BACKSHELL_SEPARATION, truth.altitudeAglM, -vEnuMps.z, 2190);
        note();
    }

    /** Flies on measured sensors and the flight software's own navigation instead, started at the truth plus an error. */
    PoweredFlight withNavigator(ParameterTable p, Terrain terrain, long seed, Vec3 rErrorM, Vec3 vErrorMps) {
        sensors = new SensorSuite(p, terrain, seed);
        navigator = new Navigator(p, planet, new AtmosphereModel(p), new ChannelBuffer(), new EventBuffer());
        navigator.initialise(tick, new Vec3().sum(truth.rMcmfM, rErrorM), new Vec3().sum(truth.vMcmfMps, vErrorMps),
                truth.qMcmfFromBody);
        Vec3 site = target.vectorToMcmf(new Vec3(0, 0, 1), new Vec3());
        navigator.setTarget(site.scale(terrain.groundRadiusM(site)));
        return this;
    }

    /** Flight software and plant, one tick. @return false once the mission is over */
    boolean step() {
        in.tick = tick;
        in.switchBits = truth.switchBits;
        truth.tick = tick;
        if (navigator == null) {
            perfect.fill(truth, nav);
        } else {
            sensors.sample(truth, in);
            navigator.step(in, nav);
        }
        events.beginTick();
        for (int i = 0; i < ActuatorFrame.MLE_COUNT; i++)
            out.mleThrottle[i] = 0;
        for (int i = 0; i < ActuatorFrame.RCS_COUNT; i++)
            out.rcsDuty[i] = 0;
        out.tick = tick;
        machine.step(in, nav, out);
        guidance.step(machine.phase(), machine.secondsInPhase(), nav, command);
        control.step(command, nav, out);
        ledger.step(out);
        note();
        vehicle.step(out, truth);
        tick++;
        return !out.missionOver;
    }

    private void note() {
        for (int i = 0; i < events.size(); i++) {
            EventId id = events.id(i);
            if (id == EventId.TRANSITION_GUARDS) continue;
            if (timeS.containsKey(id)) throw new AssertionError("event twice: " + id);
            timeS.put(id, Tick.toSeconds(tick));
            if (id == EventId.BRIDLE_CUT) cutKg = truth.propellantKg;
            aglM.put(id, truth.altitudeAglM);
            rateMps.put(id, -nav.vEnuMps.z);
            double[] a = new double[EventBuffer.ARGS];
            for (int k = 0; k < a.length; k++)
                a[k] = events.arg(i, k);
            args.put(id, a);
        }
    }

    /** Flies until the mission is over. */
    void fly() {
        while (step()) {
            if (tick > 200 * Tick.RATE_HZ) throw new AssertionError("no end after 200 s: phase=" + machine.phase());
        }
    }

    /** Seconds from one event to another. */
    double between(EventId from, EventId to) {
        return timeS.get(to) - timeS.get(from);
    }

    /** Horizontal distance of the rover from the target, m. */
    double missM() {
        Vec3 r = target.position(truth.roverRMcmfM, new Vec3());
        return Math.sqrt(r.x * r.x + r.y * r.y);
    }
}
