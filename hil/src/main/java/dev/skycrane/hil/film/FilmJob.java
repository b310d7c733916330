package dev.skycrane.hil.film;

import dev.skycrane.flight.camera.CameraFrame;
import dev.skycrane.flight.core.CameraId;
import dev.skycrane.flight.core.Tick;
import dev.skycrane.hil.landing.JpegCompressor;
import dev.skycrane.hil.plant.Truth;
import dev.skycrane.hil.render.CameraRenderer;
import dev.skycrane.hil.render.Instant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Renders the pictures of a plan that are not there yet, on several threads, in the order of time. A picture is written beside its name and
 * then moved, so a killed job leaves whole pictures only and goes on where it was.
 */
final class FilmJob {
    private final TruthTrack track;
    private final CameraRenderer renderer;
    private final Quality quality;
    private final Path folder;

    FilmJob(TruthTrack track, CameraRenderer renderer, Quality quality, Path folder) {
        this.track = track;
        this.renderer = renderer;
        this.quality = quality;
        this.folder = folder;
    }

    /** The pictures that are not there. */
    List<FilmPlan.Shot> missing(FilmPlan plan) {
        List<FilmPlan.Shot> missing = new ArrayList<>();
        for (List<FilmPlan.Shot> shots : plan.shots().values())
            for (FilmPlan.Shot shot : shots)
                if (!Files.exists(file(shot))) missing.add(shot);
        missing.sort(Comparator.comparingDouble(FilmPlan.Shot::timeS));
        return missing;
    }

    /** The pictures of a plan, and those of the whole landing's that an earlier run, which was asked for another part, has left. */
    Map<CameraId, List<FilmPlan.Shot>> withThoseThere(FilmPlan plan, FilmPlan whole) {
        Map<CameraId, List<FilmPlan.Shot>> all = new EnumMap<>(CameraId.class);
        whole.shots().forEach((camera, shots) -> {
            Set<FilmPlan.Shot> asked = new HashSet<>(plan.shots().getOrDefault(camera, List.of()));
            all.put(camera, shots.stream().filter(s -> asked.contains(s) || Files.exists(file(s))).toList());
        });
        return all;
    }

    private Path file(FilmPlan.Shot shot) {
        return folder.resolve(shot.camera().name()).resolve(FrameNames.of(shot));
    }

    /**
     * Renders.
     *
     * @param done told of each picture, by any thread
     * @throws IOException if one cannot be written; the others already written stay
     */
    void render(List<FilmPlan.Shot> shots, int threads, Consumer<FilmPlan.Shot> done) throws IOException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        AtomicInteger next = new AtomicInteger();
        try {
            List<Future<?>> workers = new ArrayList<>();
            for (int i = 0; i < threads; i++)
                workers.add(pool.submit(() -> work(shots, next, done)));
            for (Future<?> worker : workers)
                worker.get();
        } catch (ExecutionException e) {
            next.set(shots.size());
            if (e.getCause() instanceof UncheckedIOException io) throw io.getCause();
            throw new IllegalStateException("film: expected a picture", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            pool.shutdownNow();
        }
    }

    private void work(List<FilmPlan.Shot> shots, AtomicInteger next, Consumer<FilmPlan.Shot> done) {
        JpegCompressor jpeg = new JpegCompressor();
        for (int i = next.getAndIncrement(); i < shots.size(); i = next.getAndIncrement()) {
            if (Thread.currentThread().isInterrupted()) return;
            FilmPlan.Shot shot = shots.get(i);
            try {
                write(file(shot), jpeg.compress(picture(shot)).data());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            done.accept(shot);
        }
    }

    private CameraFrame picture(FilmPlan.Shot shot) {
        int exposureUs = (int) Math.round(shot.exposureS() * 1e6);
        if (shot.camera() == CameraId.LCAM) {
            Truth truth = track.truth(shot.tick());
            byte[] grey = renderer.exposeLcam(truth, truth.tick);
            int side = (int) Math.round(Math.sqrt(grey.length));
            return new CameraFrame(CameraId.LCAM, shot.image(), side, grey.length / side, CameraFrame.Format.GREY8,
                    truth.tick, exposureUs, grey);
        }
        List<Instant> instants = new ArrayList<>();
        for (int i = 0; i < quality.instants(); i++)
            instants.add(track.at(shot.timeS() + shot.exposureS() * (i + 0.5) / quality.instants()));
        byte[] rgb = renderer.expose(shot.camera(), instants, Math.round(shot.timeS() * 1e6));
        return new CameraFrame(shot.camera(), shot.image(), quality.widthPx(), quality.heightPx(),
                CameraFrame.Format.RGB8, Math.round(shot.timeS() * Tick.RATE_HZ), exposureUs, rgb);
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.write(part, bytes);
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
