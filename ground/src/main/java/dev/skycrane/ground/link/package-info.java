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
 * <p>Threading: two connections (pictures, all else) put messages in a bounded queue each; one thread decodes, pictures last, and calls the listeners. A
 * message is acknowledged when its listeners are done, and a broker that keeps to the receive maximum sends no further ahead than
 * that; beyond the queue's bounds messages are dropped, counted, and show as gaps. Inputs: the bus. Outputs: {@link dev.skycrane.ground.link.ReceivedFrame}s in order per
 * stream, {@link dev.skycrane.ground.link.LinkReport}.
 */
package dev.skycrane.ground.link;
