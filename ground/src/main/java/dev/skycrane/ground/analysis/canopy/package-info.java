/**
 * The parachute's inflation as up-look pictures show it.
 *
 * <p>Purpose: projected area against time, begin and end of the inflation with an error bar. {@link dev.skycrane.ground.analysis.canopy.SkyModel}
 * is what the sky looks like behind everything, {@link dev.skycrane.ground.analysis.canopy.CanopyFinder} finds the canopy before it,
 * {@link dev.skycrane.ground.analysis.canopy.GrowthLaw} fits the growth. Nothing is known beforehand of the canopy's colours, of its size or of the
 * plant. Threading: no shared state. Inputs: frames of one up-look camera. Outputs: numbers.
 */
package dev.skycrane.ground.analysis.canopy;
