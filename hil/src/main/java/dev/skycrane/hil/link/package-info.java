/**
 * The harness's end of the link to a board that runs the flight software.
 *
 * <p>Threading: {@link dev.skycrane.hil.link.BoardServer} has threads of its own for accepting, reading and signs of life; the loop calls
 * {@link dev.skycrane.hil.link.BoardServer#exchange} and nobody else. Inputs: sensor frames and pictures. Outputs: actuator frames.
 */
package dev.skycrane.hil.link;
