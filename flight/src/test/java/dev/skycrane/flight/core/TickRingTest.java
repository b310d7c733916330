package dev.skycrane.flight.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
final class TickRingTest {
    private final ChannelBuffer channels = new ChannelBuffer();
    private final EventBuffer events = new EventBuffer();
    private final int channel = channels.declare("executive.test");
    private final ActuatorFrame out = new ActuatorFrame();

    private void produce(TickRing ring, long tick) {
        out.tick = tick;
        out.digest = 31 * tick;
        channels.set(channel, 0.5 * tick);
        events.beginTick();
        if (tick % 5 == 0) events.emit(EventId.BRIDLE_FULL, tick, 2 * tick);
        ring.offer(out, channels, events);
    }

    private static void check(TickSnapshot s, long tick) {
        assertEquals(tick, s.tick());
        assertEquals(31 * tick, s.digest());
        assertEquals(0.5 * tick, s.value(0));
        assertEquals(tick % 5 == 0 ? 1 : 0, s.eventCount());
        if (s.eventCount() == 1) assertEquals(2.0 * tick, s.eventArg(0, 1));
    }

    @Test
    void snapshotsComeOutInOrder() {
        TickRing ring = new TickRing(8, 1);
        for (long tick = 0; tick < 20; tick++) {
            produce(ring, tick);
            check(ring.peek(), tick);
            ring.release();
        }
        assertNull(ring.peek());
        assertEquals(0, ring.dropped());
    }

    @Test
    void aFullRingDropsTheNewAndCounts() {
        TickRing ring = new TickRing(8, 1);
        for (long tick = 0; tick < 12; tick++)
            produce(ring, tick);
        assertEquals(4, ring.dropped());
        for (long tick = 0; tick < 8; tick++) {
            check(ring.peek(), tick);
            ring.release();
        }
        assertNull(ring.peek());
        assertThrows(IllegalStateException.class, ring::release);
    }

    @Test
    void aReaderOnAnotherThreadSeesWholeSnapshots() throws InterruptedException {
        TickRing ring = new TickRing(64, 1);
        int ticks = 200_000;
        long[] seen = new long[1];
        Throwable[] failure = new Throwable[1];
        Thread reader = new Thread(() -> {
            try {
                long last = -1;
                while (last < ticks - 1) {
                    TickSnapshot s = ring.peek();
                    if (s == null) {
                        Thread.onSpinWait();
                        continue;
                    }
                    assertTrue(s.tick() > last);
                    last = s.tick();
                    check(s, last);
                    ring.release();
                    seen[0]++;
                }
            } catch (Throwable t) {
                failure[0] = t;
            }
        });
        reader.start();
        for (long tick = 0; tick < ticks - 1; tick++)
            produce(ring, tick);
        while (ring.waiting() == ring.capacity())
            Thread.onSpinWait();
        produce(ring, ticks - 1);
        reader.join();
        assertNull(failure[0]);
        assertEquals(ticks, seen[0] + ring.dropped());
    }

    @Test
    void timingChannelsAndTheReaderDoNotTouchTheDigest() {
        assertEquals(digestOf(0, false), digestOf(7, true));
        assertNotEquals(digestOf(0, false), digestWithChannel(1));
    }

    private static long digestOf(int overruns, boolean read) {
        return run(overruns, read, 0);
    }

    private static long digestWithChannel(double value) {
        return run(0, false, value);
    }

    private static long run(int overruns, boolean read, double value) {
        ChannelBuffer channels = new ChannelBuffer();
        int channel = channels.declare("executive.test");
        EventBuffer events = new EventBuffer();
        Executive executive = new Executive(channels, events);
        executive.seal();
        SensorFrame in = new SensorFrame();
        ActuatorFrame out = new ActuatorFrame();
        for (int i = 0; i < 3000; i++) {
            in.tick = i;
            if (i % 100 < overruns) executive.noteOverrun(1000);
            executive.beginTick(in, out);
            channels.set(channel, value);
            executive.endTick(out);
            if (read) executive.ring().release();
        }
        return out.digest;
    }
}
