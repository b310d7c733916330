/**
 * A program that stands in for {@code rpicam-vid} where no camera hangs: same options, streams, words and exit codes (rpicam-apps 1.13,
 * read from its source), with faults on request. It is started as a process of its own, so that everything before the photons is
 * real: pipes, FIFOs, signals.
 *
 * <p>Threading: one. Inputs: command line, environment. Outputs: pictures, metadata, exit code.
 */
package dev.skycrane.hil.rig.standin;
