package dev.skycrane.hil.render;

import java.util.Arrays;

/**
 * Meets the rays of a whole row of pixels with the ground: one step of Newton's rule, with the slope of the elevation model's cell, for all
 * of them from the heights that the rows above have found, in single precision (a millimetre in 15 km) and in short plain loops over whole arrays,
 * which the compiler of JDK 17 too turns into vector code. A pixel whose ray was off by more than half a pixel before that step, or meets nothing, is
 * followed alone by {@link GroundView}. One thread.
 */
final class GroundRow {
    /** Part of a pixel's footprint that a ray may be off before the last step, whose error is that times the change of slope. */
    private static final double OFF_PIXELS = 0.5;

    /** Of the last row: directions to the right and down in the camera's frame. */
    final float[] x;
    final float[] y;
    /** Of the last row: map coordinates, m, and range along the ray, m; 0 for the sky. */
    final float[] eastM;
    final float[] northM;
    final float[] rangeM;

    private final GroundView view;
    private final double[] m;
    private final float limit;
    private final float[] east;
    private final float[] north;
    private final float[] up;
    /** Part of a direction along the axis; later the last step along a ray, m. */
    private final float[] ahead;
    private final GridPlaces places;
    /** The elevation at the places, and its differences across and down a cell. */
    private final float[] elevation;
    private final float[] across;
    private final float[] down;
    /** Height of the rays above the ground, m, and their fall per metre along them, the planet's curvature included. */
    private final float[] gapM;
    private final float[] fall;
    /** Rise of the ground below the rays per metre along them. */
    private final float[] climb;
    /** Height of the ground met in the last row, and above the row before it, m. */
    private final float[] heightM;
    private final float[] rise;
    /** How far the rays were off before the last step less what is allowed, m; not above 0 for those that have met the ground. */
    private final float[] off;
    private int alone;
    private boolean first;
    private boolean sky;

    /** @param m turns camera directions into east, north, up of the view's plane */
    GroundRow(GroundView view, double[] m, Lens lens) {
        this.view = view;
        this.m = m;
        int n = lens.width;
        limit = (float) (OFF_PIXELS * lens.pixelRad);
        x = new float[n];
        y = new float[n];
        eastM = new float[n];
        northM = new float[n];
        rangeM = new float[n];
        east = new float[n];
        north = new float[n];
        up = new float[n];
        ahead = new float[n];
        gapM = new float[n];
        fall = new float[n];
        places = new GridPlaces(n);
        elevation = new float[n];
        across = new float[n];
        down = new float[n];
        climb = new float[n];
        heightM = new float[n];
        rise = new float[n];
        off = new float[n];
    }

    /** Forgets the row above; the next one starts from level ground. */
    void begin() {
        Arrays.fill(heightM, 0);
        Arrays.fill(rise, 0);
        first = true;
    }

    /** Works out a row of the lens. */
    void meet(Lens lens, int row) {
        int n = eastM.length;
        lens.copyRow(row, x, y);
        turn(n);
        project(n);
        lookUp(n);
        step(n);
        followRest(n);
        if (first) Arrays.fill(rise, 0);
        first = false;
    }

    private void turn(int n) {
        float m0 = (float) m[0], m1 = (float) m[1], m2 = (float) m[2];
        float m3 = (float) m[3], m4 = (float) m[4], m5 = (float) m[5];
        float m6 = (float) m[6], m7 = (float) m[7], m8 = (float) m[8];
        // Quicker worked out than fetched.
        for (int c = 0; c < n; c++)
            ahead[c] = (float) Math.sqrt(1 - (x[c] * x[c] + y[c] * y[c]));
        for (int c = 0; c < n; c++)
            east[c] = m0 * x[c] + m1 * y[c] + m2 * ahead[c];
        for (int c = 0; c < n; c++)
            north[c] = m3 * x[c] + m4 * y[c] + m5 * ahead[c];
        for (int c = 0; c < n; c++)
            up[c] = m6 * x[c] + m7 * y[c] + m8 * ahead[c];
    }

    /** Where the rays have come down to the heights of the row above and as much more as it rose, on the grid of the elevation model. */
    private void project(int n) {
        float camera = (float) view.cameraHeightM;
        float inverseR = (float) view.inverseR;
        float tan = (float) (view.tanLat * view.inverseR);
        float tan2 = (float) (view.tanLat * view.inverse2R);
        float column0 = (float) ((view.eastAtM - view.map.demWestM) * view.demPerM);
        float line0 = (float) ((view.map.demNorthM - view.northAtM) * view.demPerM);
        float columns = (float) (view.eastScale * view.demPerM);
        float lines = (float) (view.northScale * view.demPerM);
        float[] column = places.column;
        float[] line = places.line;
        for (int c = 0; c < n; c++)
            rangeM[c] = (heightM[c] + rise[c] - camera) / up[c];
        for (int c = 0; c < n; c++) {
            float t = rangeM[c];
            float shrink = 1 - (camera + t * up[c]) * inverseR;
            column[c] = column0 + columns * (t * east[c]) * (shrink + t * north[c] * tan);
        }
        for (int c = 0; c < n; c++) {
            float t = rangeM[c];
            float eastward = t * east[c];
            float shrink = 1 - (camera + t * up[c]) * inverseR;
            line[c] = line0 - lines * (t * north[c] * shrink - eastward * eastward * tan2);
        }
    }

    private void lookUp(int n) {
        places.find(view.heights.tiles, 0, n);
        float[] e = view.heights.elevationM;
        int[] index = places.index;
        float[] right = places.right;
        float[] low = places.down;
        float ground = (float) view.groundElevationM;
        for (int i = 0; i < n; i++) {
            int k = index[i];
            float fc = right[i];
            float fr = low[i];
            float acrossTop = e[k + 1] - e[k];
            float acrossBottom = e[k + Tiles.PITCH + 1] - e[k + Tiles.PITCH];
            float top = e[k] + fc * acrossTop;
            float drop = e[k + Tiles.PITCH] + fc * acrossBottom - top;
            elevation[i] = top + fr * drop - ground;
            across[i] = acrossTop + fr * (acrossBottom - acrossTop);
            down[i] = drop;
        }
        float columns = (float) (view.eastScale * view.demPerM);
        float lines = (float) (view.northScale * view.demPerM);
        for (int i = 0; i < n; i++)
            climb[i] = across[i] * columns * east[i] - down[i] * lines * north[i];
    }

    private void step(int n) {
        float camera = (float) view.cameraHeightM;
        float inverseR = (float) view.inverseR;
        float inverse2R = (float) view.inverse2R;
        float tan = (float) (view.tanLat * view.inverseR);
        float tan2 = (float) (view.tanLat * view.inverse2R);
        float east0 = (float) view.eastAtM;
        float north0 = (float) view.northAtM;
        float eastScale = (float) view.eastScale;
        float northScale = (float) view.northScale;
        for (int c = 0; c < n; c++) {
            float before = rangeM[c];
            float across2 = east[c] * east[c] + north[c] * north[c];
            fall[c] = -up[c] - before * across2 * inverseR;
            gapM[c] = camera + before * up[c] + before * before * across2 * inverse2R - elevation[c];
        }
        float least = GroundView.LEAST_CLOSING;
        for (int c = 0; c < n; c++)
            ahead[c] = gapM[c] / Math.max(fall[c] + climb[c], least * fall[c]);
        float flattest = (float) GroundView.MIN_FALL;
        for (int c = 0; c < n; c++)
            off[c] = Math.max(Math.abs(gapM[c]) - limit * rangeM[c], up[c] + flattest);
        float farthest = (float) GroundView.MAX_RANGE_M;
        for (int c = 0; c < n; c++) {
            float t = rangeM[c] + ahead[c];
            rangeM[c] = t;
            off[c] = Math.max(off[c], Math.max(-t, t - farthest));
        }
        for (int c = 0; c < n; c++) {
            float above = heightM[c];
            float z = camera + rangeM[c] * up[c];
            rise[c] = z - above;
            heightM[c] = z;
        }
        for (int c = 0; c < n; c++) {
            float t = rangeM[c];
            eastM[c] = east0 + eastScale * (t * east[c]) * (1 - heightM[c] * inverseR + t * north[c] * tan);
        }
        for (int c = 0; c < n; c++) {
            float t = rangeM[c];
            float eastward = t * east[c];
            northM[c] = north0
                    + northScale * (t * north[c] * (1 - heightM[c] * inverseR) - eastward * eastward * tan2);
        }
    }

    /** Written so that a number that is none, from a ray near the horizon, does not count as met. */
    private void followRest(int n) {
        sky = false;
        for (int c = 0; c < n; c++)
            if (!(off[c] <= 0)) followAlone(c);
    }

    private void followAlone(int c) {
        alone++;
        rise[c] = 0;
        if (!view.hitNear(east[c], north[c], up[c], first ? -1 : rangeM[c])) {
            rangeM[c] = 0;
            eastM[c] = 0;
            northM[c] = 0;
            heightM[c] = 0;
            sky = true;
            return;
        }
        rangeM[c] = (float) view.rangeM;
        eastM[c] = (float) view.eastM;
        northM[c] = (float) view.northM;
        heightM[c] = (float) (view.cameraHeightM + view.rangeM * up[c]);
    }

    /** Whether there is sky in the last row. */
    boolean sky() {
        return sky;
    }

    /** Less than any range, m. */
    double leastRangeM() {
        return view.aboveAllM();
    }

    /** Least range of the last row, m; 0 where there is sky. */
    float nearestM() {
        float nearestM = (float) GroundView.MAX_RANGE_M;
        for (int c = 0; c < rangeM.length; c++)
            nearestM = Math.min(nearestM, rangeM[c]);
        return nearestM;
    }

    /** Pixels that had to be followed alone so far. */
    int alone() {
        return alone;
    }
}
