package dev.skycrane.flight.core;

import dev.skycrane.flight.geometry.Quat;
import dev.skycrane.flight.geometry.Vec3;

/**
 * Running 64-bit digest: FNV-1a over 64-bit words with a final avalanche per word (multiplier and shift of
 * SplitMix64, Steele et al. 2014, doi 10.1145/2660193.2660195), so that one changed bit changes the whole.
 */
public final class Digest {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;
    private long value = FNV_OFFSET;

    public void fold(long word) {
        long h = (value ^ word) * FNV_PRIME;
        h ^= h >>> 30;
        h *= 0xbf58476d1ce4e5b9L;
        value = h ^ (h >>> 27);
    }

    public void fold(double word) {
        fold(Double.doubleToLongBits(word));
    }

    public void fold(Vec3 v) {
        fold(v.x);
        fold(v.y);
        fold(v.z);
    }

    public void fold(Quat q) {
        fold(q.w);
        fold(q.x);
        fold(q.y);
        fold(q.z);
    }

    public long value() {
        return value;
    }
}
