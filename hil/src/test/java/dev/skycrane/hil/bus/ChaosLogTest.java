package dev.skycrane.hil.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.proto.InputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
final class ChaosLogTest {
    private static final List<BrokerProcess.Kind> BOTH = List.of(BrokerProcess.Kind.values());
    @TempDir
    private Path folder;

    private static ChaosResult result(int times, long recoveryNs) {
        ChaosResult r = new ChaosResult();
        r.times = times;
        r.sent = 1000;
        r.reconnects = 3;
        r.drops.put("rover.image.RUC.outboxFull", 7L);
        for (int i = 0; i < times; i++)
            r.recovery.add(recoveryNs);
        return r;
    }

    @Test
    void slicesOfARunAddUpAndHaveSeedsOfTheirOwn() {
        List<ChaosSlice> slices = ChaosSlice.all(List.of(ChaosCase.values()), BOTH, 5, 100);
        for (ChaosCase c : ChaosCase.values()) {
            for (BrokerProcess.Kind b : BOTH) {
                List<ChaosSlice> own = slices.stream().filter(s -> s.kind() == c && s.broker() == b).toList();
                assertEquals(100, own.stream().mapToInt(ChaosSlice::times).sum());
                assertEquals(own.size(), new HashSet<>(own.stream().map(ChaosSlice::seed).toList()).size());
            }
        }
    }

    @Test
    void whatIsDoneIsReadBackAndAnUnfinishedLineIsNotDone() throws Exception {
        Path file = folder.resolve("chaos.jsonl");
        List<ChaosSlice> slices = ChaosSlice.all(List.of(ChaosCase.SOCKET_RESET), BOTH, 1, 50);
        ChaosLog log = new ChaosLog(file);
        log.add(slices.get(0), result(25, 4_000_000));
        ChaosResult failed = result(2, 9_000_000);
        failed.failures.add("not recovered after disturbance 3");
        log.add(slices.get(1), failed);
        Files.writeString(file, "{\"case\":\"SOCKET_RE", StandardOpenOption.APPEND);

        ChaosLog again = new ChaosLog(file);
        ChaosResult first = again.get(slices.get(0));
        assertTrue(first.isPass());
        assertEquals(25, first.recovery.count());
        assertEquals(4.0, first.recovery.ms(0.5));
        assertEquals(7, first.picturesGivenUp());
        assertFalse(again.get(slices.get(1)).isPass());
        assertNull(again.get(slices.get(2)));

        again.add(slices.get(2), result(25, 1));
        assertEquals(3, Files.readAllLines(file).size());
        assertTrue(new ChaosLog(file).get(slices.get(2)).isPass());
    }

    @Test
    void anotherFileIsRefused() throws Exception {
        Path file = Files.writeString(folder.resolve("notes.txt"), "not a log\n");
        InputException e = assertThrows(InputException.class, () -> new ChaosLog(file));
        assertTrue(e.getMessage().startsWith("usage: --log=" + file + ", expected a log of this command"),
                e.getMessage());
        assertEquals("not a log\n", Files.readString(file));
    }

    @Test
    void tableFailsWhereAnythingWasLost() {
        ChaosTable table = new ChaosTable();
        ChaosSlice slice = ChaosSlice.all(List.of(ChaosCase.BROKER_SLOW), BOTH, 1, 25).get(0);
        table.add(slice, result(25, 1_000_000));
        assertTrue(table.isPass());
        ChaosResult lossy = result(25, 2_000_000);
        lossy.lost = 1;
        lossy.lostRover = 1;
        table.add(slice, lossy);
        assertFalse(table.isPass());
        assertEquals("| broker-slow | embedded | 50 | 2,000 | 1 | 1 | 0 | 0 | 14 | 6 | 2 / 2 / 2 | FAIL |",
                table.lines().get(2));
    }
}
