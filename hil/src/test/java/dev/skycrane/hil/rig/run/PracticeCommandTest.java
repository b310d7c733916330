package dev.skycrane.hil.rig.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.skycrane.hil.camera.CaptureSettings;
import dev.skycrane.hil.camera.RpicamProgram;
import dev.skycrane.hil.rig.calibration.CalibrateCommand;
import dev.skycrane.hil.rig.calibration.CalibrationFile;
import dev.skycrane.hil.rig.optics.BenchOptics;
import dev.skycrane.hil.rig.standin.BenchCamera;
import dev.skycrane.proto.InputException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The first steps of the README's bench, on a practice bench. */
@Timeout(60)
class PracticeCommandTest {
    @TempDir
    private Path folder;

    @Test
    void practiceBenchListsACameraWhoseLensItsViewsTell() throws Exception {
        Path bench = folder.resolve("bench");
        assertEquals(0, new CommandLine(new PracticeCommand()).execute("--out", bench.toString(), "--views", "9",
                "--seed", "6"));
        RpicamProgram program = RpicamProgram.find(bench.toString());
        RpicamProgram.Listed camera = program.cameras().get(0);
        String name = camera.sensor() + " " + camera.path();
        assertEquals(VirtualBench.CAMERA, name);
        Path yaml = folder.resolve("camera.yaml");
        assertEquals(0, new CommandLine(new CalibrateCommand()).execute("--images", bench.resolve("views").toString(),
                "--camera", name, "--out", yaml.toString()));
        CalibrationFile lens = CalibrationFile.read(yaml);
        lens.requireFor(new CaptureSettings(1456, 1088, 20, 2000, 1), name, "");
        BenchOptics truth = new ObjectMapper().readValue(bench.resolve(BenchCamera.OPTICS).toFile(),
                BenchOptics.class);
        assertEquals(truth.lens().fxPx(), lens.lens().fxPx(), 0.002 * truth.lens().fxPx());
        assertTrue(lens.rmsPx() < 0.15, "rms " + lens.rmsPx());
    }

    @Test
    void folderThatIsThereIsLeftAlone() {
        PracticeCommand command = new PracticeCommand();
        new CommandLine(command).parseArgs("--out", folder.toString());
        assertEquals(List.of(), List.of(folder.toFile().list()));
        assertThrows(InputException.class, command::call);
        assertEquals(List.of(), List.of(folder.toFile().list()));
    }
}
