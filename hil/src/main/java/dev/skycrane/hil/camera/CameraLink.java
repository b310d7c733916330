package dev.skycrane.hil.camera;

import java.io.BufferedReader;
import java.io.InputStream;

/** One running connection to a camera's streams. */
interface CameraLink extends AutoCloseable {
    /** Opens connections, one after the other. */
    @FunctionalInterface
    interface Source {
        /** @throws CameraFault if the camera cannot be reached */
        CameraLink open() throws CameraFault, InterruptedException;
    }

    /** The pictures; ends when the camera does. */
    InputStream pictures();

    /** The metadata as text, null if this camera has none; never ends by itself, {@link #close()} ends it. */
    BufferedReader metadata();

    /**
     * Why the pictures ended.
     *
     * @param waitMs how long to wait for the camera to say so
     */
    CameraFault ending(long waitMs) throws InterruptedException;

    /** Ends the camera, gently and then not, and both streams. */
    @Override
    void close();
}
