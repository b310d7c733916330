package dev.skycrane.hil.landing;

import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.vehicle.PlanetModel;
import dev.skycrane.hil.scenario.Dispersions;
import dev.skycrane.hil.scenario.Scenario;
import dev.skycrane.hil.sensor.FixModel;
import dev.skycrane.hil.terrain.MapError;
import dev.skycrane.proto.site.MapGrid;
import dev.skycrane.proto.site.MapPackage;
import dev.skycrane.proto.site.SiteInfo;
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
        new ClosedLoop(p, LandingSite.of(flatMap(new PlanetModel(p)), MapError.NONE), 1).close();
        p.refuseUnknown();
        return p;
    }

    private static MapPackage flatMap(PlanetModel planet) {
        MapGrid grid = MapGrid.centred(CELLS, CELLS, CELL_M);
        byte[] appearance = new byte[CELLS * CELLS];
        Arrays.fill(appearance, (byte) 128);
        float[] elevationM = new float[CELLS * CELLS];
        Arrays.fill(elevationM, (float) (planet.siteRadiusM - planet.areoidRadiusM));
        double latDeg = Math.toDegrees(planet.siteLatRad);
        double lonDeg = Math.toDegrees(planet.siteLonRad);
        SiteInfo site = new SiteInfo("flat", latDeg, lonDeg, planet.equatorialRadiusM, planet.areoidRadiusM, latDeg,
                lonDeg, Double.NaN, Double.NaN, "made to check a scenario");
        return new MapPackage(site, grid, appearance, grid, elevationM, grid, new byte[CELLS * CELLS]);
    }
}
