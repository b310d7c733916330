package dev.skycrane.ground.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class FrameQueueTest {
    private static final int ITEMS = 20_000;

    private final FrameQueue queue = new FrameQueue();

    @Test
    void everyItemComesOutOnceAndInOrderThoughThePutterOutrunsTheTaker() throws InterruptedException {
        Thread putter = new Thread(() -> {
            try {
                for (int i = 0; i < ITEMS; i++)
                    queue.put(new FrameQueue.Item(null, i));
                queue.put(FrameQueue.END);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        putter.start();
        List<Long> seen = new ArrayList<>();
        int heaps = 0;
        int largest = 0;
        boolean open = true;
        while (open) {
            List<FrameQueue.Item> heap = queue.take(1000);
            if (!heap.isEmpty()) heaps++;
            largest = Math.max(largest, heap.size());
            for (FrameQueue.Item item : heap) {
                open = item != FrameQueue.END;
                if (open) seen.add(item.runId());
            }
        }
        putter.join();
        assertEquals(ITEMS, seen.size());
        for (int i = 0; i < ITEMS; i++)
            assertEquals(i, seen.get(i));
        assertTrue(largest <= 2048 && heaps >= ITEMS / 2048, "heaps " + heaps + " of at most " + largest);
    }

    @Test
    void nothingToDoIsAnEmptyHeap() throws InterruptedException {
        assertEquals(List.of(), queue.take(1));
    }
}
