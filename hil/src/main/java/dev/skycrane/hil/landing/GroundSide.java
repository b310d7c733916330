package dev.skycrane.hil.landing;

import dev.skycrane.flight.core.CameraId;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.umbilical.CommandPort;
import dev.skycrane.flight.umbilical.InputEncoder;
import dev.skycrane.flight.umbilical.LandmarkEncoder;
import dev.skycrane.flight.umbilical.LinkFactory;
import dev.skycrane.flight.umbilical.Umbilical;
import dev.skycrane.flight.umbilical.UmbilicalOptions;
import dev.skycrane.ground.archive.Recorder;
import dev.skycrane.ground.broker.BrokerSetup;
import dev.skycrane.ground.broker.EmbeddedBroker;
import dev.skycrane.ground.broker.TopicRights;
import dev.skycrane.ground.link.CommandCounters;
import dev.skycrane.ground.link.CommandSender;
import dev.skycrane.ground.link.FrameListener;
import dev.skycrane.ground.link.GroundLink;
import dev.skycrane.ground.link.LinkReport;
import dev.skycrane.ground.link.ReceivedFrame;
import dev.skycrane.ground.station.CommandDesk;
import dev.skycrane.ground.station.LinkSummary;
import dev.skycrane.ground.station.LiveMission;
import dev.skycrane.ground.station.MissionLog;
import dev.skycrane.ground.web.WebOptions;
import dev.skycrane.ground.web.WebServer;
import dev.skycrane.proto.InputException;
import dev.skycrane.proto.command.CommandProgram;
import dev.skycrane.proto.site.MapPackage;
import dev.skycrane.proto.telecommand.CommandKey;
import dev.skycrane.proto.transport.BrokerUrl;
import dev.skycrane.proto.frame.StreamKey;
import dev.skycrane.proto.v1.EventBatch;
import dev.skycrane.proto.v1.RunHeader;
import dev.skycrane.proto.v1.SegmentId;
import dev.skycrane.proto.v1.StreamKind;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Broker, station and recorder of one landing, and the umbilical to them. The broker starts beside other work; {@link #connect} joins it.
 */
final class GroundSide implements AutoCloseable {
    private static final String VEHICLE = "m2020";
    private static final Duration DRAIN = Duration.ofSeconds(20);
    private static final Duration LAST_FRAMES = Duration.ofSeconds(10);
    /** Fill of the fullest outbox at which a loop that may wait does so. */
    private static final double NEARLY_FULL = 0.4;
    /** On-board time by which the station may lag behind such a loop: what is under way then is far below the broker's limits. */
    private static final long MAX_LAG_TICKS = 128;

    private final LandingOptions options;
    private final PrintStream terminal;
    private final CompletableFuture<EmbeddedBroker> broker;
    private final long runId = new SplittableRandom().nextLong(1, Long.MAX_VALUE);
    /** Shared with whoever commands, or null. */
    private final CommandKey key;
    private BrokerUrl url;
    private GroundLink link;
    /** Recorder and mission log; they come when the broker is known to be there, so that a refusal leaves no file. */
    private volatile List<FrameListener> listeners = List.of();
    private Recorder recorder;
    private MissionLog missionLog;
    private LiveMission mission;
    private CommandDesk desk;
    private WebServer web;
    private Umbilical umbilical;
    private LinkReport report;
    /** Tick of the newest telemetry that the station has seen. */
    private volatile long heardTick;
    private long flownTick;

    /** @throws InputException if an external broker cannot be reached */
    GroundSide(LandingOptions options, PrintStream terminal) {
        this.options = options;
        this.terminal = terminal;
        key = options.commandKey() != null
                ? CommandKey.read(options.commandKey())
                : options.web() != null ? CommandKey.random() : null;
        broker = options.broker() == null
                ? EmbeddedBroker.startAsync(BrokerSetup.loopback(EmbeddedBroker.ANY_PORT, options.tls().certs()))
                : null;
        if (broker == null) listen(BrokerUrl.parse(options.broker()));
    }

    private void listen(BrokerUrl brokerUrl) {
        url = brokerUrl;
        if (!options.stationElsewhere())
            link = new GroundLink(as(TopicRights.GROUND), VEHICLE, runId, List.of(this::heard));
    }

    /** @throws InputException if the broker cannot be reached or the recording not be written */
    void connect(ClosedLoop loop, ParameterTable parameters, MapPackage map) {
        if (broker != null) listen(embedded().url());
        List<FrameListener> chosen = new ArrayList<>();
        if (options.record() != null) {
            recorder = new Recorder(options.record());
            chosen.add(recorder);
        }
        if (!options.headless() && link != null) {
            missionLog = new MissionLog(terminal, System.console() != null);
            chosen.add(missionLog);
        }
        if (options.web() != null) {
            mission = LiveMission.inMemory(VEHICLE);
            mission.link(link::report);
            chosen.add(mission);
            desk = desk();
            chosen.add(desk);
            mission.commands(desk);
            web = WebServer.start(mission, WebOptions.on(options.web()).withMap(map));
            terminal.println("Pages on " + web.url());
        }
        listeners = List.copyOf(chosen);
        RunHeader header = InputEncoder.header(runId, parameters).setScenario(options.scenario().name())
                .setSeed(options.seed()).setSoftware(CommandProgram.software())
                .setStartedUnixNs(TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()))
                .setInitialState(InputEncoder.initialState(loop.flight().navigator())).build();
        umbilical = new Umbilical(UmbilicalOptions.of(VEHICLE, runId), header, loop.flight().channels().names(),
                loop.flight().ring(), LinkFactory.to(segment -> as(segment.topicName())),
                new CommandPort(key, runId, loop.flight().commands(), loop.flight().commandQueue()));
        loop.onPicture(umbilical::offerPicture);
        loop.onLocalised((fix, landmarks) -> umbilical.offerTelemetry(StreamKey.LANDMARKS, fix.exposureTick,
                LandmarkEncoder.encode(CameraId.LCAM.name(), fix, landmarks).toByteArray()));
    }

    /** Pages may command, with the key given or, nobody else being meant to, with one of this landing's own. */
    private CommandDesk desk() {
        CommandCounters counters = options.commandKey() == null
                ? CommandCounters.inMemory()
                : CommandCounters.beside(options.commandKey());
        CommandDesk made = new CommandDesk(new CommandSender(as(TopicRights.STATION), VEHICLE, key, counters));
        made.onRun(runId);
        return made;
    }

    /** The broker as {@code role} goes there. */
    private BrokerUrl as(String role) {
        return options.tls().of(url, role);
    }

    private EmbeddedBroker embedded() {
        try {
            return broker.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof InputException refused) throw refused;
            throw e;
        }
    }

    /** After every tick. */
    void offer(ClosedLoop loop) {
        umbilical.offerInput(loop.sensorFrame());
        flownTick = loop.sensorFrame().tick;
    }

    /** Events of the camera rig, beside the vehicle's. */
    void offerRigEvents(long tick, EventBatch events) {
        umbilical.offerEvents(StreamKey.RIG, tick, events.toByteArray());
    }

    private void heard(ReceivedFrame frame) {
        if (frame.key().kind() == StreamKind.TM && frame.key().segment() == SegmentId.ROVER
                && frame.key().stream().equals(StreamKey.CHANNELS)) {
            heardTick = frame.frame().getTick();
        }
        for (FrameListener listener : listeners)
            listener.onFrame(frame);
    }

    boolean isNearlyFull() {
        return umbilical.backlog() > NEARLY_FULL || link != null && flownTick - heardTick > MAX_LAG_TICKS;
    }

    /** Sends and receives what is under way; the account is final afterwards. */
    void finish() throws InterruptedException {
        umbilical.finish(DRAIN);
        if (link == null) return;
        link.awaitLast(LAST_FRAMES);
        if (missionLog != null) missionLog.close();
        report = link.report();
        link.close();
        if (recorder != null) recorder.close();
    }

    /** The link's account; of a vehicle alone the umbilical's own, where what is acknowledged counts as received. */
    Map<String, LandingReport.Bus> bus() {
        Map<String, LandingReport.Bus> bus = new LinkedHashMap<>();
        if (report == null) {
            umbilical.status().getSegmentsList()
                    .forEach(s -> bus.put(s.getSegment().name().toLowerCase(Locale.ROOT),
                            new LandingReport.Bus(s.getFramesSent(), s.getBytesSent(), s.getFramesAcknowledged(), 0,
                                    s.getFramesQueued(), 0, 0, 0, 0, 0)));
            return bus;
        }
        report.segments().forEach((id, s) -> {
            if (s.framesSent() + s.framesReceived() > 0) {
                bus.put(id.name().toLowerCase(Locale.ROOT), new LandingReport.Bus(s.framesSent(), s.bytesSent(),
                        s.framesReceived(), s.framesCut(), s.framesQueuedAtCut(), s.gaps().size(), s.crcErrors(),
                        s.duplicates(), s.stale(), s.unexpectedLosses()));
            }
        });
        return bus;
    }

    Map<String, LandingReport.Images> images() {
        Map<String, LandingReport.Images> images = new LinkedHashMap<>();
        if (report != null)
            report.images().forEach((camera, i) -> images.put(camera,
                    new LandingReport.Images(i.taken(), i.complete(), i.cutBySeparation(), i.lost())));
        return images;
    }

    /** Lets the pages be looked at until the program is interrupted; returns at once without any. */
    void awaitViewers() throws InterruptedException {
        if (web == null) return;
        terminal.println("Pages stay on " + web.url() + " until Ctrl-C");
        terminal.flush();
        new CountDownLatch(1).await();
    }

    /** The link's account for people. */
    List<String> summary() {
        return report == null ? List.of() : LinkSummary.lines(report);
    }

    @Override
    public void close() {
        if (umbilical != null) umbilical.close();
        if (missionLog != null) missionLog.close();
        if (web != null) web.close();
        if (desk != null) desk.close();
        if (link != null) link.close();
        if (mission != null) mission.close();
        if (recorder != null) recorder.close();
        if (broker != null) broker.thenAccept(EmbeddedBroker::close).exceptionally(failed -> null).join();
    }
}
