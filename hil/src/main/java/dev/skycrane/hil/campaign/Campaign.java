package dev.skycrane.hil.campaign;

import dev.skycrane.proto.InputException;
import dev.skycrane.proto.command.Progress;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A campaign in a folder: flies the cases that its log does not have yet, then writes what they come to. Killed and started again it goes on
 * where it was.
 */
public final class Campaign {
    private static final String LOG = "results.log";

    private final CampaignSetup setup;
    private final int cases;
    private final Path folder;

    /** @param cases number of cases; they are numbered from 0 */
    public Campaign(CampaignSetup setup, int cases, Path folder) {
        this.setup = setup;
        this.cases = cases;
        this.folder = folder;
    }

    /**
     * Makes sure that a folder can take a campaign.
     *
     * @throws InputException if it cannot be made or written, or holds other files
     */
    public static void prepare(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, ".skycrane", ".probe"));
            boolean ours = Files.exists(folder.resolve(LOG));
            try (var entries = Files.list(folder)) {
                if (!ours && entries.findAny().isPresent()) {
                    throw InputException.of("campaign", "--out", folder, "an empty folder or one of a campaign");
                }
            }
        } catch (IOException e) {
            throw InputException.of("campaign", "--out", folder, "a folder that can be written");
        }
    }

    /**
     * Flies and writes everything.
     *
     * @param messages takes what there is to tell meanwhile
     * @return whether every case landed
     * @throws InputException if the folder is another campaign's
     */
    public boolean run(int workers, PrintStream messages) throws IOException, InterruptedException {
        SortedMap<Integer, CaseResult> results;
        try (ResultLog log = ResultLog.open(folder.resolve(LOG), identity())) {
            List<Integer> missing = new ArrayList<>();
            for (int k = 0; k < cases; k++) {
                if (!log.has(k)) missing.add(k);
            }
            if (!missing.isEmpty()) requireSameSoftware(log.results());
            if (log.damagedRows() > 0)
                messages.printf("%d damaged rows in the log, their cases fly again%n", log.damagedRows());
            try (Progress progress = Progress.begin(messages, "campaign", "cases", cases, cases - missing.size())) {
                fly(missing, workers, log, progress);
            }
            results = log.results().headMap(cases);
        }
        new CampaignOutputs(setup, results.values(), head()).write(folder);
        return results.values().stream().allMatch(r -> r.outcome().equals(CaseResult.LANDED));
    }

    /** Flies the first case of the log once more: other software would give it another digest, and no results that belong together. */
    private void requireSameSoftware(SortedMap<Integer, CaseResult> logged) {
        if (logged.isEmpty()) return;
        CaseResult before = logged.get(logged.firstKey());
        CaseResult now = CampaignCase.fly(setup, before.number());
        if (now.digest().equals(before.digest())) return;
        throw InputException.of("campaign", "digest of case " + before.number(), now.digest(),
                before.digest() + ", as the software gave it that flew the cases in the folder");
    }

    private void fly(List<Integer> missing, int workers, ResultLog log, Progress progress)
            throws IOException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(workers);
        AtomicInteger next = new AtomicInteger();
        AtomicInteger notLanded = new AtomicInteger();
        List<Future<?>> done = new ArrayList<>();
        for (int w = 0; w < workers; w++) {
            done.add(threads.submit(() -> {
                for (int i = next.getAndIncrement(); i < missing.size(); i = next.getAndIncrement()) {
                    CaseResult result = CampaignCase.fly(setup, missing.get(i));
                    log.append(result);
                    if (!result.outcome().equals(CaseResult.LANDED)) notLanded.incrementAndGet();
                    progress.step(notLanded + " not landed");
                }
                return null;
            }));
        }
        threads.shutdown();
        try {
            for (Future<?> worker : done)
                worker.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) throw io;
            throw new IllegalStateException("campaign: worker failed", e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    /** What has to be the same for results to belong together. */
    private String identity() {
        StringBuilder s = new StringBuilder();
        setup.scenario.numbers().forEach((name, v) -> s.append(name).append(java.util.Arrays.toString(v)).append(';'));
        setup.scenario.texts().forEach((name, v) -> s.append(name).append('=').append(v).append(';'));
        s.append(Measure.columns());
        java.util.zip.CRC32C crc = new java.util.zip.CRC32C();
        crc.update(s.toString().getBytes(StandardCharsets.UTF_8));
        crc.update(setup.map.appearance);
        crc.update(setup.map.hazard == null ? new byte[0] : setup.map.hazard);
        String name = setup.scenario.name().replaceAll("[,\\r\\n]", " ");
        return String.format(java.util.Locale.ROOT,
                "skycrane campaign 1,scenario=%s,seed=%d,vision=%s,map=%s,inputs=%08x",
                name, setup.seed, setup.vision.label(), mapLabel(), crc.getValue());
    }

    /** {@code model} where the error model of the fixes stands for the map's errors too. */
    private String mapLabel() {
        if (setup.vision == VisionMode.MODEL) return "model";
        return setup.mapErrors ? "errors" : "perfect";
    }

    private String mapMeans() {
        return switch (mapLabel()) {
            case "model" -> "a constant error of the map is part of the fixes' model (sensor.fixModel.mapSigmaM)";
            case "errors" ->
                "the vehicle's map differs from the ground by site.mapError.*, drawn by scenario.dispersion.map*";
            default -> "the vehicle carries the very map of the ground";
        };
    }

    private Map<String, Object> head() {
        Map<String, Object> head = new LinkedHashMap<>();
        head.put("scenario", setup.scenario.name());
        head.put("seed", setup.seed);
        head.put("vision", setup.vision.label());
        head.put("map", mapLabel());
        head.put("mapMeans", mapMeans());
        head.put("visionMeans", setup.vision == VisionMode.MODEL
                ? "fixes from an error model of the localisation, fitted to landings with pictures (parameters "
                        + "sensor.fixModel.*), no pictures"
                : "fixes from rendered pictures and the flight code of the localisation");
        return head;
    }
}
