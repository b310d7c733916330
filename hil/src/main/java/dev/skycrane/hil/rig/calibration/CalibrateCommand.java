package dev.skycrane.hil.rig.calibration;

import dev.skycrane.proto.InputException;
import dev.skycrane.proto.command.CommandProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hil rig calibrate}: a lens from pictures of a board. */
@Command(name = "calibrate", mixinStandardHelpOptions = true, description = {
    "Calibrates the camera's lens from a folder of pictures of a board, and says how well it is known.",
    "Takes views that cover the picture's corners under different tilts; a fifth of them is held out as a check."}, footer = {
        "", "Example:", "  hil rig calibrate --images views --board chessboard:9x6:25 --out camera.yaml"})
public final class CalibrateCommand implements Callable<Integer> {
    private static final double USABLE_PX = 0.5;

    @Option(names = "--images", paramLabel = "DIR", required = true, description = "Folder of jpg, png or pgm pictures of one camera.")
    private Path images;
    @Option(names = "--match", paramLabel = "GLOB", defaultValue = "*", description = "Only files whose name matches, such as left_*; default ${DEFAULT-VALUE}.")
    private String match;
    @Option(names = "--board", paramLabel = "BOARD", defaultValue = "chessboard:9x6:25", description = {
        "KIND:COLUMNSxROWS[:SIZE_MM]; default ${DEFAULT-VALUE}.",
        "chessboard counts inner corners, ecocheck squares, aprilgrid tags (36h11, gap 0.3)."})
    private String board;
    @Option(names = "--radial", paramLabel = "N", defaultValue = "2", description = "Radial terms, 2 (default), or 3 for very wide lenses.")
    private int radial;
    @Option(names = "--hold-out", paramLabel = "SHARE", defaultValue = "0.2", description = "Share of the views that only check; default ${DEFAULT-VALUE}.")
    private double holdOut;
    @Option(names = "--camera", paramLabel = "NAME", defaultValue = "", description = "Sensor or place of the camera, so that another camera's stream refuses this calibration.")
    private String camera;
    @Option(names = "--mode", paramLabel = "W:H:BITS:P", defaultValue = "", description = "Sensor mode of the pictures, likewise.")
    private String mode;
    @Option(names = "--out", paramLabel = "FILE", description = "Write OpenCV YAML.")
    private Path out;
    @Option(names = "--ros", paramLabel = "FILE", description = "Write ROS camera_info YAML.")
    private Path ros;
    @Option(names = "--corners", paramLabel = "FILE", description = "Write the corners found, CSV: view, corner, column, row, x_mm, y_mm.")
    private Path corners;

    @Override
    public Integer call() throws IOException {
        BoardSpec spec = BoardSpec.parse(board);
        if (radial != 2 && radial != 3) throw InputException.of("usage", "--radial", radial, "2 or 3");
        if (!(holdOut >= 0 && holdOut <= 0.5)) throw InputException.of("usage", "--hold-out", holdOut, "0 to 0.5");
        requireFolder("--out", out);
        requireFolder("--ros", ros);
        requireFolder("--corners", corners);
        BoardFinder finder = spec.finder();
        BoardImages found = BoardImages.find(images, match, finder, line -> System.out.println("  " + line));
        IntrinsicCalibration result = new IntrinsicCalibrator(finder.layoutMm(), found.widthPx(), found.heightPx(),
                radial)
                .calibrate(found.views(), holdOut);
        CalibrationTable.of(result).forEach(System.out::println);
        System.out.println("  " + CalibrationTable.verdict(result));
        CalibrationFile file = new CalibrationFile(result.intrinsics(), camera, mode,
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(), result.rmsPx(), result.maxPx(),
                (int) result.views().stream().filter(v -> !v.heldOut()).count(), found.sha256());
        if (out != null) CalibrationFile.write(file.toOpenCv(), out);
        if (ros != null) CalibrationFile.write(file.toRos(), ros);
        if (corners != null) CalibrationFile.write(cornerTable(finder.layoutMm(), found), corners);
        return result.rmsPx() <= USABLE_PX ? CommandProgram.DONE : CommandProgram.FAILED;
    }

    private static void requireFolder(String option, Path file) {
        if (file == null) return;
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(file)) {
            throw InputException.of("output", option, file, "a file in an existing folder");
        }
    }

    static String cornerTable(double[][] layoutMm, BoardImages found) {
        StringBuilder s = new StringBuilder("view,corner,column_px,row_px,x_mm,y_mm\n");
        for (BoardView view : found.views())
            for (int i = 0; i < view.size(); i++) {
                double[] at = layoutMm[view.corner()[i]];
                s.append(view.name()).append(',').append(view.corner()[i]).append(',').append(view.columnPx()[i])
                        .append(',').append(view.rowPx()[i]).append(',').append(at[0]).append(',').append(at[1])
                        .append('\n');
            }
        return s.toString();
    }
}
