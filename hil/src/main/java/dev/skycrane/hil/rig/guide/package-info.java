/**
 * Takes the pictures for a lens calibration with somebody who holds a board: a page shows what the camera sees, where the board's corners were
 * found, and where it has not been yet; a picture is kept by itself when the board is still and somewhere new.
 *
 * <p>Threading: one loop takes pictures and decides; the page asks for copies. Inputs: a camera's stream. Outputs: a folder of pictures, and
 * from them a calibration by {@code hil rig calibrate}.
 */
package dev.skycrane.hil.rig.guide;
