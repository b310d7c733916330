/**
 * Pictures as a measurement takes them.
 *
 * <p>Purpose: keeps what is measured apart from what is known: {@link dev.skycrane.ground.analysis.frames.FrameSeries} gives times and pixels of one
 * size, and the table of the footage only to whoever asks for a comparison. Threading: immutable, any thread. Inputs: folders of
 * {@code hil film}, recordings with live pictures, folders of somebody's pictures. Outputs: bands of 0 to 255.
 */
package dev.skycrane.ground.analysis.frames;
