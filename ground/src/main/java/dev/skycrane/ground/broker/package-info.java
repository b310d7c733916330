/**
 * The broker inside: HiveMQ Community Edition, embedded, for a landing on one machine without anything installed.
 *
 * <p>Bound to loopback, in memory, its vendor's usage statistics off, limits raised to our message sizes and load; its folders are
 * temporary and removed at the end. Threading: the broker has its own threads; starting takes seconds, so start it beside other work.
 * Input: a port. Output: an address.
 */
package dev.skycrane.ground.broker;
