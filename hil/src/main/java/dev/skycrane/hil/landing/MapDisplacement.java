package dev.skycrane.hil.landing;

import dev.skycrane.flight.geometry.EnuFrame;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.trn.SiteMap;
import dev.skycrane.hil.terrain.MapError;

/**
 * How far off the vehicle's map shows the ground below a place: what a perfect localisation on that map is wrong by, in coordinates.
 * One thread.
 */
public final class MapDisplacement {
    private final SiteMap ground;
    private final MapError error;
    private final EnuFrame local = new EnuFrame();

    /** @param ground whose projection the error is written in */
    public MapDisplacement(SiteMap ground, MapError error) {
        this.ground = ground;
        this.error = error;
    }

    /** Shown less true place of the ground below {@code rMcmfM}, east, north and up there, m. */
    public Vec3 enuM(Vec3 rMcmfM, Vec3 out) {
        if (error.isNone()) return out.zero();
        Vec3 r = rMcmfM;
        double eastM = ground.eastM(StrictMath.atan2(r.y, r.x));
        double northM = ground.northM(StrictMath.atan2(r.z, Math.sqrt(r.x * r.x + r.y * r.y)));
        double shownEastM = error.shownEastM(eastM, northM);
        double shownNorthM = error.shownNorthM(eastM, northM);
        return out.set(shownEastM - eastM, shownNorthM - northM, error.heightErrorM(shownEastM, shownNorthM));
    }

    /** The same in Mcmf. */
    public Vec3 mcmfM(Vec3 rMcmfM, Vec3 out) {
        return local.set(rMcmfM).vectorToMcmf(enuM(rMcmfM, out), out);
    }
}
