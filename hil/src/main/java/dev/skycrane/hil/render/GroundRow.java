package dev.skycrane.hil.render;

/**
 * Meets the rays of a whole row of pixels with the ground: one step of Newton's rule, with the slope of the elevation model's cell, for all
 * of them from the heights that the row above has found, in single precision (a millimetre in 15 km) and in plain loops over arrays, which the compiler turns into vector code. A pixel
 * whose ray was off by more than half a pixel before that step, or meets nothing, is followed alone by {@link GroundView}. One
 * thread.
 */
final class GroundRow {
    /** Part of a pixel's footprint that a ray may be off before the last step, whose error is that times the change of slope. */
    private static final double OFF_PIXELS = 0.5;

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
    private final float[] column;
    private final float[] line;
    private final float[] elevation;
    /** Rise of the ground below the rays per metre along them. */
    private final float[] climb;
    private final float[] heightM;
    /** How far the rays were off before the last step less what is allowed, m. */
    private final float[] off;
    private int alone;
    private boolean first;

    /** @param m turns camera directions into east, north, up of the view's plane */
    GroundRow(GroundView view, double[] m, Lens lens) {
        this.view = view;
        this.m = m;
        int n = lens.width;
        limit = (float) (OFF_PIXELS * lens.pixelRad);
        eastM = new float[n];
        northM = new float[n];
        rangeM = new float[n];
        east = new float[n];
        north = new float[n];
        up = new float[n];
        column = new float[n];
        line = new float[n];
        elevation = new float[n];
        climb = new float[n];
        heightM = new float[n];
        off = new float[n];
    }

    /** Forgets the row above; the next one starts from level ground. */
    void begin() {
        java.util.Arrays.fill(heightM, 0);
        first = true;
    }

    /** Works out a row of the lens. */
    void meet(Lens lens, int row) {
        int n = eastM.length;
        int k = row * n;
        turn(lens, k, n);
        project(n);
        lookUp(n);
        step(n);
        followRest(n);
        first = false;
    }

    private void turn(Lens lens, int k, int n) {
        float m0 = (float) m[0], m1 = (float) m[1], m2 = (float) m[2];
        float m3 = (float) m[3], m4 = (float) m[4], m5 = (float) m[5];
        float m6 = (float) m[6], m7 = (float) m[7], m8 = (float) m[8];
        float[] x = lens.x;
        float[] y = lens.y;
        float[] z = lens.z;
        for (int c = 0; c < n; c++)
            east[c] = m0 * x[k + c] + m1 * y[k + c] + m2 * z[k + c];
        for (int c = 0; c < n; c++)
            north[c] = m3 * x[k + c] + m4 * y[k + c] + m5 * z[k + c];
        for (int c = 0; c < n; c++)
            up[c] = m6 * x[k + c] + m7 * y[k + c] + m8 * z[k + c];
    }

    /** Where the rays have come down to the heights of the row above, on the grid of the elevation model. */
    private void project(int n) {
        float camera = (float) view.cameraHeightM;
        float inverseR = (float) view.inverseR;
        float tan = (float) (view.tanLat * view.inverseR);
        float tan2 = (float) (view.tanLat * view.inverse2R);
        float column0 = (float) ((view.eastAtM - view.map.demWestM) * view.demPerM);
        float line0 = (float) ((view.map.demNorthM - view.northAtM) * view.demPerM);
        float columns = (float) (view.eastScale * view.demPerM);
        float lines = (float) (view.northScale * view.demPerM);
        for (int c = 0; c < n; c++) {
            float t = (heightM[c] - camera) / up[c];
            float x = t * east[c];
            float y = t * north[c];
            float shrink = 1 - (camera + t * up[c]) * inverseR;
            rangeM[c] = t;
            column[c] = column0 + columns * x * (shrink + y * tan);
            line[c] = line0 - lines * (y * shrink - x * x * tan2);
        }
    }

    private void lookUp(int n) {
        Tiles tiles = view.heights.tiles;
        float[] e = view.heights.elevationM;
        float lastColumn = view.map.demWidth - 1.001f;
        float lastLine = view.map.demHeight - 1.001f;
        float ground = (float) view.groundElevationM;
        float columns = (float) (view.eastScale * view.demPerM);
        float lines = (float) (view.northScale * view.demPerM);
        for (int i = 0; i < n; i++) {
            float c = column[i] < 0 ? 0 : column[i] > lastColumn ? lastColumn : column[i];
            float r = line[i] < 0 ? 0 : line[i] > lastLine ? lastLine : line[i];
            int c0 = (int) c;
            int r0 = (int) r;
            float fc = c - c0;
            float fr = r - r0;
            int k = tiles.at(r0, c0);
            float acrossTop = e[k + 1] - e[k];
            float acrossBottom = e[k + Tiles.PITCH + 1] - e[k + Tiles.PITCH];
            float top = e[k] + fc * acrossTop;
            float down = e[k + Tiles.PITCH] + fc * acrossBottom - top;
            elevation[i] = top + fr * down - ground;
            float across = acrossTop + fr * (acrossBottom - acrossTop);
            climb[i] = across * columns * east[i] - down * lines * north[i];
        }
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
            float gap = camera + before * up[c] + before * before * across2 * inverse2R - elevation[c];
            float fall = -up[c] - before * across2 * inverseR;
            float closing = fall + climb[c];
            float least = GroundView.LEAST_CLOSING * fall;
            float t = before + gap / (closing > least ? closing : least);
            float x = t * east[c];
            float y = t * north[c];
            float z = camera + t * up[c];
            float shrink = 1 - z * inverseR;
            rangeM[c] = t;
            heightM[c] = z;
            eastM[c] = east0 + eastScale * x * (shrink + y * tan);
            northM[c] = north0 + northScale * (y * shrink - x * x * tan2);
            off[c] = Math.abs(gap) - limit * before;
        }
    }

    /** Written so that a number that is none, from a ray near the horizon, does not count as met. */
    private void followRest(int n) {
        float[] misses = off;
        float[] rises = up;
        float[] ranges = rangeM;
        for (int c = 0; c < n; c++) {
            boolean met = misses[c] <= 0 && rises[c] <= -GroundView.MIN_FALL && ranges[c] > 0
                    && ranges[c] <= GroundView.MAX_RANGE_M;
            if (!met) followAlone(c);
        }
    }

    private void followAlone(int c) {
        alone++;
        if (!view.hitNear(east[c], north[c], up[c], first ? -1 : rangeM[c])) {
            rangeM[c] = 0;
            heightM[c] = 0;
            return;
        }
        rangeM[c] = (float) view.rangeM;
        eastM[c] = (float) view.eastM;
        northM[c] = (float) view.northM;
        heightM[c] = (float) (view.cameraHeightM + view.rangeM * up[c]);
    }

    /** Pixels that had to be followed alone so far. */
    int alone() {
        return alone;
    }
}
