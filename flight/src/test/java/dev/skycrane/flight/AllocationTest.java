package dev.skycrane.flight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import dev.skycrane.flight.core.ActuatorFrame;
import dev.skycrane.flight.core.SensorFrame;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The flight thread allocates nothing after start-up (determinism contract, point 6). */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class AllocationTest {
    private static final int WARM_UP_TICKS = 20_000;
    private static final int MEASURED_TICKS = 2_000;
    private static final int STRETCHES = 10;

    @Test
    void aTickAllocatesNothing() {
        assumeTrue(ManagementFactory.getThreadMXBean() instanceof ThreadMXBean, "no allocation counter in this JVM");
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        assumeTrue(threads.isThreadAllocatedMemorySupported(), "no allocation counter in this JVM");
        threads.setThreadAllocatedMemoryEnabled(true);
        FlightSoftware flight = TestFlight.createUnderParachute();
        SensorFrame in = new SensorFrame();
        ActuatorFrame out = new ActuatorFrame();
        long tick = 0;
        for (int i = 0; i < WARM_UP_TICKS; i++)
            TestFlight.step(flight, tick++, in, out);
        long id = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(id);
        long probe = threads.getThreadAllocatedBytes(id) - before;
        // The compiler at work may allocate a few bytes once on this thread; an allocating tick shows in every stretch.
        long fewest = Long.MAX_VALUE;
        for (int stretch = 0; stretch < STRETCHES; stretch++) {
            long start = threads.getThreadAllocatedBytes(id);
            for (int i = 0; i < MEASURED_TICKS; i++)
                TestFlight.step(flight, tick++, in, out);
            fewest = Math.min(fewest, threads.getThreadAllocatedBytes(id) - start);
        }
        assertEquals(probe, fewest, "bytes allocated in " + MEASURED_TICKS + " ticks");
    }
}
