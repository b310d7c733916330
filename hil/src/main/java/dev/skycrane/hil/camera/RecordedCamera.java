package dev.skycrane.hil.camera;

import dev.skycrane.proto.InputException;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;

/**
 * A recording as a camera: a folder of JPEG, PNG or PGM pictures, an MJPEG file, a Y4M, H.264 or other video through ffmpeg, or a recording of
 * ours. The same framer, judge and decoder as of a live camera; but nobody hurries, so every picture is handed out, in order.
 *
 * <p>Beside a video {@code NAME} may stand {@code NAME.metadata.txt}, the records of the camera program in its text format: one for each
 * picture, in order, a truncated picture has one too. Without them a picture's time is that of its number at the nominal rate.
 *
 * <p>Called by one thread.
 */
public final class RecordedCamera implements CameraPort {
    private final CaptureSettings settings;
    private final Path file;
    private final String camera;
    private final FrameJudge judge;
    private final LumaDecoder decoder = new LumaDecoder();
    private final Map<Quality, Long> flagged = new EnumMap<>(Quality.class);
    private final Queue<FrameMetadata> records = new ArrayDeque<>();
    private RecordedPictures pictures;
    private boolean hasRecords;
    private long malformed;
    private long seq;
    private long good;

    /**
     * @param settings size that the pictures must have, and nominal rate
     * @param file folder or file
     * @param camera of a recording of ours, such as LCAM
     * @throws InputException if there is nothing there
     */
    public RecordedCamera(CaptureSettings settings, Path file, String camera) {
        if (!Files.exists(file))
            throw InputException.of("recorded", "file", file, "a folder of pictures or a video file");
        this.settings = settings;
        this.file = file;
        this.camera = camera;
        judge = new FrameJudge(settings);
    }

    @Override
    public void open() throws CameraFault, InterruptedException {
        if (pictures != null) throw new CameraFault("camera: owner=2, expected one: it is open already", false);
        try {
            pictures = source();
            Path sidecar = file.resolveSibling(file.getFileName() + ".metadata.txt");
            if (Files.isRegularFile(sidecar)) readRecords(sidecar);
        } catch (IOException e) {
            throw new CameraFault("recorded: file=" + file + ", expected one that can be read: " + e.getMessage(),
                    false);
        }
    }

    private RecordedPictures source() throws IOException, CameraFault, InterruptedException {
        if (Files.isDirectory(file)) return new PictureFolder(file);
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".mcap")) return new PictureRecording(file, camera);
        if (name.endsWith(".mjpeg") || name.endsWith(".mjpg")) {
            return new PictureStream(new BufferedInputStream(Files.newInputStream(file)), () -> {});
        }
        CameraLink link = StreamLink.ffmpeg(file.toString(), false).open();
        return new PictureStream(link.pictures(), link);
    }

    private void readRecords(Path sidecar) throws IOException {
        MetadataParser parser = MetadataParser.text(records::add);
        try (BufferedReader reader = Files.newBufferedReader(sidecar, StandardCharsets.US_ASCII)) {
            String line;
            while ((line = reader.readLine()) != null)
                parser.line(line);
        }
        parser.line("");
        malformed = parser.malformed();
        hasRecords = true;
    }

    @Override
    public Capture next(long timeoutNs) throws CameraFault, InterruptedException {
        if (pictures == null) throw new CameraFault("recorded: state=closed, expected open()", false);
        RecordedPictures.Recorded next;
        try {
            next = pictures.next();
        } catch (IOException e) {
            throw new CameraFault("recorded: file=" + file + ", expected more of it: " + e.getMessage(), false);
        }
        if (next == null) throw new CameraFault("recorded: file=" + file + " ended, expected more pictures", false);
        return capture(next);
    }

    private Capture capture(RecordedPictures.Recorded next) {
        EnumSet<Quality> flags = EnumSet.noneOf(Quality.class);
        FrameMetadata record = records.poll();
        if (hasRecords && record == null) flags.add(Quality.META_MISSING);
        if (record != null) judge.recorded(record);
        Picture picture = next.picture() != null
                ? next.picture()
                : new Picture(seq, next.luma() == null ? new byte[0] : next.luma(), next.widthPx(), next.heightPx(),
                        next.luma() != null, 0);
        if (!picture.whole()) flags.add(Quality.TRUNCATED);
        judge.judge(picture, record, flags);
        byte[] luma = next.picture() == null ? next.luma() : picture.whole() ? decoder.decode(picture) : null;
        if (luma == null && picture.whole()) flags.add(Quality.DECODE_ERROR);
        long nominalNs = next.exposureNs() != 0 ? next.exposureNs() : seq * settings.periodNs();
        seq++;
        flags.forEach(flag -> flagged.merge(flag, 1L, Long::sum));
        Capture capture = new Capture(seq - 1, picture.widthPx(), picture.heightPx(), picture.jpeg(), luma,
                record == null ? nominalNs : record.midExposureNs(), nominalNs, record, 0, flags);
        if (capture.good()) good++;
        return capture;
    }

    @Override
    public CameraCounts counts() {
        long skipped = pictures instanceof PictureStream stream ? stream.skippedBytes() : 0;
        return new CameraCounts(seq, good, Map.copyOf(flagged), 0, judge.sensorDrops(), skipped, records.size(),
                malformed, 0,
                judge.clockSteps());
    }

    @Override
    public void close() {
        if (pictures != null) pictures.close();
        decoder.close();
    }
}
