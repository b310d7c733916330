package dev.skycrane.hil.terrain;

import dev.skycrane.flight.trn.SiteMap;
import dev.skycrane.proto.site.MapGrid;
import dev.skycrane.proto.site.MapPackage;
import dev.skycrane.proto.site.SiteInfo;

/** From a map package to the map that flight software, plant and renderer use. The arrays are shared, not copied. */
public final class SiteMaps {
    private SiteMaps() {}

    public static SiteMap of(MapPackage m) {
        SiteInfo s = m.site;
        return new SiteMap(s.referenceRadiusM(), s.areoidRadiusM(), StrictMath.toRadians(s.centreLatDeg()),
                StrictMath.toRadians(s.centreLonDeg()), grid(m.appearanceGrid), m.appearance, grid(m.elevationGrid),
                m.elevationM, m.hazard == null ? null : grid(m.hazardGrid), m.hazard);
    }

    private static SiteMap.Grid grid(MapGrid g) {
        return new SiteMap.Grid(g.width(), g.height(), g.cellM(), g.westM(), g.northM());
    }

    /** Radius of the ground at the package's target, m: what {@code site.targetRadiusM} has to be for this map. */
    public static double targetRadiusM(MapPackage m) {
        SiteMap map = of(m);
        double latRad = StrictMath.toRadians(m.site.targetLatDeg());
        double lonRad = StrictMath.toRadians(m.site.targetLonDeg());
        return map.areoidRadiusM + map.elevationAtM(map.eastM(lonRad), map.northM(latRad));
    }

    /** The light of the package's appearance, or null when it is not known. */
    public static Sun sunOf(MapPackage m) {
        return m.site.sunKnown() ? new Sun(m.site.sunAzimuthDeg(), m.site.sunElevationDeg()) : null;
    }
}
