/**
 * The EDL camera suite: schedules and frame hand-off.
 *
 * <p>Threading: the schedule runs on the flight thread. Inputs: phase, fired pyros. Outputs: camera triggers of the actuator frame,
 * channels {@code camera.*}.
 */
package dev.skycrane.flight.camera;
