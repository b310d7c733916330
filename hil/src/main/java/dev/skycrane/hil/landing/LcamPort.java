package dev.skycrane.hil.landing;

import dev.skycrane.flight.camera.CameraFrame;

/** Another LCAM than the renderer: a camera that looks at what was rendered. Called by the vision thread. */
@FunctionalInterface
public interface LcamPort {
    /**
     * Takes a picture.
     *
     * @param rendered what LCAM would see
     * @return the picture, of the same exposure; null if the camera did not answer
     */
    CameraFrame photograph(CameraFrame rendered);
}
