package dev.skycrane.ground.foreign;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Damaged places: all counted, the first {@value #LISTED} listed. */
final class DamageLog {
    private static final int LISTED = 1000;

    private final List<Damage> first = new ArrayList<>();
    private final Map<String, Long> byReason = new TreeMap<>();
    private long count;
    private long bytes;

    void add(Damage damage) {
        if (first.size() < LISTED) first.add(damage);
        byReason.merge(damage.reason(), 1L, Long::sum);
        count++;
        bytes += damage.length();
    }

    List<Damage> first() {
        return Collections.unmodifiableList(first);
    }

    Map<String, Long> byReason() {
        return Collections.unmodifiableMap(byReason);
    }

    long count() {
        return count;
    }

    /** Bytes in all of them. */
    long bytes() {
        return bytes;
    }
}
