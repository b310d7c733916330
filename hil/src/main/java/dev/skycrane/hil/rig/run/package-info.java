/**
 * The rig in the loop: the picture that LCAM would take is shown on the screen, photographed, confirmed by its number, brought onto LCAM's
 * grid and handed to the vision computer.
 *
 * <p>{@link dev.skycrane.hil.rig.run.RigCamera} is the LCAM of a landing; {@link dev.skycrane.hil.rig.run.BenchCalibrator} finds out
 * what must be known before; {@link dev.skycrane.hil.rig.run.VirtualBench} is a screen and a camera for everybody who has neither,
 * {@code CameraBench} a real camera before a window or a page.
 *
 * <p>Threading: photographs are asked for by one thread, the vision thread of the landing; the beat has a thread of its own. Inputs:
 * rendered LCAM pictures, a camera, a screen, a calibration. Outputs: photographed LCAM pictures, {@link dev.skycrane.hil.rig.run.RigLog}.
 */
package dev.skycrane.hil.rig.run;
