package dev.skycrane.ground.panorama;

import dev.skycrane.proto.InputException;
import dev.skycrane.proto.command.CommandProgram;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ground panorama SOURCE --out FILE}. */
@Command(name = "panorama", mixinStandardHelpOptions = true, versionProvider = CommandProgram.Version.class, description = {
    "Makes one cylindrical picture with a level horizon of a mast camera's frames, in a folder, or named by a JSON with their",
    "pointings: {\"fov_deg\": 45, \"frames\": [{\"file\": \"a.png\", \"az_deg\": 70, \"el_deg\": -19, \"roll_deg\": 0}]}. A",
    "frames.json in the folder is taken without asking. Without pointings the frames are placed by what they show; in the order of",
    "their names, neighbours must overlap. Beside FILE lies a JSON that says where it looks."}, footer = {"",
        "Examples:",
        "  ground panorama frames --out panorama.png", "  ground panorama frames --fov 45 --out panorama.jpg"})
public final class PanoramaCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "SOURCE", description = "Folder of pictures, or JSON of their pointings.")
    private Path source;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The panorama, .png or .jpg.")
    private Path out;

    @Option(names = "--pointings", paramLabel = "FILE", description = "JSON of the pointings, when it lies elsewhere than the pictures.")
    private Path pointings;

    @Option(names = "--fov", paramLabel = "DEG", description = "Horizontal field of view of a frame; default: as the JSON says, or found out.")
    private double fieldDeg;

    @Option(names = "--pointing-error", paramLabel = "DEG", description = "How good the pointings are, one standard deviation; default ${DEFAULT-VALUE}.")
    private double pointingErrorDeg = 0.5;

    @Option(names = "--no-refine", description = "Place the frames by their pointings alone.")
    private boolean unrefined;

    @Option(names = "--scale", paramLabel = "PX/DEG", description = "Resolution; default: that of the frames.")
    private double pxPerDeg;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (fieldDeg < 0 || fieldDeg > 170) throw InputException.of("usage", "--fov", fieldDeg, "1 to 170");
        if (!(pointingErrorDeg > 0 && pointingErrorDeg <= 20)) {
            throw InputException.of("usage", "--pointing-error", pointingErrorDeg, "above 0, at most 20");
        }
        if (pxPerDeg < 0 || pxPerDeg > 2000) throw InputException.of("usage", "--scale", pxPerDeg, "up to 2000");
        PrintWriter log = spec.commandLine().getOut();
        FrameSet set = FrameSet.read(source, pointings, fieldDeg, log);
        boolean pointed = set.frames().stream().allMatch(f -> f.pointing().known()) && set.lens().focalPx() > 0;
        if (unrefined && !pointed) {
            throw InputException.of("usage", "--no-refine", true, "az_deg, el_deg and a field of view for every frame");
        }
        Alignment alignment = unrefined ? Alignment.pointed(set) : Alignment.refined(set, pointingErrorDeg, log);
        Panorama panorama = Panorama.of(alignment, Math.toDegrees(pxPerDeg));
        panorama.write(out);
        log.printf(Locale.ROOT, "%s: %d x %d, %d frames, %.1f deg to %.1f deg azimuth, %.2f px/deg%n", out,
                panorama.canvas()
                        .width(),
                panorama.canvas().height(), alignment.frames().size(),
                Math.toDegrees(panorama.canvas().leftRad()),
                Math.toDegrees(panorama.canvas().azimuthRad(panorama.canvas().width())), Math.toRadians(panorama
                        .canvas().pxPerRad()));
        for (int i = 0; i < alignment.frames().size(); i++) {
            Pointing p = alignment.frames().get(i).pointing();
            log.printf(Locale.ROOT, "  %-32s azimuth %8.3f, elevation %7.3f, roll %6.3f deg, exposure x %.3f%n",
                    alignment
                            .frames().get(i).name(),
                    Math.toDegrees(p.azimuthRad()), Math.toDegrees(p.elevationRad()), Math
                            .toDegrees(p.rollRad()),
                    panorama.gains()[i]);
        }
        if (!unrefined) {
            log.printf(Locale.ROOT, "  %d tie points, %.2f px left; focal length %.1f px%n", alignment.tiePoints(),
                    alignment
                            .rmsPx(),
                    alignment.lens().focalPx());
        }
        if (!Double.isNaN(panorama.seamSteepness())) {
            log.printf(Locale.ROOT, "  seams: gradient across %.2f times that beside%n", panorama.seamSteepness());
        }
        log.flush();
        return CommandProgram.DONE;
    }
}
