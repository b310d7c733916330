package dev.skycrane.ground.foreign;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Takes the good pieces of a file in order: frames with their sync markers, packets. */
@FunctionalInterface
public interface Pieces {
    /** Takes nothing. */
    Pieces NONE = bytes -> {};

    /** @param bytes good until the call returns */
    void take(ByteBuffer bytes) throws IOException;
}
