package dev.skycrane.hil.rig.guide;

import dev.skycrane.hil.camera.CameraFault;
import dev.skycrane.hil.camera.Capture;
import dev.skycrane.hil.camera.CaptureSettings;
import dev.skycrane.hil.camera.RpicamProgram;
import dev.skycrane.hil.camera.StreamCamera;
import dev.skycrane.hil.rig.calibration.BoardFinder;
import dev.skycrane.hil.rig.calibration.BoardSpec;
import dev.skycrane.hil.rig.calibration.BoardView;
import dev.skycrane.hil.rig.calibration.CalibrateCommand;
import dev.skycrane.hil.rig.guide.ViewChooser.Said;
import dev.skycrane.proto.InputException;
import dev.skycrane.proto.command.CommandProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hil rig guide}: a guided calibration of the lens. */
@Command(name = "guide", mixinStandardHelpOptions = true, description = {
    "Takes the pictures for a calibration of the lens while somebody holds a board before the camera: a page shows what the camera sees and",
    "where to hold the board next; a picture is kept when the board is still and somewhere new. Then calibrates as hil rig calibrate does."}, footer = {
        "", "Example:", "  hil rig guide --board chessboard:9x6:25 --keep views --out camera.yaml"})
public final class GuideCommand implements Callable<Integer> {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final int MAX_RESTARTS = 5;

    @Option(names = "--keep", required = true, paramLabel = "DIR", description = "Folder for the pictures; empty or not there yet.")
    private Path keep;
    @Option(names = "--board", paramLabel = "BOARD", defaultValue = "chessboard:9x6:25", description = "As of hil rig calibrate; default ${DEFAULT-VALUE}.")
    private String board;
    @Option(names = "--views", paramLabel = "N", defaultValue = "20", description = "Pictures to take; default ${DEFAULT-VALUE}.")
    private int wanted;
    @Option(names = "--out", paramLabel = "FILE", description = "Write OpenCV YAML.")
    private Path out;
    @Option(names = "--ros", paramLabel = "FILE", description = "Write ROS camera_info YAML.")
    private Path ros;
    @Option(names = "--port", paramLabel = "PORT", defaultValue = "8091", description = "Of the page; default ${DEFAULT-VALUE}.")
    private int port;
    @Option(names = "--rate", paramLabel = "HZ", defaultValue = "10", description = "Pictures per second; default ${DEFAULT-VALUE}.")
    private double rateHz;
    @Option(names = "--exposure", paramLabel = "US", defaultValue = "8000", description = "Exposure time; default ${DEFAULT-VALUE} us.")
    private int exposureUs;
    @Option(names = "--gain", paramLabel = "GAIN", defaultValue = "1", description = "Analogue gain; default ${DEFAULT-VALUE}.")
    private double gain;
    @Option(names = "--camera", paramLabel = "N", defaultValue = "0", description = "Number of the camera, see hil rig list; default ${DEFAULT-VALUE}.")
    private int camera;
    @Option(names = "--camera-program", paramLabel = "FILE", description = "Camera program; default: rpicam-vid on the path.")
    private Path program;

    private ViewChooser chooser;
    private final List<double[][]> outlines = new ArrayList<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
        BoardFinder finder = BoardSpec.parse(board).finder();
        if (wanted < 6 || wanted > 100) throw InputException.of("usage", "--views", wanted, "6 to 100");
        if (Files.exists(keep) && (!Files.isDirectory(keep) || !isEmpty(keep))) {
            throw InputException.of("output", "--keep", keep, "an empty folder, or none yet");
        }
        CaptureSettings settings = new CaptureSettings(1456, 1088, rateHz, exposureUs, gain);
        chooser = new ViewChooser(settings.widthPx(), settings.heightPx(), finder.layoutMm().length);
        try {
            RpicamProgram found = program == null
                    ? RpicamProgram.find(System.getenv().getOrDefault("PATH", ""))
                    : new RpicamProgram(List.of(program.toString()));
            String name = found.cameras().stream().filter(c -> c.index() == camera)
                    .map(c -> c.sensor() + " " + c.path()).findFirst().orElse("");
            try (StreamCamera stream = StreamCamera.rpicam(found, settings, camera, MAX_RESTARTS);
                    GuidePage page = new GuidePage(port, state(settings, Said.NO_BOARD, null))) {
                stream.open();
                Files.createDirectories(keep);
                System.out.println("Open " + page.url() + " in a browser (from another machine through a tunnel)");
                take(stream, settings, finder, page);
                return calibrate(name);
            }
        } catch (CameraFault e) {
            System.err.println("error: " + e.getMessage());
            return CommandProgram.FAILED;
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    private void take(StreamCamera stream, CaptureSettings settings, BoardFinder finder, GuidePage page)
            throws CameraFault, InterruptedException, IOException {
        while (chooser.taken().size() < wanted) {
            Capture capture = stream.next(SECOND_NS);
            if (capture == null || capture.luma() == null) continue;
            BoardView view = finder.find("live", capture.luma(), capture.widthPx(), capture.heightPx());
            Said said = chooser.offer(view);
            if (said == Said.TAKEN) keep(capture, view);
            page.tell(capture.jpeg(), state(settings, said, view));
        }
    }

    private void keep(Capture capture, BoardView view) throws IOException {
        int number = chooser.taken().size();
        Files.write(keep.resolve(String.format(Locale.ROOT, "view_%02d.jpg", number)), capture.jpeg());
        outlines.add(outline(view));
        System.out.printf(Locale.ROOT, "  view %d of %d: %d corners; %s%n", number, wanted, view.size(),
                number < wanted ? chooser.hint() : "enough");
    }

    /** The corner farthest to each of eight sides, around. */
    private static double[][] outline(BoardView view) {
        double[][] hull = new double[8][];
        for (int side = 0; side < hull.length; side++) {
            double x = StrictMath.cos(side * Math.PI / 4);
            double y = StrictMath.sin(side * Math.PI / 4);
            int farthest = 0;
            for (int i = 1; i < view.size(); i++)
                if (view.columnPx()[i] * x + view.rowPx()[i] * y > view.columnPx()[farthest] * x
                        + view.rowPx()[farthest] * y)
                    farthest = i;
            hull[side] = new double[]{view.columnPx()[farthest], view.rowPx()[farthest]};
        }
        return hull;
    }

    private GuidePage.State state(CaptureSettings settings, Said said, BoardView view) {
        double[][] corners = new double[view == null ? 0 : view.size()][];
        for (int i = 0; i < corners.length; i++)
            corners[i] = new double[]{view.columnPx()[i], view.rowPx()[i]};
        return new GuidePage.State(settings.widthPx(), settings.heightPx(), chooser.taken().size(), wanted,
                said.name().toLowerCase(Locale.ROOT).replace('_', ' '), chooser.hint(), corners,
                outlines.toArray(double[][][]::new), chooser.regions());
    }

    private int calibrate(String name) {
        List<String> line = new ArrayList<>(List.of("--images", keep.toString(), "--board", board, "--camera", name));
        if (out != null) line.addAll(List.of("--out", out.toString()));
        if (ros != null) line.addAll(List.of("--ros", ros.toString()));
        return new CommandLine(new CalibrateCommand()).execute(line.toArray(String[]::new));
    }
}
