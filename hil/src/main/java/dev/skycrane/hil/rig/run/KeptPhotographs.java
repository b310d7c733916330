package dev.skycrane.hil.rig.run;

import dev.skycrane.flight.camera.CameraFrame;
import dev.skycrane.hil.landing.LcamPort;
import dev.skycrane.hil.rig.calibration.RigCalibration;
import dev.skycrane.proto.InputException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The LCAM pictures of a rig run, to fly them again bit for bit: a folder with {@value #INDEX} (exposure tick and file, {@code -} for an exposure
 * without a picture, and at the end the digest) and the pictures as binary PGM, which any viewer opens.
 *
 * <p>Called by the vision thread.
 */
final class KeptPhotographs implements LcamPort, AutoCloseable {
    private static final String INDEX = "index.csv";
    private static final String NONE = "-";
    private static final String DIGEST = "digest";

    private final Path folder;
    private final Map<Long, String> files = new HashMap<>();
    private String digest = "";
    private int used;

    private KeptPhotographs(Path folder) {
        this.folder = folder;
    }

    /** @throws InputException if the folder is none of these */
    static KeptPhotographs read(Path folder) {
        KeptPhotographs kept = new KeptPhotographs(folder);
        try {
            for (String line : Files.readAllLines(folder.resolve(INDEX))) {
                String[] f = line.split(",");
                if (f.length != 2) throw InputException.of("kept photographs", "line", line, "TICK,FILE");
                if (f[0].equals(DIGEST)) {
                    kept.digest = f[1];
                } else {
                    kept.files.put(Long.parseLong(f[0]), f[1]);
                }
            }
        } catch (IOException | NumberFormatException e) {
            throw InputException.of("kept photographs", "--keep", folder, "a folder that hil rig run --keep wrote");
        }
        return kept;
    }

    /** Of the run that was kept; empty if it did not end. */
    String digest() {
        return digest;
    }

    /** Pictures handed out. */
    int used() {
        return used;
    }

    @Override
    public CameraFrame photograph(CameraFrame rendered) {
        String file = files.get(rendered.exposureTick());
        if (file == null || file.equals(NONE)) return null;
        try {
            byte[] all = Files.readAllBytes(folder.resolve(file));
            int pixels = rendered.widthPx() * rendered.heightPx();
            byte[] header = header(rendered.widthPx(), rendered.heightPx());
            if (all.length != header.length + pixels) {
                throw InputException.of("kept photographs", file, all.length + " bytes",
                        header.length + pixels + " bytes");
            }
            byte[] grey = java.util.Arrays.copyOfRange(all, header.length, all.length);
            return new CameraFrame(rendered.camera(), used++, rendered.widthPx(), rendered.heightPx(),
                    CameraFrame.Format.GREY8, rendered.exposureTick(), rendered.exposureUs(), grey);
        } catch (IOException e) {
            throw InputException.of("kept photographs", "file", file, "a picture that can be read");
        }
    }

    private static byte[] header(int width, int height) {
        return ("P5\n" + width + " " + height + "\n255\n").getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        // nothing stays open
    }

    /** Keeps what another LCAM photographs. */
    static final class Writer implements AutoCloseable {
        private final Path folder;
        private final BufferedWriter index;
        private final Consumer<String> failing;
        private IOException failure;

        private Writer(Path folder, Consumer<String> failing) throws IOException {
            this.folder = folder;
            this.failing = failing;
            index = Files.newBufferedWriter(folder.resolve(INDEX));
        }

        /** The same port, every picture kept. A disk that fails ends the keeping, not the flight. */
        LcamPort keeping(LcamPort port) {
            return rendered -> {
                CameraFrame picture = port.photograph(rendered);
                keep(rendered.exposureTick(), picture);
                return picture;
            };
        }

        private void keep(long tick, CameraFrame picture) {
            if (failure != null) return;
            try {
                if (picture == null) {
                    index.write(tick + "," + NONE + "\n");
                    return;
                }
                String name = String.format(java.util.Locale.ROOT, "lcam_%06d.pgm", tick);
                try (var out = Files.newOutputStream(folder.resolve(name))) {
                    out.write(header(picture.widthPx(), picture.heightPx()));
                    out.write(picture.data());
                }
                index.write(tick + "," + name + "\n");
            } catch (IOException e) {
                failure = e;
                failing.accept("photographs are no longer kept: " + e.getMessage());
            }
        }

        /** Whether the disk failed, so that photographs are missing. */
        boolean failed() {
            return failure != null;
        }

        /** The run is over. */
        void end(String digest) throws IOException {
            if (failure == null) index.write(DIGEST + "," + digest + "\n");
        }

        @Override
        public void close() throws IOException {
            index.close();
        }
    }

    /** Begins a folder. @param failing is told, once, when the disk fails */
    static Writer write(Path folder, RigCalibration calibration, Consumer<String> failing) throws IOException {
        if (Files.exists(folder.resolve(INDEX))) {
            throw InputException.of("kept photographs", "--keep", folder,
                    "a folder without " + INDEX + ", so that nothing is overwritten");
        }
        Files.createDirectories(folder);
        calibration.write(folder);
        return new Writer(folder, failing);
    }
}
