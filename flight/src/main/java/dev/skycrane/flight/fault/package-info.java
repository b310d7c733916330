/**
 * Fault monitors and their responses, by the table {@link dev.skycrane.flight.fault.Monitor}.
 *
 * <p>Threading: the flight thread. Inputs: sensor frame, navigation, phase and fired pyros, commanded acceleration. Outputs: events
 * with evidence, channels {@code fault.*}, radar beams left out of navigation, jumps taken off its time stamps, ground height from
 * the map, an engine shut off.
 */
package dev.skycrane.flight.fault;
