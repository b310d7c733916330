package dev.skycrane.hil.bus;

import dev.skycrane.flight.umbilical.LinkFactory;
import dev.skycrane.flight.umbilical.UmbilicalOptions;
import dev.skycrane.proto.command.CommandProgram;
import dev.skycrane.proto.transport.BrokerUrl;
import dev.skycrane.proto.v1.DropCount;
import dev.skycrane.proto.v1.SegmentStatus;
import dev.skycrane.proto.v1.StreamStatus;
import dev.skycrane.proto.v1.UmbilicalStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A {@link LoadVehicle} as a process: sends until its plan is fulfilled or its input ends. */
@Command(name = "publish", hidden = true, mixinStandardHelpOptions = true, description = "A process of the other bus commands: ends when its input does.", footer = {
    "", "Example:", "  hil bus publish --load-broker mqtt://127.0.0.1:1883 --run 1 --picture-rate 1000000"})
final class PublishCommand implements Callable<Integer> {
    private static final long WATCH_NS = 200_000_000L;

    @Mixin
    private LoadOptions load;
    @Option(names = "--spool")
    private Path spool;
    @Option(names = "--spool-bytes")
    private long spoolBytes = 4L << 30;
    @Option(names = "--memory-bytes")
    private long memoryBytes = 96L << 20;
    @Option(names = "--image-rate")
    private long imageRate = 200_000_000L;
    @Option(names = "--finish-seconds")
    private int finishSeconds = 60;

    private volatile boolean over;
    private volatile long mostOutbox;
    private volatile long mostSpool;

    @Override
    public Integer call() throws InterruptedException {
        UmbilicalOptions options = UmbilicalOptions.of(LoadVehicle.NAME, load.run())
                .withImageBytesLimit(memoryBytes).withImageBytesPerSecond(imageRate)
                .withSpool(spool == null ? Path.of(System.getProperty("java.io.tmpdir")) : spool, spoolBytes);
        LoadVehicle vehicle = new LoadVehicle(load.plan(), options, LinkFactory.to(BrokerUrl.parse(load.broker())));
        Until end = Until.inputEnds();
        Thread watch = new Thread(() -> watch(vehicle), "watch");
        watch.setDaemon(true);
        watch.start();
        long begin = System.nanoTime();
        vehicle.run(end::hasCome);
        boolean all = vehicle.umbilical().finish(Duration.ofSeconds(finishSeconds));
        over = true;
        Map<String, Object> result = result(vehicle.umbilical().status());
        result.put("acknowledged", all);
        result.put("seconds", (System.nanoTime() - begin) * 1e-9);
        result.put("ticks", vehicle.ticks());
        result.put("pictures", vehicle.pictures());
        result.put("mostOutboxBytes", mostOutbox);
        result.put("mostSpoolBytes", mostSpool);
        Until.result(result);
        end.await();
        return CommandProgram.DONE;
    }

    private void watch(LoadVehicle vehicle) {
        while (!over) {
            LockSupport.parkNanos(WATCH_NS);
            long memory = 0;
            long disk = 0;
            for (SegmentStatus s : vehicle.umbilical().status().getSegmentsList()) {
                memory += s.getMemoryBytes();
                disk += s.getSpoolBytes();
            }
            mostOutbox = Math.max(mostOutbox, memory);
            mostSpool = Math.max(mostSpool, disk);
        }
    }

    private static Map<String, Object> result(UmbilicalStatus status) {
        Map<String, Object> result = new LinkedHashMap<>();
        Map<String, Long> streams = new LinkedHashMap<>();
        Map<String, Long> drops = new LinkedHashMap<>();
        long sent = 0;
        long resent = 0;
        long reconnects = 0;
        for (SegmentStatus s : status.getSegmentsList()) {
            String segment = s.getSegment().name().toLowerCase(java.util.Locale.ROOT);
            sent += s.getFramesSent();
            resent += s.getFramesResent();
            reconnects += s.getReconnects();
            for (StreamStatus stream : s.getStreamsList())
                streams.put(segment + "/" + stream.getKind().name().toLowerCase(java.util.Locale.ROOT) + "/"
                        + stream.getStream(), stream.getSentEnd());
            for (DropCount drop : s.getDropsList())
                drops.put(segment + "." + drop.getName(), drop.getCount());
        }
        result.put("framesSent", sent);
        result.put("framesResent", resent);
        result.put("reconnects", reconnects);
        result.put("ringDrops", status.getRingDrops());
        result.put("streams", streams);
        result.put("drops", drops);
        result.put("heapBytes", Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
        result.put("cpuSeconds", ProcessHandle.current().info().totalCpuDuration().map(d -> d.toNanos() * 1e-9)
                .orElse(0.0));
        return result;
    }
}
