/**
 * The bus side of flight: what the flight software produced in a tick becomes frames, the frames wait in bounded outboxes by priority
 * and leave on the connections of their segment. The only package of flight that knows Protocol Buffers and the bus.
 *
 * <p>Segments: backshell, descent, rover, two connections each, telemetry and pictures apart. Priorities: events, telemetry, recorded
 * inputs on the first; LCAM, other cameras on the second. A separation cuts both at once, in the middle of whatever they were sending,
 * and the rover segment says how far each stream had got ({@code UmbilicalStatus}).
 *
 * <p>Threading: one thread of its own ({@code umbilical}) does everything; the flight thread only copies into preallocated rings and
 * never waits, so the flight software behaves the same with and without a bus. Inputs: {@code core.TickRing}, sensor frames, camera
 * frames. Outputs: frames on the bus, {@link dev.skycrane.flight.umbilical.SegmentStatistics}. What is not sent is counted by name.
 */
package dev.skycrane.flight.umbilical;
