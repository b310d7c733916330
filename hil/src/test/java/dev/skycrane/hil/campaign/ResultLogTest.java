package dev.skycrane.hil.campaign;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.proto.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultLogTest {
    private static final String IDENTITY = "a campaign";
    @TempDir
    Path folder;

    private static CaseResult result(int number) {
        double[] values = new double[Measure.columns().size()];
        for (int i = 0; i < values.length; i++)
            values[i] = i == 3 ? Double.NaN : number / 3.0 + i * 1e-7;
        return new CaseResult(number, 0x9e3779b97f4a7c15L * number, CaseResult.LANDED, "-", "00ff", values);
    }

    private Path write(int rows) throws IOException {
        Path file = folder.resolve("log");
        Files.deleteIfExists(file);
        try (ResultLog log = ResultLog.open(file, IDENTITY)) {
            for (int k = 0; k < rows; k++)
                log.append(result(k));
        }
        return file;
    }

    @Test
    void rowsReadBackToTheSameBits() throws IOException {
        Path file = write(5);
        try (ResultLog log = ResultLog.open(file, IDENTITY)) {
            assertEquals(5, log.results().size());
            assertArrayEquals(result(3).values(), log.results().get(3).values());
            assertEquals(result(3).row(), log.results().get(3).row());
            assertEquals(0, log.damagedRows());
        }
    }

    @Test
    void cutAtAnyByteKeepsEveryWholeRowAndNothingElse() throws IOException {
        byte[] whole = Files.readAllBytes(write(6));
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 60; i++) {
            int length = i == 0 ? whole.length - 1 : random.nextInt(whole.length);
            Path file = folder.resolve("cut");
            Files.write(file, Arrays.copyOf(whole, length));
            int lines = 0;
            for (int b = 0; b < length; b++)
                lines += whole[b] == '\n' ? 1 : 0;
            int rows = Math.max(0, lines - 1);
            try (ResultLog log = ResultLog.open(file, IDENTITY)) {
                assertEquals(rows, log.results().size(), "seed 7, length " + length);
                for (int k = rows; k < 6; k++)
                    log.append(result(k));
            }
            assertArrayEquals(whole, Files.readAllBytes(file), "seed 7, length " + length);
        }
    }

    @Test
    void changedByteCostsItsRowOnly() throws IOException {
        Path file = write(6);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        try (ResultLog log = ResultLog.open(file, IDENTITY)) {
            assertEquals(5, log.results().size());
            assertEquals(1, log.damagedRows());
        }
    }

    @Test
    void anotherCampaignsFolderIsRefused() throws IOException {
        Path file = write(1);
        InputException refused = assertThrows(InputException.class, () -> ResultLog.open(file, "another").close());
        assertTrue(refused.getMessage().contains("--out="), refused.getMessage());
        assertEquals(1, refused.getMessage().lines().count());
    }

    @Test
    void twoWritersAreRefused() throws IOException {
        Path file = write(1);
        ResultLog first = ResultLog.open(file, IDENTITY);
        assertThrows(InputException.class, () -> ResultLog.open(file, IDENTITY).close());
        first.close();
    }
}
