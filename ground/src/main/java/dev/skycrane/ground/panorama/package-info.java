/**
 * Panorama of a mast camera's frames: pointed, refined by matching what overlapping frames both see, evened in exposure, cut along the
 * least visible seams and blended, in cylindrical projection with the horizon level.
 *
 * <p>Directions: azimuth clockwise from north, elevation up from the horizon, roll clockwise as the camera sees it; pixels count from
 * the middle of the first, columns to the right, rows down. Threading: the caller's thread. Inputs: pictures, and their pointings
 * where known. Outputs: a picture and a JSON that says where it looks.
 */
package dev.skycrane.ground.panorama;
