/**
 * The flight program: the command line of a board that runs the flight software.
 *
 * <p>Threading: the main thread. Inputs: arguments. Output: exit code.
 */
package dev.skycrane.flight.board;
