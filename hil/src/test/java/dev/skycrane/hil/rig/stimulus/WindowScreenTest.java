package dev.skycrane.hil.rig.stimulus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.proto.InputException;
import java.awt.GraphicsEnvironment;
import java.awt.Rectangle;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class WindowScreenTest {
    @Test
    void canvasStandsInTheMiddleByWholeFactors() {
        assertEquals(new Rectangle(260, 20, 1400, 1040), WindowScreen.place(1920, 1080));
        assertEquals(new Rectangle(520, 40, 2800, 2080), WindowScreen.place(3840, 2160));
        assertTrue(assertThrows(InputException.class, () -> WindowScreen.place(1366, 768)).getMessage()
                .contains("size=1366x768, expected at least 1400x1040"));
    }

    @Test
    void machineWithoutDisplaySaysWhatToDoInstead() {
        Assumptions.assumeTrue(GraphicsEnvironment.isHeadless(), "skipped: this machine has a display");
        String refusal = assertThrows(InputException.class, () -> WindowScreen.open(0)).getMessage();
        assertTrue(refusal.contains("--screen=window") && refusal.contains("--screen page"), refusal);
    }
}
