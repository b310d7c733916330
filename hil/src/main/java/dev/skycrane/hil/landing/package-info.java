/**
 * One landing: the closed loop of plant, sensors, cameras and flight software in lock-step, the bus and the station beside it,
 * and the report.
 *
 * <p>Threading: the loop has a thread of its own (the caller's); rendering and vision work on others and are joined at the tick
 * at which their result is due; broker, publisher, station and recorder have their own and are never waited for by the
 * flight software. Inputs: scenario, seed, options. Outputs: report, recording, terminal.
 */
package dev.skycrane.hil.landing;
