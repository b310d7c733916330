package dev.skycrane.ground.command;

import dev.skycrane.ground.broker.BrokerSetup;
import dev.skycrane.ground.broker.EmbeddedBroker;
import dev.skycrane.ground.broker.MosquittoLog;
import dev.skycrane.ground.broker.TopicRights;
import dev.skycrane.ground.link.CommandCounters;
import dev.skycrane.ground.link.CommandSender;
import dev.skycrane.ground.link.FrameListener;
import dev.skycrane.ground.link.GroundLink;
import dev.skycrane.ground.link.LinkReport;
import dev.skycrane.ground.station.LiveMission;
import dev.skycrane.ground.station.MissionLog;
import dev.skycrane.ground.station.LinkSummary;
import dev.skycrane.ground.station.CommandDesk;
import dev.skycrane.ground.web.WebOptions;
import dev.skycrane.ground.web.WebServer;
import dev.skycrane.proto.InputException;
import dev.skycrane.proto.command.CommandProgram;
import dev.skycrane.proto.command.TlsOptions;
import dev.skycrane.proto.frame.Topics;
import dev.skycrane.proto.site.MapPackage;
import dev.skycrane.proto.site.MapPackageFiles;
import dev.skycrane.proto.telecommand.CommandKey;
import dev.skycrane.proto.transport.BrokerUrl;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ground serve}: listens to a vehicle until interrupted, on its own broker or another. */
@Command(name = "serve", mixinStandardHelpOptions = true, versionProvider = CommandProgram.Version.class, description = "Listens to a vehicle, prints the mission log and records, until interrupted (Ctrl-C).", footer = {
    "", "Examples:", "  ground serve", "  ground serve --port 18830 --record recordings --web 8080",
    "  ground serve --bind 0.0.0.0 --certs certs"})
public final class ServeCommand implements Callable<Integer> {
    private static final int DEFAULT_PORT = 1883;
    private static final int DEFAULT_TLS_PORT = 8883;
    private static final long GOODBYE_S = 15;

    @Option(names = "--broker", paramLabel = "URL", description = "An MQTT 5 broker, mqtt[s]://[user[:password]@]host:port; without it one is started on 127.0.0.1.")
    private String brokerUrl;

    @Option(names = "--port", paramLabel = "PORT", description = "Port of the broker that is started (default: 1883, with --certs 8883).")
    private Integer port;

    @Option(names = "--bind", paramLabel = "ADDRESS", description = "Address that the broker that is started listens on (default: ${DEFAULT-VALUE}); another than this machine's own needs --certs.")
    private String bind = "127.0.0.1";

    @Mixin
    private TlsOptions tls;

    @Option(names = "--vehicle", paramLabel = "NAME", description = "Vehicle to listen to (default: ${DEFAULT-VALUE}).")
    private String vehicle = "m2020";

    @Option(names = "--record", paramLabel = "DIR", description = "Record every run into a file of its own in this folder.")
    private Path recordings;

    @Option(names = "--web", paramLabel = "PORT", description = "Serve pages and interface on this port of 127.0.0.1; 0 takes any.")
    private Integer webPort;

    @Option(names = "--command-key", paramLabel = "FILE", description = "The key shared with the vehicle: pages may send commands.")
    private Path commandKey;

    @Option(names = "--map", paramLabel = "DIR", description = "Map package of the landing site, for the pages.")
    private Path map;

    @Option(names = "--broker-log", paramLabel = "FILE", description = "Log of the Mosquitto of --broker: at the end, what it refused.")
    private Path brokerLog;

    private CommandKey key;
    private MapPackage site;

    @Override
    public Integer call() throws InterruptedException {
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stop.countDown();
            try {
                done.await(GOODBYE_S, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }, "ground-serve-stop"));
        try {
            serve(stop, System.out, System.console() != null);
        } finally {
            done.countDown();
        }
        return CommandProgram.DONE;
    }

    /** Serves until {@code stop} is counted down. */
    void serve(CountDownLatch stop, PrintStream out, boolean terminal) throws InterruptedException {
        Topics.checkVehicle(vehicle);
        if (webPort == null && (commandKey != null || map != null))
            throw InputException.of("usage", "--web", "nothing", "a port, with --command-key or --map");
        if (brokerLog != null && brokerUrl == null)
            throw InputException.of("usage", "--broker-log", brokerLog, "--broker beside it");
        if (brokerLog != null) MosquittoLog.read(brokerLog);
        key = commandKey == null ? null : CommandKey.read(commandKey);
        site = map == null ? null : MapPackageFiles.read(map);
        if (brokerUrl != null) {
            record(tls.of(brokerUrl, role()), stop, out, terminal);
            if (brokerLog != null) MosquittoLog.read(brokerLog).lines().forEach(out::println);
            out.flush();
            return;
        }
        int chosen = port != null ? port : tls.certs() == null ? DEFAULT_PORT : DEFAULT_TLS_PORT;
        try (EmbeddedBroker broker = EmbeddedBroker.start(new BrokerSetup(bind, chosen, tls.certs()))) {
            record(tls.of(broker.url(), role()), stop, out, terminal);
            broker.refusals().lines().forEach(out::println);
            out.flush();
        }
    }

    /** Whoever may command goes to the broker as the station does. */
    private String role() {
        return commandKey == null ? TopicRights.GROUND : TopicRights.STATION;
    }

    private void record(BrokerUrl url, CountDownLatch stop, PrintStream out, boolean terminal)
            throws InterruptedException {
        if (recordings == null) {
            try (LiveMission mission = webPort == null ? null : LiveMission.inMemory(vehicle)) {
                listen(url, stop, out, terminal, mission, List.of());
            }
            return;
        }
        RecordedStation station = new RecordedStation(recordings, vehicle);
        try (station) {
            listen(url, stop, out, terminal, station.mission(), List.of(station.recorder()));
        }
        out.println(String.format(Locale.ROOT, "recorded %,d frames, %,d not written",
                station.recorder().framesWritten(), station.recorder().framesNotWritten()));
        out.flush();
    }

    private void listen(BrokerUrl url, CountDownLatch stop, PrintStream out, boolean terminal, LiveMission mission,
            List<FrameListener> recorders) throws InterruptedException {
        LinkReport report;
        MissionLog log = new MissionLog(out, terminal);
        List<FrameListener> listeners = new ArrayList<>(recorders);
        listeners.add(log);
        CommandDesk desk = mission == null || key == null
                ? null
                : new CommandDesk(new CommandSender(url, vehicle, key, CommandCounters.beside(commandKey)));
        if (desk != null) {
            listeners.add(desk);
            mission.commands(desk);
        }
        if (mission != null) listeners.add(mission);
        try (log;
                desk;
                WebServer web = webPort == null
                        ? null
                        : WebServer.start(mission, WebOptions.on(webPort).withMap(site));
                GroundLink link = new GroundLink(url, vehicle, GroundLink.ANY_RUN, listeners)) {
            if (mission != null) mission.link(link::report);
            out.println("Listening for " + vehicle + " on " + url);
            if (web != null) out.println("Pages on " + web.url());
            out.flush();
            stop.await();
            report = link.report();
        }
        LinkSummary.lines(report).forEach(out::println);
        out.flush();
    }
}
