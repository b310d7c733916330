package dev.skycrane.hil.plant;

import dev.skycrane.flight.geometry.Trig;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.trn.SiteMap;

/**
 * Ground of a site map; beyond its edge the elevation of the edge goes on. Angles are taken from the map's centre: small ones by the series of
 * the arc tangent, which is exact to the last place there and far cheaper than the functions for any angle (asked for some
 * hundred thousand times in a landing, by every ray of the radar).
 */
public final class SiteMapTerrain implements Terrain {
    /** The first term left out of the series, t^12 / 13, is below 1e-22 of the angle. */
    private static final double SMALL = 0.015;

    private final SiteMap map;
    private final double cosCentreLat;
    private final double sinCentreLat;
    private final double cosCentreLon;
    private final double sinCentreLon;

    public SiteMapTerrain(SiteMap map) {
        this.map = map;
        cosCentreLat = StrictMath.cos(map.centreLatRad);
        sinCentreLat = StrictMath.sin(map.centreLatRad);
        cosCentreLon = StrictMath.cos(map.centreLonRad);
        sinCentreLon = StrictMath.sin(map.centreLonRad);
    }

    @Override
    public double groundRadiusM(Vec3 rMcmfM) {
        double x = rMcmfM.x;
        double y = rMcmfM.y;
        double z = rMcmfM.z;
        double rho = Math.sqrt(x * x + y * y);
        double north = angle(z * cosCentreLat - rho * sinCentreLat, rho * cosCentreLat + z * sinCentreLat);
        double east = angle(y * cosCentreLon - x * sinCentreLon, x * cosCentreLon + y * sinCentreLon);
        double eastM = map.referenceRadiusM * cosCentreLat * east;
        return map.areoidRadiusM + map.elevationAtM(eastM, map.referenceRadiusM * north);
    }

    @Override
    public double highestRadiusM() {
        return map.areoidRadiusM + map.highestM;
    }

    /** The angle of a sine and a cosine of any common scale, rad. */
    private static double angle(double sine, double cosine) {
        double t = sine / cosine;
        if (!(Math.abs(t) <= SMALL && cosine > 0)) return Trig.atan2(sine, cosine);
        double u = t * t;
        return t * (1 - u * (1 / 3.0 - u * (1 / 5.0 - u * (1 / 7.0 - u * (1 / 9.0 - u / 11)))));
    }
}
