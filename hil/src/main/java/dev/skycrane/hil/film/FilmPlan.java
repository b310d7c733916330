package dev.skycrane.hil.film;

import dev.skycrane.flight.core.CameraId;
import dev.skycrane.flight.core.Tick;
import dev.skycrane.hil.plant.Truth;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which camera takes a picture when. A camera films while the flown schedule exposed it, so its recording window is the landing's own
 * ({@code flight.camera.CameraSchedule}); cameras of the descent stage and the rover's up-look one begin a moment before the backshell leaves,
 * so that its flash is seen. A camera that has died takes none. LCAM pictures are exactly those of the landing.
 */
final class FilmPlan {
    /** Exposure times, s: up against the sky, and down. Our own estimate; LCAM: dossier section 5.1. */
    private static final double UP_EXPOSURE_S = 0.0015;
    private static final double DOWN_EXPOSURE_S = 0.004;
    static final double LCAM_EXPOSURE_S = 150e-6;
    private static final double BEFORE_SHELL_S = 1.5;
    private static final double CLOSE_BEFORE_MORTAR_S = 10;
    private static final double CLOSE_AFTER_MORTAR_S = 50;
    private static final double CLOSE_BEFORE_TOUCHDOWN_S = 120;
    private static final double BURST_S = 4;
    private static final double GRID_HZ = 1800;

    /** A picture to be taken. */
    record Shot(CameraId camera, int image, double timeS, double exposureS) {
        /** Tick in which the exposure begins. */
        long tick() {
            return (long) Math.floor(timeS / Tick.PERIOD_S + 1e-9);
        }
    }

    private final TruthTrack track;
    private final Quality quality;
    private final double mortarS;
    private final double shellS;
    private final double endS;
    private final Map<CameraId, List<Shot>> shots = new EnumMap<>(CameraId.class);

    /** @param fromS only pictures from this time on @param toS and before this one */
    FilmPlan(TruthTrack track, Quality quality, Set<CameraId> cameras, double fromS, double toS) {
        this.track = track;
        this.quality = quality;
        Truth last = track.truth(track.lastTick());
        mortarS = seconds(last.mortarTick);
        shellS = seconds(last.backshellTick);
        endS = Tick.toSeconds(last.bridleCutTick >= 0 ? last.bridleCutTick : track.lastTick());
        for (CameraId camera : cameras) {
            List<Shot> all = camera == CameraId.LCAM ? lcam(fromS, toS) : video(camera, fromS, toS);
            shots.put(camera, List.copyOf(all));
        }
    }

    /** The pictures of each camera asked for, in order; none for a camera that never recorded. */
    Map<CameraId, List<Shot>> shots() {
        return shots;
    }

    int count() {
        return shots.values().stream().mapToInt(List::size).sum();
    }

    private static double seconds(long tick) {
        return tick < 0 ? Double.NaN : Tick.toSeconds(tick);
    }

    private List<Shot> lcam(double fromS, double toS) {
        List<Shot> all = new ArrayList<>();
        int image = 0;
        for (long tick : track.triggers(CameraId.LCAM.bit())) {
            if (!track.answers(CameraId.LCAM.bit(), tick)) continue;
            double timeS = Tick.toSeconds(tick);
            if (timeS >= fromS && timeS < toS) all.add(new Shot(CameraId.LCAM, image, timeS, LCAM_EXPOSURE_S));
            image++;
        }
        return all;
    }

    private List<Shot> video(CameraId camera, double fromS, double toS) {
        List<Shot> all = new ArrayList<>();
        long[] triggers = track.triggers(camera.bit());
        if (triggers.length == 0) return all;
        double begin = Tick.toSeconds(triggers[0]);
        double end = Tick.toSeconds(triggers[triggers.length - 1]);
        if (camera == CameraId.DDC || camera == CameraId.RUC)
            begin = Math.min(begin, Math.max(Tick.toSeconds(track.firstTick()), shellS - BEFORE_SHELL_S));
        if (isParachuteCamera(camera) && !Double.isNaN(shellS)) end = shellS;
        double exposureS = isParachuteCamera(camera) || camera == CameraId.RUC ? UP_EXPOSURE_S : DOWN_EXPOSURE_S;
        double timeS = begin;
        int image = 0;
        while (timeS <= end + 1e-9) {
            if (timeS >= fromS && timeS < toS && track.answers(camera.bit(), Math.round(timeS * Tick.RATE_HZ)))
                all.add(new Shot(camera, image, timeS, exposureS));
            image++;
            timeS = begin + next(camera, timeS - begin, begin);
        }
        return all;
    }

    static boolean isParachuteCamera(CameraId camera) {
        return camera == CameraId.PUC_A || camera == CameraId.PUC_B || camera == CameraId.PUC_C;
    }

    /** Time of the next picture since the first one: the rate holds for the picture that it follows. */
    private double next(CameraId camera, double sinceS, double beginS) {
        double rate = rateHz(camera, beginS + sinceS);
        // Counted on a grid of the fastest rate's common multiples, so that no error of summing grows.
        double step = Math.rint(GRID_HZ / rate) / GRID_HZ;
        return Math.rint((sinceS + step) * GRID_HZ) / GRID_HZ;
    }

    /** Pictures per second of a camera at a time. */
    double rateHz(CameraId camera, double timeS) {
        if (isParachuteCamera(camera) && timeS >= mortarS - 0.1 && timeS < mortarS + BURST_S)
            return quality.burstRateHz();
        boolean close = timeS >= mortarS - CLOSE_BEFORE_MORTAR_S && timeS < mortarS + CLOSE_AFTER_MORTAR_S
                || timeS >= endS - CLOSE_BEFORE_TOUCHDOWN_S;
        return close ? quality.closeRateHz() : quality.rateHz();
    }
}
