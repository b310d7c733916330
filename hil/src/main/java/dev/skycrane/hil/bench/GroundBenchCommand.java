package dev.skycrane.hil.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.skycrane.ground.archive.Recorder;
import dev.skycrane.ground.column.ColumnStore;
import dev.skycrane.ground.link.FrameDesk;
import dev.skycrane.ground.link.FrameListener;
import dev.skycrane.ground.replay.Playback;
import dev.skycrane.ground.station.LiveMission;
import dev.skycrane.ground.station.Track;
import dev.skycrane.ground.web.WebOptions;
import dev.skycrane.ground.web.WebServer;
import dev.skycrane.proto.InputException;
import dev.skycrane.proto.dictionary.Dictionary;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code hil bench ground}: frames made beforehand go through the station's own way from bytes off the bus to disk, while a page looks on: checksum,
 * gap account, decoding, limits, histories, recording. "Per core second" is per second of processor time of the whole process, the page,
 * garbage collection and compilation included.
 */
@Command(name = "ground", mixinStandardHelpOptions = true, description = {
    "Telemetry and pictures decoded, limit-checked and recorded while a page looks on; queries; opening and seeking a large recording.",
    "Writes into a temporary folder that is removed."}, footer = {"", "Examples:", "  hil bench ground",
        "  hil bench ground --replay-gb 10 --json", "  hil bench ground --peer yamcs",
        "  hil bench ground --soak 50000000"})
final class GroundBenchCommand implements Callable<Integer> {
    private static final int BATCH = 100_000;
    private static final int CHUNK_BATCH = 128;
    private static final int WARM_UP_BATCHES = 5;
    private static final int YAMCS_LEAST = 100_000;
    private static final int QUERIES = 20;
    private static final int SEEKS = 50;
    private static final double NS = 1e9;

    @Mixin
    private BenchOptions options;

    @Option(names = "--packets", paramLabel = "N", defaultValue = "1000000", description = "Packets to archive (default: ${DEFAULT-VALUE}).")
    private int packets;

    @Option(names = "--replay-gb", paramLabel = "GB", defaultValue = "1", description = "Size of the recording to open and seek (default: ${DEFAULT-VALUE}; 0 for none).")
    private double replayGb;

    @Option(names = "--soak", paramLabel = "N", description = "Only feed N packets and watch memory and answers.")
    private Long soak;

    @Option(names = "--peer", paramLabel = "NAME", description = "Measure this one too: yamcs.")
    private String peer;

    @Option(names = "--yamcs", paramLabel = "DIR", description = "Folder of Yamcs' jars; default: yamcs beside the jar.")
    private Path yamcs;

    @Option(names = "--dir", paramLabel = "DIR", description = "Where the temporary folder is made.")
    private Path parent;

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (peer != null && !peer.equals("yamcs")) throw InputException.of("usage", "--peer", peer, "yamcs");
        Path folder = parent == null
                ? Files.createTempDirectory("skycrane-bench")
                : Files.createTempDirectory(parent, "skycrane-bench");
        try {
            List<BenchResult> results = new ArrayList<>();
            if (soak != null) {
                soak(folder, results);
            } else {
                ingest(folder, results);
                if (replayGb > 0) replay(folder, results);
            }
            BenchPrinter.print(results, options.json, System.out);
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList())
                    Files.delete(file);
            }
        }
        return 0;
    }

    private void ingest(Path folder, List<BenchResult> results) throws IOException, InterruptedException {
        GroundLoad load = new GroundLoad();
        Recorder recorder = new Recorder(folder.resolve("ingest.mcap"));
        Rate rate;
        try (recorder;
                LiveMission mission = LiveMission.inMemory(GroundLoad.VEHICLE);
                WebServer server = WebServer.start(mission, WebOptions.on(0));
                PageLoad page = new PageLoad(server.url())) {
            FrameDesk desk = new FrameDesk(GroundLoad.VEHICLE, FrameDesk.ANY_RUN, List.<FrameListener>of(recorder,
                    mission));
            int batches = Math.max(1, packets / BATCH);
            rate = feed(desk, recorder, GroundLoad.telemetryTopic(), load::packet, BATCH, batches);
            results.add(BenchResult.alone("ground.packetBytes", GroundLoad.PACKET_BYTES, "B"));
            query(mission.tracks().get(0).columns(), results);
            Rate chunks = feed(desk, recorder, GroundLoad.pictureTopic(), load::chunk, CHUNK_BATCH, 24);
            double mb = GroundLoad.CHUNK_BYTES / 1e6;
            results.add(BenchResult.alone("ground.chunkMBPerSecond", chunks.items * mb / chunks.wallS, "MB/s"));
            results.add(BenchResult.alone("ground.chunkMBPerCoreSecond", chunks.items * mb / chunks.cpuS, "MB/s"));
            page.report("ground.page", results);
        }
        results.add(BenchResult.alone("ground.framesNotWritten", recorder.framesNotWritten(), "1"));
        if (peer == null) {
            results.add(BenchResult.alone("ground.packetsPerSecond", rate.items / rate.wallS, "1/s"));
            results.add(BenchResult.alone("ground.packetsPerCoreSecond", rate.items / rate.cpuS, "1/s"));
        } else {
            beside(rate, folder, results);
        }
    }

    /** Yamcs after us, with the machine for itself and no page. */
    private void beside(Rate ours, Path folder, List<BenchResult> results) throws IOException, InterruptedException {
        Path jars = yamcs == null ? Peers.besideTheJar("yamcs") : yamcs;
        try (YamcsPeer program = new YamcsPeer(jars, Files.createDirectory(folder.resolve("yamcs")))) {
            int sent = Math.max(YAMCS_LEAST, packets / 2);
            program.measure(sent);
            YamcsPeer.Rate theirs = program.measure(sent);
            results.add(BenchResult.beside("ground.packetsPerSecond", ours.items / ours.wallS, "1/s", peer, theirs
                    .perSecond()));
            results.add(BenchResult.beside("ground.packetsPerCoreSecond", ours.items / ours.cpuS, "1/s", peer, theirs
                    .perCoreSecond()));
            results.add(BenchResult.beside("ground.packetsArchived", ours.items, "1", peer, program.archived()));
        }
    }

    /** Items through the desk, and what they cost. */
    private record Rate(double items, double wallS, double cpuS) {}

    private Rate feed(FrameDesk desk, Recorder recorder, String topic, Supplier<byte[]> source, int batch, int batches)
            throws InterruptedException {
        double wallNs = 0;
        double cpuNs = 0;
        long measured = 0;
        byte[][] frames = new byte[batch][];
        for (int b = -WARM_UP_BATCHES; b < batches; b++) {
            for (int i = 0; i < batch; i++)
                frames[i] = source.get();
            long cpu = system.getProcessCpuTime();
            long wall = System.nanoTime();
            long written = recorder.framesWritten() + recorder.framesNotWritten();
            for (byte[] frame : frames)
                desk.take(topic, frame, LiveMission.unixNs());
            while (recorder.framesWritten() + recorder.framesNotWritten() < written + batch)
                Thread.sleep(1);
            if (b < 0) continue;
            wallNs += System.nanoTime() - wall;
            cpuNs += system.getProcessCpuTime() - cpu;
            measured += batch;
        }
        return new Rate(measured, wallNs / NS, cpuNs / NS);
    }

    private static int altitude() {
        return List.copyOf(Dictionary.standard().channels()).indexOf(Dictionary.standard().channel("nav.altitudeAglM"));
    }

    private static void query(ColumnStore columns, List<BenchResult> results) throws IOException {
        double[] ms = new double[QUERIES];
        for (int i = 0; i < QUERIES; i++) {
            long begin = System.nanoTime();
            columns.buckets(altitude(), columns.oldestNs(), columns.newestNs(), 1000);
            ms[i] = (System.nanoTime() - begin) / 1e6;
        }
        results.add(BenchResult.alone("ground.archivedPackets", columns.rows(), "1"));
        results.add(BenchResult.alone("ground.bucketsFirstQuery", ms[0], "ms"));
        Arrays.sort(ms);
        results.add(BenchResult.alone("ground.bucketsMedian", ms[QUERIES / 2], "ms"));
    }

    private void replay(Path folder, List<BenchResult> results) throws IOException {
        Path file = folder.resolve("large.mcap");
        GroundLoad load = new GroundLoad();
        long bytes = (long) (replayGb * 1e9);
        try (Recorder recorder = new Recorder(file)) {
            FrameDesk desk = new FrameDesk(GroundLoad.VEHICLE, FrameDesk.ANY_RUN, List.<FrameListener>of(recorder));
            long unixNs = LiveMission.unixNs();
            // a second of telemetry, then forty chunks: 10 MB/s, as a landing with all cameras
            for (long second = 0; second * 40L * GroundLoad.CHUNK_BYTES < bytes; second++) {
                for (int i = 0; i < 64; i++)
                    desk.take(GroundLoad.telemetryTopic(), load.packet(),
                            unixNs + second * 1_000_000_000L + i * 15_625_000L);
                for (int i = 0; i < 40; i++)
                    desk.take(GroundLoad.pictureTopic(), load.chunk(),
                            unixNs + second * 1_000_000_000L + i * 25_000_000L);
            }
        }
        results.add(BenchResult.alone("ground.replayFile", Files.size(file) / 1e9, "GB"));
        long begin = System.nanoTime();
        try (Playback playback = Playback.open(List.of(file))) {
            results.add(BenchResult.alone("ground.replayOpen", (System.nanoTime() - begin) / 1e6, "ms"));
            results.add(seeks("ground.replaySeekWhileReadingAhead", playback));
        }
    }

    private static BenchResult seeks(String name, Playback playback) {
        java.util.SplittableRandom random = new java.util.SplittableRandom(3);
        double[] ms = new double[SEEKS];
        for (int i = 0; i < SEEKS; i++) {
            playback.seek(random.nextLong(playback.state().startNs(), playback.state().endNs()));
            ms[i] = playback.state().seekMs();
        }
        Arrays.sort(ms);
        return BenchResult.alone(name, ms[SEEKS * 9 / 10], "ms");
    }

    private void soak(Path folder, List<BenchResult> results) throws IOException, InterruptedException {
        GroundLoad load = new GroundLoad();
        try (LiveMission mission = LiveMission.inMemory(GroundLoad.VEHICLE);
                Recorder recorder = Recorder.inFolder(folder, GroundLoad.VEHICLE);
                WebServer server = WebServer.start(mission, WebOptions.on(0));
                PageLoad page = new PageLoad(server.url())) {
            FrameDesk desk = new FrameDesk(GroundLoad.VEHICLE, FrameDesk.ANY_RUN, List.<FrameListener>of(recorder,
                    mission));
            long tenth = Math.max(1, soak / 10);
            for (long i = 0; i < soak; i++) {
                desk.take(GroundLoad.telemetryTopic(), load.packet(), LiveMission.unixNs());
                if (i % 4096 == 0) desk.take(GroundLoad.pictureTopic(), load.chunk(), LiveMission.unixNs());
                if ((i + 1) % tenth != 0) continue;
                System.gc();
                double heapMb = (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) / 1e6;
                String at = "ground.soakHeapAt" + (i + 1) / tenth * 10;
                results.add(BenchResult.alone(at, heapMb, "MB"));
            }
            Track track = mission.tracks().get(0);
            results.add(BenchResult.alone("ground.soakPackets", track.columns().rows(), "1"));
            page.report("ground.soakPage", results);
        }
    }
}
