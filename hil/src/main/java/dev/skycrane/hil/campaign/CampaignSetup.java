package dev.skycrane.hil.campaign;

import dev.skycrane.flight.FlightTables;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.trn.SiteMap;
import dev.skycrane.flight.vehicle.PlanetModel;
import dev.skycrane.hil.landing.LandingLimits;
import dev.skycrane.hil.landing.LandingSchema;
import dev.skycrane.hil.landing.SiteSource;
import dev.skycrane.hil.scenario.Dispersions;
import dev.skycrane.hil.scenario.Scenario;
import dev.skycrane.hil.terrain.Rows;
import dev.skycrane.hil.terrain.SiteMaps;
import dev.skycrane.hil.terrain.Sun;
import dev.skycrane.proto.site.MapPackage;

/** Everything that the cases of a campaign have in common, made once and only read afterwards. */
public final class CampaignSetup {
    final Scenario scenario;
    final long seed;
    final VisionMode vision;
    /** Whether the vehicle's map differs from the ground: only where pictures are matched with it. */
    final boolean mapErrors;
    /** The ground. */
    final MapPackage site;
    final SiteMap map;
    final Sun mapSun;
    /** Worked out from the ground's own map. */
    final FlightTables tables;
    final Dispersions dispersions;
    final LandingLimits limits;
    final double siteLatRad;
    final double siteLonRad;
    /** Edges of the parachute's box. */
    final double lowestMach;
    final double highestMach;
    final double lowestPressurePa;
    final double highestPressurePa;

    /**
     * Checks the scenario and loads the map.
     *
     * @throws dev.skycrane.flight.core.ParameterException for a scenario that cannot be flown
     * @throws dev.skycrane.proto.InputException if the map package is missing or damaged
     */
    public CampaignSetup(Scenario scenario, long seed, VisionMode vision, Rows rows) {
        this(scenario, seed, vision, false, rows);
    }

    /**
     * Checks the scenario and loads the map.
     *
     * @param perfectMap whether the vehicle carries the very map of the ground
     */
    public CampaignSetup(Scenario scenario, long seed, VisionMode vision, boolean perfectMap, Rows rows) {
        mapErrors = vision == VisionMode.IMAGES && !perfectMap;
        ParameterTable schema = LandingSchema.check(scenario);
        site = new SiteSource(schema).load(rows);
        this.scenario = SiteSource.completed(scenario, site);
        this.seed = seed;
        this.vision = vision;
        map = SiteMaps.of(site);
        mapSun = SiteMaps.sunOf(site);
        ParameterTable p = this.scenario.parameters();
        tables = new FlightTables(p, map);
        PlanetModel planet = new PlanetModel(p);
        siteLatRad = planet.siteLatRad;
        siteLonRad = planet.siteLonRad;
        limits = new LandingLimits(p);
        lowestMach = value(schema, "descent.parachute.lowestMach");
        highestMach = value(schema, "descent.parachute.highestMach");
        lowestPressurePa = value(schema, "descent.parachute.lowestPressurePa");
        highestPressurePa = value(schema, "descent.parachute.highestPressurePa");
        dispersions = new Dispersions(p).about(this.scenario, schema.declarations());
    }

    private double value(ParameterTable schema, String name) {
        for (ParameterTable.Declaration d : schema.declarations()) {
            if (d.name().equals(name)) return scenario.numbers().getOrDefault(name, d.defaultValues())[0];
        }
        throw new IllegalStateException("parameter not declared: name=" + name);
    }

    /** The case's own scenario, for flying it elsewhere. */
    public Scenario caseScenario(int number) {
        return dispersions.draw(scenario, Dispersions.caseSeed(seed, number), mapErrors);
    }
}
