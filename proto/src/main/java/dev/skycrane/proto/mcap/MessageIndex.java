package dev.skycrane.proto.mcap;

import java.util.Arrays;

/** Messages of one channel in the open chunk. */
final class MessageIndex {
    /** Log time and offset in the chunk, by turns. */
    private long[] entries = new long[256];
    private int size;

    void add(long logTimeNs, long offset) {
        if (size == entries.length) entries = Arrays.copyOf(entries, 2 * size);
        entries[size++] = logTimeNs;
        entries[size++] = offset;
    }

    void clear() {
        size = 0;
    }

    boolean isEmpty() {
        return size == 0;
    }

    void put(RecordBuffer out, int channelId) {
        int mark = out.begin(McapFormat.MESSAGE_INDEX);
        out.u16(channelId).u32(8L * size);
        for (int i = 0; i < size; i++)
            out.u64(entries[i]);
        out.end(mark);
    }
}
