package dev.skycrane.hil.rig.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.skycrane.hil.camera.CameraFault;
import dev.skycrane.hil.camera.Capture;
import dev.skycrane.hil.camera.CaptureSettings;
import dev.skycrane.hil.rig.calibration.RigCalibration;
import dev.skycrane.hil.rig.optics.BenchOptics;
import dev.skycrane.hil.rig.stimulus.Canvas;
import dev.skycrane.proto.InputException;
import dev.skycrane.proto.command.CommandProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hil rig soak}: many photographs of the virtual bench, the time of each judged by its truth. */
@Command(name = "soak", mixinStandardHelpOptions = true, description = {
    "Takes many photographs on the virtual bench, faults of the camera among them if asked for, and judges every time tag by the",
    "bench's own truth. Ends with code 0 if no photograph was given another's time, 1 otherwise."}, footer = {"",
        "Example:",
        "  hil rig soak --frames 20000 --rate 20"})
public final class SoakCommand implements Callable<Integer> {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final int LINE_EVERY_S = 60;

    @Option(names = "--frames", paramLabel = "N", defaultValue = "20000", description = "Photographs to take; default ${DEFAULT-VALUE}.")
    private int frames;
    @Option(names = "--rate", paramLabel = "HZ", defaultValue = "20", description = "Pictures of the camera per second; default ${DEFAULT-VALUE}.")
    private double rateHz;
    @Option(names = "--bench-seed", paramLabel = "N", defaultValue = "1", description = "Seed of the virtual bench; default ${DEFAULT-VALUE}.")
    private long benchSeed;
    @Option(names = "--fault", paramLabel = "KIND@PICTURE", defaultValue = "", description = "Faults of the stand-in camera, such as cut@900,nometa@1200.")
    private String faults;
    @Option(names = "--calibration", paramLabel = "DIR", description = "Use this calibration instead of making one.")
    private Path calibrationFolder;
    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    /**
     * The result.
     *
     * @param lookedAt photographs decoded
     * @param timed whose time was taken for good
     * @param wrongPairings of those, by the bench's truth
     * @param timeErrorMaxMs of those
     * @param contradicted whose record the beat said was another's
     * @param sensorDrops pictures that the camera left out because the machine was too slow
     * @param overwritten good ones that a newer one replaced before they were looked at
     */
    record Result(double minutes, long lookedAt, long timed, int wrongPairings, int unknown, double timeErrorMaxMs,
            double timeErrorRmsMs, long contradicted, long suspect, long sensorDrops, long overwritten, int restarts) {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (frames < 1) throw InputException.of("usage", "--frames", frames, "at least 1");
        CaptureSettings settings = new CaptureSettings(1456, 1088, rateHz, 2000, 1);
        try (VirtualBench bench = new VirtualBench(settings, BenchOptics.seeded(benchSeed), faults)) {
            RigCalibration calibration = calibrationFolder == null
                    ? bench.calibrate(Bench.Effort.FULL, line -> System.err.println("  " + line))
                    : RigCalibration.read(calibrationFolder, settings, VirtualBench.CAMERA);
            Result result = soak(bench, bench.lcam(calibration, SECOND_NS));
            print(result);
            boolean good = result.wrongPairings + result.unknown == 0 && result.timed > 0 && result.timeErrorMaxMs <= 1;
            return good ? CommandProgram.DONE : CommandProgram.FAILED;
        } catch (CameraFault e) {
            System.err.println("error: " + e.getMessage());
            return CommandProgram.FAILED;
        }
    }

    private Result soak(VirtualBench bench, RigCamera lcam) throws CameraFault, InterruptedException, IOException {
        // a screen that has shown nothing yet is dark, its beat too
        bench.screen().show(Canvas.empty());
        long beginNs = System.nanoTime();
        long lineNs = beginNs;
        long looked = 0;
        long timed = 0;
        while (looked < frames) {
            Capture capture = bench.camera().next(SECOND_NS);
            if (capture == null || capture.luma() == null || capture.record() == null) continue;
            looked++;
            if (lcam.timeHolds(capture)) {
                timed++;
                bench.truth().claim(capture, -1);
            }
            if (System.nanoTime() - lineNs > LINE_EVERY_S * SECOND_NS) {
                lineNs = System.nanoTime();
                System.err.printf(Locale.ROOT, "  %d of %d photographs, %d timed%n", looked, frames, timed);
            }
        }
        BenchTruth.Judgement truth = bench.truth().judge();
        var counts = bench.camera().counts();
        return new Result((System.nanoTime() - beginNs) / 60e9, looked, timed, truth.wrongPairings(), truth.unknown(),
                truth.timeErrorMaxMs(), truth.timeErrorRmsMs(), lcam.log().contradicted, lcam.log().suspect,
                counts.sensorDrops(), counts.overwritten(), counts.restarts());
    }

    private void print(Result r) throws IOException {
        if (json) {
            System.out.println(new ObjectMapper().writeValueAsString(r));
            return;
        }
        System.out.printf(Locale.ROOT,
                "%d photographs in %.1f min, %d taken with their time: %d wrong, %d unknown; time error at most %.4f ms, %.4f ms rms%n",
                r.lookedAt, r.minutes, r.timed, r.wrongPairings, r.unknown, r.timeErrorMaxMs, r.timeErrorRmsMs);
        System.out.printf(Locale.ROOT,
                "%d contradicted by the beat and refused; %d left out by the camera, %d replaced by newer ones, %d restarts%n",
                r.contradicted, r.sensorDrops, r.overwritten, r.restarts);
    }
}
