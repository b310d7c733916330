/**
 * The telemetry dictionary, read from the descriptors of the generated messages: channels with unit, limits and states; events with
 * severity, text and call-out; commands with target, value and hazard. One source for encoder, decoder, displays and documents.
 *
 * <p>Threading: immutable, any thread. Inputs: descriptors. Outputs: facts and formatted texts.
 */
package dev.skycrane.proto.dictionary;
