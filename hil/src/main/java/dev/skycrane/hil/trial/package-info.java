/**
 * Trials of map-relative localisation on ground that nobody has seen before: thousands of rendered frames in classes of growing
 * difficulty, each from a prior wrong by kilometres, and the count of what was found, what was not, and what was wrong.
 *
 * <p>Threading: scenes run on worker threads and share nothing that is written; a frame is a function of seed, class, terrain, scene and
 * number alone. Inputs: a seed. Outputs: a folder with one table per scene, all frames as CSV, a summary.
 */
package dev.skycrane.hil.trial;
