/**
 * The flight software as a whole: {@link dev.skycrane.flight.FlightSoftware} joins the components in the order of one tick.
 *
 * <p>Threading: one thread, the caller's. Inputs: sensor frames. Outputs: actuator frames, events, channels, tick snapshots.
 */
package dev.skycrane.flight;
