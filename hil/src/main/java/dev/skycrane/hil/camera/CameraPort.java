package dev.skycrane.hil.camera;

/** A camera as the rig sees it. One owner; whoever opens it closes it. */
public interface CameraPort extends AutoCloseable {
    /**
     * Starts the camera and waits for its first picture.
     *
     * @throws CameraFault if there will be none
     */
    void open() throws CameraFault, InterruptedException;

    /**
     * The newest picture that was not handed out yet; older ones are gone, counted.
     *
     * @return null if none came in time
     * @throws CameraFault if none will come any more
     */
    Capture next(long timeoutNs) throws CameraFault, InterruptedException;

    /** What became of every picture so far. */
    CameraCounts counts();

    @Override
    void close();
}
