package dev.skycrane.hil.campaign;

import dev.skycrane.flight.FlightSoftware;
import dev.skycrane.flight.FlightTables;
import dev.skycrane.flight.core.ActuatorFrame;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.Phase;
import dev.skycrane.flight.core.SensorFrame;
import dev.skycrane.flight.core.Tick;
import dev.skycrane.flight.core.VisionRequest;
import dev.skycrane.flight.trn.SiteMap;
import dev.skycrane.hil.fault.FaultInjection;
import dev.skycrane.hil.landing.LandingReport;
import dev.skycrane.hil.plant.Plant;
import dev.skycrane.hil.plant.SiteMapTerrain;
import dev.skycrane.hil.plant.TouchdownJudge;
import dev.skycrane.hil.plant.Truth;
import dev.skycrane.hil.scenario.Dispersions;
import dev.skycrane.hil.sensor.EntryKnowledge;
import dev.skycrane.hil.sensor.FixModel;
import dev.skycrane.hil.sensor.SensorSuite;
import dev.skycrane.hil.terrain.MapError;
import dev.skycrane.hil.terrain.SiteMaps;
import java.util.Locale;

/**
 * One case: plant, sensors and flight software in lock-step, without a bus, as fast as it goes. Its result is a function of the setup and
 * the number alone. One thread; cases on other threads do not matter.
 */
public final class CampaignCase {
    /** Nobody reads telemetry here, and what the ring drops is outside the digest. */
    private static final int UNREAD_RING_SLOTS = 1;
    private final CampaignSetup setup;
    private final int number;
    private final long seed;
    private final Plant plant;
    private final SensorSuite sensors;
    private final FlightSoftware flight;
    private final FaultInjection faults;
    private final FixQueue fixes;
    private final CaseWatch watch;
    private final long lastTick;
    private final SensorFrame in = new SensorFrame();
    private final ActuatorFrame out = new ActuatorFrame();

    CampaignCase(CampaignSetup setup, int number) {
        this.setup = setup;
        this.number = number;
        seed = Dispersions.caseSeed(setup.seed, number);
        ParameterTable p = setup.caseScenario(number).parameters();
        SiteMapTerrain terrain = new SiteMapTerrain(setup.map);
        MapError mapError = MapError.of(p, seed);
        SiteMap carried = mapError.isNone() ? setup.map : SiteMaps.of(mapError.applied(setup.site));
        FlightTables tables = mapError.isNone() ? setup.tables : new FlightTables(setup.tables, p, carried);
        flight = new FlightSoftware(p, carried, tables, UNREAD_RING_SLOTS);
        plant = new Plant(p, flight.planet(), terrain, seed);
        sensors = new SensorSuite(p, terrain, seed);
        faults = new FaultInjection(p);
        new EntryKnowledge(p, seed).initialise(plant.truth(), flight.navigator());
        fixes = new FixQueue(setup.vision == VisionMode.IMAGES
                ? new ImageFixes(p, setup.map, setup.mapSun, carried, seed)
                : new FixModel(p, seed)::answer);
        watch = new CaseWatch(setup, flight.planet(), mapError);
        lastTick = Tick.fromSeconds(p.scalar("scenario.limitSeconds", "s", 900, 1, 100_000,
                "a landing that is not over by then is given up"));
    }

    /** Flies a case to its end; a case that the program fails to fly ends as {@code broken}, with the fault as its reason. */
    static CaseResult fly(CampaignSetup setup, int number) {
        try {
            return new CampaignCase(setup, number).fly();
        } catch (RuntimeException e) {
            String reason = e.toString().replaceAll("[,\\r\\n]+", " ");
            double[] nothing = new double[Measure.columns().size()];
            java.util.Arrays.fill(nothing, Double.NaN);
            return new CaseResult(number, Dispersions.caseSeed(setup.seed, number), CaseResult.BROKEN, reason, "-",
                    nothing);
        }
    }

    private CaseResult fly() {
        Truth truth = plant.truth();
        boolean over = false;
        while (!over) {
            sensors.sample(truth, in);
            fixes.answer(truth.tick, in.vision);
            faults.sense(truth, in);
            flight.step(in, out);
            faults.observe(flight.events(), in.tick);
            watch.observe(truth, flight, out, plant.lineStretchS());
            if (out.vision.mode != VisionRequest.Mode.NONE) watch.observeFix(fixes.ask(out.vision, truth), truth);
            over = out.missionOver || truth.outcome == Truth.Outcome.CRASHED || truth.tick >= lastTick;
            if (!over) plant.step(faults.command(plant, out));
        }
        return result();
    }

    private CaseResult result() {
        LandingReport.Touchdown touchdown = watch.log().touchdown();
        String outcome = CaseResult.LANDED;
        String reason = "-";
        if (!faults.confirmed()) {
            outcome = CaseResult.BROKEN;
            reason = "an injected fault is not confirmed";
        } else if (plant.truth().outcome == Truth.Outcome.CRASHED) {
            outcome = CaseResult.CRASHED;
            reason = lower(plant.crash() == TouchdownJudge.Crash.NONE ? "HIT_GROUND" : plant.crash().name());
        } else if (plant.truth().outcome != Truth.Outcome.LANDED || flight.phase() != Phase.LANDED) {
            outcome = CaseResult.ABORTED;
            reason = watch.log().abortReason() != null
                    ? watch.log().abortReason()
                    : "not over in phase " + lower(flight.phase().name());
        } else if (!setup.limits.broken(touchdown).isEmpty()) {
            outcome = CaseResult.OUTSIDE;
            reason = String.join(" ", setup.limits.broken(touchdown));
        }
        return new CaseResult(number, seed, outcome, reason, String.format(Locale.ROOT, "%016x", out.digest),
                watch.values());
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
