package dev.skycrane.hil.trial;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.skycrane.hil.terrain.FractalSite;
import dev.skycrane.hil.terrain.Rows;
import dev.skycrane.proto.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * A campaign of trials in a folder. Every scene's table appears whole or not at all, so that a killed run goes on with the scenes that
 * are missing.
 */
final class TrialRun {
    private final TrialSettings settings;
    private final List<TrialClass> classes;
    private final Path folder;
    private final TrialSummary summary = new TrialSummary();

    TrialRun(TrialSettings settings, List<TrialClass> classes, Path folder) {
        this.settings = settings;
        this.classes = List.copyOf(classes);
        this.folder = folder;
    }

    /** Scenes that there will be. */
    int scenes() {
        return classes.size() * settings.terrains() * settings.scenesPerTerrain();
    }

    /**
     * @param told of every scene that is done, what they come to so far
     * @throws InputException if the folder holds another campaign or cannot be written
     */
    TrialSummary run(int workers, Consumer<TrialSummary> told) throws IOException, InterruptedException {
        Path scenes = prepare();
        ExecutorService pool = Executors.newFixedThreadPool(workers);
        try {
            List<Future<?>> jobs = new ArrayList<>();
            for (TrialClass kind : classes) {
                for (int terrain = 0; terrain < settings.terrains(); terrain++) {
                    int t = terrain;
                    jobs.add(pool.submit(() -> {
                        overTerrain(kind, t, scenes, told);
                        return null;
                    }));
                }
            }
            for (Future<?> job : jobs)
                job.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("trials: failed", e.getCause());
        } finally {
            pool.shutdownNow();
        }
        finish(scenes);
        return summary;
    }

    private Path prepare() throws IOException {
        Path identity = folder.resolve("campaign.txt");
        try {
            Files.createDirectories(folder.resolve("scenes"));
            if (!Files.exists(identity)) Files.writeString(identity, settings.identity() + "\n");
        } catch (IOException e) {
            throw new InputException("trials: --out=" + folder + ", expected a folder that can be written", e);
        }
        String was = Files.readString(identity).strip();
        if (!was.equals(settings.identity())) {
            throw InputException.of("trials", "--out", folder,
                    "an empty folder or one of the same campaign, this is of " + was);
        }
        return folder.resolve("scenes");
    }

    private void overTerrain(TrialClass kind, int terrain, Path scenes, Consumer<TrialSummary> told)
            throws IOException {
        FractalSite site = null;
        for (int scene = 0; scene < settings.scenesPerTerrain(); scene++) {
            Path file = scenes.resolve(name(kind, terrain, scene));
            List<TrialResult> rows = new ArrayList<>();
            if (Files.exists(file)) {
                for (String line : Files.readAllLines(file))
                    rows.add(new TrialResult(line));
            } else {
                if (site == null) site = site(settings, kind, terrain, Rows.sequential());
                TrialScene s = new TrialScene(settings, kind, terrain, scene, site, Rows.sequential());
                StringBuilder text = new StringBuilder();
                for (int n = 0; n < TrialSettings.SCENE_FRAMES; n++) {
                    rows.add(s.frame(n));
                    text.append(rows.get(n).row()).append('\n');
                }
                Path part = file.resolveSibling("." + file.getFileName() + ".part");
                Files.writeString(part, text);
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            }
            synchronized (this) {
                rows.forEach(summary::add);
                told.accept(summary);
            }
        }
    }

    static FractalSite site(TrialSettings settings, TrialClass kind, int terrain, Rows rows) {
        return new FractalSite(TrialScene.terrainSeed(settings, kind, terrain), kind.meanSlopeDeg, kind.albedoSigma,
                FractalSite.Planet.MARS, rows);
    }

    private static String name(TrialClass kind, int terrain, int scene) {
        return String.format(Locale.ROOT, "%s-%02d-%03d.csv", kind.name().toLowerCase(Locale.ROOT), terrain, scene);
    }

    private void finish(Path scenes) throws IOException {
        StringBuilder text = new StringBuilder(TrialResult.HEADER).append('\n');
        for (TrialClass kind : classes)
            for (int terrain = 0; terrain < settings.terrains(); terrain++)
                for (int scene = 0; scene < settings.scenesPerTerrain(); scene++)
                    text.append(Files.readString(scenes.resolve(name(kind, terrain, scene))));
        Files.writeString(folder.resolve("frames.csv"), text);
        Files.writeString(folder.resolve("summary.json"),
                new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(summary.json(settings)) + "\n");
        Files.writeString(folder.resolve("summary.txt"), String.join("\n", summary.lines()) + "\n");
    }
}
