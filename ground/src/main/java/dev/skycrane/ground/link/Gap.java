package dev.skycrane.ground.link;

import dev.skycrane.proto.frame.StreamKey;

/** Frames of a stream that are missing: sequence numbers {@code first} up to {@code last}. */
public record Gap(StreamKey stream, long first, long last) {
    public long frames() {
        return last - first + 1;
    }
}
