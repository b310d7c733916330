package dev.skycrane.hil.plant;

import dev.skycrane.flight.geometry.Trig;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.vehicle.EntryVehicleModel;

/**
 * The disk-gap-band parachute: a pack thrown off by the mortar, caught by its lines, inflating, then a canopy of some mass at the end of an
 * elastic riser. Drag from the Mach table; its area grows with the square of the time since line stretch and then
 * overshoots to a second peak, as flown (dossier section 3.1: peaks of 49.0 and 53.7 m/s^2, 0.58 s apart). A side force that pushes
 * the canopy out below a trim angle and back above it keeps it rocking (Ewing, Bixby and Knacke, Recovery Systems Design
 * Guide, section 5: normal force of gliding-stable canopies).
 */
final class Parachute {
    private final EntryVehicleModel model;
    private final double stiffnessNpM;
    private final double dampingNspM;
    private final double overshoot;
    private final double overshootPeakS;
    private final double trimRad;
    private final double sideSlope;
    private final double dragFactor;
    private final double packAreaM2;
    private final double areaM2;
    private final double enclosedM3;

    private boolean stretched;
    private double stretchS;
    private double delayS;
    private final Vec3 line = new Vec3();
    private final Vec3 flow = new Vec3();
    private final Vec3 side = new Vec3();

    Parachute(ParameterTable p, EntryVehicleModel model, double dragFactor) {
        this.model = model;
        this.dragFactor = dragFactor;
        stiffnessNpM = p.scalar("plant.parachute.stiffnessNpM", "N/m", 30000, 1000, 1e6,
                "stiffness of lines and riser");
        dampingNspM = p.scalar("plant.parachute.dampingNspM", "N s/m", 700, 0, 1e5, "damping of lines and riser");
        overshoot = p.scalar("plant.parachute.overshoot", "1", 0.33, 0, 2, "drag area at the second peak above steady");
        overshootPeakS = p.scalar("plant.parachute.overshootPeakS", "s", 0.58, 0.05, 10,
                "full inflation to second peak");
        trimRad = Math.toRadians(p.scalar("plant.parachute.trimDeg", "deg", 4, 0.1, 30,
                "angle to the wind at which the canopy glides"));
        sideSlope = p.scalar("plant.parachute.sideForceSlope", "1/rad", 0.15, 0, 5, "side force per angle");
        packAreaM2 = p.scalar("plant.parachute.packAreaM2", "m^2", 0.3, 0, 10, "drag area of the flying pack");
        areaM2 = model.canopyAreaM2();
        double projectedM = 0.7 * model.canopyDiameterM;
        enclosedM3 = Math.PI / 12 * projectedM * projectedM * projectedM;
    }

    /** Drag area as a fraction of the steady one, at a time since the mortar, s. */
    private double areaFraction(double sinceMortarS) {
        if (!stretched) return 0;
        double t = sinceMortarS - stretchS - delayS;
        if (t < model.inflationS) {
            double x = Math.max(0, t / model.inflationS);
            return x * x;
        }
        double y = (t - model.inflationS) / overshootPeakS;
        return 1 + overshoot * y * Trig.exp(1 - y);
    }

    /** Projected area, 0 packed to 1 open. */
    double inflation(double sinceMortarS) {
        return Math.min(1, areaFraction(sinceMortarS));
    }

    /** Notes the line stretch; once per tick, outside the integration. */
    void watch(double sinceMortarS, double distanceM) {
        if (!stretched && distanceM >= model.trailingLengthM) {
            stretched = true;
            stretchS = sinceMortarS;
        }
    }

    /** Lets inflation begin this much after line stretch. @return false once the lines are stretched */
    boolean delay(double seconds) {
        if (stretched) return false;
        delayS = seconds;
        return true;
    }

    double lineStretchS() {
        return stretched ? stretchS : Double.NaN;
    }

    /** Canopy with the air that it carries along, kg. */
    double massKg(double densityKgM3, double sinceMortarS) {
        return model.parachuteKg + densityKgM3 * enclosedM3 * inflation(sinceMortarS);
    }

    /** out = force of the air on the canopy, Mcmf, N. */
    Vec3 airForce(Vec3 relativeMcmfMps, Vec3 fromApexMcmfM, double densityKgM3, double soundMps, double sinceMortarS,
            Vec3 out) {
        double speed = relativeMcmfMps.norm();
        if (speed == 0) return out.zero();
        double q = 0.5 * densityKgM3 * speed * speed;
        double fraction = areaFraction(sinceMortarS);
        double drag = dragFactor * model.canopyDragCoefficient(speed / soundMps) * areaM2 * fraction;
        flow.set(relativeMcmfMps).scale(-1 / speed);
        out.set(flow).scale(q * (drag + packAreaM2));
        if (fraction == 0) return out;
        line.set(fromApexMcmfM).normalize();
        side.set(line).addScaled(-line.dot(flow), flow);
        double sine = side.norm();
        if (sine < 1e-9) return out;
        double angle = Trig.atan2(sine, line.dot(flow));
        double ratio = Math.min(angle / trimRad, 3);
        double push = q * areaM2 * fraction * sideSlope * Math.min(angle, 3 * trimRad) * (1 - ratio * ratio);
        return out.addScaled(push / sine, side);
    }

    /** Pull of the riser for a distance and its rate, N; slack pulls nothing. */
    double tensionN(double distanceM, double rateMps) {
        double stretchM = distanceM - model.trailingLengthM;
        return stretchM <= 0 ? 0 : Math.max(0, stiffnessNpM * stretchM + dampingNspM * rateMps);
    }
}
