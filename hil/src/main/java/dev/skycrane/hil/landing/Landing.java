package dev.skycrane.hil.landing;

import dev.skycrane.flight.core.EventId;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.Tick;
import dev.skycrane.hil.scenario.LightTime;
import dev.skycrane.hil.scenario.Scenario;
import dev.skycrane.proto.site.MapPackage;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;

/** One landing from scenario to report. */
public final class Landing {
    private final LandingOptions options;
    private final PrintStream terminal;

    /** @param terminal where the mission log and the result go */
    public Landing(LandingOptions options, PrintStream terminal) {
        this.options = options;
        this.terminal = terminal;
    }

    /**
     * Flies.
     *
     * @return whether the landing is inside the scenario's limits and every injected fault is confirmed
     * @throws dev.skycrane.proto.InputException for input that cannot be accepted; nothing has been written then
     */
    public boolean fly() throws IOException, InterruptedException {
        if (options.record() != null) ReportWriter.requireWritable("--record", options.record());
        if (options.report() != null) ReportWriter.requireWritable("--report", options.report());
        SiteSource source = new SiteSource(LandingSchema.check(options.scenario()));
        try (GroundSide ground = options.ground() ? new GroundSide(options, terminal) : null) {
            LandingSite site = LandingSite.load(source, options.seed());
            Scenario scenario = SiteSource.completed(options.scenario(), site.ground());
            ParameterTable parameters = scenario.parameters();
            try (ClosedLoop loop = new ClosedLoop(parameters, site, options.seed())) {
                return fly(loop, ground, parameters, site.carried());
            }
        }
    }

    private boolean fly(ClosedLoop loop, GroundSide ground, ParameterTable parameters, MapPackage map)
            throws IOException, InterruptedException {
        if (ground != null) ground.connect(loop, parameters, map);
        loop.faults().onReport(line -> terminal.println("  " + line));
        if (!options.pace().isFast()) loop.rehearse();
        loop.warmUp();
        Pacer pacer = new Pacer(options.pace(), Pacer.SYSTEM, () -> ground != null && ground.isNearlyFull());
        long beginNs = System.nanoTime();
        while (!loop.isOver()) {
            pacer.await(loop.truth().tick);
            loop.step();
            if (ground != null) ground.offer(loop);
        }
        double wallSeconds = (System.nanoTime() - beginNs) * 1e-9;
        loop.finish();
        if (ground != null) ground.finish();
        LandingReport report = report(loop, ground, pacer, wallSeconds);
        if (options.report() != null) ReportWriter.write(report, options.report());
        print(report, loop.log().abortReason(), ground, pacer);
        if (ground != null) ground.awaitViewers();
        return report.valid() && new LandingLimits(parameters).hold(report);
    }

    private LandingReport report(ClosedLoop loop, GroundSide ground, Pacer pacer, double wallSeconds) {
        return report(options, loop, ground, pacer.wakeUp(), wallSeconds);
    }

    /**
     * @param ground null for none
     * @param wakeUp null when ticks did not wait for a clock
     */
    static LandingReport report(LandingOptions options, ClosedLoop loop, GroundSide ground,
            LandingReport.WakeUp wakeUp, double wallSeconds) {
        LandingLog log = loop.log();
        long ticks = loop.actuatorFrame().tick + 1;
        LightTime light = loop.lightTime();
        return new LandingReport(options.scenario().name(), options.seed(),
                String.format(Locale.ROOT, "%016x", loop.actuatorFrame().digest), ticks, wallSeconds,
                Tick.toSeconds(ticks) / wallSeconds, loop.outcome(), log.touchdown(),
                log.events().ordered(), log.events().bankReversals(), log.peak(), log.parachute(), log.trn(), log.map(),
                ground == null ? Map.of() : ground.bus(), ground == null ? Map.of() : ground.images(),
                loop.timing(wakeUp),
                log.asFlown(light.secondsAt(Tick.toSeconds(ticks))), earth(log, light, Tick.toSeconds(ticks)),
                loop.faults().records(), loop.faults().confirmed());
    }

    private static LandingReport.Earth earth(LandingLog log, LightTime light, double endS) {
        double declaredS = log.events().timeS(EventId.TOUCHDOWN);
        return new LandingReport.Earth(light.secondsAt(endS),
                Double.isNaN(declaredS) ? null : light.heardUtc(declaredS).toString());
    }

    private void print(LandingReport report, String abortReason, GroundSide ground, Pacer pacer) {
        ResultTable.of(report).forEach(terminal::println);
        if (ground != null && !options.headless()) ground.summary().forEach(line -> terminal.println("  " + line));
        terminal.printf(Locale.ROOT, "  %s, scenario %s, seed %d, digest %s, %.0f s flown in %.1f s%n",
                report.outcome(), report.scenario(), report.seed(), report.digest(), report.ticks() / 64.0,
                report.wallSeconds());
        if (abortReason != null) terminal.println("  the descent was given up: " + abortReason);
        report.faults().forEach(f -> terminal.printf(Locale.ROOT, "  fault %s: %s; %s%n", f.name(),
                f.confirmed() ? "confirmed" : f.injected() ? "NOT NOTICED" : "WITHOUT EFFECT", f.evidence()));
        if (!report.valid()) terminal.println("  the run is INVALID: not every fault is confirmed");
        if (pacer.lateTicks() > 0) {
            terminal.printf(Locale.ROOT, "  %d ticks began late, %d times the time line was moved%n", pacer.lateTicks(),
                    pacer.rebases());
        }
        printTiming(report.timing());
        terminal.flush();
    }

    private void printTiming(LandingReport.Timing t) {
        if (t.wakeUp() == null) return;
        terminal.println("  milliseconds              50 %      99 %   99.99 %   longest");
        timingLine("tick, processor time", t.processorP50Us(), t.processorP99Us(), t.processorP9999Us(),
                t.processorMaxUs());
        timingLine("tick, on the clock", t.tickP50Us(), t.tickP99Us(), t.tickP9999Us(), t.tickMaxUs());
        timingLine("wake-up, late by", t.wakeUp().lateP50Us(), t.wakeUp().lateP99Us(), t.wakeUp().lateP9999Us(),
                t.wakeUp().lateMaxUs());
        terminal.printf(Locale.ROOT, "  %d deadline misses, %.3f bytes allocated per tick%n", t.deadlineMisses(),
                t.allocatedBytesPerTick());
    }

    private void timingLine(String what, double... us) {
        terminal.printf(Locale.ROOT, "  %-20s %9.3f %9.3f %9.3f %9.3f%n", what, us[0] / 1e3, us[1] / 1e3, us[2] / 1e3,
                us[3] / 1e3);
    }
}
