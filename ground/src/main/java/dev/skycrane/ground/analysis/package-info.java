/**
 * What engineers read from the pictures of a landing.
 *
 * <p>Purpose: {@code ground analyse}. Read-outs: the parachute's inflation (package {@code canopy}), what falls away with the heat shield
 * ({@code debris}), rocking under the parachute ({@code motion}), way and attitude from LCAM alone ({@code trajectory}). Each measures from times
 * and pixels ({@code frames}); the truth that a film has beside its pictures is read by the same definition afterwards and printed beside.
 * Inputs: footage, and for the trajectory a table of {@code hil locate}. Outputs: a folder with {@code index.html}, {@code analysis.json}, a table
 * and pictures for each read-out. Threading: the caller's thread. A read-out that cannot be made is told in one line and the others are made.
 */
package dev.skycrane.ground.analysis;
