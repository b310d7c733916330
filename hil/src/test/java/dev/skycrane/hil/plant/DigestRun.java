package dev.skycrane.hil.plant;

import dev.skycrane.flight.core.Tick;
import java.util.Map;

/** Program of the determinism proof: flies seed 1 over level ground for so many seconds and prints ticks and digest. */
final class DigestRun {
    private DigestRun() {}

    public static void main(String[] args) {
        WholeDescent descent = new WholeDescent(Map.of(), 1);
        long last = Tick.fromSeconds(Double.parseDouble(args[0]));
        while (descent.ticks < last && descent.step()) {
            // Flies on.
        }
        System.out.printf("ticks %d digest %016x%n", descent.ticks, descent.digest());
    }
}
