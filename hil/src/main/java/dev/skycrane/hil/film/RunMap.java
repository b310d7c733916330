package dev.skycrane.hil.film;

import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.hil.landing.SiteSource;
import dev.skycrane.hil.terrain.Rows;
import dev.skycrane.proto.site.MapPackage;
import dev.skycrane.proto.site.MapPackageFiles;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The map that a recorded run flew over. */
final class RunMap {
    private RunMap() {}

    /** @param given folder of the package, or null for what the run's scenario says */
    static MapPackage of(ParameterTable p, Path given, int threads) {
        if (given != null) return MapPackageFiles.read(given);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            return new SiteSource(p).load(Rows.on(pool, threads));
        } finally {
            pool.shutdown();
        }
    }
}
