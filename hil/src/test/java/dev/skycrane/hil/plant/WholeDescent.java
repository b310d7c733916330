package dev.skycrane.hil.plant;

import dev.skycrane.flight.FlightSoftware;
import dev.skycrane.flight.core.ActuatorFrame;
import dev.skycrane.flight.core.EventBuffer;
import dev.skycrane.flight.core.EventId;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.SensorFrame;
import dev.skycrane.flight.core.Tick;
import dev.skycrane.flight.core.VisionFix;
import dev.skycrane.flight.core.VisionRequest;
import dev.skycrane.flight.geometry.EnuFrame;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.trn.SiteMap;
import dev.skycrane.flight.vehicle.PlanetModel;
import dev.skycrane.hil.fault.FaultInjection;
import dev.skycrane.hil.noise.NoiseSource;
import dev.skycrane.hil.sensor.EntryKnowledge;
import dev.skycrane.hil.sensor.SensorSuite;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The flight software against the plant and its sensors from entry interface on, over level ground. Pictures are replaced by an error model
 * of the localisation: the truth at the exposure with 2 m of noise, answered in the due tick; what a fix claims contains the map's 2 m.
 */
final class WholeDescent {
    private static final double FIX_SIGMA_M = 2;
    private static final double TOLD_SIGMA_M = 2.83;
    private static final double GIVE_UP_S = 600;
    private static final long START_UP_TICKS = 64;
    private static final com.sun.management.ThreadMXBean THREADS = (com.sun.management.ThreadMXBean) ManagementFactory
            .getThreadMXBean();

    /** One event with the truth of its tick. */
    record Seen(EventId id, double timeS, double[] args, double aglM, double molaM, double speedMps, double sinkMps,
            double mach, double pressurePa, double eastM, double northM) {}

    final List<Seen> seen = new ArrayList<>();
    final FlightSoftware flight;
    final Plant plant;
    final Truth truth;
    final EnuFrame site;
    double peakG;
    double peakGTimeS;
    double peakLoadN;
    double propellantAtBackshellKg;
    /** Times of passing the heights of acceptance row 15, s; NaN before. */
    double passed5800S = Double.NaN;
    double passed2350S = Double.NaN;
    long ticks;
    /** Of the rover's wheels with the ground: velocity down and across, m/s; distance to the selected target, m. */
    double contactDownMps = Double.NaN;
    double contactAcrossMps = Double.NaN;
    double contactToTargetM = Double.NaN;
    private boolean contact;
    private final Vec3 roverRate = new Vec3();
    /** Allocated on the flight thread by flight steps after the first second. */
    long allocatedBytes;
    final FaultInjection faults;
    private final SensorSuite sensors;
    private final NoiseSource fixNoise;
    private final SensorFrame in = new SensorFrame();
    private final ActuatorFrame out = new ActuatorFrame();
    private final VisionFix pending = new VisionFix();
    private long pendingDueTick = -1;
    private final Vec3 enu = new Vec3();
    private final Vec3 rate = new Vec3();
    private double aglBeforeM = Double.MAX_VALUE;

    WholeDescent(Map<String, double[]> overrides, long seed) {
        this(overrides, Map.of(), seed);
    }

    WholeDescent(Map<String, double[]> overrides, Map<String, String> texts, long seed) {
        ParameterTable p = new ParameterTable(overrides, texts);
        flight = new FlightSoftware(p, levelGround(new PlanetModel(p)));
        Terrain ground = r -> flight.planet().siteRadiusM;
        plant = new Plant(p, flight.planet(), ground, seed);
        faults = new FaultInjection(p);
        sensors = new SensorSuite(p, ground, seed);
        new EntryKnowledge(p, seed).initialise(plant.truth(), flight.navigator());
        fixNoise = new NoiseSource(seed, "test.fix");
        truth = plant.truth();
        site = flight.planet().siteFrame();
        p.refuseUnknown();
    }

    /** 20 km square at the landing point's elevation. */
    private static SiteMap levelGround(PlanetModel planet) {
        int n = 200;
        double cellM = 100;
        double edgeM = cellM * (n - 1) / 2;
        float[] elevationM = new float[n * n];
        Arrays.fill(elevationM, (float) (planet.siteRadiusM - planet.areoidRadiusM));
        SiteMap.Grid grid = new SiteMap.Grid(n, n, cellM, -edgeM, edgeM);
        return new SiteMap(planet.equatorialRadiusM, planet.areoidRadiusM, planet.siteLatRad, planet.siteLonRad, grid,
                new byte[n * n], grid, elevationM, null, null);
    }

    /** @return false once the mission is over */
    boolean step() {
        sensors.sample(truth, in);
        in.vision.clear();
        if (in.tick == pendingDueTick) in.vision.copyFrom(pending);
        faults.sense(truth, in);
        long bytesBefore = THREADS.getCurrentThreadAllocatedBytes();
        flight.step(in, out);
        if (ticks >= START_UP_TICKS) allocatedBytes += THREADS.getCurrentThreadAllocatedBytes() - bytesBefore;
        faults.observe(flight.events(), in.tick);
        if (out.vision.mode != VisionRequest.Mode.NONE) answer(out.vision);
        watch();
        watchContact();
        note();
        plant.step(faults.command(plant, out));
        ticks++;
        return !out.missionOver;
    }

    private void answer(VisionRequest request) {
        pending.clear();
        pending.status = VisionFix.Status.FIX;
        pending.mode = request.mode;
        pending.exposureTick = request.exposureTick;
        pending.rMcmfM.set(truth.rMcmfM);
        pending.rMcmfM.add(new Vec3(FIX_SIGMA_M * fixNoise.cutGaussian(), FIX_SIGMA_M * fixNoise.cutGaussian(),
                FIX_SIGMA_M * fixNoise.cutGaussian()));
        pending.qMcmfFromBody.set(truth.qMcmfFromBody);
        pending.sigmaEnuM.set(TOLD_SIGMA_M, TOLD_SIGMA_M, TOLD_SIGMA_M);
        pending.sigmaAttitudeRad = 1e-3;
        pending.landmarks = 100;
        pending.inliers = 80;
        pendingDueTick = request.dueTick;
    }

    private void watch() {
        if (truth.decelerationG > peakG && !truth.canopyOut) {
            peakG = truth.decelerationG;
            peakGTimeS = Tick.toSeconds(truth.tick);
        }
        if (truth.canopyOut) peakLoadN = Math.max(peakLoadN, truth.parachuteLoadN);
        if (aglBeforeM > 5800 && truth.altitudeAglM <= 5800) passed5800S = Tick.toSeconds(truth.tick);
        if (aglBeforeM > 2350 && truth.altitudeAglM <= 2350) passed2350S = Tick.toSeconds(truth.tick);
        aglBeforeM = truth.altitudeAglM;
    }

    /** The rover's velocity in the tick before its wheels touch for the first time. */
    private void watchContact() {
        if (truth.wheelsOnGround && !contact) {
            contact = true;
            contactDownMps = -roverRate.z;
            contactAcrossMps = Math.sqrt(roverRate.x * roverRate.x + roverRate.y * roverRate.y);
            flight.navigator().target().position(truth.roverRMcmfM, enu);
            contactToTargetM = Math.sqrt(enu.x * enu.x + enu.y * enu.y);
        }
        site.vector(truth.roverVMcmfMps, roverRate);
    }

    private void note() {
        EventBuffer events = flight.events();
        for (int i = 0; i < events.size(); i++) {
            double[] args = new double[EventBuffer.ARGS];
            for (int k = 0; k < args.length; k++)
                args[k] = events.arg(i, k);
            site.position(truth.rMcmfM, enu);
            site.vector(truth.vMcmfMps, rate);
            seen.add(new Seen(events.id(i), Tick.toSeconds(in.tick), args, truth.altitudeAglM, truth.altitudeMolaM,
                    truth.vMcmfMps.norm(), -rate.z, truth.mach, truth.dynamicPressurePa, enu.x, enu.y));
            if (events.id(i) == EventId.BACKSHELL_SEPARATION) propellantAtBackshellKg = truth.propellantKg;
        }
    }

    /** Flies until an event has come, or to the end with {@code null}. */
    WholeDescent flyTo(EventId last) {
        while (step()) {
            if (last != null && count(last) > 0) return this;
            if (truth.outcome == Truth.Outcome.CRASHED) return this;
            if (Tick.toSeconds(ticks) > GIVE_UP_S) throw new AssertionError("no end: phase=" + flight.phase());
        }
        return this;
    }

    /** The flight software's, after the last tick. */
    long digest() {
        return out.digest;
    }

    int count(EventId id) {
        int n = 0;
        for (Seen s : seen)
            if (s.id() == id) n++;
        return n;
    }

    /** The first event of a kind. */
    Seen first(EventId id) {
        for (Seen s : seen)
            if (s.id() == id) return s;
        throw new AssertionError("no event: id=" + id + " phase=" + flight.phase());
    }
}
