package dev.skycrane.ground.panorama;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PointingTest {
    @Test
    void axesOfACameraThatLooksEastAndTiltsItsHeadRight() {
        double[] a = new double[9];
        new Pointing(Math.PI / 2, 0, Math.toRadians(90), true).axes(a);
        // line of sight east; what was to the right, south, is now at the top's other side: right points down, top south
        double[] expected = {0, 1, 0, 0, 0, -1, -1, 0, 0};
        for (int i = 0; i < 9; i++)
            assertEquals(expected[i], a[i], 1e-15, "number " + i);
    }

    @Test
    void axesAndAnglesSayTheSame() {
        Random random = new Random(11);
        for (int i = 0; i < 200; i++) {
            Pointing p = new Pointing(random.nextDouble() * 6.28, random.nextDouble() * 3 - 1.5,
                    random.nextDouble() * 6 - 3,
                    true);
            double[] a = new double[9];
            p.axes(a);
            Pointing q = Pointing.of(a, true);
            assertEquals(p.azimuthRad(), q.azimuthRad(), 1e-12);
            assertEquals(p.elevationRad(), q.elevationRad(), 1e-12);
            assertEquals(p.rollRad(), q.rollRad(), 1e-12);
        }
    }

    @Test
    void aLensBringsBackWhatItDistorts() {
        Camera camera = new Camera(new Pointing(1, -0.3, 0.1, true), new Lens(900, 0.02), 1024, 900);
        for (double x = 0; x < 1024; x += 93) {
            for (double y = 0; y < 900; y += 71) {
                camera.ray(x, y);
                camera.project(camera.ray[0], camera.ray[1], camera.ray[2]);
                assertEquals(x, camera.x, 1e-9);
                assertEquals(y, camera.y, 1e-9);
            }
        }
    }
}
