package dev.skycrane.hil.landing;

import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.trn.HazardMap;
import dev.skycrane.flight.trn.SiteMap;
import dev.skycrane.flight.vehicle.PlanetModel;
import dev.skycrane.hil.terrain.MapError;
import dev.skycrane.hil.terrain.Rows;
import dev.skycrane.hil.terrain.SiteMaps;
import dev.skycrane.hil.terrain.Sun;
import dev.skycrane.proto.site.MapPackage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The ground as it is, which the plant stands on and the cameras see, and the map of it that the vehicle carries.
 *
 * @param ground appearance, elevation and hazards in truth
 * @param carried the vehicle's; the very same package when the map has no error
 * @param error by which the two differ
 */
public record LandingSite(MapPackage ground, MapPackage carried, MapError error) {
    private static final int MAP_THREADS = 2;

    /** The vehicle carries the ground's own map with an error. */
    public static LandingSite of(MapPackage ground, MapError error) {
        return new LandingSite(ground, error.applied(ground), error);
    }

    /** @param seed of the landing, which the map's random errors are drawn from */
    public static LandingSite load(SiteSource source, long seed) {
        ExecutorService threads = Executors.newFixedThreadPool(MAP_THREADS);
        try {
            return of(source.load(Rows.on(threads, MAP_THREADS)), source.mapError(seed));
        } finally {
            threads.shutdown();
        }
    }

    SiteMap groundMap() {
        return SiteMaps.of(ground);
    }

    /** @param groundMap as {@link #groundMap} gave it */
    SiteMap carriedMap(SiteMap groundMap) {
        return error.isNone() ? groundMap : SiteMaps.of(carried);
    }

    /** Null when unknown. */
    Sun groundSun() {
        return SiteMaps.sunOf(ground);
    }

    /** @param carriedHazards which are the ground's too if the map has no error */
    HazardMap groundHazards(ParameterTable p, SiteMap groundMap, PlanetModel planet, HazardMap carriedHazards) {
        return error.isNone()
                ? carriedHazards
                : new HazardMap(p, groundMap, groundMap.eastM(planet.siteLonRad), groundMap.northM(planet.siteLatRad));
    }
}
