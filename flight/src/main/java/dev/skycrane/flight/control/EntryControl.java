package dev.skycrane.flight.control;

import dev.skycrane.flight.geometry.Trig;
import dev.skycrane.flight.core.ActuatorFrame;
import dev.skycrane.flight.core.Digest;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.guidance.GuidanceCommand;
import dev.skycrane.flight.nav.NavState;
import dev.skycrane.flight.vehicle.AeroTables;
import dev.skycrane.flight.vehicle.EntryVehicleModel;
import dev.skycrane.flight.vehicle.RcsModel;

/**
 * Attitude of the entry vehicle by its jets: turns the lift about the relative velocity to the bank asked for at a limited rate, damps the
 * rest. Where the air is too thin to hold the trim angle of attack, the jets hold it. Rate and acceleration limits: dossier section 4.1.
 */
public final class EntryControl {
    private static final double HYPERSONIC_MACH = 25;

    private final RcsAllocator jets;
    private final Vec3 inertia;
    private final Vec3 trimFlow = new Vec3();
    private final Vec3 straightFlow = new Vec3(0, 0, 1);
    private final double bankGainPerS;
    private final double bankRateRadps;
    private final double bankAccelRadps2;
    private final double flowGainPerS;
    private final double rateGainPerS;
    private final double rateDeadbandRadps;
    private final double thinAirPa;

    private final Vec3 flow = new Vec3();
    private final Vec3 up = new Vec3();
    private final Vec3 right = new Vec3();
    private final Vec3 lift = new Vec3();
    private final Vec3 rate = new Vec3();
    private double bankErrorRad;
    private double attitudeErrorRad;
    private double rateErrorRadps;

    public EntryControl(ParameterTable p, EntryVehicleModel vehicle, AeroTables aero, RcsModel rcs) {
        jets = new RcsAllocator(rcs, new Vec3());
        inertia = vehicle.inertiaKgM2;
        double trim = aero.trimAngleRad(HYPERSONIC_MACH, vehicle.centreOffsetM);
        trimFlow.set(Trig.sin(trim), 0, Trig.cos(trim));
        bankGainPerS = p.scalar("control.entry.bankGainPerS", "1/s", 0.5, 0.01, 20, "bank rate per bank error");
        bankRateRadps = Math.toRadians(
                p.scalar("control.entry.bankRateDegps", "deg/s", 15, 0.1, 90, "largest bank rate"));
        bankAccelRadps2 = Math.toRadians(p.scalar("control.entry.bankAccelDegps2", "deg/s^2", 5, 0.1, 90,
                "deceleration kept in hand when closing in on a bank angle"));
        flowGainPerS = p.scalar("control.entry.flowGainPerS", "1/s", 0.3, 0.01, 20,
                "rate per error of the flow direction in thin air");
        rateGainPerS = p.scalar("control.entry.rateGainPerS", "1/s", 1, 0.05, 50,
                "angular acceleration per rate error");
        rateDeadbandRadps = Math.toRadians(p.scalar("control.entry.rateDeadbandDegps", "deg/s", 1, 0, 20,
                "rate error that is let be, per axis"));
        thinAirPa = p.scalar("control.entry.thinAirPa", "Pa", 30, 0, 1000,
                "dynamic pressure below which the jets hold the angle of attack");
    }

    /** Flies the modes BANK, STRAIGHTEN and DAMP; writes the RCS on-times for them and leaves other modes alone. */
    public void step(GuidanceCommand command, NavState nav, ActuatorFrame out) {
        switch (command.mode) {
            case BANK -> bank(command.bankRad, trimFlow, nav, nav.dynamicPressurePa < thinAirPa);
            case STRAIGHTEN -> bank(command.bankRad, straightFlow, nav, false);
            case DAMP -> rate.zero();
            default -> {
                return;
            }
        }
        rate.subtract(nav.omegaBodyRadps);
        rateErrorRadps = rate.norm();
        jets.allocate(torque(rate.x, inertia.x), torque(rate.y, inertia.y), torque(rate.z, inertia.z), out);
    }

    private double torque(double errorRadps, double momentKgM2) {
        double beyond = Math.abs(errorRadps) - rateDeadbandRadps;
        return beyond <= 0 ? 0 : Math.copySign(beyond, errorRadps) * rateGainPerS * momentKgM2;
    }

    /** Rate command: about the velocity for the bank error, and across it, in thin air, for the flow direction. */
    private void bank(double bankRad, Vec3 wantedFlow, NavState nav, boolean holdFlow) {
        nav.qMcmfFromBody.rotateInverse(nav.vMcmfMps, flow).normalize();
        nav.qMcmfFromBody.rotateInverse(nav.rMcmfM, up);
        up.addScaled(-up.dot(flow), flow).normalize();
        right.cross(flow, up);
        lift.set(1, 0, 0).addScaled(-flow.x, flow);
        double error = bankRad - Trig.atan2(lift.dot(right), lift.dot(up));
        if (error > Math.PI) error -= 2 * Math.PI;
        if (error < -Math.PI) error += 2 * Math.PI;
        bankErrorRad = error;
        double size = Math.abs(error);
        double speed = Math.min(bankRateRadps,
                Math.min(bankGainPerS * size, Math.sqrt(2 * bankAccelRadps2 * size)));
        rate.set(flow).scale(Math.copySign(speed, error));
        lift.cross(wantedFlow, flow);
        attitudeErrorRad = Math.sqrt(error * error + lift.normSquared());
        if (holdFlow) rate.addScaled(flowGainPerS, lift);
    }

    /** Bank commanded less bank flown, rad. */
    public double bankErrorRad() {
        return bankErrorRad;
    }

    public double attitudeErrorRad() {
        return attitudeErrorRad;
    }

    public double rateErrorRadps() {
        return rateErrorRadps;
    }

    public void foldInto(Digest digest) {
        digest.fold(bankErrorRad);
        digest.fold(rateErrorRadps);
    }
}
