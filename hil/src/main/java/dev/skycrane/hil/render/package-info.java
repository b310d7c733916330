/**
 * Pictures of the truth: what each camera of the vehicle would see.
 *
 * <p>Purpose: {@link dev.skycrane.hil.render.LcamRenderer} for the Lander Vision System camera,
 * {@link dev.skycrane.hil.render.CameraRenderer} for the whole suite, live and for footage: the parts of the vehicle as simple surfaces, each
 * ray followed to the nearest of them and to the ground, sun and shadow worked out there. Threading: live pictures belong to one
 * thread, which may be helped by the threads of a {@link dev.skycrane.hil.terrain.Rows}; footage is exposed by any number of threads side
 * by side. Pictures do not depend on how many there are. Inputs:
 * {@link dev.skycrane.hil.plant.Truth}, {@link dev.skycrane.flight.trn.SiteMap}, parameters {@code render.*} and {@code camera.*}. Outputs:
 * {@link dev.skycrane.flight.camera.CameraFrame}. No wall clock, no randomness but counter-based noise keyed by seed, camera, tick
 * and pixel; StrictMath throughout.
 */
package dev.skycrane.hil.render;
