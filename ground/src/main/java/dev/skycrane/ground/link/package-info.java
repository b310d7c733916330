/**
 * The ground end of the umbilical: subscribes, checks and decodes frames, and accounts for every one of them.
 *
 * <p>What was sent is what was received, plus the tails that commanded separations cut off, plus gaps. A tail is known from the umbilical's
 * own account ({@code UmbilicalStatus}); a gap is a hole in the sequence numbers, or a tail without a commanded cut.
 *
 * <p>{@link dev.skycrane.ground.link.FrameDesk} checks and accounts and knows no broker; {@link dev.skycrane.ground.link.GroundLink} is the
 * broker's side of it. Frames of segment {@code ground} (commands) are delivered beside the account, since they are not the vehicle's.
 *
 * <p>An acknowledging station, one of a vehicle, tells every segment how far each stream is here and dealt with; the umbilical keeps
 * the rest and sends again what got lost. Meanwhile frames behind a hole wait, so listeners see every stream in order. Other stations
 * only listen; for them a hole is a gap at once.
 *
 * <p>The acknowledging station asks the broker for QoS 0: its word to the umbilical covers the broker, too, and a second account between
 * broker and station costs more than it could save. The embedded broker sends on only after all it has sent is acknowledged, so events waited for
 * pictures' and telemetry's listeners; it and Mosquitto queue for a session whose station is dead or away; and the embedded one stops
 * for ever over one acknowledgement lost. What a connection loses is a hole or a stall, and comes again within about a second.
 * Stations that only listen keep QoS 1 and their session, since nobody sends again for them.
 *
 * <p>Threading: two connections (pictures, all else) put messages in a bounded queue each; one thread decodes, pictures last, and calls the listeners. The
 * umbilical's windows bound what waits here for an acknowledging station, the receive maximum what waits for another;
 * beyond the queue's bounds messages are dropped, counted, and show as gaps. Inputs: the bus. Outputs: {@link dev.skycrane.ground.link.ReceivedFrame}s in order per
 * stream, {@link dev.skycrane.ground.link.LinkReport}.
 */
package dev.skycrane.ground.link;
