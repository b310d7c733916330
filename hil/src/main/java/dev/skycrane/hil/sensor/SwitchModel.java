package dev.skycrane.hil.sensor;

import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.SensorFrame;
import dev.skycrane.flight.core.Switch;
import dev.skycrane.hil.plant.Truth;

/** Switches behind a debouncer: a change is seen once it has lasted. */
final class SwitchModel {
    private static final Switch[] SWITCHES = Switch.values();
    private final int debounceTicks;
    private final int[] lasted = new int[SWITCHES.length];
    private int seenBits;

    SwitchModel(ParameterTable p) {
        debounceTicks = p.integer("sensor.switch.debounceTicks", "ticks", 3, 0, 640, "time a change has to last");
    }

    void sample(Truth truth, SensorFrame out) {
        for (int i = 0; i < SWITCHES.length; i++) {
            int bit = 1 << i;
            if (((truth.switchBits ^ seenBits) & bit) == 0) {
                lasted[i] = 0;
            } else if (++lasted[i] > debounceTicks) {
                seenBits ^= bit;
                lasted[i] = 0;
            }
        }
        out.switchBits = seenBits;
    }
}
