package dev.skycrane.hil.bus;

import dev.skycrane.ground.link.FrameListener;
import dev.skycrane.ground.link.GroundLink;
import dev.skycrane.ground.link.LinkReport;
import dev.skycrane.ground.link.ReceivedFrame;
import dev.skycrane.ground.link.SegmentReport;
import dev.skycrane.proto.command.CommandProgram;
import dev.skycrane.proto.frame.StreamKey;
import dev.skycrane.proto.transport.BrokerUrl;
import dev.skycrane.proto.v1.SegmentId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A station of a landing as a process: acknowledges, and writes down which frames it has dealt with. */
@Command(name = "station", hidden = true, mixinStandardHelpOptions = true, description = "A process of the other bus commands: ends when its input does.", footer = {
    "", "Example:", "  hil bus station --broker mqtt://127.0.0.1:1883 --vehicle m2020 --ledger frames.txt"})
final class StationCommand implements Callable<Integer> {
    private static final Duration LAST = Duration.ofSeconds(20);

    @Option(names = "--broker", required = true)
    private String broker;
    @Option(names = "--vehicle", required = true)
    private String vehicle;
    @Option(names = "--ledger", required = true, description = "writes down every frame, before it is acknowledged")
    private Path ledger;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (Ledger book = new Ledger(ledger)) {
            FrameListener ticks = StationCommand::sayTick;
            GroundLink link = new GroundLink(BrokerUrl.parse(broker), vehicle, GroundLink.ANY_RUN,
                    List.of(book, ticks));
            try {
                Until.inputEnds().await();
                boolean complete = link.awaitLast(LAST);
                Until.result(result(link.report(), complete));
            } finally {
                link.close();
            }
        }
        return CommandProgram.DONE;
    }

    /** {@code T tick ns}: a tick of the rover has arrived. */
    private static void sayTick(ReceivedFrame frame) {
        if (frame.key().segment() == SegmentId.ROVER && frame.key().stream().equals(StreamKey.CHANNELS))
            System.out.println("T " + frame.frame().getTick() + " " + System.nanoTime());
    }

    private static Map<String, Object> result(LinkReport report, boolean complete) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("complete", complete);
        long refused = report.unknown();
        for (SegmentReport s : report.segments().values())
            refused += s.crcErrors() + s.malformed();
        result.put("refused", refused);
        result.put("beforeJoin", report.segments().get(SegmentId.ROVER).beforeJoin());
        result.put("drops", report.drops());
        return result;
    }
}
