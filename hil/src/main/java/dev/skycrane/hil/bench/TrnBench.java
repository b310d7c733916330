package dev.skycrane.hil.bench;

import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.trn.CameraModel;
import dev.skycrane.flight.trn.MountedCamera;
import dev.skycrane.hil.terrain.Rows;
import dev.skycrane.proto.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hil bench trn}: map-relative localisation beside OpenCV pipelines, on the same frames with the same beliefs. */
@Command(name = "trn", mixinStandardHelpOptions = true, description = {
    "Localises rendered frames of the built-in site: share found within 40 m, CPU time of one thread per frame.",
    "Peers (OpenCV: template matching, SIFT, ORB) get the same frames and the same beliefs, one thread too."}, footer = {
        "", "Example:", "  hil bench trn --frames 10", "  hil bench trn --hash --save inputs.bin",
        "  hil bench trn --hash --load inputs.bin", "  hil bench trn --real jezero_trn"})
final class TrnBench implements Callable<Integer> {
    private static final long SEED = 21;
    private static final int WARM_UP = 250;
    private static final int PEER_WARM_UP = 3;
    private static final int HASH_FRAMES = 2;
    private static final int REAL_PRIORS = 3;

    @Spec
    private CommandSpec spec;
    @Mixin
    private BenchOptions options;

    @Option(names = "--frames", paramLabel = "N", defaultValue = "20", description = "Frames of each set; default ${DEFAULT-VALUE}.")
    private int frames;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "3", description = "Times each frame is localised; default ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(names = "--peer", paramLabel = "NAME", description = "Only peers whose name contains this, for example ORB.")
    private String only;

    @Option(names = "--real", paramLabel = "DIR", description = {
        "Instead of rendered frames those that Perseverance took, from this folder, each with three wrong beliefs:",
        "frames/, lcam_poses_even_frames.csv, map and elevation models."})
    private Path real;

    @Option(names = "--hash", description = "Print one hash of all answers to a small fixed set of frames, nothing else.")
    private boolean hash;

    @Option(names = "--save", paramLabel = "FILE", description = "With --hash: write the frames for another machine.")
    private Path save;

    @Option(names = "--load", paramLabel = "FILE", description = "With --hash: take the frames that --save wrote.")
    private Path load;

    @Override
    public Integer call() throws IOException {
        if (hash && real != null) throw InputException.of("usage", "--real", real, "without --hash");
        if (hash) return hash();
        if (save != null || load != null)
            throw InputException.of("usage", "--save, --load", "given", "together with --hash");
        if (frames < 1 || frames > 1000) throw InputException.of("usage", "--frames", frames, "1 to 1000");
        if (rounds < 1 || rounds > 1000) throw InputException.of("usage", "--rounds", rounds, "1 to 1000");
        List<BenchResult> results = new ArrayList<>();
        try (Peers folder = Peers.open(options.peers)) {
            if (folder.absent()) System.err.println(Peers.HOW_TO_BUILD);
            measure(folder.of(TrnPeer.class), results);
        }
        BenchPrinter.print(results, options.json, System.out);
        return 0;
    }

    private Integer hash() throws IOException {
        if (load != null && save != null) throw InputException.of("usage", "--load", load, "without --save");
        if (load != null && !Files.isReadable(load)) {
            throw InputException.of("usage", "--load", load, "a file written by --save");
        }
        TrnInputs inputs = load == null ? TrnInputs.make(SEED, HASH_FRAMES, Rows.sequential()) : TrnInputs.load(load);
        if (save != null) save(inputs);
        CameraModel camera = MountedCamera.lcam(new ParameterTable()).model;
        spec.commandLine().getOut().printf(Locale.ROOT, "%016x%n", TrnRunner.hash(inputs, camera));
        return 0;
    }

    private void save(TrnInputs inputs) throws IOException {
        Path folder = save.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder) || Files.isDirectory(save)) {
            throw InputException.of("usage", "--save", save, "a file in a folder that can be written");
        }
        inputs.save(save);
    }

    private void measure(List<TrnPeer> peers, List<BenchResult> results) {
        System.err.println(real == null ? "Making the site and its frames" : "Reading the map and the frames");
        TrnFrames.Sets source = real == null
                ? TrnFrames.rendered(SEED, frames, Rows.sequential())
                : RealFrames.read(real, REAL_PRIORS, SEED);
        List<List<TrnFrames.Frame>> sets = source.sets();
        List<TrnFrames.Frame> all = new ArrayList<>();
        sets.forEach(all::addAll);
        TrnPeer own = TrnRunner.own(source.map(), source.camera());
        TrnRunner.warmUp(own, all, WARM_UP);
        List<TrnRunner.Score> scores = new ArrayList<>();
        for (List<TrnFrames.Frame> set : sets)
            scores.add(TrnRunner.run(own, set, rounds));
        alone(sets, scores, results);
        for (TrnPeer peer : peers) {
            if (only != null && !peer.name().contains(only)) continue;
            System.err.println("Measuring " + peer.name());
            peer.open(source.map(), source.camera());
            TrnRunner.warmUp(peer, all, PEER_WARM_UP);
            for (int i = 0; i < sets.size(); i++)
                beside(sets.get(i).get(0).set(), scores.get(i), peer.name(), TrnRunner.run(peer, sets.get(i), 1),
                        results);
        }
    }

    private static void alone(List<List<TrnFrames.Frame>> sets, List<TrnRunner.Score> scores,
            List<BenchResult> results) {
        for (int i = 0; i < sets.size(); i++) {
            String name = "trn." + sets.get(i).get(0).set();
            TrnRunner.Score score = scores.get(i);
            results.add(BenchResult.alone(name + ".found", score.success(), "1"));
            results.add(BenchResult.alone(name + ".wrong", score.wrong(), "1"));
            if (score.fixes() > 0) results.add(BenchResult.alone(name + ".errorMedian", score.medianErrorM(), "m"));
            results.add(BenchResult.alone(name + ".min", score.quantileMs(0), "ms"));
            results.add(BenchResult.alone(name + ".median", score.quantileMs(0.5), "ms"));
            results.add(BenchResult.alone(name + ".p99", score.quantileMs(0.99), "ms"));
            results.add(BenchResult.alone(name + ".worst", score.quantileMs(1), "ms"));
        }
    }

    private static void beside(String set, TrnRunner.Score own, String peer, TrnRunner.Score other,
            List<BenchResult> results) {
        String name = "trn." + set;
        results.add(BenchResult.beside(name + ".found", own.success(), "1", peer, other.success()));
        results.add(BenchResult.beside(name + ".wrong", own.wrong(), "1", peer, other.wrong()));
        if (own.fixes() > 0 && other.fixes() > 0) {
            results.add(BenchResult.beside(name + ".errorMedian", own.medianErrorM(), "m", peer, other.medianErrorM()));
        }
        results.add(BenchResult.beside(name + ".median", own.quantileMs(0.5), "ms", peer, other.quantileMs(0.5)));
        results.add(BenchResult.beside(name + ".p99", own.quantileMs(0.99), "ms", peer, other.quantileMs(0.99)));
    }
}
