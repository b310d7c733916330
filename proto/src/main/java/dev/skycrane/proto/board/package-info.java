/**
 * The wire between the harness and a board: numbered messages over TCP that survive a broken connection.
 *
 * <p>Threading: see {@link dev.skycrane.proto.board.BoardSession}. Inputs and outputs:
 * {@link dev.skycrane.proto.v1.BoardMessage}. A message on the wire:
 *
 * <pre>
 * offset  size  field
 *      0     4  length n of the message, big-endian, at most 16 MiB
 *      4     n  BoardMessage
 *    4+n     4  CRC-32C of those n bytes, big-endian
 * </pre>
 */
package dev.skycrane.proto.board;
