package dev.skycrane.hil.landing;

import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.Tick;
import dev.skycrane.hil.scenario.Scenario;
import dev.skycrane.proto.v1.EventBatch;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;

/** Landings whose LCAM looks at a rig, and the same without one beside them. */
public final class RigLanding {
    private static final long PROGRESS_TICKS = 60 * Tick.RATE_HZ;

    private final LandingOptions options;
    private final PrintStream terminal;
    private final LandingSite site;
    private final Scenario scenario;

    /** How the rig keeps time. */
    public enum Mode {
        /** The loop waits for each photograph. Not real time; deterministic but for the pixels. */
        LOCKSTEP,
        /** The plant goes by the clock; an answer that is late is a missed deadline. */
        REALTIME,
        /** Photographs of an earlier run; bit for bit the same each time. */
        REPLAY
    }

    /**
     * One landing.
     *
     * @param report as of any landing
     * @param inLimits whether it is inside the scenario's limits
     * @param horizontalRmsM navigation's horizontal error from the first fix to the first contact
     * @param positionRmsM its error in all axes
     * @param errorTimeS times at which the error is told
     * @param errorM horizontal error at those times
     * @param deadlineMisses answers that were late
     * @param slipS by which the clock ran ahead of the simulation at the end
     * @param aborted why it was given up, null if it was not
     */
    public record Flown(LandingReport report, boolean inLimits, double horizontalRmsM, double positionRmsM,
            List<Double> errorTimeS, List<Double> errorM, long deadlineMisses, double slipS, String aborted) {}

    /** Loads the map. @throws dev.skycrane.proto.InputException for a scenario that cannot be accepted */
    public RigLanding(LandingOptions options, PrintStream terminal) {
        this.options = options;
        this.terminal = terminal;
        site = LandingSite.load(new SiteSource(LandingSchema.check(options.scenario())), options.seed());
        scenario = SiteSource.completed(options.scenario(), site.ground());
    }

    /** The same landing with rendered pictures, as fast as it goes. */
    public Flown pure() throws InterruptedException {
        return fly(null, Mode.LOCKSTEP, Double.POSITIVE_INFINITY, null);
    }

    /**
     * A landing with LCAM on the rig; with bus, station, recording and pages if the options say so.
     *
     * @param maxSlipS in {@link Mode#REALTIME} it is given up when the clock runs ahead by more
     * @param news what happened to the rig since it was last asked, as events of a tick; asked by the loop
     */
    public Flown through(LcamPort port, Mode mode, double maxSlipS, LongFunction<EventBatch> news)
            throws InterruptedException {
        return fly(port, mode, maxSlipS, news);
    }

    private static void offer(GroundSide ground, ClosedLoop loop, LongFunction<EventBatch> news) {
        ground.offer(loop);
        long tick = loop.sensorFrame().tick;
        EventBatch events = news.apply(tick);
        if (events.getEventsCount() > 0) ground.offerRigEvents(tick, events);
    }

    private Flown fly(LcamPort port, Mode mode, double maxSlipS, LongFunction<EventBatch> news)
            throws InterruptedException {
        ParameterTable parameters = scenario.parameters();
        boolean heard = port != null && options.ground();
        try (GroundSide ground = heard ? new GroundSide(options, terminal) : null;
                ClosedLoop loop = new ClosedLoop(parameters, site, options.seed())) {
            if (ground != null) ground.connect(loop, parameters, site.carried());
            if (port != null) loop.lcam(port);
            boolean realTime = mode == Mode.REALTIME;
            if (realTime) {
                loop.missDeadlines();
                loop.rehearse();
            }
            loop.warmUp();
            Pacer pacer = new Pacer(Pace.parse(realTime ? "real" : "fast"), Pacer.SYSTEM,
                    () -> ground != null && ground.isNearlyFull());
            NavigationErrors errors = new NavigationErrors();
            long beginNs = System.nanoTime();
            double slipS = 0;
            while (!loop.isOver() && slipS <= maxSlipS) {
                pacer.await(loop.truth().tick);
                loop.step();
                if (ground != null) offer(ground, loop, news);
                errors.observe(loop.truth(), loop.flight().navState(), loop.log().events());
                if (realTime) slipS = (System.nanoTime() - beginNs) * 1e-9 - Tick.toSeconds(loop.truth().tick);
                if (port != null) progress(loop);
            }
            double wallSeconds = (System.nanoTime() - beginNs) * 1e-9;
            loop.finish();
            if (ground != null) ground.finish();
            LandingReport report = Landing.report(options, loop, ground, pacer.wakeUp(), wallSeconds);
            NavigationErrors.Result error = errors.result();
            String aborted = slipS <= maxSlipS
                    ? null
                    : String.format(Locale.ROOT, "slip=%.2f s, expected at most %.2f", slipS, maxSlipS);
            return new Flown(report, report.valid() && new LandingLimits(parameters).hold(report),
                    error.horizontalRmsM(), error.positionRmsM(), error.timeS(), error.horizontalM(),
                    loop.deadlineMisses(), slipS, aborted);
        }
    }

    /** A line a minute. */
    private void progress(ClosedLoop loop) {
        long tick = loop.truth().tick;
        if (tick % PROGRESS_TICKS != 0) return;
        terminal.printf(Locale.ROOT, "  E+ %4.0f s, %s%n", Tick.toSeconds(tick), loop.flight().phase());
    }

    /** Finds out before the flight whether a file can be written. */
    public static void requireWritable(String option, Path file) {
        ReportWriter.requireWritable(option, file);
    }

    /** Writes a landing's report with the rig's section in it. */
    public static void write(Flown flown, Object rig, Path file) throws IOException {
        ReportWriter.write(flown.report(), "rig", rig, file);
    }

    /** The result table beside the flown mission, line by line. */
    public static List<String> table(Flown flown) {
        return ResultTable.of(flown.report());
    }
}
