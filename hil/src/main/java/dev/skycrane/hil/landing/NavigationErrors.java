package dev.skycrane.hil.landing;

import dev.skycrane.flight.core.EventId;
import dev.skycrane.flight.core.Tick;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.nav.NavState;
import dev.skycrane.hil.plant.Truth;
import java.util.ArrayList;
import java.util.List;

/** Navigation's error against truth from the first fix taken to the first contact. */
final class NavigationErrors {
    private static final int EVERY_TICKS = 16;

    /**
     * The errors.
     *
     * @param horizontalRmsM from the first fix to the first contact
     * @param horizontalMaxM likewise
     * @param positionRmsM all three axes
     * @param timeS of the samples
     * @param horizontalM at those times
     */
    public record Result(double horizontalRmsM, double horizontalMaxM, double positionRmsM, List<Double> timeS,
            List<Double> horizontalM) {}

    private final List<Double> timeS = new ArrayList<>();
    private final List<Double> horizontalM = new ArrayList<>();
    private final Vec3 error = new Vec3();
    private double squares;
    private double positionSquares;
    private double max;
    private long ticks;

    /** After every tick. */
    void observe(Truth truth, NavState nav, MissionEvents events) {
        if (!nav.mapRelative || !events.has(EventId.LVS_COARSE_START) || truth.wheelsOnGround) return;
        double m = LandingLog.horizontalErrorM(truth, nav);
        squares += m * m;
        positionSquares += error.difference(nav.rMcmfM, truth.rMcmfM).normSquared();
        max = Math.max(max, m);
        if (ticks++ % EVERY_TICKS == 0) {
            timeS.add(Tick.toSeconds(truth.tick));
            horizontalM.add(m);
        }
    }

    /** NaN if there was no fix. */
    Result result() {
        return new Result(Math.sqrt(squares / ticks), max, Math.sqrt(positionSquares / ticks), List.copyOf(timeS),
                List.copyOf(horizontalM));
    }
}
