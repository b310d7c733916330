/**
 * Cameras that look at the rig's screen instead of Mars, and the recordings of such cameras: byte streams in, time-tagged luma
 * pictures with quality flags out.
 *
 * <p>Every source goes the same way: {@link dev.skycrane.hil.camera.JpegFramer} cuts the stream into pictures,
 * {@link dev.skycrane.hil.camera.FramePairing} finds the metadata record of each, {@link dev.skycrane.hil.camera.FrameJudge} decides
 * what may reach the navigation, and {@link dev.skycrane.hil.camera.NewestSlot} keeps the newest. The contract of the camera
 * program is that of {@code rpicam-vid} (rpicam-apps 1.8 to 1.13), read from its source.
 *
 * <p>Threading: a reader per stream, none of which ever waits for the consumer; the consumer decodes. Inputs: bytes and
 * arrival times on the monotonic clock. Outputs: {@link dev.skycrane.hil.camera.Capture}. Whatever is dropped is counted in
 * {@link dev.skycrane.hil.camera.CameraCounts}; what goes wrong is told by {@link dev.skycrane.hil.camera.CameraEvents} too.
 */
package dev.skycrane.hil.camera;
