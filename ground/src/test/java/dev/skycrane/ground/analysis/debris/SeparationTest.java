package dev.skycrane.ground.analysis.debris;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import boofcv.struct.image.GrayF32;
import dev.skycrane.ground.analysis.frames.FrameSeries;
import dev.skycrane.ground.analysis.frames.PaintedFrames;
import dev.skycrane.ground.analysis.motion.CameraTurns;
import dev.skycrane.ground.analysis.motion.TexturedGround;
import georegression.geometry.ConvertRotation3D_F64;
import georegression.struct.EulerType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** A dark disk that falls away over painted ground under a swinging camera, and a bright speck that leaves it, or does not. */
class SeparationTest {
    private static final int W = 256;
    private static final int H = 200;
    private static final double FOCAL_PX = 390;
    private static final double RELEASE_S = -2;
    private static final double SHIELD_M = 4.5;

    private static FrameSeries film(boolean spring, long seed) {
        TexturedGround ground = new TexturedGround(FOCAL_PX, seed);
        Random random = new Random(seed);
        List<GrayF32> frames = new ArrayList<>();
        for (int i = 0; i < 55; i++) {
            double t = 0.1 * i;
            DMatrixRMaj attitude = ConvertRotation3D_F64.eulerToMatrix(EulerType.ZYX, 0,
                    0.02 * Math.sin(0.9 * t) + 0.003 * t,
                    0.015 * Math.cos(0.7 * t), null);
            GrayF32 frame = ground.seen(attitude, W, H);
            double range = range(t);
            disk(frame, 128 - 2 * t + 12 * Math.sin(0.9 * t), 96 - 4 * t, FOCAL_PX * SHIELD_M / range / 2, 45);
            if (spring)
                disk(frame, 128 - 2 * t + 12 * Math.sin(0.9 * t) + FOCAL_PX * (2 + 0.7 * (t + 1)) / range, 99 - 4 * t,
                        Math.max(1, FOCAL_PX * 0.18 / range), 245);
            for (int k = 0; k < frame.data.length; k++)
                frame.data[k] += 1.5f * (float) random.nextGaussian();
            frames.add(frame);
        }
        return PaintedFrames.series("RDC", FOCAL_PX, 0.1, frames);
    }

    private static double range(double t) {
        return 2.2 * (t - RELEASE_S) * (t - RELEASE_S) + 4;
    }

    private static void disk(GrayF32 frame, double cx, double cy, double radius, float value) {
        for (int y = 0; y < H; y++)
            for (int x = 0; x < W; x++)
                if (Math.hypot(x - cx, y - cy) <= radius) frame.data[y * W + x] = value;
    }

    private static Separation read(FrameSeries series) throws IOException {
        CameraTurns turns = CameraTurns.of(series, () -> {});
        return Separation.of(series, turns, RELEASE_S, SHIELD_M, () -> {});
    }

    @Test
    void whatLeavesTheShieldOnItsOwnIsFlaggedAndFollowed() throws IOException {
        Separation s = read(film(true, 3));
        assertEquals(1, s.things().size());
        Separation.Thing thing = s.things().get(0);
        assertTrue(thing.places().size() > 25, "frames " + thing.places().size());
        for (Separation.Place p : thing.places()) {
            double t = p.timeS();
            // towards the end there are no later frames to compare with, and shield and speck come near to each other
            if (t > 4.5) continue;
            double x = 128 - 2 * t + 12 * Math.sin(0.9 * t) + FOCAL_PX * (2 + 0.7 * (t + 1)) / range(t);
            assertEquals(x, p.x(), 3, "at " + t + " s");
        }
        assertTrue(thing.speedMps() > 0.1 && thing.speedMps() < 1.4, "speed " + thing.speedMps());
    }

    @Test
    void aShieldThatFallsAloneIsFollowedAndNothingIsFlagged() throws IOException {
        Separation s = read(film(false, 3));
        assertEquals(0, s.things().size());
        int seen = 0;
        for (Separation.Sight v : s.shield()) {
            // later on there are no frames in which the shield is much smaller
            if (v == null || v.timeS() > 1.7) continue;
            seen++;
            assertEquals(range(v.timeS()), v.rangeM(), 0.2 * range(v.timeS()), "at " + v.timeS() + " s");
        }
        assertTrue(seen > 12, "seen " + seen);
    }
}
