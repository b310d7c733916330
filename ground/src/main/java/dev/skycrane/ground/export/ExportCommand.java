package dev.skycrane.ground.export;

import dev.skycrane.proto.InputException;
import dev.skycrane.proto.command.CommandProgram;
import dev.skycrane.proto.dictionary.Dictionary;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ground export RECORDING --format F --out PATH}. */
@Command(name = "export", mixinStandardHelpOptions = true, versionProvider = CommandProgram.Version.class, description = {
    "Makes of a recording what other tools read. Formats:",
    "  csv, parquet  a folder with a table of channels per segment and one of events; with --out NAME.csv or",
    "                NAME.parquet the one table with the most channels",
    "  mcap          a recording with fewer topics or a shorter time; takes anybody's",
    "  frames        a folder per camera: pictures as PNG or JPEG, beside each what is known of it as JSON",
    "  ccsds         space packets, and their description in XTCE 1.2; with --out NAME.ccsds the packets alone",
    "  xtce          the description alone; needs no recording"}, footer = {"", "Examples:",
        "  ground export a.mcap --format csv --out tables",
        "  ground export a.mcap --format parquet --channels 'nav.*,guidance.mode' --rate 10 --out nav.parquet",
        "  ground export a.mcap --format mcap --from 340 --to 366 --out lvs.mcap",
        "  ground export a.mcap --format frames --cameras LCAM --out frames",
        "  ground export a.mcap --format ccsds --out packets", "  ground export --format xtce --out skycrane.xml"})
public final class ExportCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "RECORDING", description = "The recording, finished or not.")
    private Path recording;

    @Option(names = "--format", required = true, paramLabel = "FORMAT", description = "csv, parquet, mcap, frames, xtce or ccsds.")
    private ExportFormat format;

    @Option(names = "--out", required = true, paramLabel = "PATH", description = "File or folder; must not be there yet.")
    private Path out;

    @Option(names = "--channels", split = ",", paramLabel = "NAME", description = "Channels, * for any characters (csv, parquet, ccsds); ccsds takes their whole groups.")
    private List<String> channels = new ArrayList<>();

    @Option(names = "--cameras", split = ",", paramLabel = "NAME", description = "Cameras, * for any characters (frames).")
    private List<String> cameras = new ArrayList<>();

    @Option(names = "--topics", split = ",", paramLabel = "NAME", description = "Topics, * for any characters (mcap).")
    private List<String> topics = new ArrayList<>();

    @Option(names = "--from", paramLabel = "T", description = "First on-board time, s after entry interface; of others' recordings, s after their first message.")
    private Double fromS;

    @Option(names = "--to", paramLabel = "T", description = "Last on-board time, s.")
    private Double toS;

    @Option(names = "--rate", paramLabel = "HZ", defaultValue = "0", description = "At most so many rows of a segment, packets of a group or pictures of a camera per second; 0 for all (default).")
    private double rateHz;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        check();
        try (OutputPlace place = isFolder() ? OutputPlace.folder(out) : OutputPlace.file(out)) {
            List<String> lines = recording == null ? description(place.part()) : fromRecording(place.part());
            place.done();
            PrintWriter log = spec.commandLine().getOut();
            lines.forEach(line -> log.println(out + ": " + line));
            log.flush();
            return CommandProgram.DONE;
        } catch (IOException e) {
            throw new InputException("export: out=" + out + ", expected a readable recording and a place that can be "
                    + "written (" + e.getMessage() + ")", e);
        }
    }

    private void check() {
        if (recording == null && format != ExportFormat.XTCE)
            throw InputException.of("usage", "RECORDING", "none", "a recording for --format " + name());
        refuse(!channels.isEmpty(), "--channels", ExportFormat.CSV, ExportFormat.PARQUET, ExportFormat.CCSDS);
        refuse(!cameras.isEmpty(), "--cameras", ExportFormat.FRAMES);
        refuse(!topics.isEmpty(), "--topics", ExportFormat.MCAP);
    }

    /** An option that would do nothing is a mistake. */
    private void refuse(boolean given, String option, ExportFormat... formats) {
        if (given && !List.of(formats).contains(format))
            throw InputException.of("usage", "--format", name(), "one that " + option + " means something for");
    }

    private String name() {
        return format.name().toLowerCase(Locale.ROOT);
    }

    private boolean ends(String suffix) {
        return out.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(suffix);
    }

    private boolean isFolder() {
        return switch (format) {
            case CSV -> !ends(".csv");
            case PARQUET -> !ends(".parquet");
            case CCSDS -> !ends(".ccsds");
            case FRAMES -> true;
            case MCAP, XTCE -> false;
        };
    }

    private static List<String> description(Path file) throws IOException {
        Dictionary dictionary = Dictionary.standard();
        new XtceDocument(dictionary.channels(), dictionary.events()).write(file);
        return List.of("XTCE 1.2, " + dictionary.channels().size() + " channels, " + dictionary.events().size()
                + " events");
    }

    private List<String> fromRecording(Path to) throws IOException {
        Selection selection = Selection.of(fromS, toS, rateHz, channels);
        try (RecordingScan scan = new RecordingScan(recording)) {
            if (format != ExportFormat.MCAP) scan.requireOurs();
            List<String> lines = new ArrayList<>(export(scan, selection, to));
            if (scan.damages() > 0) lines.add(scan.damages() + " damaged places of the recording left out");
            return lines;
        }
    }

    private List<String> export(RecordingScan scan, Selection selection, Path to) throws IOException {
        return switch (format) {
            case CSV -> tables(new TableExport(scan, selection, CsvTable::new, ".csv"), to);
            case PARQUET -> tables(new TableExport(scan, selection, ParquetTable::new, ".parquet"), to);
            case MCAP -> new McapCut(scan, selection, patterns(topics)).write(to);
            case FRAMES -> {
                FrameExport frames = new FrameExport(scan, selection, patterns(cameras), to);
                yield with(frames.write(), frames.malformed());
            }
            case CCSDS -> {
                PacketExport packets = new PacketExport(scan, selection);
                boolean folder = Files.isDirectory(to);
                List<String> lines = new ArrayList<>(packets.write(folder ? to.resolve("telemetry.ccsds") : to));
                if (folder) lines.addAll(description(to.resolve("skycrane.xtce.xml")));
                yield with(lines, packets.malformed());
            }
            case XTCE -> description(to);
        };
    }

    private static List<String> tables(TableExport tables, Path to) throws IOException {
        List<String> lines = Files.isDirectory(to) ? tables.all(to) : tables.widest(to);
        return with(lines, tables.malformed());
    }

    private static List<String> with(List<String> lines, long malformed) {
        if (malformed == 0) return lines;
        List<String> all = new ArrayList<>(lines);
        all.add(malformed + " malformed messages left out");
        return all;
    }

    private static List<Pattern> patterns(List<String> names) {
        return names.stream().map(n -> Pattern.compile(Pattern.quote(n).replace("*", "\\E.*\\Q"))).toList();
    }
}
