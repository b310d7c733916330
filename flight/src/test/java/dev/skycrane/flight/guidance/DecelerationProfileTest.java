package dev.skycrane.flight.guidance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class DecelerationProfileTest {
    private static final double LEAD_S = 0.075;
    private final DecelerationProfile profile = new DecelerationProfile();

    @Test
    void parabolaEndsAtTheHeightAndRateAskedFor() {
        profile.begin(121.5, 32, 22.8, 0.75, LEAD_S, 6);
        double end = profile.durationS();
        assertEquals(0.75, profile.rateMps(end), 1e-9);
        assertEquals(22.8, profile.heightM(end), 1e-9);
        // 32 to 0.75 m/s in about 5.9 s at about 5.28 m/s^2 (dossier section 3.1).
        assertEquals(5.9, end, 0.2);
        assertEquals(5.28, profile.forwardMps2(1), 0.05);
    }

    @Test
    void heightIsTheIntegralOfTheRate() {
        profile.begin(121.5, 32, 22.8, 0.75, LEAD_S, 6);
        double h = 1e-5;
        for (double t = 0.01; t < 8; t += 0.37)
            assertEquals(-profile.rateMps(t), (profile.heightM(t + h) - profile.heightM(t - h)) / (2 * h), 1e-4);
    }

    @Test
    void decelerationIsLimited() {
        profile.begin(60, 32, 22.8, 0.75, LEAD_S, 6);
        assertEquals(6, profile.forwardMps2(0));
    }

    @Test
    void engineLeadIsTakenOffBothEnds() {
        profile.begin(121.5, 32, 22.8, 0.75, LEAD_S, 6);
        assertEquals(32, profile.rateMps(LEAD_S));
        assertEquals(0, profile.forwardMps2(profile.durationS() - 0.9 * LEAD_S));
    }
}
