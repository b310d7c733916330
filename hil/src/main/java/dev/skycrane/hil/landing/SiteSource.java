package dev.skycrane.hil.landing;

import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.hil.scenario.Scenario;
import dev.skycrane.hil.terrain.Rows;
import dev.skycrane.hil.terrain.SiteMaps;
import dev.skycrane.hil.terrain.SyntheticJezero;
import dev.skycrane.proto.site.MapPackage;
import dev.skycrane.proto.site.MapPackageFiles;
import java.nio.file.Path;

/** Where the map of the landing site comes from, and what the map says about the site. */
final class SiteSource {
    private static final String SYNTHETIC = "synthetic";

    private final String map;
    private final long mapSeed;

    SiteSource(ParameterTable p) {
        map = p.text("site.map", SYNTHETIC, "synthetic, or the folder of a map package");
        mapSeed = p.integer("site.mapSeed", "1", 1, 0, Integer.MAX_VALUE, "seed of the synthetic site");
    }

    /** @throws dev.skycrane.proto.InputException if the package is missing or damaged */
    MapPackage load(Rows rows) {
        return map.equals(SYNTHETIC) ? SyntheticJezero.generate(mapSeed, rows) : MapPackageFiles.read(Path.of(map));
    }

    /** The scenario with what the map knows about the site, where the scenario itself says nothing. */
    static Scenario completed(Scenario scenario, MapPackage map) {
        Scenario s = orElse(scenario, "site.latDeg", map.site.targetLatDeg());
        s = orElse(s, "site.lonDeg", map.site.targetLonDeg());
        s = orElse(s, "site.areoidRadiusM", map.site.areoidRadiusM());
        return orElse(s, "site.targetRadiusM", SiteMaps.targetRadiusM(map));
    }

    private static Scenario orElse(Scenario s, String name, double value) {
        return s.numbers().containsKey(name) ? s : s.withNumber(name, value);
    }
}
