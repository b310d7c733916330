package dev.skycrane.hil.camera;

/**
 * One compressed picture as cut from a stream.
 *
 * @param seq number in the stream, from 0; truncated ones count
 * @param jpeg the bytes from start-of-image on
 * @param widthPx columns by its frame header, 0 if the picture ended before that
 * @param heightPx rows, likewise
 * @param whole whether it ended with its own end-of-image
 * @param arrivalNs monotonic time at which its last byte was read
 */
public record Picture(long seq, byte[] jpeg, int widthPx, int heightPx, boolean whole, long arrivalNs) {}
