/**
 * How a down-looking camera turned, from what the ground does in its pictures.
 *
 * <p>Purpose: {@link dev.skycrane.ground.analysis.motion.CameraTurns} gives the attitude of every frame against the first one;
 * {@link dev.skycrane.ground.analysis.motion.Rocking} finds frequency and amplitude of the swinging in it, and is used on the true attitude in the
 * same way. Camera axes: x right, y down, z ahead. From high up the shift of the ground by the vehicle's own way cannot be told from a turn; it is
 * slow beside the swinging and goes with the trend that is taken out. Threading: no shared state. Inputs: frames of one camera with its focal
 * length. Outputs: rotations, angles in radians.
 */
package dev.skycrane.ground.analysis.motion;
