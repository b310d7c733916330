package dev.skycrane.flight.vehicle;

import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.geometry.EnuFrame;
import dev.skycrane.flight.geometry.Vec3;

/**
 * The planet and the landing site: gravitation with the oblateness term, rotation, radii. Shared by flight software and plant.
 * Defaults: Mars and Jezero, dossier sections 0, 1.1 and 1.2. Immutable.
 */
public final class PlanetModel {
    /** Landing point of Perseverance, the default site. */
    public static final double JEZERO_LAT_DEG = 18.4447;
    public static final double JEZERO_LON_DEG = 77.4508;

    public final double gmM3ps2;
    public final double j2;
    public final double equatorialRadiusM;
    /** Rotation rate about the north pole, rad/s. */
    public final double rotationRadps;
    /** Radius of the areoid at the site: zero of elevations, m. */
    public final double areoidRadiusM;
    public final double siteLatRad;
    public final double siteLonRad;
    /** Radius of the ground at the site's target: zero of heights before the radar sees the ground, m. */
    public final double siteRadiusM;

    public PlanetModel(ParameterTable p) {
        gmM3ps2 = p.scalar("planet.gmM3ps2", "m^3/s^2", 4.282837e13, 1e12, 1e15, "gravitational parameter");
        j2 = p.scalar("planet.j2", "1", 1.9605e-3, 0, 0.1, "second zonal harmonic");
        equatorialRadiusM = p.scalar("planet.equatorialRadiusM", "m", 3396190, 1e6, 1e7, "equatorial radius");
        rotationRadps = p.scalar("planet.rotationRadps", "rad/s", 7.088218e-5, 0, 1e-3, "rotation rate");
        areoidRadiusM = p.scalar("site.areoidRadiusM", "m", 3394507, 1e6, 1e7, "radius of zero elevation at the site");
        siteLatRad = Math.toRadians(
                p.scalar("site.latDeg", "deg", JEZERO_LAT_DEG, -89, 89, "planetocentric latitude of the target"));
        siteLonRad = Math.toRadians(
                p.scalar("site.lonDeg", "deg", JEZERO_LON_DEG, -180, 360, "east longitude of the target"));
        siteRadiusM = p.scalar("site.targetRadiusM", "m", 3391937, 1e6, 1e7, "radius of the ground at the target");
    }

    /**
     * out = gravitational acceleration at {@code r}, any frame with z along the pole, m/s^2: point mass and J2
     * (Vallado, Fundamentals of Astrodynamics, section 8.6). {@code out} may be {@code r}. Centrifugal and Coriolis terms are
     * not in it.
     */
    public Vec3 gravity(Vec3 r, Vec3 out) {
        double r2 = r.normSquared();
        double radiusM = Math.sqrt(r2);
        double k = gmM3ps2 / (r2 * radiusM);
        double a2 = equatorialRadiusM * equatorialRadiusM / r2;
        double z2 = r.z * r.z / r2;
        double equatorial = 1 + 1.5 * j2 * a2 * (1 - 5 * z2);
        double polar = 1 + 1.5 * j2 * a2 * (3 - 5 * z2);
        return out.set(-k * equatorial * r.x, -k * equatorial * r.y, -k * polar * r.z);
    }

    /** A new frame at the site's target. */
    public EnuFrame siteFrame() {
        return new EnuFrame(siteLatRad, siteLonRad, siteRadiusM);
    }
}
