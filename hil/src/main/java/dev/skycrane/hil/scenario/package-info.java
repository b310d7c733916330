/**
 * Scenario files: YAML that overrides declared parameters by name, and nothing else.
 *
 * <p>Threading: start-up, one thread. Inputs: a file or the name of a built-in scenario. Output: overrides for a
 * {@link dev.skycrane.flight.core.ParameterTable}; the schema is what the components declare there.
 */
package dev.skycrane.hil.scenario;
