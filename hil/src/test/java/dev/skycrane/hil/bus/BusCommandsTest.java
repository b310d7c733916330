package dev.skycrane.hil.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.ground.link.FrameListener;
import dev.skycrane.ground.link.GroundLink;
import dev.skycrane.ground.link.ReceivedFrame;
import dev.skycrane.hil.command.HilMain;
import dev.skycrane.proto.v1.SegmentId;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;

/** The long commands, shortly: all three segments through the embedded broker, each end a process of its own. */
@Timeout(180)
final class BusCommandsTest {
    private static String run(int expected, String... args) {
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            CommandLine line = HilMain.commandLine();
            int code = line.execute(args);
            String text = out.toString(StandardCharsets.UTF_8);
            assertEquals(expected, code, text);
            before.println(text);
            return text;
        } finally {
            System.setOut(before);
        }
    }

    @Test
    void aShareOfTheFlownVolumeArrivesWhole() {
        String text = run(0, "bus", "soak", "--gigabytes", "0.3", "--rate", "40");
        assertTrue(text.contains("PASS") && text.contains("0 lost, 0 wrong, 0 out of order"), text);
    }

    @Test
    void aStoppedStationLosesNothingThatWasSentAndPicturesAreGivenUpByName() {
        String text = run(0, "bus", "soak", "--minutes", "0.25", "--rate", "60", "--spool", "64", "--station",
                "stopped");
        assertTrue(text.contains("PASS"), text);
        assertTrue(text.contains("given up: backshell.image.PUC_A.outboxFull"), text);
        assertTrue(!text.contains("telemetry.outboxFull"), text);
    }

    @Test
    void aVehicleThatDiesLeavesItsLastWill() throws Exception {
        CountDownLatch wills = new CountDownLatch(3);
        List<Long> atNs = new ArrayList<>();
        BusView view = new BusView();
        FrameListener listener = new FrameListener() {
            @Override
            public void onRun(long runId) {
                view.onRun(runId);
            }

            @Override
            public void onFrame(ReceivedFrame frame) {
                view.onFrame(frame);
            }

            @Override
            public void onLinkLost(SegmentId segment) {
                atNs.add(System.nanoTime());
                wills.countDown();
            }
        };
        LoadPlan plan = new LoadPlan(1, 64, 10_000, 100_000, 0, 0);
        try (BrokerProcess broker = BrokerProcess.start(BrokerProcess.Kind.EMBEDDED, List.of());
                GroundLink link = new GroundLink(broker.url(), LoadVehicle.NAME, 9, List.of(listener))) {
            List<String> args = new ArrayList<>(List.of("bus", "publish"));
            args.addAll(LoadOptions.of(broker.url().toString(), 9, plan));
            try (ChildProcess vehicle = ChildProcess.hil(List.of(), args, line -> {})) {
                while (link.report().segments().get(SegmentId.ROVER).framesReceived() < 200)
                    TimeUnit.MILLISECONDS.sleep(20);
                List<String> lines = view.lines(link.report(), 1);
                lines.forEach(System.out::println);
                assertTrue(lines.stream().anyMatch(l -> l.startsWith("rover") && l.contains("up")), lines.toString());
                long killedNs = System.nanoTime();
                vehicle.kill();
                assertTrue(wills.await(20, TimeUnit.SECONDS));
                System.out.printf("last wills %.0f to %.0f ms after the vehicle died%n", (atNs.get(0) - killedNs) / 1e6,
                        (atNs.get(2) - killedNs) / 1e6);
            }
            assertEquals(1, link.report().segments().get(SegmentId.ROVER).unexpectedLosses());
        }
    }
}
