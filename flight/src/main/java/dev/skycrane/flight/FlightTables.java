package dev.skycrane.flight;

import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.guidance.EntryReference;
import dev.skycrane.flight.trn.HazardMap;
import dev.skycrane.flight.trn.SiteMap;
import dev.skycrane.flight.vehicle.AtmosphereModel;
import dev.skycrane.flight.vehicle.EntryVehicleModel;
import dev.skycrane.flight.vehicle.PlanetModel;

/**
 * What the flight software works out before the flight from parameters and map alone: the reference trajectory and the hazard grid. It takes
 * a good part of a second and does not change in flight, so flights with the same flight parameters and map may share it, also
 * on several threads.
 */
public final class FlightTables {
    final EntryReference reference;
    final HazardMap hazards;

    public FlightTables(ParameterTable p, SiteMap map) {
        PlanetModel planet = new PlanetModel(p);
        reference = new EntryReference(p, planet, new AtmosphereModel(p), new EntryVehicleModel(p));
        hazards = hazards(p, planet, map);
    }

    /** For another map; what does not depend on the map is that of {@code same}, which has to be of the same flight parameters. */
    public FlightTables(FlightTables same, ParameterTable p, SiteMap map) {
        reference = same.reference;
        hazards = hazards(p, new PlanetModel(p), map);
    }

    private static HazardMap hazards(ParameterTable p, PlanetModel planet, SiteMap map) {
        return new HazardMap(p, map, map.eastM(planet.siteLonRad), map.northM(planet.siteLatRad));
    }

    /** Hazards about the site's target; what {@link dev.skycrane.flight.trn.SafeTargetSelector} goes by. */
    public HazardMap hazards() {
        return hazards;
    }
}
