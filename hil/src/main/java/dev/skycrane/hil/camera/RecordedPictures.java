package dev.skycrane.hil.camera;

import java.io.IOException;

/** Pictures out of a recording, one after the other. */
interface RecordedPictures extends AutoCloseable {
    /**
     * The next picture.
     *
     * @return null after the last
     * @throws IOException if the recording cannot be read any further
     */
    Recorded next() throws IOException, InterruptedException;

    @Override
    void close();

    /**
     * A picture: either compressed and cut by the framer, or plain.
     *
     * @param picture as the framer cut it; null for a plain one
     * @param luma of a plain one, null if it could not be read
     * @param widthPx of a plain one
     * @param heightPx of a plain one
     * @param exposureNs on-board time of the exposure, 0 if the recording does not tell
     */
    record Recorded(Picture picture, byte[] luma, int widthPx, int heightPx, long exposureNs) {
        static Recorded of(Picture picture, long exposureNs) {
            return new Recorded(picture, null, 0, 0, exposureNs);
        }
    }
}
