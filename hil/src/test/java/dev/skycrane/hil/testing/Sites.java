package dev.skycrane.hil.testing;

import dev.skycrane.hil.scenario.Scenario;
import dev.skycrane.hil.scenario.ScenarioReader;
import dev.skycrane.hil.terrain.SyntheticJezero;
import dev.skycrane.proto.site.MapPackage;
import dev.skycrane.proto.site.MapPackageFiles;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Made-up sites, each made once for all test classes of a JVM; seconds of work each. */
public final class Sites {
    private static final Map<Long, MapPackage> MADE = new ConcurrentHashMap<>();

    private Sites() {}

    /** @return the built-in site of a seed; others hold it too, so nobody writes to it */
    public static MapPackage jezero(long seed) {
        return MADE.computeIfAbsent(seed, SyntheticJezero::generate);
    }

    /** The built-in scenario with its site out of a package in {@code folder}, which is written. */
    public static Scenario scenario(Path folder) {
        Path site = folder.resolve("site");
        MapPackageFiles.write(jezero(1), site);
        return ScenarioReader.read("jezero").withText("site.map", site.toString());
    }
}
