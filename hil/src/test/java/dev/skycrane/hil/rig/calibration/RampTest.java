package dev.skycrane.hil.rig.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.skycrane.proto.InputException;
import org.junit.jupiter.api.Test;

class RampTest {
    private static Ramp power(double gamma) {
        int[] shown = new int[18];
        double[] back = new double[18];
        for (int i = 0; i < 18; i++) {
            shown[i] = 15 * i;
            back[i] = 6 + 214 * StrictMath.pow(shown[i] / 255.0, gamma);
        }
        return new Ramp(shown, back, 1, 0);
    }

    /** Of a screen with the power law and a linear camera, levels come back within what 8 bits and 18 steps can hold. */
    @Test
    void levelsComeBackThroughScreenAndCamera() {
        Ramp ramp = power(2.2);
        byte[] shown = ramp.shownFor();
        byte[] level = ramp.levelOf();
        for (int l = 8; l < 256; l++) {
            double camera = 6 + 214 * StrictMath.pow((shown[l] & 0xFF) / 255.0, 2.2);
            assertEquals(l, level[(int) Math.round(camera)] & 0xFF, 3, "level " + l);
        }
        assertEquals(0, shown[0]);
        assertEquals(255, shown[255] & 0xFF);
    }

    @Test
    void rampThatFallsOrHardlyRisesIsRefused() {
        assertThrows(InputException.class, () -> new Ramp(new int[]{0, 128, 255}, new double[]{5, 90, 80}, 1, 0));
        assertThrows(InputException.class, () -> new Ramp(new int[]{0, 255}, new double[]{5, 50}, 1, 0));
    }
}
