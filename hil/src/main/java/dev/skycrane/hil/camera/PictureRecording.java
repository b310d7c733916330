package dev.skycrane.hil.camera;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.skycrane.proto.InputException;
import dev.skycrane.proto.mcap.McapReader;
import dev.skycrane.proto.v1.ImageChunk;
import dev.skycrane.proto.v1.ImageInfo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Pictures of one camera out of a recording of ours (MCAP): chunks joined by the picture's number. A picture with chunks missing is handed on as
 * truncated.
 */
final class PictureRecording implements RecordedPictures {
    private static final int MAX_BYTES = 64 << 20;

    private static final class Joined {
        private final ImageInfo info;
        private final byte[] bytes;
        private final BitSet there = new BitSet();

        private Joined(ImageInfo info) {
            this.info = info;
            bytes = new byte[info.getSizeBytes()];
        }
    }

    private final Map<Integer, Joined> joined = new TreeMap<>();
    private final Iterator<Joined> pictures;
    private long seq;

    /**
     * Reads all of them.
     *
     * @param camera name, such as LCAM
     * @throws InputException if the file is no recording, or has none
     */
    PictureRecording(Path file, String camera) {
        try (McapReader reader = new McapReader(file)) {
            reader.forEach(m -> {
                if (m.channel().topic().endsWith("/img/" + camera.toLowerCase(java.util.Locale.ROOT))
                        || m.channel().topic().endsWith("/img/" + camera)) {
                    take(m.data().duplicate());
                }
            });
        } catch (IOException e) {
            throw InputException.of("recorded", "file", file, "a recording in MCAP: " + e.getMessage());
        }
        if (joined.isEmpty()) throw InputException.of("recorded", "file", file, "pictures of " + camera + " in it");
        pictures = joined.values().iterator();
    }

    private void take(ByteBuffer payload) {
        try {
            ImageChunk chunk = ImageChunk.parseFrom(payload);
            ImageInfo info = chunk.getInfo();
            long end = Integer.toUnsignedLong(chunk.getOffset()) + chunk.getData().size();
            if (info.getSizeBytes() <= 0 || info.getSizeBytes() > MAX_BYTES || end > info.getSizeBytes()
                    || chunk.getIndex() < 0 || chunk.getIndex() >= info.getChunkCount()) {
                return;
            }
            Joined one = joined.computeIfAbsent(info.getImage(), number -> new Joined(info));
            if (one.bytes.length != info.getSizeBytes()) return;
            chunk.getData().copyTo(one.bytes, chunk.getOffset());
            one.there.set(chunk.getIndex());
        } catch (InvalidProtocolBufferException e) {
            // a damaged chunk leaves its picture incomplete, which is told
        }
    }

    @Override
    public Recorded next() throws IOException {
        if (!pictures.hasNext()) return null;
        Joined one = pictures.next();
        ImageInfo info = one.info;
        boolean complete = one.there.cardinality() == info.getChunkCount();
        return switch (info.getFormat()) {
            case JPEG -> {
                List<Picture> cut = new ArrayList<>();
                JpegFramer framer = new JpegFramer(cut::add);
                framer.accept(one.bytes, 0, one.bytes.length, 0);
                framer.end();
                boolean whole = complete && cut.size() == 1 && cut.get(0).whole();
                yield Recorded.of(new Picture(seq++, one.bytes, info.getWidth(), info.getHeight(), whole, 0),
                        info.getExposureNs());
            }
            case GREY8 -> {
                seq++;
                boolean sound = complete && one.bytes.length == info.getWidth() * info.getHeight();
                yield new Recorded(null, sound ? one.bytes : null, info.getWidth(), info.getHeight(),
                        info.getExposureNs());
            }
            default -> throw new IOException("format " + info.getFormat() + " of picture " + info.getImage());
        };
    }

    @Override
    public void close() {
        joined.clear();
    }
}
