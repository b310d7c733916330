/**
 * Sound of a microphone: read, freed of the rover's own noise, drawn as a spectrogram.
 *
 * <p>Threading: everything runs on the caller's thread. Inputs: sound files (WAV; what else the machine's ffmpeg reads).
 * Outputs: WAV files of 16 bits and PNG pictures.
 */
package dev.skycrane.ground.sound;
