/**
 * Guidance: entry, range trigger, powered descent, sky crane, flyaway.
 */
package dev.skycrane.flight.guidance;
