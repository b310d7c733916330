package dev.skycrane.hil.locate;

import dev.skycrane.flight.core.VisionFix;
import dev.skycrane.flight.trn.CameraModel;
import dev.skycrane.flight.trn.SiteMap;
import dev.skycrane.hil.terrain.SiteMaps;
import dev.skycrane.proto.InputException;
import dev.skycrane.proto.command.Progress;
import dev.skycrane.proto.site.MapPackageFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hil locate}: says for every picture of a folder where it was taken, by the map, or why that cannot be said. */
@Command(name = "locate", mixinStandardHelpOptions = true, description = {
    "Localises a folder of downward-looking pictures against a map.",
    "With priors each picture stands alone. Priors: CSV with columns image, latDeg, lonDeg, heightM (above the areoid), quaternion "
            + "(w x y z, camera axes to planet-fixed ones) and optional sigmaEastM, sigmaNorthM, sigmaUpM, sigmaAttitudeDeg; "
            + "a table of fixes will do.",
    "The table of fixes: image, status (fix or none), latDeg, lonDeg, heightM, quaternion (w x y z), sigmaEastM, sigmaNorthM, "
            + "sigmaUpM (1-sigma), inliers (landmarks that agree), residualPx, cpuMs, reason (why there is none)."}, footer = {
                "", "Examples:",
                "  hil locate --map site --images frames --priors priors.csv --out fixes.csv --overlays drawn",
                "  hil locate --map site --images frames --camera lens.json --whole-map --out fixes.csv"})
public final class LocateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--map", required = true, paramLabel = "DIR", description = "map package")
    private Path map;

    @Option(names = "--images", required = true, paramLabel = "DIR", description = "folder of jpg, png or pgm pictures")
    private Path images;

    @Option(names = "--priors", paramLabel = "F.csv", description = "what is believed of each picture; without it "
            + "heights and headings about the target are tried (minutes), then about the last fix")
    private Path priors;

    @Option(names = "--whole-map", description = "without priors: look all over the map for every picture that is not found about the last "
            + "fix (many minutes each)")
    private boolean wholeMap;

    @Option(names = "--overlays", paramLabel = "DIR", description = "folder for the pictures with their landmarks drawn in, PNG")
    private Path overlays;

    @Option(names = "--camera", paramLabel = "F.json", description = "camera model, CAHVORE or pinhole; default the flown LCAM")
    private Path camera;

    @Option(names = "--out", required = true, paramLabel = "F.csv", description = "table of fixes")
    private Path out;

    @Override
    public Integer call() {
        if (wholeMap && priors != null) {
            throw InputException.of("usage", "--whole-map", "given", "no --priors beside it: they say where to look");
        }
        CameraModel model = CameraFile.read(camera);
        List<Path> pictures = Pictures.list(images);
        refuseUnwritable();
        SiteMap site = SiteMaps.of(MapPackageFiles.read(map));
        double groundM = site.elevationAtM(0, 0);
        PriorTable table = priors == null ? null : PriorTable.read(priors, groundM);
        FixTable fixes = new FixTable();
        FrameLocator locator = new FrameLocator(site, model);
        Overlay drawings = overlays == null ? null : new Overlay(overlays);
        Work work = new Work(locator, new BlindSearch(locator, site, model, wholeMap), model, table, fixes, drawings);
        run(work, pictures);
        fixes.write(out);
        spec.commandLine().getOut().printf("%d of %d pictures localised, %s%n", fixes.fixes(), fixes.rows(), out);
        return 0;
    }

    private void refuseUnwritable() {
        Path folder = out.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder) || Files.isDirectory(out)) {
            throw InputException.of("locate", "out", out, "a file in a folder that can be written");
        }
    }

    private void run(Work work, List<Path> pictures) {
        try (Progress progress = Progress.begin(System.err, "locate", "pictures", pictures.size(), 0)) {
            for (Path picture : pictures) {
                work.one(picture);
                progress.step(work.fixes().fixes() + " localised");
            }
        }
    }

    /** Everything that turns a picture into a row. */
    record Work(FrameLocator locator, BlindSearch blind, CameraModel model, PriorTable priors, FixTable fixes,
            Overlay overlay) {
        void one(Path picture) {
            String name = picture.getFileName().toString();
            PriorTable.Prior prior = priors == null ? null : priors.of(name);
            if (priors != null && prior == null) {
                fixes.addUntried(name, "no prior");
                return;
            }
            byte[] grey;
            try {
                grey = Pictures.scaled(Pictures.read(picture), model.width(), model.height());
            } catch (IOException e) {
                fixes.addUntried(name, e.getMessage() == null ? "cannot be read" : e.getMessage());
                return;
            }
            if (grey == null) {
                fixes.addUntried(name, "proportions differ from the camera's");
                return;
            }
            VisionFix fix = prior == null ? blind.locate(grey) : locator.locate(grey, prior);
            double[] where = locator.geographic(fix.rMcmfM);
            fixes.add(name, fix, where, prior == null ? blind.cpuMs() : locator.cpuMs());
            if (overlay != null)
                overlay.draw(name, grey, model.width(), model.height(), fix, where, locator.landmarks());
        }
    }
}
