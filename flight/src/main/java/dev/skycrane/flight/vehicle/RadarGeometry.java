package dev.skycrane.flight.vehicle;

import dev.skycrane.flight.core.ParameterException;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.geometry.Vec3;

/**
 * Beams of the terrain descent sensor as mounted: six narrow beams, one along body z and the others on two cones about it
 * (dossier section 4.3; the layout is not published and stands here as a parameter). Immutable.
 */
public final class RadarGeometry {
    public static final int BEAMS = 6;
    private final Vec3[] beamBody = new Vec3[BEAMS];

    public RadarGeometry(ParameterTable p) {
        double[] coneDeg = p.vector("vehicle.radar.coneDeg", "deg", new double[]{0, 20, 20, 20, 50, 50}, 0, 80,
                "angle of each beam from body z");
        double[] azimuthDeg = p.vector("vehicle.radar.azimuthDeg", "deg", new double[]{0, 0, 120, 240, 60, 300}, -360,
                360, "azimuth of each beam about body z, from body x towards body y");
        requireSix("vehicle.radar.coneDeg", coneDeg);
        requireSix("vehicle.radar.azimuthDeg", azimuthDeg);
        for (int i = 0; i < BEAMS; i++) {
            double cone = Math.toRadians(coneDeg[i]);
            double azimuth = Math.toRadians(azimuthDeg[i]);
            double s = StrictMath.sin(cone);
            beamBody[i] = new Vec3(s * StrictMath.cos(azimuth), s * StrictMath.sin(azimuth), StrictMath.cos(cone));
        }
    }

    private static void requireSix(String name, double[] values) {
        if (values.length != BEAMS) {
            throw new ParameterException(name, Integer.toString(values.length) + " numbers", BEAMS + " numbers");
        }
    }

    /** Unit vector of a beam, body axes; read only. */
    public Vec3 beamBody(int beam) {
        return beamBody[beam];
    }
}
