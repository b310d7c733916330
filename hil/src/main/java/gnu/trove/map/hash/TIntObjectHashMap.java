package gnu.trove.map.hash;

import gnu.trove.map.TIntObjectMap;
import java.util.HashMap;
import java.util.Map;

/**
 * A map by whole numbers under the name that BoofCV's calibration makes one by; see {@link TIntObjectMap}.
 *
 * @param <V> what is kept
 */
public final class TIntObjectHashMap<V> implements TIntObjectMap<V> {
    private final Map<Integer, V> entries = new HashMap<>();

    @Override
    public V get(int key) {
        return entries.get(key);
    }

    @Override
    public V put(int key, V value) {
        return entries.put(key, value);
    }

    @Override
    public boolean containsKey(int key) {
        return entries.containsKey(key);
    }

    @Override
    public void clear() {
        entries.clear();
    }
}
