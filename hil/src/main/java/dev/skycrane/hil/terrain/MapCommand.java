package dev.skycrane.hil.terrain;

import dev.skycrane.proto.site.MapPackage;
import dev.skycrane.proto.site.MapPackageFiles;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hil map}: makes and shows landing-site maps. */
@Command(name = "map", mixinStandardHelpOptions = true, description = "Makes and shows landing-site maps.", subcommands = {
    MapCommand.Synth.class, MapCommand.Import.class, MapCommand.Info.class}, footer = {"", "Example:",
        "  hil map synth --seed 1 --out site"})
public final class MapCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return 0;
    }

    private static void wrote(CommandSpec spec, MapPackage map, Path out) {
        MapPackageFiles.write(map, out);
        PrintWriter w = spec.commandLine().getOut();
        w.print(new MapInfo(map).text());
        w.println("written     " + out);
        w.flush();
    }

    /** {@code hil map synth}. */
    @Command(name = "synth", mixinStandardHelpOptions = true, description = "Makes the synthetic Jezero from a seed.", footer = {
        "", "Example:", "  hil map synth --seed 1 --out site"})
    static final class Synth implements Callable<Integer> {
        @Spec
        private CommandSpec spec;
        @Option(names = "--seed", defaultValue = "1", description = "Seed of the terrain (default ${DEFAULT-VALUE}).")
        private long seed;
        @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder to write the map package to.")
        private Path out;

        @Override
        public Integer call() {
            wrote(spec, SyntheticJezero.generate(seed), out);
            return 0;
        }
    }

    /** {@code hil map import}. */
    @Command(name = "import", mixinStandardHelpOptions = true, description = {
        "Makes a map package of an orbital image and elevation models.",
        "The image is a GeoTIFF, or a JPEG or PNG with a world file and a .prj; heights are metres above the areoid."}, footer = {
            "", "Example:",
            "  hil map import --ortho ../shared/data/jezero_trn/jezero_map_color_4096x3879.jpg \\",
            "    --dem ../shared/data/jezero_trn/jezero_hirise_dtm_8m.tif \\",
            "    --dem ../shared/data/jezero_trn/jezero_ctx_dtm_30m.tif \\",
            "    --crop --target-lat 18.4447 --target-lon 77.4508 --out jezero"})
    static final class Import implements Callable<Integer> {
        @Spec
        private CommandSpec spec;
        @Option(names = "--ortho", required = true, paramLabel = "FILE", description = "Image of the site from above.")
        private Path ortho;
        @Option(names = "--dem", required = true, paramLabel = "FILE", description = "Elevation model, GeoTIFF; give several, the finest that knows a place is taken.")
        private List<Path> dems;
        @Option(names = "--hazard", paramLabel = "FILE", description = "Hazard raster, GeoTIFF of 8 bit, 0 safe to 255 deadly; without it slopes decide.")
        private Path hazard;
        @Option(names = "--crop", description = "Take the part of the image that an elevation model covers.")
        private boolean crop;
        @Option(names = "--name", defaultValue = "imported site", description = "Name of the site.")
        private String name;
        @Option(names = "--target-lat", defaultValue = "NaN", paramLabel = "DEG", description = "Where to land; the middle of the map without it.")
        private double targetLatDeg;
        @Option(names = "--target-lon", defaultValue = "NaN", paramLabel = "DEG", description = "Where to land.")
        private double targetLonDeg;
        @Option(names = "--areoid-radius", defaultValue = "3394507", paramLabel = "M", description = "Radius of elevation zero at the site (default ${DEFAULT-VALUE}, Jezero).")
        private double areoidRadiusM;
        @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder to write the map package to.")
        private Path out;

        @Override
        public Integer call() {
            wrote(spec, MapImport.run(new MapImport.Request(ortho, dems, hazard, crop, name, targetLatDeg, targetLonDeg,
                    areoidRadiusM)), out);
            return 0;
        }
    }

    /** {@code hil map info}. */
    @Command(name = "info", mixinStandardHelpOptions = true, description = "Shows what a map package holds.", footer = {
        "", "Example:", "  hil map info site"})
    static final class Info implements Callable<Integer> {
        @Spec
        private CommandSpec spec;
        @Parameters(paramLabel = "DIR", description = "Map package.")
        private Path folder;
        @Option(names = "--json", description = "For scripts.")
        private boolean json;

        @Override
        public Integer call() {
            MapInfo info = new MapInfo(MapPackageFiles.read(folder));
            PrintWriter w = spec.commandLine().getOut();
            if (json) w.println(info.json());
            else
                w.print(info.text());
            w.flush();
            return 0;
        }
    }
}
