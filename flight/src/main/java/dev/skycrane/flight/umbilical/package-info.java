/**
 * The bus side of flight: segments, outbox, publisher. The only package that knows MQTT and Protocol Buffers.
 */
package dev.skycrane.flight.umbilical;
