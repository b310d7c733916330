package dev.skycrane.hil.render;

import dev.skycrane.flight.trn.SiteMap;

/** The elevation model in {@link Tiles}. Immutable. */
final class Heights {
    final SiteMap map;
    final Tiles tiles;
    final float[] elevationM;
    final float highestM;

    Heights(SiteMap map) {
        this.map = map;
        tiles = new Tiles(map.demWidth, map.demHeight);
        elevationM = new float[tiles.size()];
        tiles.fill(0, tiles.down(), (i, r, c) -> elevationM[i] = map.elevationM[r * map.demWidth + c]);
        float highest = Float.NEGATIVE_INFINITY;
        for (float e : elevationM)
            highest = Math.max(highest, e);
        highestM = highest;
    }
}
