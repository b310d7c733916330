package dev.skycrane.flight.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Named parameters with their schema. A component declares each parameter it needs while it is constructed and gets the
 * value back: the default, or the override of the same name. The declarations together are the schema of a scenario,
 * of the parameter commands and of the record that re-flight needs. Used at start-up only; the tick reads plain fields.
 *
 * <p>Names are dotted paths, {@code package.subject.quantityUnit}. Two components may declare the same name if the
 * declarations agree.
 */
public final class ParameterTable {
    /** One declared parameter. {@code values} has one element for a scalar or flag, none for a text. */
    public record Declaration(String name, String unit, double[] defaultValues, double min, double max,
            String defaultText,
            String doc) {}

    private final Map<String, double[]> numbers;
    private final Map<String, String> texts;
    private final Map<String, Declaration> declared = new LinkedHashMap<>();

    /** @param numbers overriding numbers by name; @param texts overriding texts by name */
    public ParameterTable(Map<String, double[]> numbers, Map<String, String> texts) {
        this.numbers = new TreeMap<>(numbers);
        this.texts = new TreeMap<>(texts);
    }

    /** A table of defaults. */
    public ParameterTable() {
        this(Map.of(), Map.of());
    }

    public double scalar(String name, String unit, double defaultValue, double min, double max, String doc) {
        double[] value = vector(name, unit, new double[]{defaultValue}, min, max, doc);
        if (value.length != 1) throw new ParameterException(name, Arrays.toString(value), "one number");
        return value[0];
    }

    public boolean flag(String name, boolean defaultValue, String doc) {
        return scalar(name, "bool", defaultValue ? 1 : 0, 0, 1, doc) != 0;
    }

    public int integer(String name, String unit, int defaultValue, int min, int max, String doc) {
        double value = scalar(name, unit, defaultValue, min, max, doc);
        if (value != Math.rint(value)) throw new ParameterException(name, Double.toString(value), "a whole number");
        return (int) value;
    }

    /** Numbers, each within [min, max]; the length is the caller's to check. The array is the caller's own. */
    public double[] vector(String name, String unit, double[] defaultValues, double min, double max, String doc) {
        declare(new Declaration(name, unit, defaultValues.clone(), min, max, null, doc));
        if (texts.containsKey(name)) throw new ParameterException(name, texts.get(name), "a number");
        double[] value = numbers.getOrDefault(name, defaultValues).clone();
        for (double v : value) {
            if (!(v >= min && v <= max)) {
                throw new ParameterException(name, number(v), number(min) + " to " + number(max) + " " + unit);
            }
        }
        return value;
    }

    /** Three numbers, each within [min, max]. The array is the caller's own. */
    public double[] triple(String name, String unit, double[] defaultValues, double min, double max, String doc) {
        double[] value = vector(name, unit, defaultValues, min, max, doc);
        if (value.length != 3) throw new ParameterException(name, value.length + " numbers", "3 numbers");
        return value;
    }

    public String text(String name, String defaultValue, String doc) {
        declare(new Declaration(name, "text", new double[0], 0, 0, defaultValue, doc));
        if (numbers.containsKey(name)) throw new ParameterException(name, Arrays.toString(numbers.get(name)), "a text");
        return texts.getOrDefault(name, defaultValue);
    }

    private void declare(Declaration d) {
        Declaration before = declared.putIfAbsent(d.name(), d);
        if (before != null && !(Arrays.equals(before.defaultValues(), d.defaultValues()) && before.min() == d.min()
                && before.max() == d.max())) {
            throw new IllegalStateException("parameter declared twice with different schema: name=" + d.name());
        }
    }

    /** All declarations so far, in order of declaration. */
    public List<Declaration> declarations() {
        return Collections.unmodifiableList(new ArrayList<>(declared.values()));
    }

    /** Overrides in force, numbers only (for the record that re-flight needs). */
    public Map<String, double[]> overriddenNumbers() {
        return Collections.unmodifiableMap(numbers);
    }

    public Map<String, String> overriddenTexts() {
        return Collections.unmodifiableMap(texts);
    }

    /** @throws ParameterException for the first override that nobody declared, naming the nearest declared name */
    public void refuseUnknown() {
        List<String> names = new ArrayList<>(numbers.keySet());
        names.addAll(texts.keySet());
        for (String name : names) {
            if (declared.containsKey(name)) continue;
            String nearest = nearest(name, declared.keySet());
            String value = numbers.containsKey(name) ? Arrays.toString(numbers.get(name)) : texts.get(name);
            throw new ParameterException(name, value, "a known key; nearest is " + nearest);
        }
    }

    /** The known name with the fewest letters to change; the first of equals. */
    public static String nearest(String name, Collection<String> known) {
        return known.stream().min((a, b) -> Integer.compare(distance(name, a), distance(name, b))).orElse("nothing");
    }

    private static String number(double v) {
        return v == Math.rint(v) && Math.abs(v) < 1e15 ? Long.toString((long) v) : Double.toString(v);
    }

    /** Levenshtein distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++)
            row[j] = j;
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
