/**
 * The picture that stands on the rig's screen: what LCAM would see in LCAM's own pixels, framed by numbers and marks that the camera
 * photographs with it.
 *
 * <p>Coordinates are those of the canvas, {@link dev.skycrane.hil.rig.stimulus.Canvas}, whose pixel is one pixel of LCAM; a screen shows each
 * as a square of two or more of its own. Two numbers stand there as {@link dev.skycrane.hil.rig.FrameCode}: that of the picture, in all
 * four corners, says which picture a photograph is of and whether all of it is; the beat, which goes on by itself faster than the
 * camera, says when the photograph was taken and so whether its metadata record is its own.
 *
 * <p>Screens are a window over all of a screen of this machine, a page in a browser, and a file that the virtual bench's camera looks at.
 *
 * <p>Threading: a screen is written by one thread for pictures and one for beats. Inputs: LCAM pictures, numbers. Outputs: what stands on the
 * screen, and since when on the monotonic clock.
 */
package dev.skycrane.hil.rig.stimulus;
