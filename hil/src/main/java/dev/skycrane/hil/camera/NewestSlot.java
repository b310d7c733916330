package dev.skycrane.hil.camera;

/** Holds one thing, the newest; what it replaces unseen is counted. The writer never waits. */
final class NewestSlot<T> {
    private T newest;
    private long overwritten;

    /** @return whether it replaced one that nobody had seen */
    synchronized boolean put(T thing) {
        boolean replaced = newest != null;
        if (replaced) overwritten++;
        newest = thing;
        notifyAll();
        return replaced;
    }

    /** Takes it out; null if none came within the time. */
    synchronized T take(long timeoutNs) throws InterruptedException {
        long end = System.nanoTime() + timeoutNs;
        while (newest == null) {
            long left = end - System.nanoTime();
            if (left <= 0) return null;
            wait(left / 1_000_000, (int) (left % 1_000_000));
        }
        T taken = newest;
        newest = null;
        return taken;
    }

    /** Wakes whoever waits, to look around. */
    synchronized void wake() {
        notifyAll();
    }

    synchronized long overwritten() {
        return overwritten;
    }
}
