package dev.skycrane.hil.camera;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of failure modes in the harness' README names for each row the tests that produce it; they are there. */
class FailureModesTest {
    private static final int ROWS = 18;
    private static final Pattern ROW = Pattern.compile("\\| (\\d+) \\|.*\\| ([^|]+) \\|");
    private static final Pattern TEST = Pattern.compile("`(\\w+Test)\\.(\\w+)`");

    private static Map<Integer, String> table() throws IOException {
        Map<Integer, String> rows = new HashMap<>();
        for (String line : Files.readAllLines(Path.of("README.md"))) {
            Matcher m = ROW.matcher(line);
            if (m.matches() && TEST.matcher(m.group(2)).find()) rows.put(Integer.parseInt(m.group(1)), line);
        }
        return rows;
    }

    @Test
    void everyRowNamesTestsThatAreThere() throws IOException {
        Map<Integer, String> rows = table();
        assertEquals(IntStream.rangeClosed(1, ROWS).boxed().toList(), rows.keySet().stream().sorted().toList());
        List<Path> sources;
        try (Stream<Path> all = Files.walk(Path.of("src/test/java"))) {
            sources = all.filter(f -> f.toString().endsWith("Test.java")).toList();
        }
        for (String row : rows.values()) {
            Matcher m = TEST.matcher(row);
            while (m.find()) {
                Path file = sources.stream().filter(f -> f.endsWith(m.group(1) + ".java")).findFirst().orElseThrow();
                assertTrue(Files.readString(file).contains("void " + m.group(2) + "("), m.group());
            }
        }
    }

    @Test
    void everyRowHasAnEventOfItsOwnThatTheTableNames() throws IOException {
        Map<Integer, String> rows = table();
        for (int row = 1; row <= ROWS; row++) {
            int number = row;
            List<CameraEvent.Kind> kinds = Arrays.stream(CameraEvent.Kind.values()).filter(k -> k.row() == number)
                    .toList();
            assertTrue(!kinds.isEmpty(), "row " + row);
            for (CameraEvent.Kind kind : kinds)
                assertTrue(rows.get(row).contains("`" + kind + "`"), kind + " in row " + row);
        }
    }
}
