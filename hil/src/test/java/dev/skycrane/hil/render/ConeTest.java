package dev.skycrane.hil.render;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ConeTest {
    private static final Cone TEN_DEGREES = new Cone(0, 0, 1, Math.cos(Math.toRadians(10)));

    /** A ball of 1 m at 20 m spans asin(1/20) = 2.866 degrees about its middle. */
    @Test
    void ballIsSeenUpToTheAngleThatItSpansBesideTheCone() {
        assertTrue(sees(12.86));
        assertFalse(sees(12.88));
        assertTrue(TEN_DEGREES.sees(0, 0.5, -0.2, 1), "camera inside the ball");
        assertFalse(TEN_DEGREES.sees(0, 0, -20, 1), "behind");
    }

    private static boolean sees(double deg) {
        double a = Math.toRadians(deg);
        return TEN_DEGREES.sees(20 * Math.sin(a), 0, 20 * Math.cos(a), 1);
    }

    @Test
    void segmentThatCrossesTheConeIsSeenThoughItsEndsAreNot() {
        assertTrue(TEN_DEGREES.seesAlong(-30, 0, 10, 30, 0, 10, 0.01, 0.01, 20));
        assertFalse(TEN_DEGREES.seesAlong(-30, 8, 10, 30, 8, 10, 0.01, 0.01, 40));
    }
}
