package dev.skycrane.ground.archive;

import dev.skycrane.ground.link.ReceivedFrame;
import java.util.ArrayList;
import java.util.List;

/**
 * Frames on their way to the thread that writes them. They are handed over in heaps: waking a thread costs more than writing a packet does. Whoever
 * puts waits while the heap is full.
 */
final class FrameQueue {
    /** Bounds of what waits; the writer may hold as much again. */
    private static final int MAX_FRAMES = 2048;
    private static final long MAX_BYTES = 16L << 20;
    /** So long after the first frame of a heap the writer takes it, full or not. */
    private static final long LINGER_MS = 5;

    /** A frame, the start of a run (frame null), or the end. */
    record Item(ReceivedFrame frame, long runId) {}

    static final Item END = new Item(null, 0);

    private List<Item> heap = new ArrayList<>();
    private List<Item> taken = new ArrayList<>();
    private long bytes;
    private boolean ended;

    /** Adds an item. */
    synchronized void put(Item item) throws InterruptedException {
        while (heap.size() >= MAX_FRAMES || bytes >= MAX_BYTES)
            wait();
        heap.add(item);
        if (item.frame() != null) bytes += item.frame().bytes().length;
        ended |= item == END;
        if (heap.size() == 1 || isDue()) notifyAll();
    }

    private boolean isDue() {
        return ended || heap.size() >= MAX_FRAMES / 2 || bytes >= MAX_BYTES / 2;
    }

    /**
     * What has come, in order; empty when nothing does for {@code idleMs}. Valid until the next call.
     */
    synchronized List<Item> take(long idleMs) throws InterruptedException {
        if (heap.isEmpty()) wait(idleMs);
        if (!heap.isEmpty() && !isDue()) wait(LINGER_MS);
        List<Item> result = heap;
        taken.clear();
        heap = taken;
        taken = result;
        bytes = 0;
        notifyAll();
        return result;
    }
}
