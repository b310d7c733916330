package dev.skycrane.hil.camera;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Queue;

/** A stream of JPEG pictures without an end of its own clock: an MJPEG file, or what ffmpeg makes of another. */
final class PictureStream implements RecordedPictures {
    private static final int READ_BYTES = 1 << 16;

    private final InputStream in;
    private final AutoCloseable owner;
    private final Queue<Picture> cut = new ArrayDeque<>();
    private final JpegFramer framer = new JpegFramer(cut::add);
    private final byte[] bytes = new byte[READ_BYTES];
    private boolean ended;

    /** @param owner closed with this */
    PictureStream(InputStream in, AutoCloseable owner) {
        this.in = in;
        this.owner = owner;
    }

    @Override
    public Recorded next() throws IOException {
        while (cut.isEmpty() && !ended) {
            int n = in.read(bytes);
            if (n < 0) {
                framer.end();
                ended = true;
            } else {
                framer.accept(bytes, 0, n, 0);
            }
        }
        Picture picture = cut.poll();
        return picture == null ? null : Recorded.of(picture, 0);
    }

    /** Bytes that belonged to no picture. */
    long skippedBytes() {
        return framer.skippedBytes();
    }

    @Override
    public void close() {
        try {
            in.close();
            owner.close();
        } catch (Exception e) {
            // it is only read from
        }
    }
}
