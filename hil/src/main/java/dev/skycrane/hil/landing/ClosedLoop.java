package dev.skycrane.hil.landing;

import dev.skycrane.flight.FlightSoftware;
import dev.skycrane.flight.FlightTables;
import dev.skycrane.flight.camera.CameraFrame;
import dev.skycrane.flight.core.VisionFix;
import dev.skycrane.flight.core.ActuatorFrame;
import dev.skycrane.flight.core.CameraId;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.Phase;
import dev.skycrane.flight.core.SensorFrame;
import dev.skycrane.flight.core.Tick;
import dev.skycrane.flight.core.VisionRequest;
import dev.skycrane.flight.trn.MatchedLandmarks;
import dev.skycrane.flight.trn.MountedCamera;
import dev.skycrane.flight.trn.SiteMap;
import dev.skycrane.flight.trn.VisionComputer;
import dev.skycrane.flight.trn.VisionWarmUp;
import dev.skycrane.flight.vehicle.PlanetModel;
import dev.skycrane.hil.fault.FaultInjection;
import dev.skycrane.hil.plant.Plant;
import dev.skycrane.hil.plant.SiteMapTerrain;
import dev.skycrane.hil.plant.Truth;
import dev.skycrane.hil.render.CameraRenderer;
import dev.skycrane.hil.scenario.LightTime;
import dev.skycrane.hil.sensor.EntryKnowledge;
import dev.skycrane.hil.sensor.SensorSuite;
import dev.skycrane.hil.terrain.Rows;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Plant, sensors, vision and flight software in lock-step: per tick the sensors sample the truth, faults come in at their ports, the flight software answers,
 * the cameras expose, the plant moves on. What it computes is a function of parameters, map and seed alone.
 *
 * <p>Called by one thread. Watchers look at it between steps.
 */
final class ClosedLoop implements AutoCloseable {
    /** Threads that share the rows of a picture. */
    private static final int PAINTERS = 2;
    private static final int WARM_UP_ROUNDS = 12;

    private final FlightSoftware flight;
    private final Plant plant;
    private final SensorSuite sensors;
    private final FaultInjection faults;
    private final CameraBay cameras;
    private final ExecutorService painters = Executors.newFixedThreadPool(PAINTERS, work -> {
        Thread t = new Thread(work, "painter");
        t.setDaemon(true);
        return t;
    });
    private final VideoBay video;
    private final VisionComputer vision;
    private final Runnable warmUp;
    private final Rehearsal rehearsal;
    private final LandingLog log;
    private final TickTiming timing = new TickTiming();
    private final SensorFrame in = new SensorFrame();
    private final ActuatorFrame out = new ActuatorFrame();
    private final LightTime lightTime;
    private final long lastTick;
    private boolean over;
    private FlightPort elsewhere;
    private volatile Consumer<CameraFrame> pictures = picture -> {};
    private volatile BiConsumer<VisionFix, MatchedLandmarks> localised = (fix, landmarks) -> {};

    /**
     * Declares every parameter of a landing in {@code p}, and builds all of it.
     *
     * @param site what the plant and the cameras have is its ground, what the flight software has its carried map
     */
    ClosedLoop(ParameterTable p, LandingSite site, long seed) {
        PlanetModel planet = new PlanetModel(p);
        SiteMap ground = site.groundMap();
        SiteMap map = site.carriedMap(ground);
        SiteMapTerrain terrain = new SiteMapTerrain(ground);
        plant = new Plant(p, planet, terrain, seed);
        sensors = new SensorSuite(p, terrain, seed);
        faults = new FaultInjection(p);
        FlightTables tables = new FlightTables(p, map);
        flight = new FlightSoftware(p, map, tables);
        new EntryKnowledge(p, seed).initialise(plant.truth(), flight.navigator());
        log = new LandingLog(planet, ground, site.groundHazards(p, ground, planet, tables.hazards()), site.error());
        CameraRenderer renderer = new CameraRenderer(p, ground, site.groundSun(), seed, Rows.on(painters, PAINTERS));
        vision = new VisionComputer(p, MountedCamera.lcam(p), map);
        rehearsal = new Rehearsal(p, map, tables);
        warmUp = () -> VisionWarmUp.run(vision, MountedCamera.lcam(p), map, WARM_UP_ROUNDS);
        cameras = new CameraBay((truth, tick) -> renderer.render(CameraId.LCAM, truth, tick), vision, log.vision(),
                picture -> pictures.accept(picture), (fix, landmarks) -> localised.accept(fix, landmarks));
        video = new VideoBay(renderer::render, picture -> pictures.accept(picture));
        lightTime = new LightTime(p);
        lastTick = Tick.fromSeconds(p.scalar("scenario.limitSeconds", "s", 900, 1, 100_000,
                "a landing that is not over by then is given up"));
    }

    /** One tick. The sensor frame stays readable until the next. */
    void step() {
        Truth truth = plant.truth();
        sensors.sample(truth, in);
        cameras.answer(truth.tick, in.vision);
        faults.sense(truth, in);
        flight.commandQueue().drainInto(in);
        timing.begin();
        if (elsewhere == null) {
            flight.step(in, out);
        } else {
            elsewhere.step(in, out);
        }
        timing.end();
        faults.observe(flight.events(), in.tick);
        log.observe(truth, flight, out, plant.lineStretchS());
        int answering = faults.answering(out.cameraTriggerBits, in.tick);
        if ((answering & CameraId.LCAM.bit()) != 0) {
            cameras.expose(out.vision, truth);
        } else if (elsewhere != null && out.vision.mode != VisionRequest.Mode.NONE) {
            elsewhere.noPicture(truth.tick);
        }
        video.expose(answering, truth);
        over = out.missionOver || truth.outcome == Truth.Outcome.CRASHED || truth.tick >= lastTick;
        if (!over) plant.step(faults.command(plant, out));
    }

    /** Who takes the pictures, on other threads; to be set before the first step. */
    void onPicture(Consumer<CameraFrame> receiver) {
        pictures = receiver;
    }

    /** Who sees what was matched in each frame, on the vision thread during the call; to be set before the first step. */
    void onLocalised(BiConsumer<VisionFix, MatchedLandmarks> receiver) {
        localised = receiver;
    }

    /** Before the first step: the flight software runs there from now on, and the pictures go there. */
    void flyOn(FlightPort port) {
        elsewhere = port;
        cameras.onlyTakePictures();
        pictures = port::picture;
    }

    /** Before the first step: LCAM's pictures come from there from now on, see {@link CameraBay#lcam}. */
    void lcam(LcamPort port) {
        cameras.lcam(port);
    }

    /** Before the first step: the loop no longer waits for answers of the vision computer, late ones are missed. */
    void missDeadlines() {
        cameras.missDeadlines();
    }

    /** Answers of the vision computer that were late. */
    long deadlineMisses() {
        return cameras.lateAnswers();
    }

    /** Before the first step: lets the vision computer find compiled code. Changes no result. */
    void warmUp() {
        warmUp.run();
    }

    /** Before the first step: lets the flight software find compiled code. Changes no result. */
    void rehearse() {
        rehearsal.fly();
    }

    /** Waits for pictures under way. */
    void finish() {
        cameras.finish();
        video.finish();
    }

    LightTime lightTime() {
        return lightTime;
    }

    /** What was injected and what became of it. */
    FaultInjection faults() {
        return faults;
    }

    boolean isOver() {
        return over;
    }

    /** {@code landed}, {@code crashed} or {@code aborted}. */
    String outcome() {
        if (plant.truth().outcome == Truth.Outcome.CRASHED) return "crashed";
        boolean landed = plant.truth().outcome == Truth.Outcome.LANDED && flight.phase() == Phase.LANDED;
        return landed ? "landed" : "aborted";
    }

    FlightSoftware flight() {
        return flight;
    }

    /** What the sensors said in the last tick. */
    SensorFrame sensorFrame() {
        return in;
    }

    ActuatorFrame actuatorFrame() {
        return out;
    }

    Truth truth() {
        return plant.truth();
    }

    LandingLog log() {
        return log;
    }

    /** @param wakeUp when the ticks began */
    LandingReport.Timing timing(LandingReport.WakeUp wakeUp) {
        double[] us = timing.percentilesUs(0.5, 0.99, 0.9999, 1);
        double[] own = timing.processorPercentilesUs(0.5, 0.99, 0.9999, 1);
        return new LandingReport.Timing(us[0], us[1], us[2], us[3], own[0], own[1], own[2], own[3],
                timing.overruns() + cameras.lateAnswers(),
                timing.allocatedBytesPerTick(), wakeUp);
    }

    @Override
    public void close() {
        cameras.close();
        video.close();
        painters.shutdownNow();
    }
}
