package dev.skycrane.hil.camera;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Reads the metadata that {@code rpicam-vid} writes beside its pictures, as text ({@code Key=Value} lines, an empty line ends the
 * record) or as JSON. JSON is read object by object, since a program that was killed leaves the list open and one that writes to
 * stdout leaves its start out. Unknown keys are passed over; a record without {@code SensorTimestamp} and {@code ExposureTime}, or with
 * a value that is no number where one must be, is counted and dropped.
 *
 * <p>Called by one thread, with whole lines.
 */
public final class MetadataParser {
    /** A record has some thirty lines; more than this is no record. */
    private static final int MAX_LINES = 1000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Consumer<FrameMetadata> records;
    private final boolean json;
    private final Map<String, String> values = new HashMap<>();
    private final StringBuilder object = new StringBuilder();
    private int lines;
    private boolean inObject;
    private long malformed;

    private MetadataParser(boolean json, Consumer<FrameMetadata> records) {
        this.json = json;
        this.records = records;
    }

    /** For {@code --metadata-format txt}. */
    public static MetadataParser text(Consumer<FrameMetadata> records) {
        return new MetadataParser(false, records);
    }

    /** For {@code --metadata-format json}. */
    public static MetadataParser json(Consumer<FrameMetadata> records) {
        return new MetadataParser(true, records);
    }

    /** Records that were dropped because they made no sense. */
    public long malformed() {
        return malformed;
    }

    /** Takes one line without its end. */
    public void line(String line) {
        if (json) {
            jsonLine(line.strip());
        } else {
            textLine(line.strip());
        }
    }

    private void textLine(String line) {
        if (line.isEmpty()) {
            if (!values.isEmpty()) finish();
            lines = 0;
            return;
        }
        int equals = line.indexOf('=');
        if (++lines > MAX_LINES) {
            values.clear();
        } else if (equals > 0) {
            values.put(line.substring(0, equals), line.substring(equals + 1));
        } else {
            values.put("", line); // no key: the record is damaged, finish() will say so
        }
    }

    private void jsonLine(String line) {
        if (line.equals("{")) {
            if (inObject) malformed++;
            inObject = true;
            object.setLength(0);
            lines = 0;
        }
        if (!inObject) return;
        if (++lines > MAX_LINES) {
            inObject = false;
            malformed++;
            return;
        }
        object.append(line).append('\n');
        if (line.equals("}") || line.equals("},")) {
            inObject = false;
            parseObject();
        }
    }

    private void parseObject() {
        int end = object.lastIndexOf("}");
        try {
            JsonNode node = JSON.readTree(object.substring(0, end + 1));
            node.properties().forEach(e -> values.put(e.getKey(),
                    e.getValue().isValueNode() ? e.getValue().asText() : e.getValue().toString()));
        } catch (IOException e) {
            values.put("", "");
        }
        finish();
    }

    private void finish() {
        try {
            if (values.containsKey("")) throw new NumberFormatException("a line without key");
            records.accept(new FrameMetadata(required("SensorTimestamp"), Math.toIntExact(required("ExposureTime")),
                    real("AnalogueGain"), real("DigitalGain"), Math.toIntExact(whole("FrameDuration")),
                    whole("FrameWallClock"),
                    real("LensPosition")));
        } catch (NumberFormatException | ArithmeticException e) {
            malformed++;
        } finally {
            values.clear();
        }
    }

    private long required(String key) {
        long value = whole(key);
        if (value <= 0) throw new NumberFormatException(key + "=" + value);
        return value;
    }

    private long whole(String key) {
        String text = values.get(key);
        return text == null ? 0 : Long.parseLong(text);
    }

    private double real(String key) {
        String text = values.get(key);
        return text == null ? Double.NaN : Double.parseDouble(text);
    }
}
