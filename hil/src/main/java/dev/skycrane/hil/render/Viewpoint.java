package dev.skycrane.hil.render;

import dev.skycrane.flight.geometry.Quat;
import dev.skycrane.flight.geometry.Vec3;

/** Where a camera is and which way it looks. */
final class Viewpoint {
    final Vec3 rMcmfM = new Vec3();
    final Quat qMcmfFromCamera = new Quat();

    /** Sets from the pose of the carrying body and the place of the camera on it. */
    Viewpoint set(Vec3 bodyRMcmfM, Quat qMcmfFromBody, Vec3 offsetBodyM, Quat qBodyFromCamera) {
        qMcmfFromBody.rotate(offsetBodyM, rMcmfM).add(bodyRMcmfM);
        qMcmfFromCamera.product(qMcmfFromBody, qBodyFromCamera);
        return this;
    }

    /** Rows of the matrix that turns camera directions into east, north, up of a plane: nine numbers. */
    double[] axesIn(GroundView ground) {
        double[] m = new double[9];
        Vec3 v = new Vec3();
        for (int k = 0; k < 3; k++) {
            v.set(k == 0 ? 1 : 0, k == 1 ? 1 : 0, k == 2 ? 1 : 0);
            qMcmfFromCamera.rotate(v, v);
            m[k] = ground.plane.east().dot(v);
            m[3 + k] = ground.plane.north().dot(v);
            m[6 + k] = ground.plane.up().dot(v);
        }
        return m;
    }
}
