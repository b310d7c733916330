/**
 * Fault monitors and their responses.
 */
package dev.skycrane.flight.fault;
