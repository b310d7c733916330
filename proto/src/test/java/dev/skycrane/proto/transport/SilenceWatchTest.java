package dev.skycrane.proto.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SilenceWatchTest {
    private static final long S = 1_000_000_000L;
    private final SilenceWatch watch = new SilenceWatch();

    @Test
    void linkThatNeverHeardAnythingIsLeftAlone() {
        assertFalse(watch.isOverdue(1000 * S, true));
    }

    @Test
    void silenceIsEndedMoreAndMoreSeldom() {
        watch.heard(0);
        List<Long> renewedAtS = new ArrayList<>();
        for (long s = 1; s <= 400; s++)
            if (watch.isOverdue(s * S, true)) renewedAtS.add(s);
        assertEquals(List.of(6L, 18L, 42L, 90L, 150L, 210L, 270L, 330L, 390L), renewedAtS);
        watch.heard(400 * S);
        assertFalse(watch.isOverdue(405 * S, true));
        assertTrue(watch.isOverdue(406 * S, true), "patience is short again");
    }

    @Test
    void timeWithoutConnectionIsNoSilence() {
        watch.heard(0);
        assertFalse(watch.isOverdue(20 * S, false));
        assertFalse(watch.isOverdue(25 * S, true));
        assertTrue(watch.isOverdue(26 * S, true));
    }
}
