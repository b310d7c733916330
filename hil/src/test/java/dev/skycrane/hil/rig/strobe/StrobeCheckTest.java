package dev.skycrane.hil.rig.strobe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.proto.InputException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A light that blinks and a camera whose time tags are late by a known amount. */
class StrobeCheckTest {
    private static final long MS = 1_000_000;
    private static final long PERIOD_NS = 50 * MS;
    private static final long EXPOSURE_NS = 2 * MS;
    private static final long ON_NS = Math.round(1.382 * PERIOD_NS);
    private static final long OFF_NS = Math.round(1.854 * PERIOD_NS);
    private static final long BEGIN_NS = 1_000_000 * MS;

    private static List<GpioEdges.Edge> edges() {
        List<GpioEdges.Edge> edges = new ArrayList<>();
        for (long t = BEGIN_NS; edges.size() < 400; t += ON_NS + OFF_NS) {
            edges.add(new GpioEdges.Edge(t, true));
            edges.add(new GpioEdges.Edge(t + ON_NS, false));
        }
        return edges;
    }

    private static StrobeCheck.Result judged(double lateMs, double wrongShare) {
        StrobeCheck check = new StrobeCheck(PERIOD_NS);
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 4; i < 600; i++) {
            long mid = BEGIN_NS + i * PERIOD_NS + 7 * MS;
            long tag = mid + Math.round(lateMs * MS) + (random.nextDouble() < wrongShare ? PERIOD_NS : 0);
            check.photograph(tag, 20 + 180 * litShare(mid) + random.nextGaussian());
        }
        return check.judge(edges());
    }

    private static double litShare(long midNs) {
        long lit = 0;
        for (long t = midNs - EXPOSURE_NS / 2; t < midNs + EXPOSURE_NS / 2; t += EXPOSURE_NS / 20)
            if (Math.floorMod(t - BEGIN_NS, ON_NS + OFF_NS) < ON_NS) lit += EXPOSURE_NS / 20;
        return (double) lit / EXPOSURE_NS;
    }

    @Test
    void offsetOfTheTimeTagsIsFoundToAFractionOfAMillisecond() {
        for (double late : new double[]{0, 3.2, -8.5, 20}) {
            StrobeCheck.Result r = judged(late, 0);
            assertEquals(late, r.offsetNs() * 1e-6, r.uncertaintyNs() * 1e-6 + 0.6, "late " + late + ": " + r);
            assertTrue(r.uncertaintyNs() < MS, r.toString());
            assertTrue(r.agreeing() > 0.95 * r.used(), r.toString());
        }
    }

    /** Time tags that are a neighbour's are off by 50 ms, which a blink of 162 ms tells apart. */
    @Test
    void wholePeriodIsRevealed() {
        assertEquals(50, judged(50, 0).offsetNs() * 1e-6, 1.5);
        assertEquals(-50, judged(-50, 0).offsetNs() * 1e-6, 1.5);
    }

    @Test
    void someWrongPairsDoNotMoveIt() {
        StrobeCheck.Result r = judged(1, 0.2);
        assertEquals(1, r.offsetNs() * 1e-6, r.uncertaintyNs() * 1e-6 + 0.6);
        assertTrue(r.agreeing() < 0.95 * r.used() && r.agreeing() > 0.6 * r.used(), r.toString());
    }

    @Test
    void lightThatDoesNotBlinkAndLineThatIsSilentAreTold() {
        StrobeCheck steady = new StrobeCheck(PERIOD_NS);
        for (int i = 0; i < 50; i++)
            steady.photograph(BEGIN_NS + i * PERIOD_NS, 100);
        assertTrue(assertThrows(InputException.class, () -> steady.judge(edges())).getMessage().contains("contrast"));
        StrobeCheck blinking = new StrobeCheck(PERIOD_NS);
        for (int i = 0; i < 50; i++)
            blinking.photograph(BEGIN_NS + i * PERIOD_NS, i % 2 * 100);
        assertTrue(assertThrows(InputException.class, () -> blinking.judge(List.of())).getMessage()
                .contains("edges=0"));
    }

    @Test
    void edgesOfBothVersionsOfLibgpiodAreRead() {
        assertEquals(new GpioEdges.Edge(8_303_502_247_001L, true), GpioEdges.parse("1 8303 502247001"));
        assertEquals(new GpioEdges.Edge(8_303_000_000_017L, false), GpioEdges.parse("0 8303 17"));
        assertEquals(new GpioEdges.Edge(8_303_502_247_001L, false), GpioEdges.parse("2 8303.502247001"));
        assertEquals(new GpioEdges.Edge(8_303_500_000_000L, true), GpioEdges.parse("1 8303.5"));
        assertNull(GpioEdges.parse("Monitoring line 17..."));
        assertEquals(List.of("stdbuf", "-oL", "gpiomon", "-F", "%e %s %n", "gpiochip0", "17"),
                GpioEdges.command("gpiomon", 1, "gpiochip0", 17));
        assertEquals(List.of("stdbuf", "-oL", "gpiomon", "-c", "gpiochip4", "-E", "monotonic", "-F", "%e %S", "17"),
                GpioEdges.command("gpiomon", 2, "gpiochip4", 17));
    }

    @Test
    void blinkingSquareIsFound() {
        LightFinder finder = new LightFinder(160, 96);
        byte[] luma = new byte[160 * 96];
        SplittableRandom random = new SplittableRandom(9);
        for (int n = 0; n < 20; n++) {
            for (int i = 0; i < luma.length; i++)
                luma[i] = (byte) (90 + random.nextInt(20));
            if (n % 3 == 0) {
                for (int y = 50; y < 62; y++)
                    java.util.Arrays.fill(luma, y * 160 + 98, y * 160 + 110, (byte) 250);
            }
            finder.look(luma);
        }
        int[] place = finder.place(finder.square());
        assertEquals(96, place[0]);
        assertEquals(48, place[1]);
    }
}
