package dev.skycrane.hil.scenario;

import dev.skycrane.flight.core.ParameterTable;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Overrides of declared parameters, by dotted name: numbers (scalars have one element, flags are 0 or 1) and texts.
 *
 * @param name what to call it: the built-in's name or the file's
 */
public record Scenario(String name, Map<String, double[]> numbers, Map<String, String> texts) {
    public Scenario {
        numbers = Collections.unmodifiableMap(new TreeMap<>(numbers));
        texts = Collections.unmodifiableMap(new TreeMap<>(texts));
    }

    /** This scenario with one text replaced. */
    public Scenario withText(String parameter, String value) {
        Map<String, String> changed = new TreeMap<>(texts);
        changed.put(parameter, value);
        return new Scenario(name, numbers, changed);
    }

    /** This scenario with one number replaced. */
    public Scenario withNumber(String parameter, double value) {
        Map<String, double[]> changed = new TreeMap<>(numbers);
        changed.put(parameter, new double[]{value});
        return new Scenario(name, changed, texts);
    }

    /** A fresh table in which components declare and read their parameters. */
    public ParameterTable parameters() {
        return new ParameterTable(numbers, texts);
    }
}
