/**
 * The station: what people see of a landing while it happens. So far the mission log in the terminal and {@code ground serve}.
 *
 * <p>Threading: {@link dev.skycrane.ground.station.MissionLog} is called by the link's thread. Inputs: received frames. Outputs: lines for
 * people, a status line where the output is a terminal.
 */
package dev.skycrane.ground.station;
