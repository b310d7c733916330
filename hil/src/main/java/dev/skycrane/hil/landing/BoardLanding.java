package dev.skycrane.hil.landing;

import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.umbilical.InputEncoder;
import dev.skycrane.hil.link.BoardServer;
import dev.skycrane.hil.scenario.Scenario;
import dev.skycrane.proto.InputException;
import dev.skycrane.proto.command.CommandProgram;
import dev.skycrane.proto.site.MapFingerprint;
import dev.skycrane.proto.site.MapPackage;
import dev.skycrane.proto.v1.RunHeader;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** One landing of a board that runs the flight software: plant, sensors and cameras here, everything that thinks there. */
public final class BoardLanding {
    private final LandingOptions options;
    private final BoardOptions board;
    private final PrintStream terminal;

    /**
     * The report's section {@code board}.
     *
     * @param mode {@code lockstep} or {@code realtime}
     * @param state how the link ended
     * @param machine what the board said about itself
     * @param firstDifferentTick first tick whose digest is not that of the same software in this process, -1 if none
     * @param connections the board made
     * @param messagesSentAgain over a new connection, because the old one may have lost them
     * @param boardsRefused second boards and others
     * @param roundTripUsP50 sensor frame out to actuator frame in, with the comparison
     * @param overruns ticks for which the board took longer than their period
     * @param longestTickUs of the flight software on the board
     * @param visionDeadlineMisses answers of the vision computer that were late
     */
    record Section(String mode, String state, String machine, long firstDifferentTick, int connections,
            long messagesSentAgain, long boardsRefused, double roundTripUsP50, double roundTripUsP99, long overruns,
            double longestTickUs, long visionDeadlineMisses) {}

    public BoardLanding(LandingOptions options, BoardOptions board, PrintStream terminal) {
        this.options = options;
        this.board = board;
        this.terminal = terminal;
    }

    /**
     * Waits for a board and lands it.
     *
     * @return whether it landed inside the scenario's limits with the digests of this process
     * @throws InputException for input that cannot be accepted, or if no board calls
     */
    public boolean serve() throws IOException, InterruptedException {
        if (options.report() != null) ReportWriter.requireWritable("--report", options.report());
        SiteSource source = new SiteSource(LandingSchema.check(options.scenario()));
        LandingSite site = LandingSite.load(source, options.seed());
        Scenario scenario = SiteSource.completed(options.scenario(), site.ground());
        ParameterTable parameters = scenario.parameters();
        boolean lockstep = options.pace().isFast();
        try (ClosedLoop loop = new ClosedLoop(parameters, site, options.seed());
                BoardServer server = new BoardServer(board.listen(), header(loop, parameters, site.carried()), lockstep,
                        board.resumeSeconds(), line -> terminal.println("  " + line))) {
            terminal.println("Waiting for a board on " + board.listen().getHostString() + ":" + server.port());
            if (!server.awaitBoard(board.waitSeconds())) {
                throw InputException.of("board link", "boards", "none in " + board.waitSeconds() + " s",
                        "flight fly --sensors tcp://HOST:" + server.port());
            }
            return fly(loop, server, parameters, lockstep);
        }
    }

    private RunHeader header(ClosedLoop loop, ParameterTable parameters, MapPackage map) {
        return InputEncoder.header(new SplittableRandom().nextLong(1, Long.MAX_VALUE), parameters)
                .setScenario(options.scenario().name()).setSeed(options.seed()).setSoftware(CommandProgram.software())
                .setStartedUnixNs(TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()))
                .setMapSha256(MapFingerprint.of(map))
                .setInitialState(InputEncoder.initialState(loop.flight().navigator())).build();
    }

    private boolean fly(ClosedLoop loop, BoardServer server, ParameterTable parameters, boolean lockstep)
            throws IOException {
        BoardFlightPort port = new BoardFlightPort(server, loop.flight(), loop.log().vision());
        loop.flyOn(port);
        loop.faults().onReport(line -> terminal.println("  " + line));
        Pacer pacer = new Pacer(options.pace(), Pacer.SYSTEM, () -> false);
        long beginNs = System.nanoTime();
        boolean lost = false;
        try {
            while (!loop.isOver()) {
                pacer.await(loop.truth().tick);
                loop.step();
            }
        } catch (BoardFlightPort.Lost e) {
            terminal.println("  aborted at tick " + loop.truth().tick + ": " + e.getMessage());
            lost = true;
        }
        double wallSeconds = (System.nanoTime() - beginNs) * 1e-9;
        loop.finish();
        LandingReport report = Landing.report(options, loop, null, null, wallSeconds);
        server.end(report.outcome());
        Section section = section(loop, server, port, lockstep, lost);
        if (options.report() != null) ReportWriter.write(report, "board", section, options.report());
        print(report, section, pacer);
        return !lost && port.firstDifferentTick() < 0 && report.valid() && new LandingLimits(parameters).hold(report);
    }

    private static Section section(ClosedLoop loop, BoardServer server, BoardFlightPort port, boolean lockstep,
            boolean lost) {
        LandingReport.Timing timing = loop.timing(null);
        return new Section(lockstep ? "lockstep" : "realtime", lost ? "link lost" : "ended", server.board(),
                port.firstDifferentTick(), server.connections(), server.sentAgain(), server.refused(),
                timing.tickP50Us(),
                timing.tickP99Us(), port.boardOverruns(), port.longestBoardStepNs() * 1e-3, port.deadlineMisses());
    }

    private void print(LandingReport report, Section link, Pacer pacer) {
        ResultTable.of(report).forEach(terminal::println);
        terminal.printf(Locale.ROOT, "  %s, scenario %s, seed %d, digest %s, %.0f s flown in %.1f s, %s%n",
                report.outcome(), report.scenario(), report.seed(), report.digest(), report.ticks() / 64.0,
                report.wallSeconds(), link.mode());
        terminal.println(link.firstDifferentTick() < 0
                ? "  every digest of the board is that of the same software here"
                : "  DIFFERENT from the same software here, first at tick " + link.firstDifferentTick());
        terminal.printf(Locale.ROOT,
                "  round trip %.0f us median, %.0f us in 99 of 100; longest tick of the board %.0f us, %d overruns, "
                        + "%d late vision answers, %d ticks began late%n",
                link.roundTripUsP50(), link.roundTripUsP99(), link.longestTickUs(), link.overruns(),
                link.visionDeadlineMisses(), pacer.lateTicks());
        terminal.printf(Locale.ROOT, "  link %s: %d connections, %d messages sent again, %d boards refused%n",
                link.state(),
                link.connections(), link.messagesSentAgain(), link.boardsRefused());
        terminal.flush();
    }
}
