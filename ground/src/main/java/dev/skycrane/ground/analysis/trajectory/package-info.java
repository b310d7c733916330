/**
 * Way and attitude of the vehicle from the localisation camera alone.
 *
 * <p>Purpose: reads what {@code hil locate} says of every LCAM picture ({@link dev.skycrane.ground.analysis.trajectory.FixFile}), smooths it
 * over time without any dynamics of the vehicle ({@link dev.skycrane.ground.analysis.trajectory.FixSmoother}) and holds it against the truth of the
 * footage. Axes: east, north, up about the last fix; planet-fixed before. Threading: no shared state. Inputs: a table of fixes, times of the
 * pictures. Outputs: position m, velocity m/s, attitude quaternions planet-fixed from camera axes.
 */
package dev.skycrane.ground.analysis.trajectory;
