package dev.skycrane.hil.film;

import dev.skycrane.flight.FlightSoftware;
import dev.skycrane.flight.core.ActuatorFrame;
import dev.skycrane.flight.core.EventBuffer;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.Phase;
import dev.skycrane.flight.core.SensorFrame;
import dev.skycrane.flight.core.Tick;
import dev.skycrane.flight.trn.SiteMap;
import dev.skycrane.hil.fault.FaultInjection;
import dev.skycrane.hil.plant.Plant;
import dev.skycrane.hil.plant.SiteMapTerrain;
import dev.skycrane.hil.plant.Truth;
import dev.skycrane.hil.sensor.EntryKnowledge;
import dev.skycrane.hil.sensor.SensorSuite;
import dev.skycrane.proto.InputException;
import dev.skycrane.proto.dictionary.Dictionary;
import dev.skycrane.proto.dictionary.EventType;

/**
 * The flight software against plant and sensors from entry interface to some seconds after the heat shield is away, without bus, station and
 * pictures on the way: the truth that parachute and shield are filmed from. It is that of a landing of the same scenario and seed, since no picture
 * has been asked for by then. One thread.
 */
final class ShortDescent {
    /** No shield by then: something is wrong with the scenario. */
    private static final double GIVE_UP_S = 400;
    private static final int ALL_CAMERAS = -1;

    private ShortDescent() {}

    /**
     * Flies.
     *
     * @param afterShieldS how long after the shield's release the track ends, s
     * @throws InputException when the shield is never released
     */
    static TruthTrack fly(ParameterTable p, SiteMap site, long seed, double afterShieldS) {
        FlightSoftware flight = new FlightSoftware(p, site);
        SiteMapTerrain terrain = new SiteMapTerrain(site);
        Plant plant = new Plant(p, flight.planet(), terrain, seed);
        SensorSuite sensors = new SensorSuite(p, terrain, seed);
        FaultInjection faults = new FaultInjection(p);
        new EntryKnowledge(p, seed).initialise(plant.truth(), flight.navigator());
        SensorFrame in = new SensorFrame();
        ActuatorFrame out = new ActuatorFrame();
        TruthTrack track = new TruthTrack();
        Truth truth = plant.truth();
        boolean started = false;
        double endS = GIVE_UP_S;
        while (Tick.toSeconds(truth.tick) < endS) {
            sensors.sample(truth, in);
            in.vision.clear();
            faults.sense(truth, in);
            flight.step(in, out);
            faults.observe(flight.events(), in.tick);
            started |= out.cameraTriggerBits != 0 || flight.phase().compareTo(Phase.SUFR) >= 0;
            if (started) track.add(truth, flight.phase(), out.cameraTriggerBits, ALL_CAMERAS);
            callOuts(flight.events(), in.tick, track);
            plant.step(faults.command(plant, out));
            if (endS == GIVE_UP_S && truth.heatShieldFree) endS = Tick.toSeconds(truth.tick) + afterShieldS;
        }
        if (!truth.heatShieldFree)
            throw InputException.of("scenario", "heat shield", "on at " + GIVE_UP_S + " s", "one that is released");
        return track;
    }

    private static void callOuts(EventBuffer events, long tick, TruthTrack track) {
        for (int i = 0; i < events.size(); i++) {
            EventType type = Dictionary.standard().event(events.id(i).code());
            if (type == null || !type.isCalledOut()) continue;
            double[] args = new double[EventBuffer.ARGS];
            for (int k = 0; k < args.length; k++)
                args[k] = events.arg(i, k);
            track.add(new TruthTrack.Event(tick, type.name(), type.callOut(args)));
        }
    }
}
