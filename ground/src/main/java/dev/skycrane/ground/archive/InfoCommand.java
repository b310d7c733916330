package dev.skycrane.ground.archive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.skycrane.ground.foreign.ForeignFile;
import dev.skycrane.ground.foreign.ForeignOptions;
import dev.skycrane.ground.foreign.ForeignPrinter;
import dev.skycrane.ground.foreign.ForeignReport;
import dev.skycrane.ground.foreign.Pieces;
import dev.skycrane.proto.command.CommandProgram;
import dev.skycrane.proto.mcap.ProtobufSchemas;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ground info FILE}. */
@Command(name = "info", mixinStandardHelpOptions = true, versionProvider = CommandProgram.Version.class, description = {
    "Says what is inside a recording: topics, rates, times, gaps, pictures, run.",
    "Takes any MCAP file, and files of CCSDS space packets and of AOS or TM transfer frames: frames, packets, gaps by virtual channel and APID, damaged places."}, footer = {
        "", "Examples:", "  ground info a.mcap", "  ground info a.mcap --json", "  ground info downlink.bin",
        "  ground info downlink.bin --as tm --frame-length 1115"})
public final class InfoCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "FILE", description = "The recording.")
    private Path file;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Mixin
    private ForeignOptions foreign;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws JsonProcessingException {
        PrintWriter out = spec.commandLine().getOut();
        boolean mcap = foreign.isMcap() || !foreign.isForeign() && Recordings.isMcap(file);
        RecordingInfo info = mcap ? RecordingInfo.read(file) : null;
        ForeignReport report = mcap ? null : ForeignFile.read(file, foreign.hints(), Pieces.NONE);
        if (json) {
            out.println(new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(mcap
                    ? asMap(info)
                    : ForeignPrinter.asMap(report)));
        } else if (mcap) {
            print(info, out);
        } else {
            ForeignPrinter.print(report, out);
        }
        out.flush();
        return CommandProgram.DONE;
    }

    private static void print(RecordingInfo info, PrintWriter out) {
        out.printf(Locale.ROOT, "%s: %,d bytes, %,d messages, %.3f s, %s%n", info.path(), info.account().size(),
                info.account().messages(), info.durationS(), state(info));
        out.printf("written by %s, profile %s%n", orNone(info.library()), orNone(info.profile()));
        if (info.account().messages() > 0)
            out.printf("log times %s to %s%n", time(info.firstNs()), time(info.lastNs()));
        info.metadata().getOrDefault("run", Map.of()).forEach((k, v) -> out.printf("  %-12s %s%n", k, v));
        int width = info.topics().stream().mapToInt(t -> t.topic().length()).max().orElse(5);
        out.printf("%-" + width + "s %10s %10s %13s %8s  %s%n", "topic", "messages", "rate, Hz", "bytes", "missing",
                "type");
        for (TopicInfo t : info.topics())
            out.printf(Locale.ROOT, "%-" + width + "s %10d %10.2f %13d %8d  %s%n", t.topic(), t.messages(), t.rateHz(),
                    t.bytes(), t.missing(), t.encoding().equals(ProtobufSchemas.ENCODING)
                            ? t.type()
                            : t.type() + " (" + t.encoding() + ")");
        info.images().forEach((topic, set) -> out.printf("%s: %d of %d pictures complete%n", topic, set.complete(),
                set.pictures()));
        info.damages().forEach(d -> out.println("damaged: " + d.getMessage()));
    }

    /** UTC with every digit. */
    private static String time(long unixNs) {
        return Instant.ofEpochSecond(Math.floorDiv(unixNs, 1_000_000_000L), Math.floorMod(unixNs, 1_000_000_000L))
                .toString();
    }

    private static String orNone(String text) {
        return text.isEmpty() ? "(none)" : text;
    }

    static String state(RecordingInfo info) {
        String state = info.account().finished() ? "finished" : "unfinished";
        return info.damages().isEmpty() ? state : state + ", damaged in " + info.damages().size() + " places";
    }

    private static Map<String, Object> asMap(RecordingInfo info) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("file", info.path().toString());
        map.put("bytes", info.account().size());
        map.put("messages", info.account().messages());
        map.put("chunks", info.account().chunks());
        map.put("attachments", info.account().attachments());
        map.put("firstNs", info.firstNs());
        map.put("lastNs", info.lastNs());
        map.put("durationS", info.durationS());
        map.put("finished", info.account().finished());
        map.put("library", info.library());
        map.put("profile", info.profile());
        map.put("metadata", info.metadata());
        List<Map<String, Object>> topics = new ArrayList<>();
        info.topics().forEach(t -> topics.add(asMap(t)));
        map.put("topics", topics);
        Map<String, Object> images = new LinkedHashMap<>();
        info.images().forEach((topic, set) -> images.put(topic, Map.of("pictures", set.pictures(), "complete",
                set.complete(), "invalidChunks", set.invalid())));
        map.put("images", images);
        map.put("damages", info.damages().stream().map(Throwable::getMessage).toList());
        return map;
    }

    private static Map<String, Object> asMap(TopicInfo t) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("topic", t.topic());
        map.put("type", t.type());
        map.put("encoding", t.encoding());
        map.put("messages", t.messages());
        map.put("bytes", t.bytes());
        map.put("rateHz", t.rateHz());
        map.put("firstNs", t.firstNs());
        map.put("lastNs", t.lastNs());
        map.put("missing", t.missing());
        return map;
    }
}
