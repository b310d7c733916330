package dev.skycrane.hil.render;

import dev.skycrane.hil.terrain.SmoothNoise;
import dev.skycrane.hil.terrain.Sun;

/**
 * The ground as a camera sees it that stands on it: elevation model, undulation below its posts, and the ripples and stones of {@link Relief} with
 * their heights, so that they hide what is behind them. Rays are followed in steps; shadows of the near ground are looked for. Level where the rover
 * stands. Heights of what is finer than the elevation model: our own estimate. One thread.
 */
final class StandingGround {
    private static final double[] WAVE_M = {38, 17, 8, 3.7, 1.7, 0.8};
    /** Height over length of the undulation's waves. */
    private static final double STEEPNESS = 0.011;
    /** Above all that is finer than the elevation model, m. */
    private static final double TALLEST_M = 1.7;
    /** Above the highest stones and ripples, m. */
    private static final double STONES_M = 0.95;
    /** Rise per metre that steps allow for. */
    private static final double STEEPEST = 0.9;
    private static final double FARTHEST_M = 40_000;
    private static final double FINE_M = 60;
    /** Distances from the rover between which the ground becomes rough, m. */
    private static final double LEVEL_M = 2.2;
    private static final double ROUGH_M = 6;
    /** Largest stone under the rover, m. */
    private static final double UNDER_ROVER_M = 0.1;
    private static final double SHADOW_M = 3.5;
    private static final double DIFFUSE = 0.36;
    private static final long WAVES_SEED = 0x7374616e64L;

    private final GroundView view;
    private final GroundScene scene;
    private final Relief relief;
    private final Sun sun;
    private final double roverEastM;
    private final double roverNorthM;
    private final double pixelRad;
    private final GroundDetail detail;
    private final SmoothNoise[] waves = new SmoothNoise[WAVE_M.length];
    private final SmoothNoise grit;

    /** Of the last hit: range along the ray, m. */
    double rangeM;
    private double eastM;
    private double northM;
    private double footprintM;
    /** Of the last place looked at: tone of the stone there, 1 for soil. */
    private double tone;

    /**
     * @param view from the camera
     * @param roverEastM where the rover stands, map coordinates, m
     */
    StandingGround(GroundView view, GroundScene scene, Relief relief, double roverEastM, double roverNorthM,
            double pixelRad) {
        this.view = view;
        this.scene = scene;
        this.relief = relief.copy();
        detail = scene.detail;
        for (int i = 0; i < waves.length; i++)
            waves[i] = new SmoothNoise(WAVES_SEED + i);
        grit = new SmoothNoise(WAVES_SEED + waves.length);
        sun = scene.settings.sun;
        this.roverEastM = roverEastM;
        this.roverNorthM = roverNorthM;
        this.pixelRad = pixelRad;
    }

    /** Follows a ray with a unit direction, east, north, up at the camera. @return false for the sky */
    boolean hit(double dx, double dy, double dz) {
        double closing = STEEPEST * Math.sqrt(dx * dx + dy * dy) - dz;
        if (closing <= 0.02) return false;
        double before = 0;
        double t = 0.2;
        while (t < FARTHEST_M) {
            double gap = gap(dx, dy, dz, t);
            if (gap <= 0) {
                refine(dx, dy, dz, before, t);
                return true;
            }
            if (dz > 0 && t * dz > 2000) return false;
            before = t;
            double step = Math.max(0.002 * t, gap / closing);
            // A stone is wider than it is high, so that none is jumped over.
            if (t < FINE_M) step = Math.min(step, Math.max(Math.max(0.03, 0.006 * t), 0.4 * gap));
            t += Math.max(0.01, step);
        }
        return false;
    }

    private void refine(double dx, double dy, double dz, double above, double below) {
        double a = above;
        double b = below;
        for (int i = 0; i < 9; i++) {
            double t = 0.5 * (a + b);
            if (gap(dx, dy, dz, t) > 0) a = t;
            else
                b = t;
        }
        gap(dx, dy, dz, b);
        rangeM = b;
        eastM = view.eastM;
        northM = view.northM;
        footprintM = b * pixelRad;
    }

    private double gap(double dx, double dy, double dz, double t) {
        double above = view.heightAbove(dx, dy, dz, t);
        if (above > TALLEST_M) return above - TALLEST_M + 0.05;
        return above - bumpM(view.eastM, view.northM, t * pixelRad, above);
    }

    private double bumpM(double east, double north, double footprint) {
        return bumpM(east, north, footprint, 0);
    }

    /** Height of the ground above the elevation model, m, without stones for who is well above them; sets {@link #tone}. */
    private double bumpM(double east, double north, double footprint, double above) {
        double x = east - roverEastM;
        double y = north - roverNorthM;
        double away = (Math.sqrt(x * x + y * y) - LEVEL_M) / (ROUGH_M - LEVEL_M);
        double rough = away <= 0 ? 0 : away >= 1 ? 1 : away * away * (3 - 2 * away);
        double sum = 0;
        for (int i = 0; i < WAVE_M.length && WAVE_M[i] > 2 * footprint; i++)
            sum += STEEPNESS * WAVE_M[i] * waves[i].at(east / WAVE_M[i], north / WAVE_M[i]);
        tone = 1;
        if (!relief.shows(footprint) || above - rough * sum > STONES_M) return rough * sum;
        double sand = relief.sand(east, north);
        sum += relief.rippleHeightM(east, north, sand, footprint);
        double top = 0;
        for (int size = 0; size < Relief.sizes(); size++) {
            Relief.Stone stone = relief.stoneOf(east, north, size, sand, footprint);
            if (stone == null) continue;
            if (rough < 0.5 && stone.radiusM > UNDER_ROVER_M) continue;
            double height = stone.heightM();
            if (height <= top) continue;
            top = height;
            tone = stone.tone();
        }
        return rough * sum + top;
    }

    /** Colour of the last hit in the light of sun and sky. @param shaded by something else than the ground */
    void colour(boolean shaded, double[] colour) {
        double e = eastM;
        double n = northM;
        double step = Math.max(0.006, 0.7 * footprintM);
        double base = bumpM(e, n, footprintM);
        double own = tone;
        double east = (bumpM(e + step, n, footprintM) - bumpM(e - step, n, footprintM)) / (2 * step);
        double north = (bumpM(e, n + step, footprintM) - bumpM(e, n - step, footprintM)) / (2 * step);
        double towards = (sun.up - east * sun.east - north * sun.north) / Math.sqrt(1 + east * east + north * north);
        double lit = Math.max(0, Math.min(1.8, towards / sun.up));
        if (lit > 0 && (shaded || rangeM < FINE_M && inShadow(base))) lit = 0;
        double dn = scene.light.dn(e, n, scene.light.levelOf(footprintM)) * own;
        dn *= detail.grain(e, n, Math.max(0.02, footprintM));
        if (footprintM < 0.03) dn *= 1 + 0.10 * grit.at(60 * e, 60 * n);
        double clear = 1 / (1 + scene.settings.hazePerKm * 1e-3 * rangeM);
        for (int b = 0; b < 3; b++)
            colour[b] = clear * dn * (DIFFUSE + (1 - DIFFUSE) * lit) * Painter.GROUND_TINT[b]
                    + (1 - clear) * Sky.HORIZON[b];
    }

    /** Goes towards the sun over the bumps; the slope of the elevation model is already in the map's light. */
    private boolean inShadow(double base) {
        double s = Math.max(0.02, footprintM);
        while (s < SHADOW_M) {
            double up = base + s * sun.up + 0.004;
            if (up > base + TALLEST_M) return false;
            if (bumpM(eastM + s * sun.east, northM + s * sun.north, footprintM) > up) return true;
            s = 1.18 * s + 0.01;
        }
        return false;
    }
}
