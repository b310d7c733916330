package dev.skycrane.flight.core;

import dev.skycrane.flight.geometry.Quat;
import dev.skycrane.flight.geometry.Vec3;

/**
 * Running 64-bit digest of a sequence of 64-bit words. Words go round four lanes in turn; a lane takes a word by exclusive or, an odd
 * multiplier and a shift, each of which can be undone, so that one changed bit always changes its lane. The value joins the lanes by
 * SplitMix64's finaliser (Steele et al. 2014, doi 10.1145/2660193.2660195), which spreads it over the whole. Words are gathered and
 * mixed many at once: a single chain would keep the processor waiting for each product.
 */
public final class Digest {
    private static final int CAPACITY = 1024;
    private static final int LANES = 4;
    private static final long MULTIPLIER = 0x9e3779b97f4a7c15L;
    private final long[] words = new long[CAPACITY];
    private int size;
    // Any four different numbers: here the first digits of the fractional parts of sqrt(2), sqrt(3), sqrt(5), sqrt(7).
    private long a = 0x6a09e667f3bcc908L;
    private long b = 0xbb67ae8584caa73bL;
    private long c = 0x3c6ef372fe94f82bL;
    private long d = 0xa54ff53a5f1d36f1L;

    public void fold(long word) {
        if (size == CAPACITY) mix();
        words[size++] = word;
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

    /** Folds the first {@code count} values, each with the bits of its mask. */
    void fold(double[] values, long[] masks, int count) {
        int done = 0;
        while (done < count) {
            if (size == CAPACITY) mix();
            int n = Math.min(count - done, CAPACITY - size);
            for (int i = 0; i < n; i++)
                words[size + i] = Double.doubleToLongBits(values[done + i]) & masks[done + i];
            size += n;
            done += n;
        }
    }

    private static long step(long lane, long word) {
        long h = (lane ^ word) * MULTIPLIER;
        return h ^ h >>> 32;
    }

    /** Takes whole rounds of the lanes out of the buffer. */
    private void mix() {
        long p = a;
        long q = b;
        long r = c;
        long s = d;
        int i = 0;
        for (; i + LANES <= size; i += LANES) {
            p = step(p, words[i]);
            q = step(q, words[i + 1]);
            r = step(r, words[i + 2]);
            s = step(s, words[i + 3]);
        }
        a = p;
        b = q;
        c = r;
        d = s;
        int left = size - i;
        for (int k = 0; k < left; k++)
            words[k] = words[i + k];
        size = left;
    }

    /** A function of the words so far; asking for it changes nothing. */
    public long value() {
        mix();
        long h = finish(finish(finish(finish(a) + b) + c) + d);
        for (int i = 0; i < size; i++)
            h = finish(h + step(MULTIPLIER, words[i]));
        return h;
    }

    private static long finish(long z) {
        long x = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        long y = (x ^ x >>> 27) * 0x94d049bb133111ebL;
        return y ^ y >>> 31;
    }
}
