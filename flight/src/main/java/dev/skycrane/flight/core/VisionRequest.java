package dev.skycrane.flight.core;

import dev.skycrane.flight.geometry.Quat;
import dev.skycrane.flight.geometry.Vec3;

/** Order to the vision computer: mode and the navigation state at the exposure of one LCAM frame. */
public final class VisionRequest {
    /** What to do with the frame. */
    public enum Mode {
        /** No frame, or a frame for the record only. */
        NONE,
        /** Search the whole prior uncertainty. */
        COARSE,
        /** Match landmarks near the prior. */
        FINE
    }

    public Mode mode = Mode.NONE;
    /** Exposure tick. */
    public long exposureTick;
    /** Tick at which the answer is consumed: exposure + K (design section 4.3). */
    public long dueTick;
    /** Prior position of the camera's vehicle (centre of mass), m. */
    public final Vec3 rMcmfM = new Vec3();
    public final Vec3 vMcmfMps = new Vec3();
    public final Quat qMcmfFromBody = new Quat();
    /** Prior 1-sigma errors: east, north, up, m. */
    public final Vec3 sigmaEnuM = new Vec3();
    /** Prior 1-sigma attitude error per axis, rad. */
    public double sigmaAttitudeRad;

    public void copyFrom(VisionRequest o) {
        mode = o.mode;
        exposureTick = o.exposureTick;
        dueTick = o.dueTick;
        rMcmfM.set(o.rMcmfM);
        vMcmfMps.set(o.vMcmfMps);
        qMcmfFromBody.set(o.qMcmfFromBody);
        sigmaEnuM.set(o.sigmaEnuM);
        sigmaAttitudeRad = o.sigmaAttitudeRad;
    }
}
