/**
 * Vectors and rotations, mutable and allocation-free.
 *
 * <p>Frames used across the house, always named in the variable:
 * <ul>
 * <li>{@code Mci}: Mars-centred inertial; its axes coincide with {@code Mcmf} at tick 0.</li>
 * <li>{@code Mcmf}: Mars-centred Mars-fixed; z along the north pole, x through longitude 0.</li>
 * <li>{@code Enu}: east, north, up at the landing-site target.</li>
 * <li>{@code Body}: origin at the centre of mass, x rover-forward, y right, z down through the heat shield
 *     (along the velocity in entry, towards the ground in powered flight).</li>
 * <li>{@code Cam}: x right, y down, z along the optical axis.</li>
 * </ul>
 * A quaternion {@code qAFromB} (Hamilton, scalar first) turns B components into A components.
 *
 * <p>Threading: instances belong to one thread. Inputs, outputs, state: none beyond the values themselves.
 */
package dev.skycrane.flight.geometry;
