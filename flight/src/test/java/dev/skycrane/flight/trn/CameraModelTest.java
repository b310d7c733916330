package dev.skycrane.flight.trn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.flight.core.ParameterException;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.geometry.Vec3;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CameraModelTest {
    private static final CameraModel LCAM = MountedCamera.lcam(new ParameterTable()).model;

    private static void assertInverse(CameraModel camera, double distanceM, double tolerancePx) {
        Vec3 ray = new Vec3();
        double[] uv = new double[2];
        for (int v = 0; v < camera.height(); v += 31) {
            for (int u = 0; u < camera.width(); u += 29) {
                camera.unproject(u, v, ray);
                assertEquals(1, ray.norm(), 1e-12);
                assertTrue(camera.project(ray.scale(distanceM), uv));
                assertEquals(u, uv[0], tolerancePx);
                assertEquals(v, uv[1], tolerancePx);
            }
        }
    }

    @Test
    void fishEyeProjectionAndItsInverseAgreeFarAway() {
        assertInverse(LCAM, 1e7, 1e-4);
    }

    @Test
    void entrancePupilMovesByCentimetresOnly() {
        assertInverse(LCAM, 1000, 0.02);
    }

    @Test
    void pinholeProjectionAndItsInverseAgree() {
        assertInverse(new PinholeCamera(1024, 1024, new double[]{512, 515, 511.5, 509},
                new double[]{-0.12, 0.03, 1e-3, -5e-4, -0.002}), 3, 1e-7);
    }

    @Test
    void fieldOfViewIsNinetyDegrees() {
        Vec3 left = LCAM.unproject(0, 525, new Vec3());
        Vec3 right = LCAM.unproject(1023, 525, new Vec3());
        double fovDeg = Math.toDegrees(Math.acos(left.dot(right)));
        assertEquals(90, fovDeg, 2.5, "dossier section 5.1");
    }

    @Test
    void principalPointLooksAlongTheOpticalAxis() {
        double[] uv = new double[2];
        assertTrue(LCAM.project(new Vec3(0, 0, 1000), uv));
        assertEquals(513.348, uv[0], 0.4, "hc of the published model");
        assertEquals(525.849, uv[1], 0.4, "vc of the published model");
        assertEquals(600.5, LCAM.focalPx(), 0.1, "hs of the published model");
    }

    @Test
    void pointsBehindTheCameraHaveNoImage() {
        assertFalse(LCAM.project(new Vec3(1, 2, -100), new double[2]));
        CameraModel pinhole = new PinholeCamera(64, 64, new double[]{40, 40, 32, 32}, new double[5]);
        assertFalse(pinhole.project(new Vec3(1, 2, -100), new double[2]));
    }

    @Test
    void unknownCameraTypeIsRefused() {
        ParameterTable p = new ParameterTable(Map.of(), Map.of("camera.lcam.type", "holga"));
        assertThrows(ParameterException.class, () -> MountedCamera.lcam(p));
    }
}
