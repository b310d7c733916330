package dev.skycrane.hil.camera;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * {@code rpicam-vid} as a child: pictures on its stdout, metadata through a FIFO.
 *
 * <p>The FIFO is opened for reading and writing before the child starts: such an open never blocks, whereas a child whose FIFO
 * nobody has open hangs before it says a word. The price is that the FIFO has no end; {@link #close()} writes the line that ends it.
 */
final class RpicamProcess implements CameraLink {
    private static final long TERM_LIMIT_S = 2;
    private static final String GOODBYE = "\u0004";

    private final Path folder;
    private final RandomAccessFile fifo;
    private final Process process;
    private final LastLines words;
    private final BufferedReader metadata;

    private RpicamProcess(Path folder, RandomAccessFile fifo, Process process) {
        this.folder = folder;
        this.fifo = fifo;
        this.process = process;
        words = new LastLines(process.getErrorStream());
        metadata = new BufferedReader(
                new InputStreamReader(Channels.newInputStream(fifo.getChannel()), StandardCharsets.US_ASCII)) {
            @Override
            public String readLine() throws IOException {
                String line = super.readLine();
                return GOODBYE.equals(line) ? null : line;
            }
        };
    }

    /** A source that starts the program anew at each opening. */
    static Source source(RpicamProgram program, CaptureSettings asked, int camera) {
        return () -> start(program, asked, camera);
    }

    private static RpicamProcess start(RpicamProgram program, CaptureSettings asked, int camera)
            throws CameraFault, InterruptedException {
        try {
            Path folder = Files.createTempDirectory("skycrane-camera");
            Path fifo = folder.resolve("metadata.fifo");
            if (new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor() != 0) {
                throw new CameraFault("camera: mkfifo=failed, expected a FIFO in " + folder, false);
            }
            RandomAccessFile open = new RandomAccessFile(fifo.toFile(), "rw");
            List<String> line = program.streaming(asked, camera, fifo);
            try {
                return new RpicamProcess(folder, open, new ProcessBuilder(line).start());
            } catch (IOException e) {
                open.close();
                throw e;
            }
        } catch (IOException e) {
            throw new CameraFault(
                    "camera: program=" + program.command().get(0) + ", expected one that starts: " + e.getMessage(),
                    false);
        }
    }

    @Override
    public InputStream pictures() {
        return process.getInputStream();
    }

    @Override
    public BufferedReader metadata() {
        return metadata;
    }

    /** The exit code with the program's own words; only a camera that may come back is worth another start. */
    @Override
    public CameraFault ending(long waitMs) throws InterruptedException {
        boolean gone = process.waitFor(waitMs, TimeUnit.MILLISECONDS);
        List<String> said = words.after(gone ? waitMs : 0);
        String last = said.stream().filter(l -> l.contains("ERROR")).reduce((a, b) -> b)
                .orElse(said.isEmpty() ? "no words" : said.get(said.size() - 1));
        boolean none = last.contains("no cameras available") || last.contains("selected camera is not available");
        boolean hopeless = none || last.contains("unrecognised");
        return new CameraFault("camera: exit=" + (gone ? process.exitValue() : "none") + " (" + last.strip()
                + "), expected a stream of pictures", !hopeless,
                none ? CameraEvent.Kind.NO_CAMERA : CameraEvent.Kind.PROGRAM_ENDED);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            // an interrupt is ignored by a stalled camera, so the signals are TERM and then KILL
            if (!process.waitFor(TERM_LIMIT_S, TimeUnit.SECONDS)) process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        try {
            fifo.write(("\n" + GOODBYE + "\n").getBytes(StandardCharsets.US_ASCII));
            Files.deleteIfExists(folder.resolve("metadata.fifo"));
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            // a leftover of a temporary folder harms nobody
        }
    }
}
