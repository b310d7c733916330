package dev.skycrane.ground.command;

import dev.skycrane.ground.replay.Playback;
import dev.skycrane.ground.replay.ReplayState;
import dev.skycrane.ground.web.WebOptions;
import dev.skycrane.ground.web.WebServer;
import dev.skycrane.proto.InputException;
import dev.skycrane.proto.command.CommandProgram;
import dev.skycrane.proto.site.MapPackageFiles;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ground replay FILE...}. */
@Command(name = "replay", mixinStandardHelpOptions = true, versionProvider = CommandProgram.Version.class, description = {
    "Plays recordings as if live, on the clock of their data; several lie on one timeline.",
    "With --web the pages steer it and stay until Ctrl-C; without, it ends with the recordings."}, footer = {"",
        "Examples:", "  ground replay a.mcap --web 8080", "  ground replay a.mcap b.mcap --speed max --from 240"})
public final class ReplayCommand implements Callable<Integer> {
    private static final long STATUS_MS = 1000;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Recordings; files of the same run are joined.")
    private List<Path> files;

    @Option(names = "--speed", paramLabel = "X", defaultValue = "1", description = "Times real time, 0.1 to 1000, or max (default: ${DEFAULT-VALUE}).")
    private String speed;

    @Option(names = "--from", paramLabel = "T", description = "Begin at this on-board time, s after entry interface.")
    private Double fromS;

    @Option(names = "--loop", description = "Begin again at the end.")
    private boolean loop;

    @Option(names = "--paused", description = "Wait for the pages to start it.")
    private boolean paused;

    @Option(names = "--map", paramLabel = "DIR", description = "Map package of the landing site, for the pages.")
    private Path map;

    @Option(names = "--web", paramLabel = "PORT", description = "Serve pages and interface on this port of 127.0.0.1; 0 takes any.")
    private Integer webPort;

    @Override
    public Integer call() throws InterruptedException {
        double times = parse(speed);
        WebOptions web = webPort == null
                ? null
                : WebOptions.on(webPort).withMap(map == null ? null : MapPackageFiles.read(map));
        try (Playback playback = Playback.open(files)) {
            playback.speed(times);
            playback.loop(loop);
            if (fromS != null) playback.seek(Math.round(fromS * 1e9));
            play(playback, web, System.out);
        }
        return CommandProgram.DONE;
    }

    private static double parse(String text) {
        if (text.equals("max")) return 0;
        try {
            double times = Double.parseDouble(text);
            if (times >= Playback.MIN_SPEED && times <= Playback.MAX_SPEED) return times;
        } catch (NumberFormatException e) {
            // said below
        }
        throw InputException.of("usage", "--speed", text,
                Playback.MIN_SPEED + " to " + Playback.MAX_SPEED + ", or max");
    }

    private void play(Playback playback, WebOptions web, PrintStream out) throws InterruptedException {
        try (WebServer server = web == null ? null : WebServer.start(playback, web)) {
            if (server != null) {
                out.println("Pages on " + server.url() + " until Ctrl-C");
            } else {
                playback.tracks().forEach(t -> t.addListener(new CallOutPrinter(out)));
            }
            out.flush();
            if (!paused) playback.play();
            if (server != null) new CountDownLatch(1).await();
            while (playback.state().state().equals("playing"))
                TimeUnit.MILLISECONDS.sleep(STATUS_MS / 20);
            ReplayState end = playback.state();
            if (playback.failure() != null)
                throw new InputException("recording: expected a readable file (" + playback
                        .failure() + ")");
            out.printf(Locale.ROOT, "%s at E+ %.2f s%n", end.state(), end.positionNs() / 1e9);
            out.flush();
        }
    }
}
