/**
 * Re-flight: the flight software over the inputs of a recording, digest beside digest.
 *
 * <p>Inputs: a recording with the streams {@code sen/run}, {@code sen/inputs} and the rover's {@code tm/channels}; the map the run flew
 * over. The results of the vision computer are those of the recording: they are part of the sensor frames. Output: the first tick whose
 * digest differs, if any. Threading: the caller's.
 */
package dev.skycrane.flight.refly;
