package dev.skycrane.hil.bus;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What disturbing one stand came to. */
final class ChaosResult {
    /** Disturbances made. */
    int times;
    /** Frames the vehicle sent, each once. */
    long sent;
    /** Of those, in no station's ledger. */
    long lost;
    /** Frames a station dealt with that were never sent, or not as they were. */
    long wrong;
    /** Frames out of order in their stream. */
    long disordered;
    long resent;
    long duplicates;
    long checksums;
    long reconnects;
    /** Pictures made and neither sent nor counted as given up. */
    long unaccounted;
    /** What the vehicle says it gave up, by name. */
    final Map<String, Long> drops = new TreeMap<>();
    /** From the end of each disturbance until telemetry made after it was at the station. */
    final Delays recovery = new Delays();
    final List<String> failures = new ArrayList<>();

    boolean isPass() {
        return lost == 0 && wrong == 0 && disordered == 0 && unaccounted == 0 && failures.isEmpty()
                && drops.keySet().stream().allMatch(ChaosResult::mayBeGivenUp);
    }

    /** Pictures, and what says that the disk refused: never telemetry, events or inputs. */
    private static boolean mayBeGivenUp(String name) {
        return name.contains(".image.") || name.endsWith(".spool.writeFailed") || name.contains(".acknowledgement.");
    }

    void add(ChaosResult o) {
        times += o.times;
        sent += o.sent;
        lost += o.lost;
        wrong += o.wrong;
        disordered += o.disordered;
        resent += o.resent;
        duplicates += o.duplicates;
        checksums += o.checksums;
        reconnects += o.reconnects;
        unaccounted += o.unaccounted;
        o.drops.forEach((name, count) -> drops.merge(name, count, Long::sum));
        recovery.addAll(o.recovery);
        failures.addAll(o.failures);
    }
}
