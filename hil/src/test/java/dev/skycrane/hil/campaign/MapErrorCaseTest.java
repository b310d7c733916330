package dev.skycrane.hil.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.hil.scenario.Scenario;
import dev.skycrane.hil.terrain.MapError;
import dev.skycrane.hil.terrain.Rows;
import dev.skycrane.hil.testing.Sites;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One case with pictures, with and without errors of the vehicle's map. */
@Timeout(240)
final class MapErrorCaseTest {
    private static final int SEED = 3;
    @TempDir
    private static Path folder;
    /** Its map is off by 60 m. */
    private static Scenario far;
    private static CampaignSetup setup;

    @BeforeAll
    static void makeSetup() {
        far = Sites.scenario(folder).withNumber("site.mapError.eastM", 60);
        setup = new CampaignSetup(far, SEED, VisionMode.IMAGES, Rows.sequential());
    }

    @Test
    void aWrongMapIsOffByItsOwnErrorOnly() {
        MapError error = MapError.of(setup.caseScenario(0).parameters(), 1);
        assertEquals(60, error.placement().eastM(), 25, "drawn about what the scenario says");
        CaseResult r = CampaignCase.fly(setup, 0);
        System.out.printf(
                "map off by %.1f m and %.1f m up: navigation off by %.2f m in coordinates, %.2f m on the map%n",
                r.value(Measure.MAP_ERROR), r.value(Measure.MAP_HEIGHT_ERROR), r.value(Measure.SELECTION_ERROR),
                r.value(Measure.SELECTION_ERROR_ON_MAP));
        assertEquals(60, r.value(Measure.MAP_ERROR), 30);
        assertEquals(r.value(Measure.MAP_ERROR), r.value(Measure.SELECTION_ERROR),
                r.value(Measure.SELECTION_ERROR_ON_MAP) + 0.1);
        assertTrue(r.value(Measure.SELECTION_ERROR_ON_MAP) < 6, "the map's tilt and the error of its heights are left");
        assertEquals(CaseResult.LANDED, r.outcome(), r.reason());
        assertTrue(r.value(Measure.TOUCHDOWN_ERROR) < 15, "lands on the ground that its map shows at the target");
        assertEquals(r.value(Measure.MAP_ERROR), r.value(Measure.TOUCHDOWN_BY_COORDINATES),
                r.value(Measure.TOUCHDOWN_ERROR) + 0.1);
    }

    @Test
    void perfectMapIsTheGroundWhateverTheScenarioSays() {
        CampaignSetup perfect = new CampaignSetup(far, SEED, VisionMode.IMAGES, true, Rows.sequential());
        assertTrue(MapError.of(perfect.caseScenario(0).parameters(), 1).isNone());
        assertNotEquals(MapError.of(setup.caseScenario(1).parameters(), 1).placement(),
                MapError.of(setup.caseScenario(2).parameters(), 1).placement(), "cases differ");
        CampaignSetup model = new CampaignSetup(far, SEED, VisionMode.MODEL, Rows.sequential());
        assertTrue(MapError.of(model.caseScenario(0).parameters(), 1).isNone(),
                "the model has its own error of the map");
    }
}
