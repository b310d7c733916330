/**
 * The camera rig: a screen that shows what LCAM would see, a camera that looks at it, and what must be known about both.
 *
 * <p>Threading: whatever a class says. Inputs: {@link dev.skycrane.hil.camera.Capture}. Outputs: pictures on the grid of LCAM with the
 * time of their exposure.
 */
package dev.skycrane.hil.rig;
