package dev.skycrane.hil.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.skycrane.flight.core.ParameterException;
import dev.skycrane.flight.core.ParameterTable;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LightTimeTest {
    private static LightTime at(String utc) {
        return new LightTime(new ParameterTable(Map.of(), Map.of("scenario.entryUtc", utc)));
    }

    /** Published: 11 min 22 s for Perseverance (dossier section 7), 13 min 48 s for Curiosity, 8 min 7 s for InSight. */
    @Test
    void agreesWithWhatWasAnnouncedForLandings() {
        assertEquals(11 * 60 + 22, at("2021-02-18T20:36:50Z").secondsAt(420), 10);
        assertEquals(13 * 60 + 48, at("2012-08-06T05:10:45Z").secondsAt(420), 10);
        assertEquals(8 * 60 + 7, at("2018-11-26T19:40:00Z").secondsAt(420), 10);
    }

    /** Mars at its nearest on 27 August 2003: 55.758 million km, the closest approach in recorded history. */
    @Test
    void agreesWithTheClosestApproach() {
        assertEquals(55.758e9 / 299_792_458, at("2003-08-27T09:51:00Z").secondsAt(0), 0.5);
    }

    @Test
    void whatIsHeardIsLateByTheLightTime() {
        LightTime light = at("2021-02-18T20:36:50Z");
        long heard = light.heardUtc(419.6).toEpochMilli();
        long sent = java.time.Instant.parse("2021-02-18T20:36:50Z").toEpochMilli() + 419_600;
        assertEquals(light.secondsAt(419.6), (heard - sent) / 1000.0, 1e-3);
    }

    @Test
    void aTimeThatIsNoneIsRefused() {
        assertThrows(ParameterException.class, () -> at("yesterday"));
    }
}
