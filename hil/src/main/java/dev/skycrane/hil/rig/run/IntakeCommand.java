package dev.skycrane.hil.rig.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.skycrane.hil.camera.CameraCounts;
import dev.skycrane.hil.camera.CameraFault;
import dev.skycrane.hil.camera.Capture;
import dev.skycrane.hil.camera.CaptureSettings;
import dev.skycrane.hil.camera.RpicamProgram;
import dev.skycrane.hil.camera.StreamCamera;
import dev.skycrane.hil.rig.calibration.CameraIntrinsics;
import dev.skycrane.hil.rig.calibration.RemapTable;
import dev.skycrane.hil.rig.calibration.ScreenMap;
import dev.skycrane.hil.rig.standin.StandInRpicamVid;
import dev.skycrane.hil.rig.stimulus.Canvas;
import dev.skycrane.proto.InputException;
import dev.skycrane.proto.command.CommandProgram;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hil rig intake}: whether this machine takes in a camera's stream for long. */
@Command(name = "intake", mixinStandardHelpOptions = true, description = {
    "Takes in a stream of the rig's camera size from the stand-in camera program, decodes the newest picture and brings it onto LCAM's",
    "grid, over and over. Tells how old pictures are when they are ready, what was dropped, and whether memory grows."}, footer = {
        "", "Example:", "  hil rig intake --rate 60 --minutes 10"})
public final class IntakeCommand implements Callable<Integer> {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final double MAX_GROWTH_MB = 8;
    private static final int PREPARED = 64;
    private static final int MAX_RESTARTS = 20;

    @Option(names = "--rate", paramLabel = "HZ", defaultValue = "60", description = "Pictures per second; default ${DEFAULT-VALUE}.")
    private double rateHz;
    @Option(names = "--minutes", paramLabel = "N", defaultValue = "10", description = "How long; default ${DEFAULT-VALUE}.")
    private double minutes;
    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    /**
     * The result.
     *
     * @param age mid-exposure until ready for the vision computer
     * @param remap processor time of one remap
     * @param restarts times the program had to be started again, since nothing came for half a second
     * @param heapBeforeMb in use after a collection, a tenth into the run
     * @param heapAfterMb the same at the end
     */
    record Result(double minutes, long streamed, long ready, long overwritten, long damaged, RigLog.Spread age,
            RigLog.Spread remap, int restarts, double heapBeforeMb, double heapAfterMb) {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!(minutes > 0 && minutes <= 1440)) throw InputException.of("usage", "--minutes", minutes, "over 0 to 1440");
        CaptureSettings settings = new CaptureSettings(1456, 1088, rateHz, 2000, 1);
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        RpicamProgram program = new RpicamProgram(List.of("env", StandInRpicamVid.PREPARED + "=" + PREPARED, java,
                "-Xshare:auto", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"),
                StandInRpicamVid.class.getName()));
        try (StreamCamera camera = StreamCamera.rpicam(program, settings, 0, MAX_RESTARTS)) {
            camera.open();
            Result result = take(camera);
            print(result);
            return result.heapAfterMb - result.heapBeforeMb <= MAX_GROWTH_MB
                    ? CommandProgram.DONE
                    : CommandProgram.FAILED;
        } catch (CameraFault e) {
            System.err.println("error: " + e.getMessage());
            return CommandProgram.FAILED;
        }
    }

    private Result take(StreamCamera camera) throws CameraFault, InterruptedException {
        CameraIntrinsics lens = new CameraIntrinsics(1456, 1088, 1739, 1739, 727.5, 543.5, -0.1, 0.04, 0, 0, 0);
        double scale = Canvas.WIDTH_PX / 2.0 * 1.02 / 1739;
        RemapTable remap = new RemapTable(new ScreenMap(lens, Canvas.WIDTH_PX, Canvas.HEIGHT_PX,
                new double[]{scale, 0, 0, 0, scale, 0, 0, 0, 1}));
        byte[] same = new byte[256];
        for (int i = 0; i < same.length; i++)
            same[i] = (byte) i;
        byte[] grey = new byte[Canvas.LCAM_PX * Canvas.LCAM_PX];
        RigLog.Times ages = new RigLog.Times();
        RigLog.Times remaps = new RigLog.Times();
        var threads = ManagementFactory.getThreadMXBean();
        long beginNs = System.nanoTime();
        long endNs = beginNs + (long) (minutes * 60 * SECOND_NS);
        long measureNs = beginNs + (endNs - beginNs) / 10;
        double heapBefore = Double.NaN;
        while (System.nanoTime() < endNs) {
            Capture capture = camera.next(SECOND_NS);
            if (capture == null || capture.luma() == null) continue;
            long cpuNs = threads.getCurrentThreadCpuTime();
            remap.apply(capture.luma(), same, grey);
            remaps.add(threads.getCurrentThreadCpuTime() - cpuNs);
            if (capture.record() != null) ages.add(System.nanoTime() - capture.midExposureNs());
            if (Double.isNaN(heapBefore) && System.nanoTime() > measureNs) heapBefore = heapMb();
        }
        CameraCounts counts = camera.counts();
        long damaged = counts.flagged().getOrDefault(dev.skycrane.hil.camera.Quality.TRUNCATED, 0L)
                + counts.flagged().getOrDefault(dev.skycrane.hil.camera.Quality.DECODE_ERROR, 0L);
        return new Result(minutes, counts.pictures(), remaps.spread().count(), counts.overwritten(), damaged,
                ages.spread(),
                remaps.spread(), counts.restarts(), heapBefore, heapMb());
    }

    private static double heapMb() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6;
    }

    private void print(Result r) throws IOException {
        if (json) {
            System.out.println(new ObjectMapper().writeValueAsString(r));
            return;
        }
        System.out.printf(Locale.ROOT,
                "%d pictures streamed in %.1f min (%.1f per second), %d made ready, %d replaced by newer ones, %d damaged%n",
                r.streamed, r.minutes, r.streamed / (60 * r.minutes), r.ready, r.overwritten, r.damaged);
        System.out.printf(Locale.ROOT,
                "age when ready: %.1f ms median, %.1f in 99 of 100, %.1f at most; remap %.2f ms of processor, 99 of 100 %.2f%n",
                r.age.p50Ms(), r.age.p99Ms(), r.age.maxMs(), r.remap.p50Ms(), r.remap.p99Ms());
        System.out.printf(Locale.ROOT, "heap in use %.1f MB after a tenth, %.1f MB at the end; %d restarts%n",
                r.heapBeforeMb, r.heapAfterMb, r.restarts);
    }
}
