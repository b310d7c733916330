package dev.skycrane.hil.landing;

import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.trn.SiteMap;
import dev.skycrane.flight.vehicle.PlanetModel;
import dev.skycrane.hil.scenario.Dispersions;
import dev.skycrane.hil.scenario.Scenario;
import dev.skycrane.hil.sensor.FixModel;
import java.util.Arrays;

/**
 * Every parameter that a landing knows. Components declare theirs while they are built, so a whole landing is built
 * once, on a flat map of the site, before anything takes time: a scenario with an unknown name or a value out of range is refused
 * at once.
 */
public final class LandingSchema {
    /** The flat map: large enough for every component to find ground around the target. */
    private static final int CELLS = 64;
    private static final double CELL_M = 250;

    private LandingSchema() {}

    /**
     * Checks a scenario.
     *
     * @return a table with every parameter declared
     * @throws dev.skycrane.flight.core.ParameterException for the first parameter that cannot be accepted
     */
    public static ParameterTable check(Scenario scenario) {
        ParameterTable p = scenario.parameters();
        p.text("scenario.title", "", "one line on what the scenario is");
        new LandingLimits(p);
        new Dispersions(p);
        new FixModel(p, 1);
        new SiteSource(p);
        new ClosedLoop(p, flatMap(new PlanetModel(p)), null, 1).close();
        p.refuseUnknown();
        return p;
    }

    private static SiteMap flatMap(PlanetModel planet) {
        double cornerM = 0.5 * (CELLS - 1) * CELL_M;
        SiteMap.Grid grid = new SiteMap.Grid(CELLS, CELLS, CELL_M, -cornerM, cornerM);
        byte[] appearance = new byte[CELLS * CELLS];
        Arrays.fill(appearance, (byte) 128);
        float[] elevationM = new float[CELLS * CELLS];
        Arrays.fill(elevationM, (float) (planet.siteRadiusM - planet.areoidRadiusM));
        return new SiteMap(planet.equatorialRadiusM, planet.areoidRadiusM, planet.siteLatRad, planet.siteLonRad, grid,
                appearance, grid, elevationM, grid, new byte[CELLS * CELLS]);
    }
}
