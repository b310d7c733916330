package dev.skycrane.hil.render;

import dev.skycrane.hil.terrain.Sun;

/** Works out the colour that comes from a direction, before lens and sensor; one per thread. */
final class Painter {
    private static final double[] GROUND_TINT = {1.28, 0.92, 0.66};
    private static final double[] SKY = {201, 168, 128};
    private static final double[] ZENITH = {150, 118, 86};
    /** Height over which the dust of the sky thins, m. */
    private static final double DUST_SCALE_M = 11_000;
    /** Part of the daylight that comes from sky and ground, and the sun's on a face towards it. */
    private static final double DIFFUSE = 0.40;
    private static final double DIRECT = 0.75;
    private static final double GROUND_SHADE = 0.42;
    /** Places in a pixel where rays go, in parts of it: rotated grids of one, two and four. */
    private static final double[][] ONE = {{0, 0}};
    private static final double[][] TWO = {{-0.25, 0.25}, {0.25, -0.25}};
    private static final double[][] FOUR = {{-0.125, -0.375}, {0.375, -0.125}, {-0.375, 0.125}, {0.125, 0.375}};

    private final GroundScene scene;
    private final Relief relief;
    private final Scenery[] moments;
    private final GroundView[] grounds;
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
    private final double[] one = new double[3];

    Painter(GroundScene scene, Relief relief, Scenery[] moments, Lens lens) {
        this.scene = scene;
        this.relief = relief;
        this.moments = moments;
        this.lens = lens;
        grounds = new GroundView[moments.length];
        for (int i = 0; i < moments.length; i++)
            grounds[i] = moments[i].ground.copy();
        places = moments.length == 1 ? ONE : moments.length == 2 ? TWO : FOUR;
        westM = scene.map.westM;
        northM = scene.map.northM;
        widthM = (scene.map.width - 1) * scene.map.pixelM;
        heightM = (scene.map.height - 1) * scene.map.pixelM;
        Sun sun = scene.settings.sun;
        sunX = sun.east;
        sunY = sun.north;
        sunZ = sun.up;
    }

    void beginRow() {
        for (GroundView g : grounds)
            g.beginRow();
    }

    /** colour = mean over the instants of pixel {@code k}, each through another place of it. */
    void look(int k, double[] colour) {
        colour[0] = 0;
        colour[1] = 0;
        colour[2] = 0;
        double part = 1.0 / moments.length;
        for (int i = 0; i < moments.length; i++) {
            double[] at = places[i % places.length];
            look(moments[i], grounds[i], lens.x[k] + at[0] * lens.pixelRad, lens.y[k] + at[1] * lens.pixelRad,
                    lens.z[k]);
            for (int b = 0; b < 3; b++)
                colour[b] += part * one[b];
        }
    }

    private void look(Scenery s, GroundView ground, double x, double y, double z) {
        double[] m = s.m;
        double east = m[0] * x + m[1] * y + m[2] * z;
        double north = m[3] * x + m[4] * y + m[5] * z;
        double up = m[6] * x + m[7] * y + m[8] * z;
        hit.aim(0, 0, 0, east, north, up);
        for (Thing thing : s.things)
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
            sky(s, east, north, up);
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
        one[0] = clear * light * red + (1 - clear) * SKY[0];
        one[1] = clear * light * green + (1 - clear) * SKY[1];
        one[2] = clear * light * blue + (1 - clear) * SKY[2];
    }

    private void soil(Scenery s, GroundView ground, double east, double north, double up) {
        double rangeM = ground.rangeM;
        double footprintM = rangeM * lens.pixelRad;
        double dn = scene.light.dn(mirrored(ground.eastM, westM, widthM), -mirrored(-ground.northM, -northM, heightM),
                scene.light.levelOf(footprintM));
        if (scene.detail.shows(footprintM)) dn *= scene.detail.grain(ground.eastM, ground.northM, footprintM);
        if (relief.shows(footprintM)) dn *= relief.factor(ground.eastM, ground.northM, footprintM);
        if (!s.shades.isEmpty()
                && s.shaded(rangeM * east, rangeM * north, rangeM * up, sunX, sunY, sunZ, shadow, local))
            dn *= GROUND_SHADE;
        double clear = 1 / (1 + scene.settings.hazePerKm * 1e-3 * rangeM);
        for (int b = 0; b < 3; b++)
            one[b] = clear * dn * GROUND_TINT[b] + (1 - clear) * SKY[b];
    }

    /** The ground goes on beyond the map's edge as its mirror image. */
    private static double mirrored(double v, double from, double span) {
        double d = (v - from) / span;
        if (d >= 0 && d <= 1) return v;
        double part = Math.abs(d - 2 * Math.rint(0.5 * d));
        return from + part * span;
    }

    /** Dust sky: brightest at the horizon and about the sun, darker from high up. */
    private void sky(Scenery s, double east, double north, double up) {
        double height = Math.max(0, Math.min(1, up));
        double thin = StrictMath.exp(-Math.max(0, s.ground.cameraHeightM()) / DUST_SCALE_M);
        double dim = 1 - 0.45 * (1 - thin) * height;
        double towards = Math.max(0, east * sunX + north * sunY + up * sunZ);
        double glow = towards * towards;
        glow *= glow;
        double halo = glow * glow * glow * glow;
        double disk = towards > 0.99998 ? 400 : 0;
        for (int b = 0; b < 3; b++)
            one[b] = dim * (SKY[b] + height * (ZENITH[b] - SKY[b])) + 40 * glow * glow + 60 * halo + disk;
    }
}
