/**
 * The absolute check of a camera's time tags: a light in the picture that a GPIO line switches, and the times of that line's edges by the
 * kernel. Screen and beat tell whether a time is another picture's; only this tells whether the sensor's time itself is right.
 *
 * <p>Threading: edges are read on a thread of their own, everything else is the caller's. Inputs: photographs, edges of libgpiod's
 * {@code gpiomon}. Outputs: how much later the time tags are than the light was.
 */
package dev.skycrane.hil.rig.strobe;
