/**
 * The bus side of flight: what the flight software produced in a tick becomes frames, the frames wait in bounded outboxes by priority
 * and leave on the connections of their segment. The only package of flight that knows Protocol Buffers and the bus.
 *
 * <p>Segments: backshell, descent, rover, two connections each, telemetry and pictures apart. Priorities: events, telemetry, recorded
 * inputs on the first; LCAM, other cameras on the second, which also keeps to a rate. Every frame is kept until the station has
 * acknowledged it, whatever the broker says, and sent again in order where it was lost
 * ({@link dev.skycrane.flight.umbilical.Outbox}); a window bounds what is under way. A picture's data are not copied: its frames refer to
 * them ({@link dev.skycrane.proto.frame.FrameBytes}). What memory cannot hold through an outage the rover
 * segment spools to disk; beyond that the oldest pictures of the lowest priority go first, before they have a sequence number, counted by
 * name.
 *
 * <p>Windows, in frames and bytes, per segment: 1,536 and 2 MiB of telemetry, 64 and 2.5 MiB of pictures in chunks of 256 KiB. Smaller ones leave
 * the bus idle; with larger ones the same frames lie in the broker and in the system's buffers, out of the processor's cache, and
 * keep the threads of three programs busy whom an event has to pass: with 4 MiB of pictures a segment events took three times as long in the
 * median as with 1 MiB, at the same rate (a busy machine, all cameras flat out). With nothing else running 2.5 MiB carry a tenth more than half of
 * it over Mosquitto, and 99 % of the events take 6 ms with either.
 *
 * <p>A commanded separation closes a segment to new frames, lets it drain for a moment, then severs both connections as they stand; the
 * rover segment says how far each stream had got and what was left ({@code UmbilicalStatus}).
 *
 * <p>Commands come in on a connection of the rover segment's own, which only listens ({@link dev.skycrane.flight.umbilical.CommandPort}): checked
 * here, executed by the flight software in the next tick. Its session is not kept over a loss, since a command that was not heard must not
 * be executed much later; the ground sees that nobody answered.
 *
 * <p>Frames are not compressed, by measurement (zstd 1.5.7 on a recorded landing of 95 MB): a tick's telemetry alone grows to 103 to 125 %
 * of its size and with a trained dictionary shrinks to 92 % at best; sixteen ticks together would shrink to 56 %, for the price of a
 * quarter of a second's delay; pictures of the six other cameras are JPEG and stay at 98 to 100 %; LCAM's raw rows shrink to 66 %, inputs to
 * 59 %. That is 30 MB of a landing, a thousandth of what the flown mission moved, and would cost 1.9 s of processor time per
 * gigabyte (830 MB/s in, 1,430 MB/s out) to save a third of a way that costs some 2 s. The recorder compresses, where all of it pays.
 *
 * <p>Threading: one thread of its own ({@code umbilical}) does everything, the disk included; the flight thread only copies into
 * preallocated rings and never waits, so the flight software behaves the same with and without a bus. Inputs: {@code core.TickRing},
 * sensor frames, camera frames, the station's acknowledgements. Outputs: frames on the bus. What is not sent is counted by name.
 */
package dev.skycrane.flight.umbilical;
