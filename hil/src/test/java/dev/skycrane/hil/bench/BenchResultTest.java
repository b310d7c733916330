package dev.skycrane.hil.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.skycrane.proto.InputException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchResultTest {
    private static final BenchResult ALONE = BenchResult.alone("campaign.cases", 22.5, "1/s");
    private static final BenchResult BESIDE = BenchResult.beside("trn.track.p50", 4, "ms", "opencv", 60);

    @Test
    void jsonHasTheSixKeysOfTheContractAndNullsWhereThereIsNoPeer() throws Exception {
        JsonNode rows = new ObjectMapper().readTree(BenchPrinter.json(List.of(ALONE, BESIDE)));
        for (JsonNode row : rows) {
            assertEquals(List.of("name", "value", "unit", "peer", "peerValue", "ratio"),
                    row.properties().stream().map(java.util.Map.Entry::getKey).toList());
        }
        assertTrue(rows.get(0).get("peer").isNull() && rows.get(0).get("ratio").isNull());
        assertEquals(4.0 / 60, rows.get(1).get("ratio").asDouble());
    }

    @Test
    void tableSaysTheRatioToThePeer() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BenchPrinter.print(List.of(ALONE, BESIDE), false, new PrintStream(bytes, true, StandardCharsets.UTF_8));
        List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
        assertEquals(2, lines.size());
        assertTrue(lines.get(0).endsWith("22.50 1/s"), lines.get(0));
        assertTrue(lines.get(1).contains("opencv") && lines.get(1).endsWith("x0.066667"), lines.get(1));
    }

    @Test
    void aFigureThatIsNoNumberAndAPeerWithoutFigureAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> BenchResult.alone("a", Double.NaN, "s"));
        assertThrows(IllegalArgumentException.class, () -> BenchResult.beside("a", 1, "s", "peer", Double.NaN));
    }

    @Test
    void anEmptyFolderHasNoPeersAndANamedFolderMustExist(@TempDir Path folder) throws Exception {
        try (Peers peers = Peers.open(folder)) {
            assertTrue(peers.absent());
        }
        InputException refused = assertThrows(InputException.class, () -> Peers.open(folder.resolve("none")));
        assertTrue(refused.getMessage().contains("--peers="), refused.getMessage());
    }
}
