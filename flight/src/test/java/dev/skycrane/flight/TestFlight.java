package dev.skycrane.flight;

import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.trn.SiteMap;

/** Flight software over a small flat site, for tests of its outside. */
public final class TestFlight {
    /** Areoid radius and target of the default site (dossier section 0). */
    private static final double AREOID_M = 3394507;
    private static final double MAP_SPHERE_M = 3396190;

    private TestFlight() {}

    public static FlightSoftware create() {
        return new FlightSoftware(new ParameterTable(), flatMap());
    }

    /** 20 km square of level ground at the landing point's elevation. */
    public static SiteMap flatMap() {
        int n = 200;
        double cellM = 100;
        double edgeM = cellM * (n - 1) / 2;
        float[] elevationM = new float[n * n];
        java.util.Arrays.fill(elevationM, -2570f);
        byte[] grey = new byte[n * n];
        java.util.Arrays.fill(grey, (byte) 128);
        SiteMap.Grid grid = new SiteMap.Grid(n, n, cellM, -edgeM, edgeM);
        return new SiteMap(MAP_SPHERE_M, AREOID_M, Math.toRadians(18.4447), Math.toRadians(77.4508), grid, grey, grid,
                elevationM, null, null);
    }
}
