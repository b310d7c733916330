package dev.skycrane.hil.render;

import dev.skycrane.flight.trn.SiteMap;
import dev.skycrane.hil.terrain.Rows;
import dev.skycrane.hil.terrain.Sun;

/** The lit ground that all cameras share. */
final class GroundScene {
    final RenderSettings settings;
    final SiteMap map;
    final Heights heights;
    final GroundLight light;
    final GroundDetail detail;

    GroundScene(RenderSettings settings, SiteMap map, Sun mapSun, long seed, Rows rows) {
        this.settings = settings;
        this.map = map;
        heights = new Heights(map);
        light = new GroundLight(map, mapSun, settings.sun, settings.lunarWeight, rows);
        detail = new GroundDetail(seed, settings.detailContrast, map.pixelM, settings.sun);
    }
}
