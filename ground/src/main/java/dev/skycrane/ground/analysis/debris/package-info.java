/**
 * What falls away with the heat shield.
 *
 * <p>Purpose: follows the shield in down-look frames after its release and flags whatever leaves it on its own.
 * {@link dev.skycrane.ground.analysis.debris.StillGround} marks what the ground does not explain, {@link dev.skycrane.ground.analysis.debris.Spots}
 * gathers it, {@link dev.skycrane.ground.analysis.debris.SpotTracks} links it over time, {@link dev.skycrane.ground.analysis.debris.Separation} judges.
 * Nothing is known beforehand of shapes and colours but the shield's diameter, which gives the scale. Threading: no shared state. Inputs: frames of
 * one camera, the turns of {@link dev.skycrane.ground.analysis.motion.CameraTurns}, the time of the release. Outputs: tracks in px and m.
 */
package dev.skycrane.ground.analysis.debris;
