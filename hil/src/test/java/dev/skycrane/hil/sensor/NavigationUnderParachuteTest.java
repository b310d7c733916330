package dev.skycrane.hil.sensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.flight.core.ChannelBuffer;
import dev.skycrane.flight.core.EventBuffer;
import dev.skycrane.flight.core.EventId;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.SensorFrame;
import dev.skycrane.flight.core.VisionFix;
import dev.skycrane.flight.core.VisionRequest;
import dev.skycrane.flight.geometry.EnuFrame;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.vehicle.AtmosphereModel;
import dev.skycrane.flight.nav.NavState;
import dev.skycrane.flight.nav.Navigator;
import dev.skycrane.flight.vehicle.PlanetModel;
import dev.skycrane.hil.fault.FaultInjection;
import dev.skycrane.hil.plant.Terrain;
import dev.skycrane.hil.plant.Truth;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sensor models and navigation together, on a prescribed descent: 90 m/s with a swing, over rolling ground. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class NavigationUnderParachuteTest {
    private static final int SEEDS = 12;

    /** One descent; keeps what the checks look at. */
    private static final class Flight {
        final PlanetModel planet;
        final DescentPath path;
        final SensorSuite sensors;
        final FaultInjection faults;
        final EventBuffer events = new EventBuffer();
        final Navigator navigator;
        final NavState nav = new NavState();
        final SensorFrame frame = new SensorFrame();
        final Map<EventId, Integer> seen = new TreeMap<>();

        Flight(long seed, Map<String, double[]> overrides) {
            this(seed, overrides, "");
        }

        Flight(long seed, Map<String, double[]> overrides, String injected) {
            ParameterTable p = new ParameterTable(overrides, Map.of(FaultInjection.LIST, injected));
            faults = new FaultInjection(p);
            planet = new PlanetModel(p);
            EnuFrame site = planet.siteFrame();
            Terrain terrain = r -> planet.siteRadiusM + DescentPath.reliefM(site.position(r, new Vec3()));
            path = new DescentPath(planet, terrain);
            sensors = new SensorSuite(p, terrain, seed);
            navigator = new Navigator(p, planet, new AtmosphereModel(p), new ChannelBuffer(), events);
            path.start();
            new EntryKnowledge(p, seed).initialise(path.truth(), navigator);
        }

        void run(double seconds, VisionFix fixOrNull) {
            for (int i = 0; i < seconds * 64; i++) {
                path.step();
                events.beginTick();
                sensors.sample(path.truth(), frame);
                frame.vision.clear();
                if (fixOrNull != null && i == 64) frame.vision.copyFrom(fixOrNull);
                faults.sense(path.truth(), frame);
                navigator.step(frame, nav);
                for (int k = 0; k < events.size(); k++)
                    seen.merge(events.id(k), 1, Integer::sum);
            }
        }

        double positionErrorM() {
            return new Vec3().difference(nav.rMcmfM, path.truth().rMcmfM).norm();
        }

        double velocityErrorMps() {
            return new Vec3().difference(nav.vMcmfMps, path.truth().vMcmfMps).norm();
        }

        double heightErrorM() {
            return nav.altitudeAglM - path.truth().altitudeAglM;
        }
    }

    private static Map<String, double[]> poorStart() {
        return Map.of("sensor.initial.velocitySigmaMps", new double[]{2}, "nav.initial.velocitySigmaMps",
                new double[]{2});
    }

    @Test
    void radarGivesHeightAndVelocity() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Flight f = new Flight(seed, poorStart());
            f.run(80, null);
            String what = "seed=" + seed;
            assertTrue(f.nav.radarLocked, what);
            assertEquals(1, f.seen.get(EventId.RADAR_LOCK), what);
            assertEquals(1, f.seen.get(EventId.NAV_CONVERGED), what);
            assertEquals(0, f.heightErrorM(), 0.02 * f.path.truth().altitudeAglM, what);
            assertEquals(0, f.velocityErrorMps(), 0.3, what);
        }
    }

    /** Mean of the squared error over its variance is near one when the covariance is honest (Bar-Shalom 2001, section 5.4). */
    @Test
    void covarianceIsHonest() {
        double velocity = 0;
        double position = 0;
        double height = 0;
        int samples = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            Flight f = new Flight(seed, poorStart());
            for (int k = 0; k < 4; k++) {
                f.run(20, null);
                EnuFrame site = f.navigator.target();
                Vec3 dv = site.vector(new Vec3().difference(f.nav.vMcmfMps, f.path.truth().vMcmfMps), new Vec3());
                Vec3 dr = site.vector(new Vec3().difference(f.nav.rMcmfM, f.path.truth().rMcmfM), new Vec3());
                velocity += squared(dv, f.nav.sigmaVEnuMps) / 3;
                position += squared(dr, f.nav.sigmaREnuM) / 3;
                double h = f.heightErrorM() / f.navigator.sigmaHeightM();
                height += h * h;
                samples++;
            }
        }
        String what = "mean squared normalised errors: velocity=" + velocity / samples + " position="
                + position / samples + " height=" + height / samples;
        assertTrue(velocity / samples > 0.1 && velocity / samples < 2.5, what);
        assertTrue(position / samples > 0.1 && position / samples < 2.5, what);
        assertTrue(height / samples > 0.05 && height / samples < 3, what);
    }

    private static double squared(Vec3 e, Vec3 s) {
        return e.x * e.x / (s.x * s.x) + e.y * e.y / (s.y * s.y) + e.z * e.z / (s.z * s.z);
    }

    @Test
    void aFixCorrectsThePositionOfItsExposureAndOfNow() {
        Flight f = new Flight(5, Map.of("sensor.initial.positionOffsetM", new double[]{400, -300, 80},
                "nav.initial.positionSigmaM", new double[]{600, 600, 600}));
        f.run(30, null);
        double before = f.positionErrorM();
        VisionFix fix = new VisionFix();
        fix.status = VisionFix.Status.FIX;
        fix.exposureTick = f.path.truth().tick;
        fix.rMcmfM.set(f.path.truth().rMcmfM);
        fix.qMcmfFromBody.set(f.path.truth().qMcmfFromBody);
        fix.sigmaEnuM.set(3, 3, 3);
        f.run(2, fix);
        assertTrue(before > 300, "positionErrorBeforeM=" + before);
        assertTrue(f.positionErrorM() < 10, "positionErrorM=" + f.positionErrorM());
        assertTrue(f.nav.mapRelative);
        assertEquals(0, f.heightErrorM(), 0.02 * f.path.truth().altitudeAglM, "height still the radar's");
        f.run(40, null);
        assertTrue(f.positionErrorM() < 15, "positionErrorAfter40sM=" + f.positionErrorM());
    }

    /** Guidance diverts by the position: measurements of the radar must not make it wander. */
    @Test
    void onceConvergedTheRadarLeavesTheHorizontalPositionSteady() {
        Flight f = new Flight(8, Map.of("sensor.initial.positionOffsetM", new double[]{2500, 1000, 0},
                "nav.initial.positionSigmaM", new double[]{1500, 1500, 1500}));
        f.run(50, null);
        assertEquals(1, f.seen.get(EventId.NAV_CONVERGED));
        double before = f.positionErrorM();
        f.run(30, null);
        assertEquals(before, f.positionErrorM(), 10);
        assertEquals(0, f.velocityErrorMps(), 0.3);
        assertEquals(0, f.heightErrorM(), 0.02 * f.path.truth().altitudeAglM);
    }

    @Test
    void aWildFixIsRefused() {
        Flight f = new Flight(6, Map.of());
        f.run(30, null);
        VisionFix fix = new VisionFix();
        fix.status = VisionFix.Status.FIX;
        fix.exposureTick = f.path.truth().tick;
        fix.rMcmfM.set(f.path.truth().rMcmfM).addScaled(4000, f.navigator.target().east());
        fix.qMcmfFromBody.set(f.path.truth().qMcmfFromBody);
        fix.sigmaEnuM.set(3, 3, 3);
        double before = f.positionErrorM();
        f.run(2, fix);
        assertEquals(1, f.seen.get(EventId.VISION_FIX_REJECTED));
        assertFalse(f.nav.mapRelative);
        assertEquals(before, f.positionErrorM(), 20);
    }

    private static VisionFix coarseFix(Flight f, double eastErrorM) {
        VisionFix fix = new VisionFix();
        fix.status = VisionFix.Status.FIX;
        fix.mode = VisionRequest.Mode.COARSE;
        fix.exposureTick = f.path.truth().tick;
        fix.rMcmfM.set(f.path.truth().rMcmfM).addScaled(eastErrorM, f.navigator.target().east());
        fix.qMcmfFromBody.set(f.path.truth().qMcmfFromBody);
        fix.sigmaEnuM.set(3, 3, 3);
        return fix;
    }

    @Test
    void threeAgreeingCoarseFixesUndoAWrongFirstOne() {
        Flight f = new Flight(9, Map.of("nav.initial.positionSigmaM", new double[]{1000, 1000, 100}));
        f.run(30, null);
        f.run(2, coarseFix(f, 1200));
        assertTrue(f.positionErrorM() > 1000, "positionErrorM=" + f.positionErrorM());
        f.run(2, coarseFix(f, 0));
        f.run(2, coarseFix(f, 0));
        assertEquals(null, f.seen.get(EventId.VISION_POSITION_REOPENED));
        f.run(2, coarseFix(f, 0));
        assertEquals(1, f.seen.get(EventId.VISION_POSITION_REOPENED));
        assertEquals(3, f.seen.get(EventId.VISION_FIX_REJECTED));
        assertTrue(f.positionErrorM() < 15, "positionErrorM=" + f.positionErrorM());
    }

    @Test
    void refusedFixesThatDisagreeAreNeverTaken() {
        Flight f = new Flight(10, Map.of());
        f.run(30, null);
        for (int i = 0; i < 6; i++)
            f.run(2, coarseFix(f, i % 2 == 0 ? 4000 : -4000));
        assertEquals(6, f.seen.get(EventId.VISION_FIX_REJECTED));
        assertEquals(null, f.seen.get(EventId.VISION_POSITION_REOPENED));
        assertFalse(f.nav.mapRelative);
    }

    @Test
    void aDroppedGyroAxisIsCoastedAndTheRadarHealsIt() {
        Flight f = new Flight(7, Map.of("scenario.fault.imuDropout.durationS", new double[]{0.5}), "imuDropout@30");
        f.run(60, null);
        assertTrue(f.faults.records().get(0).injected());
        assertEquals(0, f.velocityErrorMps(), 0.6);
        assertEquals(0, f.heightErrorM(), 0.03 * f.path.truth().altitudeAglM);
    }
}
