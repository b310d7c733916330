package dev.skycrane.ground.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.skycrane.ground.picture.Pictures;
import dev.skycrane.proto.frame.StreamKey;
import dev.skycrane.proto.mcap.McapMessage;
import dev.skycrane.proto.v1.ImageChunk;
import dev.skycrane.proto.v1.ImageInfo;
import dev.skycrane.proto.v1.LandmarkMatches;
import dev.skycrane.proto.v1.PixelFormat;
import dev.skycrane.proto.v1.SegmentId;
import dev.skycrane.proto.v1.StreamKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A folder per camera with its pictures, JPEG and PNG as they came, raw pixels as PNG, and beside each a JSON file: times, pose at the exposure, matched
 * landmarks, which chunks are there. Missing bytes are zero: black in a raw picture; an incomplete compressed one is named
 * {@code .partial}.
 */
final class FrameExport {
    /** Pictures that may still get chunks or landmarks; the oldest is closed when there are more. */
    private static final int OPEN = 1000;
    private static final long OPEN_BYTES = 256L << 20;

    private record Key(String camera, int image) {}

    private record Exposure(String camera, long tick) {}

    private static final class Count {
        private long pictures;
        private long complete;
    }

    private final RecordingScan scan;
    private final Selection selection;
    private final List<Pattern> cameras;
    private final Path folder;
    private final ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private final FramePose poses = new FramePose();
    private final Map<Key, FrameRecord> open = new LinkedHashMap<>();
    private final Map<Exposure, LandmarkMatches> landmarks = new LinkedHashMap<>();
    private final Map<String, Selection.Pace> paces = new HashMap<>();
    private final Map<Key, Boolean> passedOver = new LinkedHashMap<>();
    private final Map<String, Count> counts = new TreeMap<>();
    private long openBytes;
    private long malformed;
    private long undecodable;

    /** @param cameras patterns of names; none for all */
    FrameExport(RecordingScan scan, Selection selection, List<Pattern> cameras, Path folder) {
        this.scan = scan;
        this.selection = selection;
        this.cameras = cameras;
        this.folder = folder;
    }

    List<String> write() throws IOException {
        scan.frames("pictures", FrameExport::isWanted, (key, m) -> {
            try {
                take(key, m);
            } catch (InvalidProtocolBufferException e) {
                malformed++;
            }
        });
        while (!open.isEmpty())
            closeOldest();
        List<String> lines = new ArrayList<>();
        counts.forEach((camera, c) -> lines.add(camera + ": " + c.pictures + " pictures, " + c.complete
                + " complete"));
        if (undecodable > 0) lines.add(undecodable + " pictures whose bytes are no picture, JSON only");
        return lines;
    }

    private static boolean isWanted(StreamKey key) {
        return key.kind() == StreamKind.IMG || key.kind() == StreamKind.TM && key.segment() == SegmentId.ROVER
                && (key.stream().equals(StreamKey.CHANNELS) || key.stream().equals(StreamKey.LANDMARKS));
    }

    private void take(StreamKey key, McapMessage m) throws IOException {
        if (key.kind() == StreamKind.IMG) {
            chunk(key.segment(), ImageChunk.parseFrom(m.data()), m.logTimeNs());
        } else if (key.stream().equals(StreamKey.CHANNELS)) {
            poses.take(m);
        } else {
            // it may come before the picture: pictures stand in chunks of their own
            LandmarkMatches matches = LandmarkMatches.parseFrom(ByteString.copyFrom(m.data()));
            landmarks.put(new Exposure(matches.getCamera(), matches.getExposureTick()), matches);
            if (landmarks.size() > OPEN) landmarks.remove(landmarks.keySet().iterator().next());
        }
    }

    private void chunk(SegmentId segment, ImageChunk chunk, long receiptNs) throws IOException {
        ImageInfo info = chunk.getInfo();
        if (!FrameRecord.isSound(chunk)) {
            malformed++;
            return;
        }
        Key key = new Key(info.getCamera(), info.getImage());
        if (passedOver.containsKey(key)) return;
        FrameRecord record = open.get(key);
        if (record == null) {
            if (!isChosen(info)) {
                passedOver.put(key, true);
                if (passedOver.size() > OPEN) passedOver.remove(passedOver.keySet().iterator().next());
                return;
            }
            record = new FrameRecord(segment, info);
            open.put(key, record);
            openBytes += info.getSizeBytes();
            counts.computeIfAbsent(info.getCamera(), c -> new Count()).pictures++;
        }
        if (!record.take(chunk, receiptNs)) malformed++;
        if (!record.hasPose()) record.pose(poses.at(info.getExposureTick()));
        if (record.isComplete() && record.bytes() != null) picture(record);
        while (open.size() > OPEN || openBytes > OPEN_BYTES && open.size() > 1)
            closeOldest();
    }

    private boolean isChosen(ImageInfo info) {
        boolean camera = cameras.isEmpty() || cameras.stream().anyMatch(p -> p.matcher(info.getCamera()).matches());
        return camera && paces.computeIfAbsent(info.getCamera(), c -> selection.pace()).isDue(info.getExposureNs());
    }

    private static String name(ImageInfo info) {
        return String.format(Locale.ROOT, "%06d", info.getImage());
    }

    private Path camera(ImageInfo info) throws IOException {
        return Files.createDirectories(folder.resolve(info.getCamera()));
    }

    private void picture(FrameRecord record) throws IOException {
        ImageInfo info = record.info();
        boolean packed = info.getFormat() == PixelFormat.JPEG || info.getFormat() == PixelFormat.PNG;
        String file = name(info) + (info.getFormat() == PixelFormat.JPEG ? ".jpg" : ".png");
        byte[] bytes = record.bytes();
        openBytes -= info.getSizeBytes();
        if (packed && !record.isComplete()) file += ".partial";
        try {
            byte[] encoded = packed ? bytes : Pictures.encoded(info, bytes);
            Files.write(camera(info).resolve(file), encoded);
            record.written(file);
        } catch (IOException e) {
            if (packed || Files.exists(camera(info).resolve(file))) throw e;
            undecodable++;
            record.written(null);
        }
    }

    private void closeOldest() throws IOException {
        Iterator<FrameRecord> first = open.values().iterator();
        FrameRecord record = first.next();
        first.remove();
        if (record.bytes() != null) picture(record);
        if (record.isComplete()) counts.get(record.info().getCamera()).complete++;
        if (!record.hasPose()) record.pose(poses.at(record.info().getExposureTick()));
        record.landmarks(landmarks.get(new Exposure(record.info().getCamera(), record.info().getExposureTick())));
        json.writeValue(camera(record.info()).resolve(name(record.info()) + ".json").toFile(), record.sidecar());
    }

    /** Payloads that are not what their stream says. */
    long malformed() {
        return malformed;
    }
}
