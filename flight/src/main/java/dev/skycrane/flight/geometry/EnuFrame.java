package dev.skycrane.flight.geometry;

/** A local east, north, up frame at a planetocentric point of a sphere, and the ways between it and Mcmf. */
public final class EnuFrame {
    private final Vec3 originMcmfM = new Vec3();
    private final Quat qEnuFromMcmf = new Quat();
    private final Vec3 east = new Vec3();
    private final Vec3 north = new Vec3();
    private final Vec3 up = new Vec3();

    public EnuFrame() {}

    public EnuFrame(double latRad, double lonRad, double radiusM) {
        set(latRad, lonRad, radiusM);
    }

    /** Moves the origin. */
    public EnuFrame set(double latRad, double lonRad, double radiusM) {
        return set(Trig.sin(latRad), Trig.cos(latRad), Trig.sin(lonRad), Trig.cos(lonRad), radiusM);
    }

    /** Moves the origin to a point, which must not be on the polar axis. */
    public EnuFrame set(Vec3 rMcmfM) {
        double axisM = Math.sqrt(rMcmfM.x * rMcmfM.x + rMcmfM.y * rMcmfM.y);
        double radiusM = rMcmfM.norm();
        return set(rMcmfM.z / radiusM, axisM / radiusM, rMcmfM.y / axisM, rMcmfM.x / axisM, radiusM);
    }

    private EnuFrame set(double sinLat, double cosLat, double sinLon, double cosLon, double radiusM) {
        east.set(-sinLon, cosLon, 0);
        north.set(-sinLat * cosLon, -sinLat * sinLon, cosLat);
        up.set(cosLat * cosLon, cosLat * sinLon, sinLat);
        originMcmfM.set(up).scale(radiusM);
        qEnuFromMcmf.fromAxes(east, north, up);
        qEnuFromMcmf.inverse(qEnuFromMcmf);
        return this;
    }

    /** Position relative to the origin, m; {@code outEnuM} may be {@code rMcmfM}. */
    public Vec3 position(Vec3 rMcmfM, Vec3 outEnuM) {
        outEnuM.difference(rMcmfM, originMcmfM);
        return vector(outEnuM, outEnuM);
    }

    /** Components of a free vector; {@code outEnu} may be {@code mcmf}. */
    public Vec3 vector(Vec3 mcmf, Vec3 outEnu) {
        return outEnu.set(east.dot(mcmf), north.dot(mcmf), up.dot(mcmf));
    }

    /** Back from a free vector in Enu; {@code outMcmf} may be {@code enu}. */
    public Vec3 vectorToMcmf(Vec3 enu, Vec3 outMcmf) {
        double e = enu.x;
        double n = enu.y;
        double u = enu.z;
        return outMcmf.set(e * east.x + n * north.x + u * up.x, e * east.y + n * north.y + u * up.y,
                e * east.z + n * north.z + u * up.z);
    }

    /** Back from a position relative to the origin, m. */
    public Vec3 positionToMcmf(Vec3 enuM, Vec3 outMcmfM) {
        return vectorToMcmf(enuM, outMcmfM).add(originMcmfM);
    }

    /** Unit vectors in Mcmf; read only. */
    public Vec3 east() {
        return east;
    }

    public Vec3 north() {
        return north;
    }

    public Vec3 up() {
        return up;
    }

    public Vec3 originMcmfM() {
        return originMcmfM;
    }

    public Quat qEnuFromMcmf() {
        return qEnuFromMcmf;
    }
}
