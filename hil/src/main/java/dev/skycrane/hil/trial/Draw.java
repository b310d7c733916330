package dev.skycrane.hil.trial;

import dev.skycrane.hil.terrain.Noise;

/** Random numbers of one frame or scene, one after another, from a key. */
final class Draw {
    private long state;

    Draw(long... key) {
        for (long k : key)
            state = Noise.mix(state ^ Noise.mix(k));
    }

    double uniform() {
        return Noise.uniform(next());
    }

    double within(double min, double max) {
        return min + (max - min) * uniform();
    }

    double symmetric(double limit) {
        return within(-limit, limit);
    }

    double normal(double sigma) {
        return sigma * Noise.normal(next());
    }

    long next() {
        return state = Noise.mix(state);
    }
}
