package dev.skycrane.hil.rig.standin;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.skycrane.hil.rig.optics.BenchOptics;
import dev.skycrane.hil.rig.optics.OpticalModel;
import dev.skycrane.hil.rig.stimulus.Canvas;
import dev.skycrane.hil.rig.stimulus.ScreenFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The stand-in's eye on the virtual bench: photographs what stood on the bench's screen while it exposed, and writes down the truth of
 * each photograph for the bench to judge by. Files of the bench's folder: {@value #SCREEN}, {@value #OPTICS}, {@value #TRUTH}.
 */
public final class BenchCamera implements AutoCloseable {
    /** The screen, see {@link ScreenFile}. */
    public static final String SCREEN = "screen.bin";
    /** {@link BenchOptics} as JSON. */
    public static final String OPTICS = "optics.json";
    /** Lines {@code number,mid-exposure ns,picture on the screen,CRC-32C of the JPEG}. */
    public static final String TRUTH = "truth.csv";

    /** Light of one picture of the screen. */
    private static final class Exposed {
        private final ScreenFile.Seen seen = ScreenFile.picture();
        private final char[] light;

        private Exposed(int pixels) {
            light = new char[pixels];
        }
    }

    private final BenchOptics optics;
    private final OpticalModel model;
    private final ScreenFile screen;
    private final BufferedWriter truth;
    private final long exposureNs;
    private final int width;
    private final int height;
    private Exposed older;
    private Exposed newer;
    private final ScreenFile.Seen beat = ScreenFile.beat();
    private final char[] mixed;
    private final char[] spare;
    private final byte[] luma;
    private double[] pose;
    private OpticalModel.Box beatBox;
    private long photographedPicture;

    /** @param exposureNs exposure time */
    BenchCamera(Path folder, int width, int height, long exposureNs) throws IOException {
        optics = new ObjectMapper().readValue(folder.resolve(OPTICS).toFile(), BenchOptics.class);
        if (optics.lens().widthPx() != width || optics.lens().heightPx() != height) {
            throw new IllegalArgumentException("Mode selection for " + width + ":" + height + " failed");
        }
        this.exposureNs = exposureNs;
        this.width = width;
        this.height = height;
        model = new OpticalModel(optics, Canvas.WIDTH_PX, Canvas.HEIGHT_PX);
        screen = ScreenFile.open(folder.resolve(SCREEN));
        truth = Files.newBufferedWriter(folder.resolve(TRUTH), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        int n = width * height;
        older = new Exposed(n);
        newer = new Exposed(n);
        mixed = new char[n];
        spare = new char[n];
        luma = new byte[n];
    }

    /**
     * The photograph of an exposure.
     *
     * @param n number of the photograph
     * @param sensorNs end of the exposure of row 0
     * @return luma, reused by the next
     */
    byte[] photograph(long n, long sensorNs) {
        long firstNs = sensorNs - exposureNs - optics.displayLatencyNs() - optics.displayScanNs();
        long lastNs = sensorNs + height * optics.lineNs() - optics.displayLatencyNs();
        long number = screen.pictureAt(lastNs);
        boolean changed = screen.pictureAt(firstNs) != number;
        if (changed) load(number - 1);
        load(number);
        photographedPicture = newer.seen.number;
        beats(sensorNs);
        char[] light = newer.light;
        if (changed && older.seen.number == number - 1 && newer.seen.number == number) {
            OpticalModel.mix(older.light, newer.light, shares(sensorNs), width, mixed);
            light = mixed;
        }
        model.develop(light, n, luma);
        return luma;
    }

    private void load(long number) {
        if (number <= 0 || newer.seen.number == number) return;
        if (older.seen.number == number || screen.readPicture(number, older.seen)) {
            boolean fresh = older.seen.number != newer.seen.number + 1 || photographedPicture < number;
            Exposed loaded = older;
            older = newer;
            newer = loaded;
            if (fresh) gather(newer);
        }
    }

    private void gather(Exposed exposed) {
        if (!Arrays.equals(pose, exposed.seen.pose)) {
            pose = exposed.seen.pose.clone();
            model.place(pose);
            beatBox = model.seeing(Canvas.BEAT[0], Canvas.BEAT[1], Canvas.CODE_WIDTH_PX, Canvas.CODE_HEIGHT_PX);
        }
        model.gather(exposed.seen.bytes, model.whole(), exposed.light);
    }

    /** Puts the beats of the exposure into the light of the newer picture, and of the older, in case both are seen. */
    private void beats(long sensorNs) {
        if (beatBox == null || beatBox.x1() == 0) return;
        int row = (beatBox.y0() + beatBox.y1()) / 2;
        long endNs = sensorNs + row * optics.lineNs() - shineNs(row);
        long now = screen.beatAt(endNs);
        long before = screen.beatAt(endNs - exposureNs);
        put(now, newer);
        if (before != now && before > 0) {
            long sinceNs = beat.sinceNs;
            System.arraycopy(newer.light, 0, spare, 0, spare.length);
            put(before, newer);
            double share = (double) (endNs - sinceNs) / exposureNs;
            for (int y = beatBox.y0(); y < beatBox.y1(); y++)
                for (int i = y * width + beatBox.x0(); i < y * width + beatBox.x1(); i++)
                    newer.light[i] = (char) (newer.light[i] + share * (spare[i] - newer.light[i]) + 0.5);
        }
        for (int y = beatBox.y0(); y < beatBox.y1(); y++) {
            int from = y * width + beatBox.x0();
            System.arraycopy(newer.light, from, older.light, from, beatBox.x1() - beatBox.x0());
        }
    }

    private void put(long number, Exposed into) {
        if (!screen.readBeat(number, beat)) return;
        Canvas.place(beat.bytes, into.seen.bytes);
        model.gather(into.seen.bytes, beatBox, into.light);
    }

    /** How much of each row's exposure saw the newer picture. */
    private double[] shares(long sensorNs) {
        double[] share = new double[height];
        for (int row = 0; row < height; row++) {
            long endNs = sensorNs + row * optics.lineNs();
            share[row] = (double) (endNs - newer.seen.sinceNs - shineNs(row)) / exposureNs;
        }
        return share;
    }

    /** From handing over until what this camera row sees shines. */
    private long shineNs(int row) {
        double down = Math.max(0, Math.min(1, model.canvasRow(row) / Canvas.HEIGHT_PX));
        return optics.displayLatencyNs() + (long) (down * optics.displayScanNs());
    }

    /** Writes down what a photograph was. */
    void tell(long n, long sensorNs, byte[] jpeg) throws IOException {
        CRC32C crc = new CRC32C();
        crc.update(jpeg);
        truth.write(n + "," + (sensorNs - exposureNs / 2) + "," + photographedPicture + "," + crc.getValue() + "\n");
        truth.flush();
    }

    @Override
    public void close() throws IOException {
        truth.close();
        screen.close();
    }
}
