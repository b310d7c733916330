package dev.skycrane.flight;

import dev.skycrane.flight.core.ActuatorFrame;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.SensorFrame;
import dev.skycrane.flight.core.Tick;
import dev.skycrane.flight.geometry.EnuFrame;
import dev.skycrane.flight.geometry.Quat;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.trn.SiteMap;

/** Flight software over a small flat site, for tests of its outside. */
public final class TestFlight {
    /** Areoid radius and target of the default site (dossier section 0). */
    private static final double AREOID_M = 3394507;
    private static final double MAP_SPHERE_M = 3396190;

    /** Body z down, x north. */
    private static final Quat NOSE_DOWN = new Quat().fromAxes(new Vec3(0, 1, 0), new Vec3(1, 0, 0),
            new Vec3(0, 0, -1));

    private TestFlight() {}

    public static FlightSoftware create() {
        return new FlightSoftware(new ParameterTable(), flatMap());
    }

    /** Navigation started 5 km above the target, sinking slowly, upright. */
    public static FlightSoftware createUnderParachute() {
        FlightSoftware flight = create();
        EnuFrame site = flight.planet().siteFrame();
        Quat q = new Quat().product(new Quat().inverse(site.qEnuFromMcmf()), NOSE_DOWN);
        flight.navigator().initialise(-1, site.positionToMcmf(new Vec3(0, 0, 5000), new Vec3()), new Vec3(), q);
        return flight;
    }

    /** One tick of hanging still in the air: the IMU feels the planet's pull and turn. */
    public static void step(FlightSoftware flight, long tick, SensorFrame in, ActuatorFrame out) {
        in.tick = tick;
        in.imuValidBits = 0x3f;
        in.deltaVelocityMps[2] = -3.70 * Tick.PERIOD_S;
        in.radarBeam = tick % 3 == 0 ? (int) (tick / 3 % 6) : -1;
        in.radarTick = tick;
        in.radarRangeValid = in.radarBeam == 0;
        in.radarRangeM = 5000;
        in.radarVelocityValid = in.radarBeam >= 0;
        flight.step(in, out);
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
