package dev.skycrane.hil.bench;

import java.util.Objects;

/**
 * One measured figure, with the peer's figure of the same run if there was one.
 *
 * @param name what was measured, words joined by dots from the general to the particular
 * @param value the figure, finite
 * @param unit its unit, "1" for a share or count
 * @param peer who else was measured, empty if nobody
 * @param peerValue the peer's figure in the same unit, NaN if there is none
 */
public record BenchResult(String name, double value, String unit, String peer, double peerValue) {
    /** @throws IllegalArgumentException if {@code value} is not finite, or a peer and its figure do not come together */
    public BenchResult {
        Objects.requireNonNull(name);
        Objects.requireNonNull(unit);
        Objects.requireNonNull(peer);
        if (!Double.isFinite(value))
            throw new IllegalArgumentException(name + ": value=" + value + ", expected a number");
        if (peer.isEmpty() != Double.isNaN(peerValue)) {
            throw new IllegalArgumentException(name + ": peerValue=" + peerValue + ", expected one figure per peer");
        }
    }

    /** A figure without a peer. */
    public static BenchResult alone(String name, double value, String unit) {
        return new BenchResult(name, value, unit, "", Double.NaN);
    }

    /** A figure beside a peer's. */
    public static BenchResult beside(String name, double value, String unit, String peer, double peerValue) {
        return new BenchResult(name, value, unit, peer, peerValue);
    }

    /** {@link #value} over {@link #peerValue}; NaN without a peer. */
    public double ratio() {
        return value / peerValue;
    }
}
