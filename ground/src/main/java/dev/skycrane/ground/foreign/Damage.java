package dev.skycrane.ground.foreign;

/**
 * A place in a file that is not what it should be.
 *
 * @param unit   number of the damaged frame by its place in the file, from 0; -1 where bytes belong to no frame or packet
 * @param reason what is wrong: {@code frame check}, {@code header}, {@code length}, {@code no frame}, {@code no packet}, {@code cut off}
 */
public record Damage(long offset, long length, long unit, String reason) {}
