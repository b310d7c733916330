/**
 * Frames through an MQTT 5 broker, for both ends of the umbilical: a small port ({@link dev.skycrane.proto.transport.BusLink})
 * over the Eclipse Paho client. It stands in proto because flight publishes with it and ground subscribes with it, and neither
 * may see the other.
 *
 * <p>Payloads are read in bulk. The stock client reads a payload byte by byte through a stream that locks on each, 15 to 24 MB/s;
 * the network module of this package (URI schemes {@code skycrane-tcp} and {@code skycrane-tls}, found by Paho's service loader)
 * reads a payload straight into its array and gives Paho a 16-byte handle to carry in its place. The plain path stays available
 * ({@link dev.skycrane.proto.transport.LinkOptions#bulkRead()}).
 *
 * <p>Threading: publishing never waits and may be done by one thread at a time; results and messages arrive on Paho's threads and must
 * not be kept waiting there. Inputs: topics and bytes. Outputs: the same on the other side, acknowledgements, state of the link.
 */
package dev.skycrane.proto.transport;
