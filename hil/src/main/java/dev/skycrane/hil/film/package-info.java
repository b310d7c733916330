/**
 * Footage: what the cameras of a recorded landing saw, rendered after the landing at any quality.
 *
 * <p>Purpose: {@code hil film}, and {@code hil mast} for the pictures of a panorama. A recording holds no truth; {@link dev.skycrane.hil.film.Reflown} flies the recorded inputs again, checks every
 * recorded digest, and lets the plant follow the commands, which gives the truth of every tick bit for bit.
 * {@link dev.skycrane.hil.film.FilmPlan} says which camera exposes when, {@link dev.skycrane.hil.film.FilmJob} renders what is not there
 * yet. Threading: pictures are rendered side by side, one per thread; none depends on another. Inputs: recording, map, parameters
 * {@code camera.*} and {@code render.*}. Outputs: a folder with {@code film.json} (cameras, events, track), per camera a folder of JPEG
 * pictures named as the mission's raw pictures are, and beside it {@code frames.csv} with time, exposure, pose and what the picture
 * shows. The format is that of {@code hil/README.md}; {@code ground film} reads it.
 */
package dev.skycrane.hil.film;
