package dev.skycrane.hil.rig.standin;

import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/** Stands in for {@code gpiomon -E monotonic -F "%e %S"} of libgpiod 2, on a line that switches {@link Blinking}. */
public final class StandInGpiomon {
    private static final int RISING = 1;
    private static final int FALLING = 2;

    private StandInGpiomon() {}

    /** @param args {@code --version}, or anything to listen until it is ended */
    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals("--version")) {
            System.out.println("gpiomon (libgpiod) v2.1.1 (stand-in)");
            return;
        }
        Blinking light = Blinking.ofEnvironment();
        long cycle = Math.floorDiv(System.nanoTime(), light.cycleNs()) + 1;
        while (!System.out.checkError()) {
            tell(RISING, cycle * light.cycleNs());
            tell(FALLING, cycle * light.cycleNs() + light.onNs());
            cycle++;
        }
    }

    private static void tell(int edge, long timeNs) {
        long left;
        while ((left = timeNs - System.nanoTime()) > 0)
            LockSupport.parkNanos(left);
        System.out.printf(Locale.ROOT, "%d %d.%09d%n", edge, timeNs / 1_000_000_000L, timeNs % 1_000_000_000L);
    }
}
