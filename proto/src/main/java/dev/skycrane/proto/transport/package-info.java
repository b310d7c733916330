/**
 * Frames through an MQTT 5 broker, for both ends of the umbilical: a small port ({@link dev.skycrane.proto.transport.BusLink})
 * over the Eclipse Paho client. It stands in proto because flight publishes with it and ground subscribes with it, and neither
 * may see the other.
 *
 * <p>Payloads go round the client. The stock one reads a payload byte by byte through a stream that locks on each, 15 to 24 MB/s, and
 * copies it three times when it sends; with the network module of this package (URI schemes {@code skycrane-tcp} and {@code skycrane-tls},
 * found by Paho's service loader) Paho carries a 16-byte handle in the payload's place, both ways. A payload is read straight into its
 * array; one to be sent goes from where it lies, a picture's data included, into the buffer that the system takes it from. The plain
 * path stays available ({@link dev.skycrane.proto.transport.LinkOptions#bulk()}).
 *
 * <p>Threading: publishing never waits and may be done by one thread at a time; results and messages arrive on Paho's threads and must
 * not be kept waiting there. Inputs: topics and bytes. Outputs: the same on the other side, acknowledgements, state of the link.
 */
package dev.skycrane.proto.transport;
