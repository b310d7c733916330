/**
 * The flight program: the command line of a board that runs the flight software, and the flight on such a board: sensor frames and
 * pictures come over TCP from the harness, actuator frames go back.
 *
 * <p>Threading: see {@link dev.skycrane.flight.board.BoardFlight}. Inputs: arguments, messages of {@code proto.board}. Outputs: exit code,
 * messages, telemetry on the umbilical.
 */
package dev.skycrane.flight.board;
