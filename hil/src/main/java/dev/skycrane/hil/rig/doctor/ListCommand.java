package dev.skycrane.hil.rig.doctor;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.skycrane.hil.camera.CameraFault;
import dev.skycrane.hil.camera.RpicamProgram;
import dev.skycrane.proto.command.CommandProgram;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hil rig list}: the cameras of this machine. */
@Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the cameras that rpicam-vid sees, with their modes.", footer = {
    "", "Example:", "  hil rig list"})
public final class ListCommand implements Callable<Integer> {
    @Option(names = "--json", description = "Print as JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try {
            RpicamProgram program = RpicamProgram.find(System.getenv().getOrDefault("PATH", ""));
            List<RpicamProgram.Listed> cameras = program.cameras();
            if (json) {
                System.out.println(new ObjectMapper().writeValueAsString(cameras));
            } else {
                System.out.println(program.version());
                if (cameras.isEmpty()) System.out.println("no cameras");
                for (RpicamProgram.Listed c : cameras) {
                    System.out.printf(Locale.ROOT, "%d: %s %dx%d %s%n", c.index(), c.sensor(), c.widthPx(),
                            c.heightPx(), c.path());
                    for (RpicamProgram.Mode m : c.modes())
                        System.out.printf(Locale.ROOT, "   %dx%d up to %.2f per second%n", m.widthPx(), m.heightPx(),
                                m.maxRateHz());
                }
            }
            return cameras.isEmpty() ? CommandProgram.FAILED : CommandProgram.DONE;
        } catch (CameraFault e) {
            System.err.println("error: " + e.getMessage());
            return CommandProgram.FAILED;
        }
    }
}
