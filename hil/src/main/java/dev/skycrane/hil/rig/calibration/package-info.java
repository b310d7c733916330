/**
 * What must be known about the rig before its pictures mean anything: the camera's lens, how the screen stands before it, how bright a shown
 * value comes back, and how long it takes.
 *
 * <p>Lens: {@link dev.skycrane.hil.rig.calibration.BoardSpec} finds a board in a picture,
 * {@link dev.skycrane.hil.rig.calibration.IntrinsicCalibrator} turns many such pictures into
 * {@link dev.skycrane.hil.rig.calibration.CameraIntrinsics} with error bars and residuals of views that took no part. Files are
 * those of OpenCV and ROS. Pixel coordinates have their origin in the centre of the upper left pixel, as in OpenCV and BoofCV.
 *
 * <p>Threading: one thread at a time per object. Inputs: pictures. Outputs: numbers with their errors, YAML files.
 */
package dev.skycrane.hil.rig.calibration;
