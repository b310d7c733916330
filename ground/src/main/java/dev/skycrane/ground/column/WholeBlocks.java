package dev.skycrane.ground.column;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Least, greatest and last value of whole blocks, of the channels that somebody has asked for: where a bucket is longer than a block, nothing
 * more has to be read, however long the history. Any thread.
 */
final class WholeBlocks {
    /** One more than the number of values, or 0 when not known yet; least, greatest, last. */
    private static final int FIELDS = 4;

    private final Map<Integer, double[]> channels = new HashMap<>();

    /** Adds a block that lies in one bucket. @param number its place among the blocks */
    synchronized void take(SealedBlock block, int number, int channel, Buckets out) throws IOException {
        double[] known = channels.getOrDefault(channel, new double[FIELDS]);
        int at = FIELDS * number;
        if (known.length <= at) known = Arrays.copyOf(known, 2 * (at + FIELDS));
        channels.put(channel, known);
        if (known[at] == 0) {
            Buckets one = new Buckets(block.firstNs(), block.lastNs(), 1);
            block.reduce(channel, block.firstNs(), block.lastNs(), false, one);
            known[at] = 1 + one.count(0);
            known[at + 1] = one.min(0);
            known[at + 2] = one.max(0);
            known[at + 3] = one.last(0);
        }
        long values = (long) known[at] - 1;
        if (values > 0)
            out.take(out.of(block.firstNs()), block.lastNs(), values, known[at + 1], known[at + 2], known[at + 3]);
    }
}
