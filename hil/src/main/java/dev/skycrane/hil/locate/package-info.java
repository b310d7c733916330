/**
 * {@code hil locate}: the flight software's map-relative localisation over a folder of pictures, each by itself.
 *
 * <p>Threading: one thread. Inputs: a map package, pictures, a table of priors, a camera file. Output: a table of fixes, one row per
 * picture, written whole or not at all. A picture that cannot be used is a row with its reason, not an error.
 */
package dev.skycrane.hil.locate;
