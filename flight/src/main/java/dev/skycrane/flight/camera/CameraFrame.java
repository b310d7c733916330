package dev.skycrane.flight.camera;

import dev.skycrane.flight.core.CameraId;

/**
 * One picture as a camera hands it over. Nobody changes it afterwards, so it may be shared between threads without copies.
 *
 * @param camera       who took it
 * @param image        number of the picture of this camera, from 0
 * @param widthPx      columns
 * @param heightPx     rows
 * @param format       how {@code data} is to be read
 * @param exposureTick tick at the end of which the exposure began
 * @param exposureUs   exposure time, 0 = unknown
 * @param data         pixels row by row, or a compressed file
 */
public record CameraFrame(CameraId camera, int image, int widthPx, int heightPx, Format format, long exposureTick,
        int exposureUs, byte[] data) {
    /** Layout of the data; names of {@code PixelFormat} in {@code image.proto}. */
    public enum Format {
        GREY8, RGB8, JPEG, PNG
    }

    /** @throws IllegalArgumentException when raw data do not fill the picture exactly */
    public CameraFrame {
        int bytesPerPixel = format == Format.GREY8 ? 1 : format == Format.RGB8 ? 3 : 0;
        if (bytesPerPixel > 0 && data.length != (long) widthPx * heightPx * bytesPerPixel) {
            throw new IllegalArgumentException("camera frame: bytes=" + data.length + ", expected "
                    + (long) widthPx * heightPx * bytesPerPixel);
        }
    }
}
