package dev.skycrane.hil.landing;

import dev.skycrane.flight.FlightSoftware;
import dev.skycrane.flight.core.ActuatorFrame;
import dev.skycrane.flight.core.EventBuffer;
import dev.skycrane.flight.core.EventId;
import dev.skycrane.flight.core.Tick;
import dev.skycrane.flight.descent.AbortReason;
import dev.skycrane.flight.geometry.EnuFrame;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.nav.NavState;
import dev.skycrane.flight.trn.HazardMap;
import dev.skycrane.flight.trn.SiteMap;
import dev.skycrane.flight.vehicle.PlanetModel;
import dev.skycrane.hil.plant.Truth;
import dev.skycrane.hil.terrain.MapError;
import java.util.List;
import java.util.Locale;

/** Watches truth and flight software tick by tick and keeps what the report needs. Changes nothing. */
public final class LandingLog {
    /** Required of the localisation within ten seconds (dossier section 5), m. */
    private static final double CONVERGED_M = 40;

    private final PlanetModel planet;
    private final SiteMap map;
    private final HazardMap hazards;
    private final MapError error;
    private final MapDisplacement displacement;
    private final MissionEvents events = new MissionEvents();
    private final FlownComparison flown = new FlownComparison(events);
    private final VisionLog vision = new VisionLog();
    private final Vec3 previousRoverVMcmfMps = new Vec3();

    private double lineStretchS = Double.NaN;
    private double peakDecelerationG;
    private double peakDecelerationTimeS;
    private double peakParachuteLoadN;
    private double peakHeatFluxWcm2;
    private LandingReport.Parachute parachute;
    private double timeTo40mS = Double.NaN;
    private double errorAtTargetSelectionM = Double.NaN;
    private double errorAtTargetSelectionOnMapM = Double.NaN;
    /** Selected target, east and north of the site's on the map. */
    private double targetEastM;
    private double targetNorthM;
    private AbortReason abortReason;
    private double propellantKg = Double.NaN;
    private double propellantAtCutKg = Double.NaN;
    private final Vec3 touchdownRMcmfM = new Vec3();
    private final Vec3 touchdownVMcmfMps = new Vec3();
    private double touchdownTimeS = Double.NaN;

    /**
     * @param map of the ground as it is
     * @param hazards of that map, by the very definition that the choice of the target goes by
     * @param error of the map that the vehicle carries
     */
    public LandingLog(PlanetModel planet, SiteMap map, HazardMap hazards, MapError error) {
        this.planet = planet;
        this.map = map;
        this.hazards = hazards;
        this.error = error;
        displacement = new MapDisplacement(map, error);
    }

    /** After every tick: the plant's truth at its end, the flight software having answered it. */
    public void observe(Truth truth, FlightSoftware flight, ActuatorFrame out, double parachuteStretchS) {
        events.observe(flight.events(), truth);
        flown.observe(truth, flight.navState(), out);
        lineStretchS = parachuteStretchS;
        observePeaks(truth);
        observeNavigation(truth, flight.navState());
        for (int i = 0; i < flight.events().size(); i++)
            observeEvent(flight.events(), i, truth, flight);
        propellantKg = truth.propellantKg;
        if (Double.isNaN(touchdownTimeS)) observeTouchdown(truth);
    }

    private void observePeaks(Truth truth) {
        if (truth.decelerationG > peakDecelerationG) {
            peakDecelerationG = truth.decelerationG;
            peakDecelerationTimeS = Tick.toSeconds(truth.tick);
        }
        peakParachuteLoadN = Math.max(peakParachuteLoadN, truth.parachuteLoadN);
        peakHeatFluxWcm2 = Math.max(peakHeatFluxWcm2, truth.heatFluxWcm2);
    }

    private void observeNavigation(Truth truth, NavState nav) {
        if (!Double.isNaN(timeTo40mS) || !events.has(EventId.LVS_COARSE_START)) return;
        if (nav.mapRelative && horizontalErrorM(truth, nav) < CONVERGED_M) {
            timeTo40mS = Tick.toSeconds(truth.tick) - events.timeS(EventId.LVS_COARSE_START);
        }
    }

    /** Horizontal distance between navigation's position and the true one, m. */
    static double horizontalErrorM(Truth truth, NavState nav) {
        return horizontal(new Vec3().difference(nav.rMcmfM, truth.rMcmfM), truth.rMcmfM);
    }

    /** The same against the ground as the vehicle's map places it, m. */
    private double errorOnMapM(Truth truth, NavState nav) {
        Vec3 off = new Vec3().difference(nav.rMcmfM, truth.rMcmfM);
        return horizontal(off.subtract(displacement.mcmfM(truth.rMcmfM, new Vec3())), truth.rMcmfM);
    }

    private void observeEvent(EventBuffer raised, int i, Truth truth, FlightSoftware flight) {
        EventId id = raised.id(i);
        if (id == EventId.PARACHUTE_DEPLOY && parachute == null) {
            parachute = new LandingReport.Parachute(truth.mach, truth.dynamicPressurePa);
        } else if (id == EventId.TARGET_SELECTED) {
            errorAtTargetSelectionM = horizontalErrorM(truth, flight.navState());
            errorAtTargetSelectionOnMapM = errorOnMapM(truth, flight.navState());
            targetEastM = raised.arg(i, 0);
            targetNorthM = raised.arg(i, 1);
        } else if (id == EventId.ABORT) {
            abortReason = AbortReason.ofCode((int) raised.arg(i, 0));
        } else if (id == EventId.BRIDLE_CUT) {
            propellantAtCutKg = truth.propellantKg;
        }
    }

    /** The last velocity before the ground took it is the touchdown velocity. */
    private void observeTouchdown(Truth truth) {
        if (truth.wheelsOnGround || truth.outcome == Truth.Outcome.CRASHED) {
            touchdownTimeS = Tick.toSeconds(truth.tick);
            touchdownRMcmfM.set(truth.roverRMcmfM);
            touchdownVMcmfMps.set(previousRoverVMcmfMps);
        }
        previousRoverVMcmfMps.set(truth.roverVMcmfMps);
    }

    /** Length of the part of {@code v} across the vertical at {@code rMcmfM}. */
    private static double horizontal(Vec3 v, Vec3 rMcmfM) {
        double up = v.dot(rMcmfM) / rMcmfM.norm();
        return Math.sqrt(Math.max(0, v.normSquared() - up * up));
    }

    /** Null while the rover has not touched the ground. */
    public LandingReport.Touchdown touchdown() {
        if (Double.isNaN(touchdownTimeS)) return null;
        Vec3 r = touchdownRMcmfM;
        double latRad = StrictMath.atan2(r.z, Math.sqrt(r.x * r.x + r.y * r.y));
        double lonRad = StrictMath.atan2(r.y, r.x);
        return new LandingReport.Touchdown(touchdownTimeS, Math.toDegrees(latRad), Math.toDegrees(lonRad),
                -touchdownVMcmfMps.dot(r) / r.norm(), horizontal(touchdownVMcmfMps, r),
                toTargetM(error.trueEastM(shownEastM(), shownNorthM()), error.trueNorthM(shownEastM(), shownNorthM())),
                hazards.isSafeAt(map.eastM(lonRad), map.northM(latRad)),
                Double.isNaN(propellantAtCutKg) ? propellantKg : propellantAtCutKg);
    }

    /** Selected target on the vehicle's map. */
    private double shownEastM() {
        return map.eastM(planet.siteLonRad) + targetEastM;
    }

    private double shownNorthM() {
        return map.northM(planet.siteLatRad) + targetNorthM;
    }

    /** From the touchdown to a place of the projection, horizontally, m. */
    private double toTargetM(double eastM, double northM) {
        Vec3 target = new EnuFrame(map.latRad(northM), map.lonRad(eastM), planet.siteRadiusM).originMcmfM();
        return horizontal(new Vec3().difference(touchdownRMcmfM, target), touchdownRMcmfM);
    }

    /** Why the flight software gave up, in words; null if it did not. */
    public String abortReason() {
        return abortReason == null ? null : abortReason.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** What the vehicle's map had to do with it; null while no target is chosen. */
    public LandingReport.VehicleMap map() {
        if (Double.isNaN(errorAtTargetSelectionM)) return null;
        double eastM = error.trueEastM(shownEastM(), shownNorthM());
        double northM = error.trueNorthM(shownEastM(), shownNorthM());
        return new LandingReport.VehicleMap(shownEastM() - eastM, shownNorthM() - northM,
                error.heightErrorM(shownEastM(), shownNorthM()), errorAtTargetSelectionOnMapM,
                Double.isNaN(touchdownTimeS) ? null : toTargetM(shownEastM(), shownNorthM()));
    }

    public LandingReport.Peak peak() {
        return new LandingReport.Peak(peakDecelerationG, peakDecelerationTimeS, peakParachuteLoadN, peakHeatFluxWcm2);
    }

    /** Null if the parachute stayed packed. */
    public LandingReport.Parachute parachute() {
        return parachute;
    }

    public LandingReport.Trn trn() {
        return vision.report(timeTo40mS, errorAtTargetSelectionM);
    }

    MissionEvents events() {
        return events;
    }

    VisionLog vision() {
        return vision;
    }

    FlownComparison flown() {
        return flown;
    }

    /** Mortar to line stretch, s; NaN before. */
    double lineStretchS() {
        return lineStretchS;
    }

    List<AsFlown> asFlown(double lightTimeS) {
        return new AsFlown.Table().of(this, lightTimeS);
    }
}
