package dev.skycrane.ground.product;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.skycrane.ground.archive.Recordings;
import dev.skycrane.proto.InputException;
import dev.skycrane.proto.dictionary.ChannelType;
import dev.skycrane.proto.dictionary.Dictionary;
import dev.skycrane.proto.dictionary.EventType;
import dev.skycrane.proto.mcap.McapException;
import dev.skycrane.proto.mcap.McapHandler;
import dev.skycrane.proto.mcap.McapMessage;
import dev.skycrane.proto.mcap.McapReader;
import dev.skycrane.proto.v1.EventBatch;
import dev.skycrane.proto.v1.EventRecord;
import dev.skycrane.proto.v1.ImageChunk;
import dev.skycrane.proto.v1.ImageInfo;
import dev.skycrane.proto.v1.PixelFormat;
import dev.skycrane.proto.v1.RunHeader;
import dev.skycrane.proto.v1.Telemetry;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;

/** Reads a recording with its live pictures, whole or cut; pictures of which a chunk is missing are counted and left out. */
final class FootageRecording {
    private static final double TICKS_PER_SECOND = 64;
    private static final double CLOCK_AT_ENTRY_S = 666_952_679.26;
    private static final List<String> SUITE = List.of("PUC_A", "PUC_B", "PUC_C", "DDC", "RUC", "RDC", "LCAM");
    private static final List<String> CODES = List.of("EA", "EB", "EC", "ES", "EU", "ED", "EL");
    /** Rows of the track per second. */
    private static final double TRACK_HZ = 8;
    private static final long MAX_PIXELS = 64_000_000;

    /** A picture under way. */
    private static final class Parts {
        private final ImageInfo info;
        private final byte[] data;
        private int missing;
        private final boolean[] there;

        Parts(ImageInfo info) {
            this.info = info;
            data = new byte[info.getSizeBytes()];
            missing = info.getChunkCount();
            there = new boolean[info.getChunkCount()];
        }

        void take(ImageChunk chunk) {
            int offset = chunk.getOffset();
            int size = chunk.getData().size();
            if (chunk.getIndex() < 0 || chunk.getIndex() >= there.length || there[chunk.getIndex()] || offset < 0
                    || offset > data.length - size)
                return;
            chunk.getData().copyTo(data, offset);
            there[chunk.getIndex()] = true;
            missing--;
        }
    }

    private final ChannelType altitude = Dictionary.standard().channel("nav.altitudeAglM");
    private final ChannelType speed = Dictionary.standard().channel("nav.speedMps");
    private final ChannelType phase = Dictionary.standard().channel("executive.phase");
    private final Map<String, Map<Integer, Parts>> open = new TreeMap<>();
    private final Map<String, List<Footage.Picture>> pictures = new LinkedHashMap<>();
    private final List<Footage.CallOut> callOuts = new ArrayList<>();
    private final List<double[]> rows = new ArrayList<>();
    private final List<String> phases = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private String title = "Skycrane";
    private int damages;
    private int invalid;

    private FootageRecording() {}

    /** @throws InputException for a file that is no recording */
    static Footage read(Path file) {
        FootageRecording r = new FootageRecording();
        boolean finished;
        try (McapReader reader = Recordings.open(file)) {
            finished = reader.forEach(new McapHandler() {
                @Override
                public void message(McapMessage m) throws IOException {
                    r.take(m);
                }

                @Override
                public void damage(McapException damage) {
                    r.damages++;
                }
            }).finished();
        } catch (IOException e) {
            throw new InputException("recording: file=" + file + ", expected a readable file (" + e.getMessage() + ")",
                    e);
        }
        if (!finished) r.notes.add("recording: end=missing, expected a finished file; what is there is shown");
        if (r.damages > 0) r.notes.add("recording: damages=" + r.damages + ", expected 0; what is whole is shown");
        if (r.invalid > 0) r.notes.add("recording: chunks without sense=" + r.invalid + ", expected 0");
        return r.footage();
    }

    private void take(McapMessage m) throws InvalidProtocolBufferException {
        String topic = m.channel().topic();
        if (topic.contains("/img/")) chunk(ImageChunk.parseFrom(m.data()));
        else if (topic.endsWith("/rover/tm/channels")) telemetry(Telemetry.parseFrom(m.data()));
        else if (topic.contains("/rover/evr/")) events(EventBatch.parseFrom(m.data()));
        else if (topic.endsWith("/rover/sen/run")) {
            RunHeader header = RunHeader.parseFrom(m.data());
            title = "Skycrane, scenario " + header.getScenario() + ", seed " + header.getSeed();
        }
    }

    private void chunk(ImageChunk chunk) {
        ImageInfo info = chunk.getInfo();
        long pixels = (long) info.getWidth() * info.getHeight();
        if (info.getChunkCount() < 1 || info.getChunkCount() > 65536 || info.getSizeBytes() < 0
                || pixels < 1 || pixels > MAX_PIXELS || info.getSizeBytes() > 4 * pixels + 65536) {
            invalid++;
            return;
        }
        Map<Integer, Parts> of = open.computeIfAbsent(info.getCamera(), name -> new TreeMap<>());
        Parts parts = of.computeIfAbsent(info.getImage(), i -> new Parts(info));
        parts.take(chunk);
        if (parts.missing > 0) return;
        of.remove(info.getImage());
        pictures.computeIfAbsent(info.getCamera(), name -> new ArrayList<>()).add(picture(parts));
    }

    private static Footage.Picture picture(Parts parts) {
        ImageInfo info = parts.info;
        double timeS = info.getExposureTick() / TICKS_PER_SECOND;
        Map<String, String> about = new LinkedHashMap<>();
        about.put("image", Integer.toString(info.getImage()));
        about.put("timeS", String.format(Locale.ROOT, "%.6f", timeS));
        about.put("exposureS", String.format(Locale.ROOT, "%.6f", info.getExposureUs() * 1e-6));
        long ms = Math.round((CLOCK_AT_ENTRY_S + timeS) * 1e3);
        int known = SUITE.indexOf(info.getCamera());
        String name = String.format(Locale.ROOT, "%sF_0000_%010d_%03d_E%05d.jpg", known < 0 ? "EX" : CODES.get(known),
                ms / 1000, ms % 1000, info.getImage());
        return new Footage.Picture(timeS, info.getWidth(), info.getHeight(), name, about, () -> jpeg(info, parts.data));
    }

    private static byte[] jpeg(ImageInfo info, byte[] data) throws IOException {
        if (info.getFormat() == PixelFormat.JPEG) return data;
        BufferedImage image;
        if (info.getFormat() == PixelFormat.GREY8 && data.length == info.getWidth() * info.getHeight()) {
            image = new BufferedImage(info.getWidth(), info.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
            System.arraycopy(data, 0, ((DataBufferByte) image.getRaster().getDataBuffer()).getData(), 0, data.length);
        } else if (info.getFormat() == PixelFormat.PNG) {
            image = ImageIO.read(new java.io.ByteArrayInputStream(data));
        } else {
            throw new IOException("format " + info.getFormat() + " of picture " + info.getImage());
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "jpeg", out);
        return out.toByteArray();
    }

    private void telemetry(Telemetry packet) {
        double timeS = packet.getTick() / TICKS_PER_SECOND;
        if (!rows.isEmpty() && timeS < rows.get(rows.size() - 1)[0] + 1 / TRACK_HZ) return;
        rows.add(new double[]{timeS, altitude.value(packet), speed.value(packet)});
        String state = phase.stateName(phase.value(packet));
        phases.add(state == null ? "" : state.replace("PHASE_", ""));
    }

    private void events(EventBatch batch) {
        for (EventRecord e : batch.getEventsList()) {
            EventType type = Dictionary.standard().event(e.getCodeValue());
            if (type == null || !type.isCalledOut()) continue;
            double[] args = e.getArgsList().stream().mapToDouble(Double::doubleValue).toArray();
            callOuts.add(new Footage.CallOut(e.getTick() / TICKS_PER_SECOND, type.name(), type.callOut(args)));
        }
    }

    private Footage footage() {
        open.forEach((camera, parts) -> {
            if (!parts.isEmpty())
                notes.add(camera + ": incomplete pictures=" + parts.size() + ", expected 0; left out");
        });
        List<Footage.Camera> cameras = new ArrayList<>();
        for (int i = 0; i < SUITE.size(); i++) {
            List<Footage.Picture> of = pictures.get(SUITE.get(i));
            if (of == null) {
                notes.add(SUITE.get(i) + ": pictures=0, expected some; the camera is left out");
                continue;
            }
            of.sort(Comparator.comparingDouble(Footage.Picture::timeS));
            cameras.add(new Footage.Camera(SUITE.get(i), CODES.get(i), Double.NaN, of));
        }
        callOuts.sort(Comparator.comparingDouble(Footage.CallOut::timeS));
        int n = rows.size();
        return new Footage(title, cameras, callOuts, new Footage.Track(column(n, 0), column(n, 1), column(n, 2),
                phases.toArray(String[]::new)), notes);
    }

    private double[] column(int n, int k) {
        double[] out = new double[n];
        for (int i = 0; i < n; i++)
            out[i] = rows.get(i)[k];
        return out;
    }
}
