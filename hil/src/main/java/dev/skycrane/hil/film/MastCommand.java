package dev.skycrane.hil.film;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.Tick;
import dev.skycrane.flight.refly.RecordedRun;
import dev.skycrane.flight.refly.RunStart;
import dev.skycrane.hil.plant.Truth;
import dev.skycrane.hil.render.MastRenderer;
import dev.skycrane.hil.terrain.Noise;
import dev.skycrane.hil.terrain.Rows;
import dev.skycrane.hil.terrain.SiteMaps;
import dev.skycrane.proto.InputException;
import dev.skycrane.proto.command.CommandProgram;
import dev.skycrane.proto.command.Progress;
import dev.skycrane.proto.site.MapPackage;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.imageio.ImageIO;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hil mast}: the landed rover looks around. */
@Command(name = "mast", mixinStandardHelpOptions = true, description = {
    "Takes the pictures of a panorama with the landed rover's mast camera, 1280 x 960, 96 degrees across, with what the rover",
    "believes it points at in frames.json. Goes on where it was when it is started again with the same folder."}, footer = {
        "", "Example:", "  hil mast landing.mcap --out mast", "  ground panorama mast --out panorama.png"})
public final class MastCommand implements Callable<Integer> {
    /** Navigation camera left, full frame: the mission's letters for it. */
    private static final String CODE = "NLF";
    /** How well a picture's direction is known, standard deviation, deg: our own estimate. */
    private static final double POINTING_ERROR_DEG = 0.1;
    /** Time from picture to picture, s, for their names. */
    private static final double EVERY_S = 40;

    @Parameters(index = "0", paramLabel = "RECORDING", description = "The recording of the landing, MCAP.")
    private Path recording;
    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Folder of the pictures.")
    private Path folder;
    @Option(names = "--frames", paramLabel = "N", defaultValue = "6", description = "Pictures, evenly all around; default ${DEFAULT-VALUE}. Below 4 they do not overlap.")
    private int frames;
    @Option(names = "--tilt", paramLabel = "DEG", defaultValue = "-14", description = "Above the rover's deck; default ${DEFAULT-VALUE}.")
    private double tiltDeg;
    @Option(names = "--map", paramLabel = "DIR", description = "The run's map package, where the recording's scenario does not find it.")
    private Path map;
    @Option(names = "--threads", paramLabel = "N", description = "Threads; default: one per processor.")
    private Integer threads;

    @Override
    public Integer call() throws IOException {
        int workers = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
        if (workers < 1 || workers > 256) throw InputException.of("usage", "--threads", workers, "1 to 256");
        if (frames < 1 || frames > 36) throw InputException.of("usage", "--frames", frames, "1 to 36");
        if (!(tiltDeg >= -60 && tiltDeg <= 60)) throw InputException.of("usage", "--tilt", tiltDeg, "-60 to 60");
        if (Files.exists(folder) && !Files.isDirectory(folder))
            throw InputException.of("usage", "--out", folder, "a folder, or nothing yet");
        RecordedRun run = RecordedRun.open(recording);
        System.out.printf(Locale.ROOT, "Flying %s again%n", recording);
        ParameterTable p = RunStart.parameters(run.header());
        MapPackage site = RunMap.of(p, map, workers);
        Reflown.Result flown = Reflown.fly(run, site);
        Truth landed = flown.track().isEmpty() ? null : flown.track().truth(flown.track().lastTick());
        if (landed == null || !landed.wheelsOnGround || landed.bridleCutTick < 0)
            throw InputException.of("recording", "file", recording, "a landing that has put its rover down");
        ExecutorService pool = Executors.newFixedThreadPool(workers);
        try {
            MastRenderer renderer = new MastRenderer(p, SiteMaps.of(site), SiteMaps.sunOf(site),
                    run.header().getSeed(), Rows.on(pool, 4 * workers));
            take(renderer, landed, run.header().getSeed());
        } finally {
            pool.shutdownNow();
        }
        return CommandProgram.DONE;
    }

    private void take(MastRenderer renderer, Truth landed, long seed) throws IOException {
        Files.createDirectories(folder);
        ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        ObjectNode root = json.createObjectNode().put("source", "hil mast " + recording.getFileName())
                .put("width", renderer.widthPx()).put("height", renderer.heightPx())
                .put("focal_px", renderer.focalPx())
                .put("conventions", "az clockwise from north, el up, roll clockwise");
        ArrayNode list = root.putArray("frames");
        try (Progress progress = Progress.begin(System.out, "mast", "pictures", frames, 0)) {
            for (int i = 0; i < frames; i++) {
                double panRad = 2 * Math.PI * i / frames;
                double tiltRad = Math.toRadians(tiltDeg);
                String name = name(Tick.toSeconds(landed.tick) + EVERY_S * i, i);
                describe(list.addObject().put("file", name), renderer.pointing(landed, panRad, tiltRad),
                        Noise.hash(seed, i, 1));
                Path file = folder.resolve(name);
                if (!Files.exists(file)) write(file, renderer, renderer.expose(landed, panRad, tiltRad, i));
                progress.step();
            }
        }
        Files.writeString(folder.resolve("frames.json"), json.writeValueAsString(root));
        System.out.printf(Locale.ROOT, "%d pictures in %s%n", frames, folder);
    }

    private static String name(double timeS, int image) {
        long ms = Math.round((FrameNames.CLOCK_AT_ENTRY_S + timeS) * 1e3);
        return String.format(Locale.ROOT, "%s_0000_%010d_%03d_M%05d.png", CODE, ms / 1000, ms % 1000, image);
    }

    /** What the rover believes, and beside it the truth. */
    private static void describe(ObjectNode node, double[] pointing, long hash) {
        String[] names = {"az_deg", "el_deg", "roll_deg"};
        long h = hash;
        for (int i = 0; i < 3; i++) {
            double deg = Math.toDegrees(pointing[i]);
            if (i == 0 && deg < 0) deg += 360;
            node.put(names[i], rounded(deg + POINTING_ERROR_DEG * Noise.normal(h)));
            node.put("true_" + names[i], rounded(deg));
            h = Noise.mix(h);
        }
    }

    private static double rounded(double deg) {
        return Math.rint(deg * 1e4) / 1e4;
    }

    private static void write(Path file, MastRenderer renderer, byte[] rgb) throws IOException {
        BufferedImage image = new BufferedImage(renderer.widthPx(), renderer.heightPx(), BufferedImage.TYPE_INT_RGB);
        for (int k = 0; k < rgb.length / 3; k++)
            image.setRGB(k % renderer.widthPx(), k / renderer.widthPx(),
                    (rgb[3 * k] & 0xff) << 16 | (rgb[3 * k + 1] & 0xff) << 8 | rgb[3 * k + 2] & 0xff);
        Path part = file.resolveSibling(file.getFileName() + ".part");
        ImageIO.write(image, "png", part.toFile());
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
