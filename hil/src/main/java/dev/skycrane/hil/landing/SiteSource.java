package dev.skycrane.hil.landing;

import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.vehicle.PlanetModel;
import dev.skycrane.hil.scenario.Scenario;
import dev.skycrane.hil.terrain.MapError;
import dev.skycrane.hil.terrain.MapImport;
import dev.skycrane.hil.terrain.Rows;
import dev.skycrane.hil.terrain.SiteMaps;
import dev.skycrane.hil.terrain.SyntheticJezero;
import dev.skycrane.proto.InputException;
import dev.skycrane.proto.site.MapPackage;
import dev.skycrane.proto.site.MapPackageFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where the map of the landing site comes from, and what the map says about the site. */
public final class SiteSource {
    private static final String SYNTHETIC = "synthetic";
    private static final String IMPORT = "import";

    private final String map;
    private final long mapSeed;
    private final String ortho;
    private final List<Path> dems = new ArrayList<>();
    private final PlanetModel planet;
    private final double siteLatDeg;
    private final double siteLonDeg;
    private final ParameterTable parameters;

    public SiteSource(ParameterTable p) {
        map = p.text("site.map", SYNTHETIC, "synthetic, import, or the folder of a map package");
        mapSeed = p.integer("site.mapSeed", "1", 1, 0, Integer.MAX_VALUE, "seed of the synthetic site");
        ortho = p.text("site.orthoFile", "", "image of the site from above, for site.map: import");
        for (String name : List.of("site.innerDemFile", "site.demFile")) {
            String dem = p.text(name, "",
                    "elevation model, for site.map: import; the finest that knows a place is taken");
            if (!dem.isEmpty()) dems.add(Path.of(dem));
        }
        planet = new PlanetModel(p);
        siteLatDeg = p.scalar("site.latDeg", "deg", PlanetModel.JEZERO_LAT_DEG, -89, 89,
                "planetocentric latitude of the target");
        siteLonDeg = p.scalar("site.lonDeg", "deg", PlanetModel.JEZERO_LON_DEG, -180, 360,
                "east longitude of the target");
        MapError.of(p, 0);
        parameters = p;
    }

    /** @throws dev.skycrane.proto.InputException if the package is missing or damaged */
    public MapPackage load(Rows rows) {
        if (map.equals(SYNTHETIC)) {
            return SyntheticJezero.generate(new SyntheticJezero.Place(siteLatDeg, siteLonDeg, planet.areoidRadiusM,
                    planet.siteRadiusM), mapSeed, rows);
        }
        if (!map.equals(IMPORT)) return MapPackageFiles.read(Path.of(map));
        if (ortho.isEmpty() || dems.isEmpty()) {
            throw InputException.of("scenario", "site.map", map, "site.orthoFile and site.demFile beside it");
        }
        return MapImport.run(new MapImport.Request(Path.of(ortho), dems, null, true, ortho,
                Math.toDegrees(planet.siteLatRad), Math.toDegrees(planet.siteLonRad), planet.areoidRadiusM));
    }

    /** What is wrong with the vehicle's map of this site. */
    public MapError mapError(long seed) {
        return MapError.of(parameters, seed);
    }

    /** The scenario with what the map knows about the site, where the scenario itself says nothing. */
    public static Scenario completed(Scenario scenario, MapPackage map) {
        Scenario s = orElse(scenario, "site.latDeg", map.site.targetLatDeg());
        s = orElse(s, "site.lonDeg", map.site.targetLonDeg());
        s = orElse(s, "site.areoidRadiusM", map.site.areoidRadiusM());
        return orElse(s, "site.targetRadiusM", SiteMaps.targetRadiusM(map));
    }

    private static Scenario orElse(Scenario s, String name, double value) {
        return s.numbers().containsKey(name) ? s : s.withNumber(name, value);
    }
}
