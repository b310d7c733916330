package dev.skycrane.hil.rig.run;

import dev.skycrane.hil.camera.CameraFault;
import dev.skycrane.hil.locate.Pictures;
import dev.skycrane.hil.rig.stimulus.Canvas;
import dev.skycrane.hil.rig.stimulus.Screen;
import dev.skycrane.proto.InputException;
import dev.skycrane.proto.command.CommandProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hil rig stimulus}: the screen of the rig alone. */
@Command(name = "stimulus", mixinStandardHelpOptions = true, description = {
    "Shows what the rig's camera is to look at, without a camera: to aim, to focus, to see whether a screen keeps up. The number in the",
    "corners and the beat go on. Ends after --seconds, or with Ctrl-C."}, footer = {"", "Example:",
        "  hil rig stimulus --screen page:8090 --show board:16"})
public final class StimulusCommand implements Callable<Integer> {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long REPORT_NS = 5 * SECOND_NS;

    @Mixin
    private CameraOptions options;
    @Option(names = "--show", paramLabel = "WHAT", defaultValue = "marks", description = {
        "marks (default): codes and marks alone; board:SQUARES: a board in LCAM's place; grey:LEVEL: an even level, 0 to 255;",
        "or a picture file of LCAM, 1024 x 1024, such as one of hil film."})
    private String show;
    @Option(names = "--rate", paramLabel = "HZ", defaultValue = "20", description = "Pictures of the camera per second, which the beat goes by; default ${DEFAULT-VALUE}.")
    private double rateHz;
    @Option(names = "--seconds", paramLabel = "S", description = "How long; until Ctrl-C unless given.")
    private Double seconds;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!(rateHz > 0 && rateHz <= 240)) throw InputException.of("usage", "--rate", rateHz, "over 0 to 240");
        byte[] canvas = canvas(show);
        try (Screen screen = options.openScreen(System.out::println);
                BeatKeeper beats = new BeatKeeper(screen, Math.round(1e9 / rateHz))) {
            show(screen, beats, canvas);
            return CommandProgram.DONE;
        } catch (CameraFault e) {
            System.err.println("error: " + e.getMessage());
            return CommandProgram.FAILED;
        }
    }

    private void show(Screen screen, BeatKeeper beats, byte[] canvas) {
        long beginNs = System.nanoTime();
        long endNs = seconds == null ? Long.MAX_VALUE : beginNs + (long) (seconds * SECOND_NS);
        long reportNs = beginNs + REPORT_NS;
        RigLog.Times shownWithin = new RigLog.Times();
        for (int number = 1; System.nanoTime() < endNs; number++) {
            Canvas.number(canvas, number);
            long askedNs = System.nanoTime();
            shownWithin.add(screen.show(canvas).untilNs() - askedNs);
            if (System.nanoTime() >= reportNs) {
                reportNs += REPORT_NS;
                RigLog.Spread s = shownWithin.spread();
                System.out.printf(Locale.ROOT,
                        "%d pictures shown, %.1f ms from handing over to drawn (%.1f in 99 of 100); beat %d%n", number,
                        s.p50Ms(), s.p99Ms(), beats.newest());
            }
            long dueNs = Math.min(endNs, askedNs + SECOND_NS);
            while (System.nanoTime() < dueNs)
                LockSupport.parkNanos(dueNs - System.nanoTime());
        }
    }

    /** What to show. @throws InputException for what cannot be shown */
    static byte[] canvas(String what) throws IOException {
        byte[] same = new byte[256];
        for (int i = 0; i < same.length; i++)
            same[i] = (byte) i;
        byte[] canvas = Canvas.empty();
        if (what.equals("marks")) return canvas;
        if (what.matches("board:\\d{1,2}")) return board(Integer.parseInt(what.substring(what.indexOf(':') + 1)));
        byte[] lcam = new byte[Canvas.LCAM_PX * Canvas.LCAM_PX];
        if (what.matches("grey:\\d{1,3}")) {
            int level = Integer.parseInt(what.substring(what.indexOf(':') + 1));
            if (level > 255) throw InputException.of("usage", "--show", what, "a level of 0 to 255");
            Arrays.fill(lcam, (byte) level);
        } else {
            lcam = picture(Path.of(what));
        }
        Canvas.lcam(lcam, same, canvas);
        return canvas;
    }

    private static byte[] board(int squares) {
        boolean even = squares >= 5 && squares <= 41 && Canvas.BOARD_PX % (squares - 1) == 0;
        if (!even) {
            throw InputException.of("usage", "--show", "board:" + squares,
                    "5 to 41 squares, one less of which divides " + Canvas.BOARD_PX + ", such as 13, 16 or 17");
        }
        return Canvas.withBoard(squares);
    }

    private static byte[] picture(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw InputException.of("usage", "--show", file, "marks, board:SQUARES, grey:LEVEL or a picture file");
        }
        Pictures.Grey grey = Pictures.read(file);
        if (grey.width() != Canvas.LCAM_PX || grey.height() != Canvas.LCAM_PX) {
            throw InputException.of("picture", "size", grey.width() + "x" + grey.height(),
                    Canvas.LCAM_PX + "x" + Canvas.LCAM_PX);
        }
        return grey.pixels();
    }
}
