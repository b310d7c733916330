package dev.skycrane.ground.product;

import dev.skycrane.proto.InputException;
import dev.skycrane.proto.command.CommandProgram;
import dev.skycrane.proto.command.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ground stills}: the raw pictures as pages that need no server. */
@Command(name = "stills", mixinStandardHelpOptions = true, description = {
    "Makes a gallery of the raw pictures: thumbnails, filter by camera and phase, what is known of each picture.",
    "Open DIR/index.html in any browser. Pictures are named as the mission names its raw pictures."}, footer = {"",
        "Example:", "  ground stills film --out gallery --every 5"})
public final class StillsCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "RECORDING|DIR", description = "A recording with its live pictures, or a folder filled by hil film.")
    private Path source;
    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Folder of the gallery; new or empty.")
    private Path out;
    @Option(names = "--every", paramLabel = "N", defaultValue = "1", description = "Only every Nth picture of each camera; default ${DEFAULT-VALUE}.")
    private int every;

    @Override
    public Integer call() throws IOException {
        if (every < 1) throw InputException.of("usage", "--every", every, "1 or more");
        if (Files.exists(out) && (!Files.isDirectory(out) || !isEmpty(out)))
            throw InputException.of("usage", "--out", out, "a folder that is new or empty");
        Footage footage = Footage.read(source);
        footage.notes().forEach(note -> System.err.println("note: " + note));
        if (footage.cameras().isEmpty()) throw InputException.of("footage", "pictures", 0, "at least one in " + source);
        int pictures = footage.cameras().stream().mapToInt(c -> (c.pictures().size() + every - 1) / every).sum();
        Gallery gallery = new Gallery(footage, out, every);
        try (Progress progress = Progress.begin(System.out, "gallery", "pictures", pictures, 0)) {
            gallery.write(progress::step);
        }
        gallery.damaged().forEach(line -> System.err.println("note: " + line));
        System.out.printf(Locale.ROOT, "%d pictures, %s%n", pictures - gallery.damaged().size(),
                out.resolve("index.html"));
        return CommandProgram.DONE;
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }
}
