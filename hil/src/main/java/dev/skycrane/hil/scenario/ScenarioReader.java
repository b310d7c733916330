package dev.skycrane.hil.scenario;

import dev.skycrane.proto.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads scenario files: a YAML 1.2 mapping whose nested mappings are flattened with dots ({@code nav: {gate: 3}} is
 * {@code nav.gate}). A leaf is a number, a list of numbers, a flag, a text, or a list of texts, which are joined with commas. Duplicate keys, aliases, tags and files above
 * {@value #MAX_BYTES} bytes are refused; whether a name is known and its value in range is for the parameter table
 * to say.
 */
public final class ScenarioReader {
    /** Scenarios that come with the program. */
    public static final List<String> BUILT_IN = List.of("jezero", "jezero-real", "gale");
    private static final int MAX_BYTES = 1 << 20;

    private final String source;
    private final Map<String, double[]> numbers = new TreeMap<>();
    private final Map<String, String> texts = new TreeMap<>();

    private ScenarioReader(String source) {
        this.source = source;
    }

    /**
     * @param nameOrFile name of a built-in scenario, or a path
     * @throws InputException if there is no such scenario or it cannot be read
     */
    public static Scenario read(String nameOrFile) {
        if (BUILT_IN.contains(nameOrFile)) return parse(nameOrFile, builtInText(nameOrFile));
        Path file = Path.of(nameOrFile);
        if (!Files.isRegularFile(file)) {
            throw refused(nameOrFile, "a scenario file, or one of " + String.join(", ", BUILT_IN));
        }
        try {
            if (Files.size(file) > MAX_BYTES) throw refused(nameOrFile, "at most " + MAX_BYTES + " bytes");
            byte[] bytes = Files.readAllBytes(file);
            return parse(nameOrFile, StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            throw refused(nameOrFile, "UTF-8 text");
        } catch (IOException e) {
            throw refused(nameOrFile, "a readable file");
        }
    }

    /** The text of a built-in scenario. */
    public static String builtInText(String name) {
        try (InputStream in = ScenarioReader.class.getResourceAsStream(name + ".yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("built-in scenario: name=" + name + ", expected in the jar", e);
        }
    }

    static Scenario parse(String source, String yaml) {
        LoadSettings settings = LoadSettings.builder().setLabel(source).setAllowDuplicateKeys(false)
                .setMaxAliasesForCollections(0).setCodePointLimit(MAX_BYTES).build();
        Object root;
        try {
            root = new Load(settings).loadFromString(yaml);
        } catch (MarkedYamlEngineException e) {
            String at = e.getProblemMark().map(m -> "line " + (m.getLine() + 1) + ": ").orElse("");
            throw refused(source, "YAML; " + at + oneLine(e.getProblem()));
        } catch (YamlEngineException e) {
            throw refused(source, "YAML; " + oneLine(e.getMessage()));
        }
        ScenarioReader reader = new ScenarioReader(source);
        if (root instanceof Map<?, ?> mapping) {
            reader.flatten("", mapping);
        } else if (root != null) {
            throw refused(source, "a mapping of parameter names to values");
        }
        return new Scenario(source, reader.numbers, reader.texts);
    }

    private void flatten(String prefix, Map<?, ?> mapping) {
        for (Map.Entry<?, ?> entry : mapping.entrySet()) {
            if (!(entry.getKey() instanceof String key)) throw bad(prefix + entry.getKey(), "null", "a name");
            leaf(prefix + key, entry.getValue());
        }
    }

    private void leaf(String name, Object value) {
        if (value instanceof Map<?, ?> mapping) {
            flatten(name + ".", mapping);
            return;
        }
        if (numbers.containsKey(name) || texts.containsKey(name)) throw bad(name, value, "to be given once");
        if (value instanceof String text) {
            texts.put(name, text);
        } else if (value instanceof List<?> list && !list.isEmpty()
                && list.stream().allMatch(String.class::isInstance)) {
            texts.put(name, list.stream().map(String.class::cast).collect(Collectors.joining(", ")));
        } else if (value instanceof List<?> list) {
            numbers.put(name, list.stream().mapToDouble(v -> number(name, v)).toArray());
        } else {
            numbers.put(name, new double[]{number(name, value)});
        }
    }

    private double number(String name, Object value) {
        if (value instanceof Boolean flag) return flag ? 1 : 0;
        if (value instanceof Number n) return n.doubleValue();
        throw bad(name, value, "a number, a list of numbers, true, false or a text");
    }

    private InputException bad(String name, Object value, String expected) {
        return InputException.of("scenario " + source, name, value, expected);
    }

    private static InputException refused(String source, String expected) {
        return InputException.of("scenario", "file", source, expected);
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
