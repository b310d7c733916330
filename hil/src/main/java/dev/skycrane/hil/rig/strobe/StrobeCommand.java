package dev.skycrane.hil.rig.strobe;

import dev.skycrane.hil.camera.CameraFault;
import dev.skycrane.hil.camera.Capture;
import dev.skycrane.hil.camera.CaptureSettings;
import dev.skycrane.hil.camera.Quality;
import dev.skycrane.hil.camera.RpicamProgram;
import dev.skycrane.hil.camera.StreamCamera;
import dev.skycrane.proto.InputException;
import dev.skycrane.proto.command.CommandProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hil rig strobe}: the camera's time tags beside the edges of a GPIO line. */
@Command(name = "strobe", mixinStandardHelpOptions = true, description = {
    "Checks the camera's time tags against a light in its picture that a GPIO line switches: how much later are the tags than the line's",
    "edges, by the kernel. The line that is listened to is wired to the light; with --toggle another line drives both (libgpiod 2).",
    "Ends with code 0 if the tags are right to 1 ms, 1 otherwise."}, footer = {"", "Example:",
        "  hil rig strobe --chip gpiochip0 --line 17 --toggle 27"})
public final class StrobeCommand implements Callable<Integer> {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final double LIMIT_MS = 1;
    private static final int LOOKING = 60;
    /** On and off in periods of the camera; together twice the golden ratio, so that no phase of the photographs comes twice. */
    private static final double ON_PERIODS = 1.382;
    private static final double OFF_PERIODS = 1.854;
    private static final Pattern VERSION = Pattern.compile("v(\\d+)\\.");
    private static final EnumSet<Quality> HARMLESS = EnumSet.of(Quality.META_SUSPECT, Quality.GAP_BEFORE,
            Quality.CLOCK_STEP);

    @Option(names = "--line", required = true, paramLabel = "N", description = "GPIO line that is listened to.")
    private int line;
    @Option(names = "--chip", paramLabel = "CHIP", defaultValue = "gpiochip0", description = "Its chip; default ${DEFAULT-VALUE}, on a Raspberry Pi 5 with an older kernel gpiochip4.")
    private String chip;
    @Option(names = "--toggle", paramLabel = "N", description = "GPIO line to drive; without it the light blinks by itself.")
    private Integer toggle;
    @Option(names = "--seconds", paramLabel = "S", defaultValue = "30", description = "How long; default ${DEFAULT-VALUE}.")
    private double seconds;
    @Option(names = "--rate", paramLabel = "HZ", defaultValue = "20", description = "Pictures per second; default ${DEFAULT-VALUE}.")
    private double rateHz;
    @Option(names = "--exposure", paramLabel = "US", defaultValue = "2000", description = "Exposure time; default ${DEFAULT-VALUE} us.")
    private int exposureUs;
    @Option(names = "--camera", paramLabel = "N", defaultValue = "0", description = "Number of the camera, see hil rig list; default ${DEFAULT-VALUE}.")
    private int camera;
    @Option(names = "--camera-program", paramLabel = "FILE", description = "Camera program; default: rpicam-vid on the path.")
    private Path program;
    @Option(names = "--gpiomon", paramLabel = "FILE", defaultValue = "gpiomon", description = "libgpiod's program; default: gpiomon on the path.")
    private String gpiomon;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!(seconds >= 1 && seconds <= 3600)) throw InputException.of("usage", "--seconds", seconds, "1 to 3600");
        CaptureSettings settings = new CaptureSettings(1456, 1088, rateHz, exposureUs, 1);
        Process driver = null;
        try {
            int libgpiod = libgpiod(gpiomon);
            RpicamProgram found = program == null
                    ? RpicamProgram.find(System.getenv().getOrDefault("PATH", ""))
                    : new RpicamProgram(List.of(program.toString()));
            if (toggle != null) driver = drive(libgpiod, settings);
            try (StreamCamera stream = StreamCamera.rpicam(found, settings, camera, 1);
                    GpioEdges edges = GpioEdges.listen(gpiomon, libgpiod, chip, line)) {
                stream.open();
                return check(stream, settings, edges);
            }
        } catch (CameraFault e) {
            System.err.println("error: " + e.getMessage());
            return CommandProgram.FAILED;
        } finally {
            if (driver != null) driver.destroy();
        }
    }

    /** Major version of the tools. */
    private static int libgpiod(String gpiomon) throws CameraFault, InterruptedException {
        try {
            Process asked = new ProcessBuilder(gpiomon, "--version").redirectErrorStream(true).start();
            String answer = new String(asked.getInputStream().readNBytes(4096), StandardCharsets.UTF_8);
            asked.waitFor(5, TimeUnit.SECONDS);
            Matcher m = VERSION.matcher(answer);
            return m.find() ? Integer.parseInt(m.group(1)) : 2;
        } catch (IOException e) {
            throw new CameraFault("strobe: gpiomon=" + gpiomon + ", expected libgpiod's tools (package gpiod)", false);
        }
    }

    private Process drive(int libgpiod, CaptureSettings settings) throws IOException {
        if (libgpiod < 2) {
            throw InputException.of("usage", "--toggle", toggle,
                    "libgpiod 2; with libgpiod 1 a light that blinks by itself");
        }
        long onUs = Math.round(ON_PERIODS * settings.periodNs() / 1000);
        long offUs = Math.round(OFF_PERIODS * settings.periodNs() / 1000);
        return new ProcessBuilder("gpioset", "-c", chip, "-t", onUs + "us," + offUs + "us", toggle + "=1")
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private int check(StreamCamera stream, CaptureSettings settings, GpioEdges edges)
            throws CameraFault, InterruptedException {
        LightFinder finder = new LightFinder(settings.widthPx(), settings.heightPx());
        for (int i = 0; i < LOOKING;) {
            Capture capture = stream.next(SECOND_NS);
            if (capture == null || capture.luma() == null) continue;
            finder.look(capture.luma());
            i++;
        }
        int square = finder.square();
        int[] place = finder.place(square);
        System.out.printf("light at column %d, row %d%n", place[0], place[1]);
        StrobeCheck check = new StrobeCheck(settings.periodNs());
        long endNs = System.nanoTime() + (long) (seconds * SECOND_NS);
        while (System.nanoTime() < endNs) {
            Capture capture = stream.next(SECOND_NS);
            if (capture == null || capture.luma() == null || capture.record() == null
                    || !HARMLESS.containsAll(capture.flags())) {
                continue;
            }
            check.photograph(capture.midExposureNs(), finder.brightness(capture.luma(), square));
        }
        return tell(check.judge(edges.edges()), edges);
    }

    private static int tell(StrobeCheck.Result r, GpioEdges edges) {
        System.out.printf(Locale.ROOT,
                "%d photographs, %d edges (%d lines unreadable): time tags late by %.3f +- %.3f ms, %d of %d agree%n",
                r.photographs(), edges.edges().size(), edges.unreadable(), r.offsetNs() * 1e-6,
                r.uncertaintyNs() * 1e-6, r.agreeing(), r.used());
        if (r.uncertaintyNs() * 1e-6 > LIMIT_MS) {
            System.out.println("too few photographs to tell 1 ms: more --seconds");
            return CommandProgram.FAILED;
        }
        boolean right = Math.abs(r.offsetNs()) * 1e-6 <= LIMIT_MS && 2 * r.agreeing() > r.used();
        System.out.println(right ? "right to 1 ms" : "NOT right to 1 ms");
        return right ? CommandProgram.DONE : CommandProgram.FAILED;
    }
}
