package gnu.trove.map;

/**
 * The part of an interface of the Trove library that BoofCV's calibration calls. Trove is under the LGPL and does not ship with this
 * program; this stands in its place.
 *
 * @param <V> what is kept
 */
public interface TIntObjectMap<V> {
    /** What is kept under a key, or null. */
    V get(int key);

    /** Keeps a value under a key. @return what was there before, or null */
    V put(int key, V value);

    /** Whether something is kept under a key. */
    boolean containsKey(int key);

    /** Forgets everything. */
    void clear();
}
