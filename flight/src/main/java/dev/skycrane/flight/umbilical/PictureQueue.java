package dev.skycrane.flight.umbilical;

import dev.skycrane.flight.camera.CameraFrame;
import dev.skycrane.flight.core.CameraId;
import dev.skycrane.flight.core.Segment;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicLongArray;

/** Pictures from the cameras' threads to the umbilical's; a full queue refuses and counts. */
final class PictureQueue {
    private static final int CAPACITY = 64;
    private final ArrayBlockingQueue<CameraFrame> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final AtomicLongArray refused = new AtomicLongArray(CameraId.values().length);

    void offer(CameraFrame picture) {
        if (!queue.offer(picture)) refused.incrementAndGet(picture.camera().ordinal());
    }

    CameraFrame poll() {
        return queue.poll();
    }

    double fill() {
        return queue.size() / (double) CAPACITY;
    }

    /** Refusals of a segment's cameras since the last call, by counter name. */
    Map<String, Long> drops(Segment segment) {
        Map<String, Long> drops = new TreeMap<>();
        for (CameraId camera : CameraId.values()) {
            if (camera.segment() != segment) continue;
            long count = refused.getAndSet(camera.ordinal(), 0);
            if (count > 0) drops.put("image." + camera + ".queueFull", count);
        }
        return drops;
    }
}
