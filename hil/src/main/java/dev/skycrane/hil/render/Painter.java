package dev.skycrane.hil.render;

import dev.skycrane.hil.terrain.Sun;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Works out the colour that comes from a direction, before lens and sensor; one per thread. */
final class Painter {
    static final double[] GROUND_TINT = {1.28, 0.92, 0.66};
    /** Part of the daylight that comes from sky and ground, and the sun's on a face towards it. */
    static final double DIFFUSE = 0.40;
    static final double DIRECT = 0.75;
    private static final double GROUND_SHADE = 0.42;
    /** Places in a pixel where rays go, in parts of it: rotated grids of one, two and four. */
    private static final double[][] ONE = {{0, 0}};
    private static final double[][] TWO = {{-0.25, 0.25}, {0.25, -0.25}};
    private static final double[][] FOUR = {{-0.125, -0.375}, {0.375, -0.125}, {-0.375, 0.125}, {0.125, 0.375}};

    /** Rows and columns of the tiles for which what is in view is looked up once. */
    static final int TILE = 16;
    /** Two instants that differ less in a pixel without things say what the others would, DN. */
    private static final double AGREED_DN = 3;

    private final GroundScene scene;
    private final Relief relief;
    private final Scenery[] moments;
    private final GroundView[] grounds;
    private final Sky sky;
    private final Lens lens;
    private final double[][] places;
    private final double westM;
    private final double northM;
    private final double widthM;
    private final double heightM;
    private final double sunX;
    private final double sunY;
    private final double sunZ;
    private final Hit hit = new Hit();
    private final Hit shadow = new Hit();
    private final Hit local = new Hit();
    private final GroundDetail detail;
    private final double[] one = new double[3];
    private final double[] before = new double[3];
    /** Things that the rays of a tile of the band may meet, by instant and tile; and whether there are any at all. */
    private final Thing[][][] near;
    private final boolean[] empty;

    Painter(GroundScene scene, Relief relief, Scenery[] moments, Lens lens) {
        this.scene = scene;
        this.relief = relief.copy();
        detail = scene.detail;
        this.moments = moments;
        this.lens = lens;
        grounds = new GroundView[moments.length];
        for (int i = 0; i < moments.length; i++)
            grounds[i] = moments[i].ground.copy();
        places = moments.length == 1 ? ONE : moments.length == 2 ? TWO : FOUR;
        int tiles = (lens.width + TILE - 1) / TILE;
        near = new Thing[moments.length][tiles][];
        empty = new boolean[tiles];
        westM = scene.map.westM;
        northM = scene.map.northM;
        widthM = (scene.map.width - 1) * scene.map.pixelM;
        heightM = (scene.map.height - 1) * scene.map.pixelM;
        Sun sun = scene.settings.sun;
        sky = new Sky(sun);
        sunX = sun.east;
        sunY = sun.north;
        sunZ = sun.up;
    }

    /** To be called before the rows from {@code first} to {@code end}, at most {@link #TILE} of them. */
    void beginBand(int first, int end) {
        for (int tile = 0; tile < empty.length; tile++) {
            int left = tile * TILE;
            int right = Math.min(lens.width, left + TILE) - 1;
            int middle = (first + end - 1) / 2 * lens.width + (left + right) / 2;
            double cos = 1;
            for (int corner : new int[]{first * lens.width + left, first * lens.width + right,
                (end - 1) * lens.width + left, (end - 1) * lens.width + right}) {
                cos = Math.min(cos, lens.x[middle] * lens.x[corner] + lens.y[middle] * lens.y[corner]
                        + lens.z[middle] * lens.z[corner]);
            }
            // A pixel more all around, since rays go through other places of it than the middle.
            double wider = 1.5 * lens.pixelRad;
            double sin = Math.sqrt(Math.max(0, 1 - cos * cos));
            cos -= sin * wider + 0.5 * wider * wider + 1e-6;
            empty[tile] = true;
            for (int i = 0; i < moments.length; i++) {
                near[i][tile] = within(moments[i], middle, cos);
                empty[tile] &= near[i][tile].length == 0;
            }
        }
    }

    private Thing[] within(Scenery s, int k, double cos) {
        double[] m = s.m;
        Cone cone = new Cone(m[0] * lens.x[k] + m[1] * lens.y[k] + m[2] * lens.z[k],
                m[3] * lens.x[k] + m[4] * lens.y[k] + m[5] * lens.z[k],
                m[6] * lens.x[k] + m[7] * lens.y[k] + m[8] * lens.z[k], cos);
        List<Thing> seen = new ArrayList<>();
        for (Thing thing : s.things) {
            Thing some = thing.within(cone);
            if (some != null) seen.add(some);
        }
        return seen.toArray(Thing[]::new);
    }

    void beginRow() {
        for (GroundView g : grounds)
            g.beginRow();
    }

    /**
     * colour = mean over the instants of a pixel, each through another place of it. Of more than two the first and the last come first; where
     * nothing but ground or sky is near and they agree, they will do.
     */
    void look(int row, int column, double[] colour) {
        int tile = column / TILE;
        int k = row * lens.width + column;
        int n = moments.length;
        Arrays.fill(colour, 0);
        for (int i = 0; i < n; i++) {
            int moment = i == 0 ? 0 : i == 1 ? n - 1 : i - 1;
            double[] at = places[moment % places.length];
            look(moments[moment], near[moment][tile], grounds[moment], lens.x[k] + at[0] * lens.pixelRad,
                    lens.y[k] + at[1] * lens.pixelRad, lens.z[k]);
            for (int b = 0; b < 3; b++)
                colour[b] += one[b];
            if (i == 1 && n > 2 && empty[tile] && agreed()) {
                for (int b = 0; b < 3; b++)
                    colour[b] *= 0.5;
                return;
            }
            System.arraycopy(one, 0, before, 0, 3);
        }
        for (int b = 0; b < 3; b++)
            colour[b] /= n;
    }

    private boolean agreed() {
        return Math.abs(one[0] - before[0]) < AGREED_DN && Math.abs(one[1] - before[1]) < AGREED_DN
                && Math.abs(one[2] - before[2]) < AGREED_DN;
    }

    private void look(Scenery s, Thing[] things, GroundView ground, double x, double y, double z) {
        double[] m = s.m;
        // A step of Newton's rule for the reciprocal root makes the direction unit again.
        double unit = 1.5 - 0.5 * (x * x + y * y + z * z);
        double east = unit * (m[0] * x + m[1] * y + m[2] * z);
        double north = unit * (m[3] * x + m[4] * y + m[5] * z);
        double up = unit * (m[6] * x + m[7] * y + m[8] * z);
        hit.aim(0, 0, 0, east, north, up);
        for (Thing thing : things)
            thing.meet(hit, local);
        double rangeM;
        if (ground.hit(east, north, up) && ground.rangeM < hit.rangeM) {
            rangeM = ground.rangeM;
            soil(s, ground, east, north, up);
        } else if (hit.found()) {
            rangeM = hit.rangeM;
            thing(s);
        } else {
            rangeM = 1e4;
            sky.colour(east, north, up, s.ground.cameraHeightM(), one);
        }
        s.dust.cover(east, north, up, rangeM, 1, one);
        if (s.plumes != null) s.plumes.add(east, north, up, rangeM, one);
    }

    private void thing(Scenery s) {
        double towards = hit.nx * sunX + hit.ny * sunY + hit.nz * sunZ;
        double direct = 0;
        double red = hit.red;
        double green = hit.green;
        double blue = hit.blue;
        double rangeM = hit.rangeM;
        double diffuse = DIFFUSE + 0.06 * hit.nz;
        if (hit.through > 0) {
            direct = towards > 0 ? 0.5 * towards : -hit.through * towards;
            diffuse += 0.08;
        } else if (towards > 0) {
            double off = 1e-3;
            boolean dark = s.shaded(rangeM * hit.dx + off * hit.nx, rangeM * hit.dy + off * hit.ny,
                    rangeM * hit.dz + off * hit.nz, sunX, sunY, sunZ, shadow, local);
            direct = dark ? 0 : towards;
        }
        double light = s.daylight * (diffuse + DIRECT * direct);
        double clear = 1 / (1 + scene.settings.hazePerKm * 1e-3 * rangeM);
        one[0] = clear * light * red + (1 - clear) * Sky.HORIZON[0];
        one[1] = clear * light * green + (1 - clear) * Sky.HORIZON[1];
        one[2] = clear * light * blue + (1 - clear) * Sky.HORIZON[2];
    }

    private void soil(Scenery s, GroundView ground, double east, double north, double up) {
        double rangeM = ground.rangeM;
        double footprintM = rangeM * lens.pixelRad;
        double dn = scene.light.dn(mirrored(ground.eastM, westM, widthM), -mirrored(-ground.northM, -northM, heightM),
                scene.light.levelOf(footprintM));
        if (detail.shows(footprintM)) dn *= detail.grain(ground.eastM, ground.northM, footprintM);
        if (relief.shows(footprintM)) dn *= relief.factor(ground.eastM, ground.northM, footprintM);
        if (!s.shades.isEmpty()
                && s.shaded(rangeM * east, rangeM * north, rangeM * up, sunX, sunY, sunZ, shadow, local))
            dn *= GROUND_SHADE;
        double clear = 1 / (1 + scene.settings.hazePerKm * 1e-3 * rangeM);
        for (int b = 0; b < 3; b++)
            one[b] = clear * dn * GROUND_TINT[b] + (1 - clear) * Sky.HORIZON[b];
    }

    /** The ground goes on beyond the map's edge as its mirror image. */
    private static double mirrored(double v, double from, double span) {
        double d = (v - from) / span;
        if (d >= 0 && d <= 1) return v;
        double part = Math.abs(d - 2 * Math.rint(0.5 * d));
        return from + part * span;
    }
}
