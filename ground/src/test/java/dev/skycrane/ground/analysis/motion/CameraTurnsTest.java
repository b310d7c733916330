package dev.skycrane.ground.analysis.motion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import boofcv.struct.image.GrayF32;
import dev.skycrane.ground.analysis.frames.FrameSeries;
import dev.skycrane.ground.analysis.frames.PaintedFrames;
import georegression.geometry.ConvertRotation3D_F64;
import georegression.struct.EulerType;
import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** A camera that swings over painted ground with a known frequency and amplitude. */
class CameraTurnsTest {
    private static final int W = 256;
    private static final int H = 200;
    private static final double FOCAL_PX = 390;
    private static final double HERTZ = 0.35;
    private static final double AMPLITUDE_RAD = Math.toRadians(2.5);

    private static DMatrixRMaj attitude(double t) {
        double swing = AMPLITUDE_RAD * Math.sin(2 * Math.PI * HERTZ * t);
        return ConvertRotation3D_F64.eulerToMatrix(EulerType.ZYX, 0.03 * t, 0.8 * swing, 0.6 * swing, null);
    }

    @Test
    void swingingOfAKnownFrequencyIsReadFromThePictures() {
        TexturedGround ground = new TexturedGround(FOCAL_PX, 4);
        List<GrayF32> frames = new ArrayList<>();
        for (int i = 0; i < 60; i++)
            frames.add(ground.seen(attitude(0.2 * i), W, H));
        FrameSeries series = PaintedFrames.series("RDC", FOCAL_PX, 0.2, frames);
        CameraTurns turns = CameraTurns.of(series, () -> {});
        assertEquals(60, turns.timeS().length);
        assertEquals(0, turns.breaks());
        DMatrixRMaj[] truth = new DMatrixRMaj[60];
        for (int i = 0; i < 60; i++)
            truth[i] = attitude(0.2 * i);
        double[][] expected = CameraTurns.tiltRad(truth);
        double[][] found = turns.tiltRad();
        double worst = 0;
        for (int k = 0; k < 2; k++)
            for (int i = 0; i < 60; i++)
                worst = Math.max(worst, Math.abs(found[k][i] - expected[k][i]));
        System.out.printf("attitude from pictures: %.4f deg off at most, amplitude %.1f deg%n", Math.toDegrees(worst),
                Math.toDegrees(
                        AMPLITUDE_RAD));
        assertTrue(worst < Math.toRadians(0.1), "worst " + Math.toDegrees(worst) + " deg");
        Rocking r = Rocking.of(turns.timeS(), found);
        assertEquals(HERTZ, r.frequencyHz(), 0.05 * HERTZ);
        assertEquals(AMPLITUDE_RAD, r.amplitudeRad(), 0.1 * AMPLITUDE_RAD);
    }

    @Test
    void aFrameWithoutGroundBreaksTheChainAndTheLongestStretchRemains() {
        TexturedGround ground = new TexturedGround(FOCAL_PX, 5);
        List<GrayF32> frames = new ArrayList<>();
        for (int i = 0; i < 20; i++)
            frames.add(i == 6 ? new GrayF32(W, H) : ground.seen(attitude(0.2 * i), W, H));
        CameraTurns turns = CameraTurns.of(PaintedFrames.series("RDC", FOCAL_PX, 0.2, frames), () -> {});
        assertTrue(turns.breaks() >= 1, "breaks " + turns.breaks());
        assertTrue(turns.first() >= 6 && turns.timeS().length >= 12, turns.first() + " " + turns.timeS().length);
    }
}
