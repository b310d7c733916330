package dev.skycrane.ground.web;

import dev.skycrane.proto.site.MapGrid;
import dev.skycrane.proto.site.MapPackage;
import dev.skycrane.proto.site.SiteInfo;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The landing site's map, when the station has one. Layers are made when first asked for, then kept. */
final class SiteRoutes {
    private static final int APPEARANCE_PX = 2048;
    private static final int HAZARD_PX = 1024;
    private static final int HEIGHT_POINTS = 257;
    private static final String PATH = "/api/site";

    /** Makes a layer. */
    private interface Layer {
        byte[] make() throws IOException;
    }

    private final MapPackage map;
    private final double targetEastM;
    private final double targetNorthM;
    private final Map<String, byte[]> layers = new ConcurrentHashMap<>();

    /** @param map or null */
    SiteRoutes(MapPackage map) {
        this.map = map;
        if (map == null) {
            targetEastM = 0;
            targetNorthM = 0;
        } else {
            SiteInfo s = map.site;
            targetEastM = s.referenceRadiusM() * Math.cos(Math.toRadians(s.centreLatDeg()))
                    * Math.toRadians(s.targetLonDeg() - s.centreLonDeg());
            targetNorthM = s.referenceRadiusM() * Math.toRadians(s.targetLatDeg() - s.centreLatDeg());
        }
    }

    List<Route> routes() {
        return List.of(
                Route.get(PATH, "The landing site's map: extent and layers; 404 without a map.", Answers.Site.class,
                        call -> site()),
                Route.get(PATH + "/appearance", "The ground as the map shows it, grey JPEG, north up.", null,
                        call -> layer(call, "image/jpeg", "appearance", () -> SitePictures.grey(map.appearanceGrid,
                                map.appearance, APPEARANCE_PX, "jpg"))),
                Route.get(PATH + "/hazard", "Hazard, grey PNG, 0 safe to 255 deadly, north up.", null,
                        call -> layer(call, "image/png", "hazard", () -> SitePictures.grey(map.hazardGrid, map.hazard,
                                HAZARD_PX, "png"))),
                Route.get(PATH + "/elevation",
                        "Heights above the target over the appearance's extent, m: float32 little-endian, rows from north.",
                        null,
                        call -> layer(call, "application/octet-stream", "elevation", () -> SitePictures.heights(
                                map.elevationGrid, map.elevationM, map.appearanceGrid, HEIGHT_POINTS,
                                targetHeightM()))));
    }

    private double targetHeightM() {
        return SitePictures.heightM(map.elevationGrid, map.elevationM, targetEastM, targetNorthM);
    }

    private Answers.Site site() {
        requireMap();
        return new Answers.Site(map.site.name(), map.site.targetLatDeg(), map.site.targetLonDeg(), targetEastM,
                targetNorthM, targetHeightM(), extent(map.appearanceGrid, PATH + "/appearance"),
                map.hazard == null ? null : extent(map.hazardGrid, PATH + "/hazard"), new Answers.SiteHeights(
                        HEIGHT_POINTS, HEIGHT_POINTS, PATH + "/elevation"));
    }

    private Answers.SiteLayer extent(MapGrid g, String url) {
        return new Answers.SiteLayer(g.edgeWestM() - targetEastM, g.edgeSouthM() - targetNorthM, g.edgeEastM()
                - targetEastM, g.edgeNorthM() - targetNorthM, url);
    }

    private void requireMap() {
        if (map == null) throw new NotThereException("site", "map", "a station that was started with a map");
    }

    private Object layer(Call call, String type, String name, Layer layer) throws IOException {
        requireMap();
        if (name.equals("hazard") && map.hazard == null)
            throw new NotThereException("site", "hazard", "a map with hazards");
        byte[] bytes = layers.get(name);
        if (bytes == null) {
            bytes = layer.make();
            layers.put(name, bytes);
        }
        call.context().header("Cache-Control", "no-cache").contentType(type).result(bytes);
        return null;
    }
}
