package dev.skycrane.hil.bus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skycrane.proto.InputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Results of slices, a line of JSON each, on the disk before the slice counts as done: an interrupted run goes on where it was. A last line
 * cut short is a slice that was not done. Any thread.
 */
final class ChaosLog {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final Map<ChaosSlice, ChaosResult> results = new LinkedHashMap<>();

    /**
     * @param file to go on with, or to begin; null to keep nothing
     * @throws InputException when it is not such a log, or cannot be read
     */
    ChaosLog(Path file) {
        this.file = file;
        if (file == null || !Files.exists(file)) return;
        try {
            String text = Files.readString(file, StandardCharsets.UTF_8);
            String whole = text.substring(0, text.lastIndexOf('\n') + 1);
            for (String line : whole.lines().toList())
                read(line);
            if (whole.length() < text.length()) Files.writeString(file, whole, StandardCharsets.UTF_8);
        } catch (IOException | IllegalArgumentException e) {
            throw new InputException(
                    "usage: --log=" + file + ", expected a log of this command (" + e.getMessage() + ")",
                    e);
        }
    }

    private void read(String line) throws JsonProcessingException {
        JsonNode json = JSON.readTree(line);
        ChaosSlice slice = new ChaosSlice(ChaosCase.valueOf(json.path("case").asText()),
                BrokerProcess.Kind.valueOf(json.path("broker").asText()), json.path("seed").asLong(),
                json.path("asked").asInt());
        results.put(slice, ChaosResult.of(json));
    }

    /** @return null for a slice that has not been done */
    synchronized ChaosResult get(ChaosSlice slice) {
        return results.get(slice);
    }

    synchronized void add(ChaosSlice slice, ChaosResult result) throws IOException {
        results.put(slice, result);
        if (file == null) return;
        ObjectNode json = JSON.createObjectNode().put("case", slice.kind().name()).put("broker", slice.broker().name())
                .put("seed", slice.seed()).put("asked", slice.times());
        json.setAll(result.json());
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.APPEND)) {
            ByteBuffer line = ByteBuffer.wrap((JSON.writeValueAsString(json) + "\n").getBytes(StandardCharsets.UTF_8));
            while (line.hasRemaining())
                out.write(line);
            out.force(false);
        }
    }
}
