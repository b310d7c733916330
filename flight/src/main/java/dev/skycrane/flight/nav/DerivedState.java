package dev.skycrane.flight.nav;

import dev.skycrane.flight.geometry.Trig;
import dev.skycrane.flight.geometry.EnuFrame;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.vehicle.AtmosphereModel;
import dev.skycrane.flight.vehicle.PlanetModel;

/** Quantities that follow from position, velocity, attitude and specific force: target-relative, geographic, aerodynamic. */
final class DerivedState {
    private final PlanetModel planet;
    private final AtmosphereModel air;
    private final Vec3 force = new Vec3();
    private final Vec3 up = new Vec3();
    private final Vec3 east = new Vec3();
    private final Vec3 north = new Vec3();

    DerivedState(PlanetModel planet, AtmosphereModel air) {
        this.planet = planet;
        this.air = air;
    }

    double siteRadiusM() {
        return planet.siteRadiusM;
    }

    void fill(NavState s, EnuFrame target, double groundM) {
        target.position(s.rMcmfM, s.rEnuM);
        target.vector(s.vMcmfMps, s.vEnuMps);
        s.qEnuFromBody.product(target.qEnuFromMcmf(), s.qMcmfFromBody);
        double radiusM = s.rMcmfM.norm();
        up.set(s.rMcmfM).scale(1 / radiusM);
        s.latRad = Trig.asin(Math.max(-1, Math.min(1, up.z)));
        s.lonRad = Trig.atan2(up.y, up.x);
        s.altitudeAglM = radiusM - planet.siteRadiusM - groundM;
        fillPath(s);
        fillAir(s, radiusM - planet.areoidRadiusM);
    }

    private void fillPath(NavState s) {
        s.speedMps = s.vMcmfMps.norm();
        double climbMps = s.vMcmfMps.dot(up);
        s.flightPathAngleRad = s.speedMps > 0
                ? Trig.asin(Math.max(-1, Math.min(1, climbMps / s.speedMps)))
                : 0;
        east.set(-up.y, up.x, 0).normalize();
        north.cross(up, east);
        s.headingRad = Trig.atan2(s.vMcmfMps.dot(east), s.vMcmfMps.dot(north));
    }

    /** Drag and lift of still air: specific force against and across the relative velocity. */
    private void fillAir(NavState s, double altitudeMolaM) {
        s.qMcmfFromBody.rotate(s.specificForceBodyMps2, force);
        double total2 = force.normSquared();
        s.dragMps2 = s.speedMps > 0 ? -force.dot(s.vMcmfMps) / s.speedMps : 0;
        s.liftMps2 = Math.sqrt(Math.max(0, total2 - s.dragMps2 * s.dragMps2));
        double density = air.densityKgM3(altitudeMolaM);
        s.dynamicPressurePa = 0.5 * density * s.speedMps * s.speedMps;
        s.mach = s.speedMps / air.soundSpeedMps(altitudeMolaM);
    }
}
