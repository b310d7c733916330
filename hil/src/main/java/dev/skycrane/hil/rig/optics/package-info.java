/**
 * The optics of the virtual bench: what a camera that looks at the stimulus picture makes of it, photon by photon as far as a rig would notice.
 *
 * <p>{@link dev.skycrane.hil.rig.optics.BenchOptics} says what lens, screen and sensor there are, drawn from a seed so that nobody can know
 * them but by calibrating; {@link dev.skycrane.hil.rig.optics.OpticalModel} photographs.
 *
 * <p>Threading: one thread per model. Inputs: canvases, their pose. Outputs: luma pictures. Not modelled: colour, stray light, moire of the
 * screen's own pixels, which stand two to a pixel of the canvas.
 */
package dev.skycrane.hil.rig.optics;
