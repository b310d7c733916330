/**
 * The EDL camera suite: schedules and frame hand-off.
 */
package dev.skycrane.flight.camera;
