package dev.skycrane.hil.rig.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.skycrane.hil.rig.calibration.BoardSpec;
import dev.skycrane.hil.rig.optics.BenchOptics;
import dev.skycrane.hil.rig.optics.OpticalModel;
import dev.skycrane.hil.rig.standin.BenchCamera;
import dev.skycrane.hil.rig.standin.StandInRpicamVid;
import dev.skycrane.hil.rig.stimulus.Canvas;
import dev.skycrane.proto.InputException;
import dev.skycrane.proto.command.CommandProgram;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import javax.imageio.ImageIO;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hil rig practice}: a bench in a folder, to try everything that a real one needs. */
@Command(name = "practice", mixinStandardHelpOptions = true, description = {
    "Writes a folder with all that a real bench has, to practise on without hardware: a program rpicam-vid (the stand-in) that looks at the",
    "folder's screen, and pictures of a chessboard of 9 x 6 corners taken with its lens. What its lens really is stands in optics.json."}, footer = {
        "", "Example:", "  hil rig practice --out bench",
        "  hil rig calibrate --images bench/views --board chessboard:9x6:25 --out camera.yaml",
        "  hil rig run --bench camera --camera-program bench/rpicam-vid --screen file:bench --lens camera.yaml"})
public final class PracticeCommand implements Callable<Integer> {
    private static final BoardSpec BOARD = new BoardSpec(BoardSpec.Kind.CHESSBOARD, 9, 6, 25);
    private static final int SQUARE_PX = 90;
    private static final int BORDER_PX = 45;
    /** Half the board's diagonal, px of the canvas, to keep it inside the picture. */
    private static final double REACH_PX = 600;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder to write, which must not be there yet.")
    private Path out;
    @Option(names = "--views", paramLabel = "N", defaultValue = "20", description = "Pictures of the chessboard; default ${DEFAULT-VALUE}.")
    private int views;
    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Seed of lens, mounting and screen; default ${DEFAULT-VALUE}.")
    private long seed;

    @Override
    public Integer call() throws IOException {
        if (views < 0 || views > 500) throw InputException.of("usage", "--views", views, "0 to 500");
        if (Files.exists(out)) throw InputException.of("output", "--out", out, "a folder that is not there yet");
        Path folder = Files.createDirectories(out).toAbsolutePath();
        BenchOptics optics = BenchOptics.seeded(seed);
        new ObjectMapper().writeValue(folder.resolve(BenchCamera.OPTICS).toFile(), optics);
        writeProgram(folder);
        writeViews(Files.createDirectories(folder.resolve("views")), optics);
        System.out.println(out + ": rpicam-vid, " + views + " views, optics.json; the camera is called");
        System.out.println("  \"" + VirtualBench.CAMERA + "\"");
        return CommandProgram.DONE;
    }

    private static void writeProgram(Path folder) throws IOException {
        String runtime = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(p -> Path.of(p).toAbsolutePath().toString())
                .reduce((a, b) -> a + File.pathSeparator + b).orElse("");
        Path program = Files.writeString(folder.resolve("rpicam-vid"), "#!/bin/sh\n" + StandInRpicamVid.BENCH + "='"
                + folder + "' exec '" + runtime + "' -Xshare:auto -XX:+UseSerialGC -Xmx384m -cp '" + classes + "' "
                + StandInRpicamVid.class.getName() + " \"$@\"\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void writeViews(Path folder, BenchOptics optics) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        OpticalModel model = new OpticalModel(optics, Canvas.WIDTH_PX, Canvas.HEIGHT_PX);
        byte[] canvas = board();
        int width = optics.lens().widthPx();
        int height = optics.lens().heightPx();
        char[] light = new char[width * height];
        for (int i = 1; i <= views; i++) {
            double scale = random.nextDouble(0.55, 0.9);
            double roomX = Math.max(0, width / scale / 2 - REACH_PX);
            double roomY = Math.max(0, height / scale / 2 - REACH_PX);
            model.place(new double[]{random.nextDouble(-0.5, 0.5), random.nextDouble(-0.5, 0.5),
                random.nextDouble(-0.2, 0.2), random.nextDouble(-1, 1) * roomX, random.nextDouble(-1, 1) * roomY,
                optics.lens().fxPx() / scale});
            BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
            model.gather(canvas, model.whole(), light);
            model.develop(light, i, ((DataBufferByte) image.getRaster().getDataBuffer()).getData());
            ImageIO.write(image, "png",
                    folder.resolve(String.format(Locale.ROOT, "view_%02d.png", i)).toFile());
        }
    }

    /** The chessboard in the middle of an even wall. */
    static byte[] board() {
        BoardSpec.Drawing board = BOARD.draw(SQUARE_PX, BORDER_PX);
        byte[] canvas = new byte[Canvas.WIDTH_PX * Canvas.HEIGHT_PX];
        Arrays.fill(canvas, Canvas.MARGIN_DN);
        int x = (Canvas.WIDTH_PX - board.widthPx()) / 2;
        int y = (Canvas.HEIGHT_PX - board.heightPx()) / 2;
        for (int row = 0; row < board.heightPx(); row++)
            System.arraycopy(board.luma(), row * board.widthPx(), canvas, (y + row) * Canvas.WIDTH_PX + x,
                    board.widthPx());
        return canvas;
    }
}
