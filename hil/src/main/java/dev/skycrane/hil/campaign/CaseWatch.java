package dev.skycrane.hil.campaign;

import dev.skycrane.flight.FlightSoftware;
import dev.skycrane.flight.core.ActuatorFrame;
import dev.skycrane.flight.core.EventBuffer;
import dev.skycrane.flight.core.EventId;
import dev.skycrane.flight.core.Tick;
import dev.skycrane.flight.core.VisionFix;
import dev.skycrane.flight.geometry.EnuFrame;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.nav.NavState;
import dev.skycrane.flight.vehicle.PlanetModel;
import dev.skycrane.hil.landing.LandingLog;
import dev.skycrane.hil.landing.LandingReport;
import dev.skycrane.hil.landing.MapDisplacement;
import dev.skycrane.hil.plant.Truth;
import dev.skycrane.hil.terrain.MapError;
import java.util.Arrays;

/** Watches a case tick by tick and keeps its measures. Changes nothing. */
final class CaseWatch {
    /** A fix is wrong beyond this horizontal error, or beyond this many of its own sigma, which navigation takes as no less than the third. */
    private static final double WRONG_M = 40;
    private static final double WRONG_SIGMAS = 5;
    private static final double LEAST_SIGMA_M = 1;

    private final CampaignSetup setup;
    private final EnuFrame site;
    private final LandingLog log;
    private final double[] values = new double[Measure.columns().size()];
    private final MapDisplacement displacement;
    private final Consistency consistency;
    private final Vec3 scratch = new Vec3();
    private final Vec3 shown = new Vec3();
    private final EnuFrame local = new EnuFrame();
    private boolean lastIsWrong;
    private int nextSpeed;
    private long given;
    private double squaresM2;

    /** @param mapError of the map that the vehicle carries */
    CaseWatch(CampaignSetup setup, PlanetModel planet, MapError mapError) {
        this.setup = setup;
        site = planet.siteFrame();
        displacement = new MapDisplacement(setup.map, mapError);
        consistency = new Consistency(displacement);
        log = new LandingLog(planet, setup.map, setup.tables.hazards(), mapError);
        Arrays.fill(values, Double.NaN);
        for (Measure m : new Measure[]{Measure.REVERSALS, Measure.FIXES, Measure.FIXES_REFUSED, Measure.WRONG_GIVEN,
            Measure.WRONG_TAKEN})
            set(m, 0);
    }

    private void set(Measure m, double value) {
        values[m.ordinal()] = value;
    }

    private void count(Measure m) {
        values[m.ordinal()]++;
    }

    /**
     * After every tick: the truth at its end, the flight software having answered it.
     *
     * @param stretchS mortar to line stretch, NaN before
     */
    void observe(Truth truth, FlightSoftware flight, ActuatorFrame out, double stretchS) {
        log.observe(truth, flight, out, stretchS);
        EventBuffer events = flight.events();
        for (int i = 0; i < events.size(); i++)
            observeEvent(events, i, truth, flight);
        if (nextSpeed < Measure.PROFILE_MPS.size()) observeProfile(truth);
        boolean contact = truth.wheelsOnGround || truth.outcome == Truth.Outcome.CRASHED;
        if (contact && Double.isNaN(values[Measure.NEES_POSITION_TOUCHDOWN.ordinal()])) {
            observeConsistency(truth, flight, Measure.NEES_POSITION_TOUCHDOWN, Measure.NEES_VELOCITY_TOUCHDOWN,
                    Measure.NEES_ATTITUDE_TOUCHDOWN);
        }
    }

    private void observeEvent(EventBuffer events, int i, Truth truth, FlightSoftware flight) {
        switch (events.id(i)) {
            case PARACHUTE_DEPLOY -> {
                observeDeployment(truth, events.arg(i, 5));
                observeConsistency(truth, flight, Measure.NEES_POSITION_PARACHUTE, Measure.NEES_VELOCITY_PARACHUTE,
                        Measure.NEES_ATTITUDE_PARACHUTE);
            }
            case BANK_REVERSAL -> count(Measure.REVERSALS);
            case VISION_FIX -> {
                count(Measure.FIXES);
                if (lastIsWrong) count(Measure.WRONG_TAKEN);
            }
            case VISION_FIX_REJECTED -> count(Measure.FIXES_REFUSED);
            case TARGET_SELECTED -> {
                set(Measure.TARGET_EAST, events.arg(i, 0));
                set(Measure.TARGET_NORTH, events.arg(i, 1));
                set(Measure.DIVERT, events.arg(i, 3));
            }
            case BACKSHELL_SEPARATION -> observeBackshell(truth, flight);
            default -> {
            }
        }
    }

    private void observeDeployment(Truth t, double trigger) {
        set(Measure.PARACHUTE_TRIGGER, trigger);
        set(Measure.PARACHUTE_TIME, Tick.toSeconds(t.tick));
        set(Measure.PARACHUTE_MACH, t.mach);
        set(Measure.PARACHUTE_PRESSURE, t.dynamicPressurePa);
        set(Measure.PARACHUTE_ALTITUDE, t.altitudeMolaM);
        boolean inside = t.mach >= setup.lowestMach && t.mach <= setup.highestMach
                && t.dynamicPressurePa >= setup.lowestPressurePa && t.dynamicPressurePa <= setup.highestPressurePa;
        set(Measure.PARACHUTE_IN_BOX, inside ? 1 : 0);
    }

    private void observeBackshell(Truth truth, FlightSoftware flight) {
        set(Measure.BACKSHELL_TIME, Tick.toSeconds(truth.tick));
        set(Measure.BACKSHELL_ALTITUDE, truth.altitudeAglM);
        site.position(truth.rMcmfM, scratch);
        set(Measure.BACKSHELL_EAST, scratch.x);
        set(Measure.BACKSHELL_NORTH, scratch.y);
        observeConsistency(truth, flight, Measure.NEES_POSITION_BACKSHELL, Measure.NEES_VELOCITY_BACKSHELL,
                Measure.NEES_ATTITUDE_BACKSHELL);
    }

    private void observeConsistency(Truth truth, FlightSoftware flight, Measure position, Measure velocity,
            Measure attitude) {
        NavState nav = flight.navState();
        set(position, consistency.position(truth, nav, flight.navigator()));
        set(velocity, consistency.velocity(truth, nav, flight.navigator()));
        set(attitude, consistency.attitude(truth, nav, flight.navigator()));
    }

    private void observeProfile(Truth truth) {
        double v2 = truth.vMcmfMps.normSquared();
        while (nextSpeed < Measure.PROFILE_MPS.size()) {
            double speed = Measure.PROFILE_MPS.get(nextSpeed);
            if (v2 > speed * speed) return;
            values[Measure.profileIndex(nextSpeed++)] = truth.altitudeMolaM;
        }
    }

    /** An answer of the vision computer at its exposure; the next one is asked for only when it has been given. */
    void observeFix(VisionFix fix, Truth truth) {
        lastIsWrong = false;
        if (fix.status != VisionFix.Status.FIX) return;
        scratch.difference(fix.rMcmfM, truth.rMcmfM);
        lastIsWrong = isWrong(scratch, displacement.enuM(truth.rMcmfM, shown), fix, local.set(truth.rMcmfM));
        if (lastIsWrong) count(Measure.WRONG_GIVEN);
        double up = scratch.dot(truth.rMcmfM) / truth.rMcmfM.norm();
        double square = Math.max(0, scratch.normSquared() - up * up);
        squaresM2 += square;
        given++;
        double largest = values[Measure.FIX_ERROR_MAX.ordinal()];
        set(Measure.FIX_ERROR_MAX, Double.isNaN(largest) ? Math.sqrt(square) : Math.max(largest, Math.sqrt(square)));
    }

    /**
     * Beyond what the localisation must keep (dossier section 5), or beyond belief for what the fix claims, which is its place on the map.
     *
     * @param shownM by which the map is off there, east, north, up
     */
    private static boolean isWrong(Vec3 errorM, Vec3 shownM, VisionFix fix, EnuFrame at) {
        double east = errorM.dot(at.east());
        double north = errorM.dot(at.north());
        double sigmas2 = square((east - shownM.x) / Math.max(LEAST_SIGMA_M, fix.sigmaEnuM.x))
                + square((north - shownM.y) / Math.max(LEAST_SIGMA_M, fix.sigmaEnuM.y));
        return east * east + north * north > WRONG_M * WRONG_M || sigmas2 > WRONG_SIGMAS * WRONG_SIGMAS;
    }

    private static double square(double x) {
        return x * x;
    }

    LandingLog log() {
        return log;
    }

    /** The finished row. */
    double[] values() {
        LandingReport.Peak peak = log.peak();
        set(Measure.PEAK_G, peak.decelerationG());
        set(Measure.PEAK_HEAT, peak.heatFluxWcm2());
        set(Measure.CHUTE_LOAD, peak.parachuteLoadN());
        if (given > 0) set(Measure.FIX_ERROR, Math.sqrt(squaresM2 / given));
        LandingReport.Trn trn = log.trn();
        if (trn.timeTo40mS() != null) set(Measure.TIME_TO_40M, trn.timeTo40mS());
        if (trn.errorAtTargetSelectionM() != null) set(Measure.SELECTION_ERROR, trn.errorAtTargetSelectionM());
        LandingReport.VehicleMap map = log.map();
        if (map != null) {
            set(Measure.SELECTION_ERROR_ON_MAP, map.errorAtTargetSelectionOnMapM());
            set(Measure.MAP_ERROR, Math.hypot(map.eastM(), map.northM()));
            set(Measure.MAP_HEIGHT_ERROR, map.upM());
        }
        LandingReport.Touchdown t = log.touchdown();
        if (t != null) touchdown(t);
        if (t != null && map != null) set(Measure.TOUCHDOWN_BY_COORDINATES, map.errorToTargetByCoordinatesM());
        return values.clone();
    }

    private void touchdown(LandingReport.Touchdown t) {
        set(Measure.TOUCHDOWN_TIME, t.timeS());
        EnuFrame there = new EnuFrame(Math.toRadians(t.latDeg()), Math.toRadians(t.lonDeg()),
                site.originMcmfM().norm());
        site.position(there.originMcmfM(), scratch);
        set(Measure.TOUCHDOWN_EAST, scratch.x);
        set(Measure.TOUCHDOWN_NORTH, scratch.y);
        set(Measure.TOUCHDOWN_VERTICAL, t.verticalMps());
        set(Measure.TOUCHDOWN_HORIZONTAL, t.horizontalMps());
        set(Measure.TOUCHDOWN_ERROR, t.errorToTargetM());
        set(Measure.SAFE_CELL, t.safeCell() ? 1 : 0);
        set(Measure.PROPELLANT, t.propellantKg());
    }
}
