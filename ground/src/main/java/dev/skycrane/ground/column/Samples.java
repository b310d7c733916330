package dev.skycrane.ground.column;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Values of one channel in order of on-board time.
 *
 * @param onboardNs on-board times
 * @param receiptUnixNs wall clock at receipt
 * @param values engineering values, NaN where the packet did not carry the channel
 * @param truncated there were more than were asked for
 */
public record Samples(long[] onboardNs, long[] receiptUnixNs, double[] values, boolean truncated) {
    public int size() {
        return values.length;
    }

    Samples slice(int from, int to, boolean cut) {
        return new Samples(Arrays.copyOfRange(onboardNs, from, to), Arrays.copyOfRange(receiptUnixNs, from, to),
                Arrays.copyOfRange(values, from, to), cut);
    }

    /** The same in order of time; rows that came late stand behind later ones. */
    Samples sorted() {
        for (int i = 1; i < onboardNs.length; i++) {
            if (onboardNs[i] >= onboardNs[i - 1]) continue;
            int[] order = IntStream.range(0, size()).boxed().sorted(Comparator.comparingLong(k -> onboardNs[k]))
                    .mapToInt(k -> k).toArray();
            return new Samples(Arrays.stream(order).mapToLong(k -> onboardNs[k]).toArray(),
                    Arrays.stream(order).mapToLong(k -> receiptUnixNs[k]).toArray(),
                    Arrays.stream(order).mapToDouble(k -> values[k]).toArray(), truncated);
        }
        return this;
    }
}
