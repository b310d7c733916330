package dev.skycrane.hil.rig.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.skycrane.hil.camera.CameraFault;
import dev.skycrane.hil.camera.CaptureSettings;
import dev.skycrane.hil.camera.RpicamProgram;
import dev.skycrane.hil.rig.optics.BenchOptics;
import dev.skycrane.hil.rig.standin.BenchCamera;
import dev.skycrane.hil.rig.stimulus.Canvas;
import dev.skycrane.hil.rig.stimulus.PageScreen;
import dev.skycrane.hil.rig.stimulus.Screen;
import dev.skycrane.hil.rig.stimulus.ScreenFile;
import dev.skycrane.hil.rig.stimulus.WindowScreen;
import dev.skycrane.proto.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** Options of a real camera and a real screen. */
final class CameraOptions {
    private static final Pattern SCREEN = Pattern.compile("(window|page)(?::(\\d{1,5}))?|file:(.+)");
    private static final int DEFAULT_PORT = 8090;
    private static final long PAGE_LIMIT_NS = 300_000_000_000L;

    @Option(names = "--screen", paramLabel = "SCREEN", defaultValue = "window", description = {
        "window[:NUMBER] (default): all of a screen of this machine; page[:PORT]: a browser, here or through a tunnel on another",
        "machine, port 8090 unless given; file:FOLDER: that of a virtual bench."})
    private String screen;
    @Option(names = "--lens", paramLabel = "FILE", description = "Calibration of the camera's lens, as hil rig calibrate --out writes it.")
    private Path lens;
    @Option(names = "--prewarp", description = "Show everything bent, so that the camera sees it straight.")
    private boolean prewarp;
    @Option(names = "--camera", paramLabel = "N", defaultValue = "0", description = "Number of the camera, see hil rig list; default ${DEFAULT-VALUE}.")
    private int camera;
    @Option(names = "--camera-program", paramLabel = "FILE", description = "Camera program; default: rpicam-vid on the path.")
    private Path program;
    @Option(names = "--exposure", paramLabel = "US", defaultValue = "2000", description = "Exposure time, a whole multiple of the screen's refresh period; default ${DEFAULT-VALUE} us.")
    private int exposureUs;
    @Option(names = "--gain", paramLabel = "GAIN", defaultValue = "1", description = "Analogue gain; default ${DEFAULT-VALUE}.")
    private double gain;

    /** What is asked of the camera. */
    CaptureSettings settings(double rateHz) {
        if (exposureUs < 1 || exposureUs > 1e6 / rateHz) {
            throw InputException.of("usage", "--exposure", exposureUs, "1 to a period, " + Math.round(1e6 / rateHz));
        }
        return new CaptureSettings(1456, 1088, rateHz, exposureUs, gain);
    }

    /** @param lensNeeded whether no whole calibration is at hand */
    Bench open(CaptureSettings settings, boolean lensNeeded, Consumer<String> lines)
            throws IOException, CameraFault, InterruptedException {
        if (lensNeeded && lens == null) {
            throw InputException.of("usage", "--lens", "none",
                    "the lens' calibration (hil rig calibrate --out), or --calibration with a whole one");
        }
        RpicamProgram found = program();
        Screen open = openScreen(lines);
        try {
            return new CameraBench(found, camera, settings, open, lens, prewarp, lines);
        } catch (CameraFault | RuntimeException e) {
            open.close();
            throw e;
        }
    }

    private RpicamProgram program() throws CameraFault {
        if (program == null) return RpicamProgram.find(System.getenv().getOrDefault("PATH", ""));
        if (!Files.isExecutable(program)) {
            throw InputException.of("usage", "--camera-program", program, "a program that can be run");
        }
        return new RpicamProgram(List.of(program.toString()));
    }

    /** Opens the screen; of a page, waits for the browser. */
    Screen openScreen(Consumer<String> lines) throws IOException, CameraFault, InterruptedException {
        Matcher m = SCREEN.matcher(screen);
        if (!m.matches())
            throw InputException.of("usage", "--screen", screen, "window[:N], page[:PORT] or file:FOLDER");
        if (m.group(3) != null) return fileScreen(Path.of(m.group(3)));
        int number = m.group(2) == null ? -1 : Integer.parseInt(m.group(2));
        if (m.group(1).equals("window")) return WindowScreen.open(Math.max(0, number));
        PageScreen page = PageScreen.open(number < 0 ? DEFAULT_PORT : number);
        lines.accept("Open " + page.url() + " in a browser on the machine with the screen and press f;");
        lines.accept("if that is another machine, there first: ssh -L " + page.port() + ":127.0.0.1:" + page.port()
                + " THIS_MACHINE");
        if (!page.awaitPage(PAGE_LIMIT_NS)) {
            String told = page.told();
            page.close();
            throw new CameraFault("screen: page=" + (told.isEmpty() ? "none" : told) + ", expected a browser with "
                    + Canvas.WIDTH_PX + "x" + Canvas.HEIGHT_PX + " pixels in " + PAGE_LIMIT_NS / 1_000_000_000L + " s",
                    false);
        }
        lines.accept("screen: " + page.told() + ", clock known to " + page.tripNs() / 2_000 + " us");
        return page;
    }

    private static Screen fileScreen(Path folder) throws IOException {
        Path optics = folder.resolve(BenchCamera.OPTICS);
        if (!Files.isRegularFile(optics)) {
            throw InputException.of("usage", "--screen", "file:" + folder, "a folder with " + BenchCamera.OPTICS);
        }
        Path file = folder.resolve(BenchCamera.SCREEN);
        Files.deleteIfExists(file);
        return ScreenFile.create(file, new ObjectMapper().readValue(optics.toFile(), BenchOptics.class).pose());
    }
}
