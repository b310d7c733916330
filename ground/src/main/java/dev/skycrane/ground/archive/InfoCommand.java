package dev.skycrane.ground.archive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.skycrane.proto.command.CommandProgram;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ground info FILE}. */
@Command(name = "info", mixinStandardHelpOptions = true, versionProvider = CommandProgram.Version.class, description = "Says what is inside a recording: topics, rates, gaps, pictures, run. Takes any MCAP file.", footer = {
    "", "Examples:", "  ground info a.mcap", "  ground info a.mcap --json"})
public final class InfoCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "FILE", description = "The recording.")
    private Path file;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws JsonProcessingException {
        RecordingInfo info = RecordingInfo.read(file);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(asMap(info)));
        } else {
            print(info, out);
        }
        out.flush();
        return CommandProgram.DONE;
    }

    private static void print(RecordingInfo info, PrintWriter out) {
        out.printf(Locale.ROOT, "%s: %,d bytes, %,d messages, %.3f s, %s%n", info.path(), info.account().size(),
                info.account().messages(), info.durationS(), state(info));
        out.printf("written by %s, profile %s%n", orNone(info.library()), orNone(info.profile()));
        info.metadata().getOrDefault("run", Map.of()).forEach((k, v) -> out.printf("  %-12s %s%n", k, v));
        int width = info.topics().stream().mapToInt(t -> t.topic().length()).max().orElse(5);
        out.printf("%-" + width + "s %10s %10s %13s %8s  %s%n", "topic", "messages", "rate, Hz", "bytes", "missing",
                "type");
        for (TopicInfo t : info.topics())
            out.printf(Locale.ROOT, "%-" + width + "s %10d %10.2f %13d %8d  %s%n", t.topic(), t.messages(), t.rateHz(),
                    t.bytes(), t.missing(), t.type());
        info.images().forEach((topic, set) -> out.printf("%s: %d of %d pictures complete%n", topic, set.complete(),
                set.pictures()));
        info.damages().forEach(d -> out.println("damaged: " + d.getMessage()));
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
        map.put("messages", t.messages());
        map.put("bytes", t.bytes());
        map.put("rateHz", t.rateHz());
        map.put("firstNs", t.firstNs());
        map.put("lastNs", t.lastNs());
        map.put("missing", t.missing());
        return map;
    }
}
