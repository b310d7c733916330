package dev.skycrane.hil.plant;

import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.trn.SiteMap;

/** Ground of a site map; beyond its edge the elevation of the edge goes on. */
public final class SiteMapTerrain implements Terrain {
    private final SiteMap map;

    public SiteMapTerrain(SiteMap map) {
        this.map = map;
    }

    @Override
    public double groundRadiusM(Vec3 rMcmfM) {
        double latRad = StrictMath.asin(rMcmfM.z / rMcmfM.norm());
        double lonRad = StrictMath.atan2(rMcmfM.y, rMcmfM.x);
        return map.areoidRadiusM + map.elevationAtM(map.eastM(lonRad), map.northM(latRad));
    }
}
