/**
 * A program that stands in for {@code rpicam-vid} where no camera hangs: same options, streams, words and exit codes (rpicam-apps 1.13,
 * read from its source), with faults on request. It is started as a process of its own, so that everything before the photons is
 * real: pipes, FIFOs, signals.
 *
 * <p>A light that blinks in its picture has a stand-in for {@code gpiomon} beside it, which tells the light's edges.
 *
 * <p>Threading: one. Inputs: command line, environment. Outputs: pictures, metadata, exit code.
 */
package dev.skycrane.hil.rig.standin;
