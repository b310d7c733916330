/**
 * Faults put into a run on purpose: {@code --fault NAME@TIME} and {@code scenario.faults}. One injector per kind works at the port where the
 * fault would come in: sensor frames, the engines' commands, the parachute, pictures, the runner's clock. Each is confirmed by
 * what it changed and by the event that the flight software raised; a run with an unconfirmed fault is invalid.
 *
 * <p>Threading: the harness's loop alone. Inputs: parameters {@code scenario.faults} and {@code scenario.fault.*}, truth, sensor and
 * actuator frames, events. Outputs: changed frames, {@link dev.skycrane.hil.fault.FaultRecord}s.
 */
package dev.skycrane.hil.fault;
