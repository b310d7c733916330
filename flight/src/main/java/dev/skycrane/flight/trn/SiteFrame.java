package dev.skycrane.flight.trn;

import dev.skycrane.flight.geometry.Quat;
import dev.skycrane.flight.geometry.Vec3;

/**
 * Cartesian east-north-up frame tangent to the areoid at the map's centre, "L", and its relation to map coordinates (east, north,
 * elevation) and to the Mars-fixed frame. The few hundredths of a radian across a map let the trigonometry of the offsets be short
 * series, exact to rounding within 60 km of the centre. Immutable.
 */
final class SiteFrame {
    private final double radiusM;
    private final double lonScale;
    private final double latScale;
    private final double sin0;
    private final double cos0;
    private final Vec3 originMcmfM = new Vec3();
    private final Quat qMcmfFromL = new Quat();

    SiteFrame(SiteMap map) {
        radiusM = map.areoidRadiusM;
        sin0 = StrictMath.sin(map.centreLatRad);
        cos0 = StrictMath.cos(map.centreLatRad);
        lonScale = 1 / (map.referenceRadiusM * cos0);
        latScale = 1 / map.referenceRadiusM;
        double sinLon = StrictMath.sin(map.centreLonRad);
        double cosLon = StrictMath.cos(map.centreLonRad);
        Vec3 up = new Vec3(cos0 * cosLon, cos0 * sinLon, sin0);
        originMcmfM.set(up).scale(radiusM);
        qMcmfFromL.fromAxes(new Vec3(-sinLon, cosLon, 0), new Vec3(-sin0 * cosLon, -sin0 * sinLon, cos0), up);
    }

    /** @param out receives the point of map coordinates (east, north) and elevation above the areoid, frame L, m */
    Vec3 fromMap(double eastM, double northM, double elevationM, Vec3 out) {
        double a = eastM * lonScale;
        double b = northM * latScale;
        double a2 = a * a;
        double b2 = b * b;
        double sinA = a * (1 - a2 / 6 * (1 - a2 / 20));
        double cosA = 1 - a2 / 2 * (1 - a2 / 12 * (1 - a2 / 30));
        double sinB = b * (1 - b2 / 6 * (1 - b2 / 20));
        double cosB = 1 - b2 / 2 * (1 - b2 / 12 * (1 - b2 / 30));
        double sinLat = sin0 * cosB + cos0 * sinB;
        double cosLat = cos0 * cosB - sin0 * sinB;
        double r = radiusM + elevationM;
        double x = r * cosLat * cosA;
        double z = r * sinLat;
        return out.set(r * cosLat * sinA, cos0 * z - sin0 * x, cos0 * x + sin0 * z - radiusM);
    }

    /** @param out receives east, north, elevation of a point given in frame L, m; may be {@code p} */
    Vec3 toMap(Vec3 p, Vec3 out) {
        double up = radiusM + p.z;
        double x = cos0 * up - sin0 * p.y;
        double z = sin0 * up + cos0 * p.y;
        double rho = Math.sqrt(x * x + p.x * p.x);
        double r = Math.sqrt(rho * rho + z * z);
        double t = p.x / x;
        double t2 = t * t;
        double s = (cos0 * z - sin0 * rho) / r;
        double s2 = s * s;
        return out.set(t * (1 - t2 * (1.0 / 3 - t2 * (0.2 - t2 / 7))) / lonScale,
                s * (1 + s2 * (1.0 / 6 + s2 * (0.075 + s2 * 5 / 112))) / latScale, r - radiusM);
    }

    Vec3 fromMcmf(Vec3 rMcmfM, Vec3 out) {
        return qMcmfFromL.rotateInverse(out.difference(rMcmfM, originMcmfM), out);
    }

    Vec3 toMcmf(Vec3 pL, Vec3 out) {
        return qMcmfFromL.rotate(pL, out).add(originMcmfM);
    }

    Quat qMcmfFromL() {
        return qMcmfFromL;
    }
}
