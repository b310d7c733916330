package dev.skycrane.hil.rig.run;

import dev.skycrane.hil.camera.CameraFault;
import dev.skycrane.hil.camera.Capture;
import dev.skycrane.hil.camera.CaptureSettings;
import dev.skycrane.hil.camera.RecordedCamera;
import dev.skycrane.hil.landing.RigLanding;
import dev.skycrane.proto.InputException;
import dev.skycrane.proto.command.CommandProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hil rig replay}: a recording through the same framer, judge and decoder as a live camera. */
@Command(name = "replay", mixinStandardHelpOptions = true, description = {
    "Runs a recording through what a live camera's stream runs through, and tells what would have reached the navigation:",
    "a folder of jpg, png or pgm, an mjpeg file with its NAME.metadata.txt, y4m, h264 or other video (ffmpeg), or a recording of ours.",
    "Ends with code 1 if any picture is not good."}, footer = {"", "Example:",
        "  hil rig replay run.mjpeg --size 1456x1088 --rate 20 --out pictures.csv"})
public final class ReplayCommand implements Callable<Integer> {
    private static final Pattern SIZE = Pattern.compile("(\\d{2,4})x(\\d{2,4})");

    @Parameters(paramLabel = "RECORDING", description = "Folder or file.")
    private Path recording;
    @Option(names = "--size", paramLabel = "WxH", defaultValue = "1456x1088", description = "Size that the pictures must have; default ${DEFAULT-VALUE}.")
    private String size;
    @Option(names = "--rate", paramLabel = "HZ", defaultValue = "20", description = "Nominal pictures per second; default ${DEFAULT-VALUE}.")
    private double rateHz;
    @Option(names = "--camera", paramLabel = "NAME", defaultValue = "LCAM", description = "Camera of a recording of ours; default ${DEFAULT-VALUE}.")
    private String camera;
    @Option(names = "--out", paramLabel = "FILE", description = "Write a row per picture, CSV: number, time of the exposure in ns, flags.")
    private Path out;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Matcher m = SIZE.matcher(size);
        if (!m.matches()) throw InputException.of("usage", "--size", size, "COLUMNSxROWS, such as 1456x1088");
        if (!(rateHz > 0 && rateHz <= 1000)) throw InputException.of("usage", "--rate", rateHz, "over 0 to 1000");
        if (out != null) RigLanding.requireWritable("--out", out);
        CaptureSettings settings = new CaptureSettings(Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2)),
                rateHz, 2000,
                1);
        StringBuilder rows = new StringBuilder("number,mid_exposure_ns,flags\n");
        try (RecordedCamera recorded = new RecordedCamera(settings, recording, camera)) {
            recorded.open();
            String end = take(recorded, rows);
            var counts = recorded.counts();
            System.out.printf(Locale.ROOT, "%d pictures, %d good, flagged %s, %d bytes between pictures, %s%n",
                    counts.pictures(), counts.good(), counts.flagged(), counts.skippedBytes(), end);
            if (out != null) Files.writeString(out, rows);
            return counts.pictures() > 0 && counts.good() == counts.pictures()
                    ? CommandProgram.DONE
                    : CommandProgram.FAILED;
        } catch (CameraFault e) {
            System.err.println("error: " + e.getMessage());
            return CommandProgram.FAILED;
        }
    }

    private static String take(RecordedCamera recorded, StringBuilder rows) throws InterruptedException {
        try {
            while (true) {
                Capture c = recorded.next(0);
                rows.append(c.seq()).append(',').append(c.midExposureNs()).append(',')
                        .append(c.flags().toString().replaceAll("[\\[\\],]", "").strip()).append('\n');
            }
        } catch (CameraFault e) {
            return e.getMessage().contains("ended") ? "to its end" : e.getMessage();
        }
    }
}
