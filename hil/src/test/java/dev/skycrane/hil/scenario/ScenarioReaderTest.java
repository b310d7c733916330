package dev.skycrane.hil.scenario;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.proto.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ScenarioReaderTest {
    @TempDir
    private Path folder;

    @Test
    void nestedMappingsAreFlattenedWithDots() {
        Scenario s = ScenarioReader.parse("t",
                "nav:\n  gate: 3\n  radar: {on: true, axis: [1, 2.5]}\nsite.map: here\n");
        assertArrayEquals(new double[]{3}, s.numbers().get("nav.gate"));
        assertArrayEquals(new double[]{1}, s.numbers().get("nav.radar.on"));
        assertArrayEquals(new double[]{1, 2.5}, s.numbers().get("nav.radar.axis"));
        assertEquals("here", s.texts().get("site.map"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {nav: {gate: 1, gate: 2}}       | scenario: file=t, expected YAML; line 1: found duplicate key gate
            {nav: {gate: 1}, nav.gate: 2}   | scenario t: nav.gate=2, expected to be given once
            {nav: {gate: }}                 | scenario t: nav.gate=null, expected a number, a list of numbers
            {nav: {gate: [1, two]}}         | scenario t: nav.gate=two, expected a number, a list of numbers
            {nav: {3: 1}}                   | scenario t: nav.3=null, expected a name
            [1, 2]                          | scenario: file=t, expected a mapping of parameter names to values
            {nav: [1                        | scenario: file=t, expected YAML; line
            {nav: !!java.net.URL [x]}       | scenario: file=t, expected YAML;
            {a: &x {b: 1}, c: *x, d: *x}    | scenario: file=t, expected YAML; Number of aliases
            """)
    void whatIsNotAScenarioIsRefusedInOneLine(String yaml, String message) {
        InputException e = assertThrows(InputException.class, () -> ScenarioReader.parse("t", yaml));
        assertTrue(e.getMessage().startsWith(message), e.getMessage());
        assertEquals(1, e.getMessage().lines().count());
    }

    @Test
    void emptyFileOverridesNothing() {
        Scenario s = ScenarioReader.parse("t", "# nothing\n");
        assertTrue(s.numbers().isEmpty() && s.texts().isEmpty());
    }

    @Test
    void missingFileNamesTheBuiltInScenarios() {
        InputException e = assertThrows(InputException.class, () -> ScenarioReader.read("jezerro"));
        assertEquals("scenario: file=jezerro, expected a scenario file, or one of jezero, jezero-real, gale",
                e.getMessage());
    }

    @Test
    void binaryFileIsRefused() throws IOException {
        Path file = folder.resolve("s.yaml");
        Files.write(file, new byte[]{(byte) 0xff, (byte) 0xfe, 0});
        assertTrue(assertThrows(InputException.class, () -> ScenarioReader.read(file.toString())).getMessage()
                .endsWith("expected UTF-8 text"));
    }

    @Test
    void builtInScenariosAreReadable() {
        for (String name : ScenarioReader.BUILT_IN) {
            Scenario s = ScenarioReader.read(name);
            assertEquals(name, s.name());
            assertTrue(s.texts().containsKey("scenario.title"));
        }
    }
}
