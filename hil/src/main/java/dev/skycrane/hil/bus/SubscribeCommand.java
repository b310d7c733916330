package dev.skycrane.hil.bus;

import dev.skycrane.ground.link.FrameListener;
import dev.skycrane.ground.link.GroundLink;
import dev.skycrane.ground.link.LinkReport;
import dev.skycrane.ground.link.SegmentReport;
import dev.skycrane.proto.command.CommandProgram;
import dev.skycrane.proto.transport.BrokerUrl;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A station as a process: receives and checks what a {@link LoadVehicle} sends. */
@Command(name = "subscribe", hidden = true, mixinStandardHelpOptions = true, description = "A process of the other bus commands: ends when its input does.", footer = {
    "", "Example:", "  hil bus subscribe --load-broker mqtt://127.0.0.1:1883 --run 1 --picture-rate 1000000"})
final class SubscribeCommand implements Callable<Integer> {
    private static final long PROGRESS_NS = 100_000_000L;

    @Mixin
    private LoadOptions load;
    @Option(names = "--ledger", description = "writes down every frame, before it is acknowledged")
    private Path ledger;
    @Option(names = "--slow-rate", description = "bytes per second that the listener takes; 0 for all")
    private long slowRate;
    @Option(names = "--checksums-only", description = "the pictures' bytes are not compared")
    private boolean checksumsOnly;
    @Option(names = "--warm-up", description = "seconds that are not measured")
    private double warmUpSeconds;
    @Option(names = "--await-seconds")
    private int awaitSeconds = 60;

    @Override
    public Integer call() throws IOException, InterruptedException {
        LoadPlan plan = load.plan();
        LoadCheck check = new LoadCheck(plan, made -> say("T " + made + " " + System.nanoTime()), !checksumsOnly,
                warmUpSeconds);
        List<FrameListener> listeners = new ArrayList<>();
        Ledger book = ledger == null ? null : new Ledger(ledger);
        if (book != null) listeners.add(book);
        if (slowRate > 0)
            listeners.add(frame -> LockSupport.parkNanos(frame.bytes().length * 1_000_000_000L / slowRate));
        listeners.add(check);
        try (GroundLink link = new GroundLink(BrokerUrl.parse(load.broker()), LoadVehicle.NAME, load.run(),
                listeners)) {
            Until end = Until.inputEnds();
            while (!end.hasCome()) {
                LockSupport.parkNanos(PROGRESS_NS);
                say("P " + check.frames() + " " + check.bytes() + " " + System.nanoTime() + " " + check.wrong() + " "
                        + check.disordered());
            }
            boolean complete = link.awaitLast(Duration.ofSeconds(awaitSeconds));
            Until.result(result(check, link.report(), complete));
        }
        if (book != null) book.close();
        return CommandProgram.DONE;
    }

    private static void say(String line) {
        synchronized (System.out) {
            System.out.println(line);
        }
    }

    private static Map<String, Object> result(LoadCheck check, LinkReport report, boolean complete) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("complete", complete);
        result.put("frames", check.frames());
        result.put("bytes", check.bytes());
        result.put("packets", check.packets());
        result.put("seconds", check.seconds());
        result.put("measuredBytes", check.measuredBytes());
        result.put("measuredPackets", check.measuredPackets());
        result.put("wrong", check.wrong());
        result.put("disordered", check.disordered());
        long lost = 0;
        long duplicates = 0;
        long crc = 0;
        long malformed = 0;
        for (SegmentReport s : report.segments().values()) {
            lost += s.framesLost();
            duplicates += s.duplicates();
            crc += s.crcErrors();
            malformed += s.malformed();
        }
        result.put("lost", lost);
        result.put("duplicates", duplicates);
        result.put("crcErrors", crc);
        result.put("malformed", malformed + report.unknown());
        result.put("queueDrops", report.queueDrops());
        result.put("listenerErrors", report.listenerErrors());
        result.put("events", check.events().count());
        result.put("eventP50Ms", check.events().ms(0.5));
        result.put("eventP99Ms", check.events().ms(0.99));
        result.put("eventMaxMs", check.events().ms(1));
        result.put("heapBytes", Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
        result.put("cpuSeconds", ProcessHandle.current().info().totalCpuDuration().map(d -> d.toNanos() * 1e-9)
                .orElse(0.0));
        return result;
    }
}
