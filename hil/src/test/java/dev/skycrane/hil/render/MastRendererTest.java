package dev.skycrane.hil.render;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.skycrane.flight.camera.CameraFrame;
import dev.skycrane.flight.core.CameraId;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.trn.SiteMap;
import dev.skycrane.flight.vehicle.PoweredVehicleModel;
import dev.skycrane.hil.plant.Truth;
import dev.skycrane.hil.terrain.Rows;
import dev.skycrane.hil.terrain.SiteMaps;
import dev.skycrane.hil.testing.Sites;
import dev.skycrane.proto.site.MapPackage;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class MastRendererTest {
    private static final MapPackage SITE = Sites.jezero(1);
    private static final SiteMap MAP = SiteMaps.of(SITE);
    private static final ParameterTable P = new ParameterTable();

    private static Truth standing() {
        double wheelM = new PoweredVehicleModel(P).wheelM[0].z;
        Truth t = Pictures.truth(MAP, 40, -60, wheelM, 25, 0);
        t.wheelsOnGround = true;
        return t;
    }

    @Test
    void mastTurnsClockwiseAndTiltsUp() {
        Vec3 ahead = MastRenderer.turned(Math.toRadians(90), 0).rotate(new Vec3(0, 0, 1), new Vec3());
        assertEquals(0, ahead.subtract(new Vec3(0, 1, 0)).norm(), 1e-12, "to the right of the rover");
        Vec3 up = MastRenderer.turned(0, Math.toRadians(30)).rotate(new Vec3(0, 0, 1), new Vec3());
        assertEquals(-0.5, up.z, 1e-12, "rover axes point down");
    }

    @Test
    void pointingIsAgainstNorthAndTheHorizon() {
        MastRenderer r = new MastRenderer(P, MAP, SiteMaps.sunOf(SITE), 1, Rows.sequential(), 4);
        double[] p = r.pointing(standing(), Math.toRadians(60), Math.toRadians(-14));
        assertEquals(85, Math.toDegrees(p[0]), 0.05, "rover turned by 25 degrees");
        assertEquals(-14, Math.toDegrees(p[1]), 0.05);
        assertEquals(0, Math.toDegrees(p[2]), 0.05);
    }

    /** Sky above, soil below, and the horizon where a level plain has it: 14 degrees above the middle, half a degree for hills and curvature. */
    @Test
    void horizonIsWhereThePointingHasIt() throws IOException {
        MastRenderer r = new MastRenderer(P, MAP, SiteMaps.sunOf(SITE), 1, Rows.sequential(), 4);
        byte[] rgb = r.expose(standing(), Math.toRadians(180), Math.toRadians(-14), 1);
        Pictures.write(new CameraFrame(CameraId.RDC, 0, r.widthPx(), r.heightPx(), CameraFrame.Format.RGB8, 0, 0, rgb),
                "mast");
        int column = r.widthPx() / 2;
        int horizon = 0;
        for (int row = 4; row < r.heightPx() / 2; row++)
            if (step(rgb, row, column, r.widthPx()) > step(rgb, horizon + 4, column, r.widthPx())) horizon = row - 4;
        double expected = 0.5 * (r.heightPx() - 1) - r.focalPx() * Math.tan(Math.toRadians(14));
        assertEquals(expected, horizon + 4, r.focalPx() * Math.toRadians(1.5));
        assertEquals(640 / 4 / Math.tan(Math.toRadians(48)), r.focalPx(), 1e-9);
    }

    /** Fall of blue, in which sky and soil differ most, over eight rows and a few columns. */
    private static int step(byte[] rgb, int row, int column, int width) {
        int sum = 0;
        for (int i = 1; i <= 4; i++)
            for (int c = -5; c <= 5; c++)
                sum += (rgb[3 * ((row - i) * width + column + c) + 2] & 0xff)
                        - (rgb[3 * ((row + i) * width + column + c) + 2] & 0xff);
        return sum;
    }
}
