/**
 * The executive's vocabulary: ticks, the sensor and actuator frames, events, channels, parameters, the digest.
 *
 * <p>Threading: the flight thread alone. Depends on {@code geometry} and the JDK; every other flight package
 * depends on this one.
 */
package dev.skycrane.flight.core;
