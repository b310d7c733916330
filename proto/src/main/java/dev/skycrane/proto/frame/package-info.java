/**
 * The envelope on the wire: {@link dev.skycrane.proto.v1.Frame} with its checksum, and the topics it travels under.
 *
 * <p>Threading: stateless, any thread. Inputs: payloads, bytes off the bus. Outputs: frames' bytes, checked frames, or the reason why not.
 *
 * <p>Payload types: {@code tm/channels} Telemetry, {@code tm/umbilical} UmbilicalStatus, {@code evr/events} EventBatch, {@code evr/will} an
 * empty EventBatch (last will, outside the sequences), {@code tm/probe} and {@code img/probe} Probe (outside the sequences), {@code
 * ground/ack/<segment>} Acknowledgement, {@code img/<camera>} ImageChunk, {@code sen/run} RunHeader, {@code sen/inputs}
 * InputBatch.
 */
package dev.skycrane.proto.frame;
