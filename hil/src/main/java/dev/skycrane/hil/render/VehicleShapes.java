package dev.skycrane.hil.render;

import dev.skycrane.flight.geometry.Quat;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.vehicle.PoweredVehicleModel;
import dev.skycrane.hil.plant.Truth;
import java.util.ArrayList;
import java.util.List;

/** The parts of the vehicle as simple bodies at their true places, in the frame of a camera. */
final class VehicleShapes {
    private static final double[] SHIELD_INSIDE = {150, 145, 138};
    private static final double[] SHIELD_OUTSIDE = {72, 50, 38};
    private static final double[] STAGE = {176, 164, 140};
    private static final double[] NOZZLE = {34, 32, 32};
    private static final double[] ROVER = {222, 218, 210};
    private static final double[] WHEEL = {58, 58, 62};
    private static final double[] ROPE = {206, 196, 180};
    private static final int LINES = 40;
    private static final double CONFLUENCE_M = 2.5;
    private static final double NOZZLE_RADIUS_M = 0.2;
    private static final double WHEEL_RADIUS_M = 0.26;
    /** Bridles stretched more than this have been cut. */
    private static final double CUT_STRETCH = 1.15;

    private final PoweredVehicleModel model;
    private final RenderSettings settings;
    private final Truth t;
    private final Viewpoint view;
    private final Vec3 sun;
    private final double pixelRad;
    private final List<Shape> shapes = new ArrayList<>();

    VehicleShapes(PoweredVehicleModel model, RenderSettings settings, Truth t, Viewpoint view, Vec3 sunCamera,
            double pixelRad) {
        this.model = model;
        this.settings = settings;
        this.t = t;
        this.view = view;
        this.sun = sunCamera;
        this.pixelRad = pixelRad;
    }

    List<Shape> list() {
        return shapes;
    }

    private Vec3 point(Vec3 carrierRMcmfM, Quat qMcmfFromCarrier, Vec3 offsetM) {
        Vec3 p = qMcmfFromCarrier.rotate(offsetM, new Vec3()).add(carrierRMcmfM).subtract(view.rMcmfM);
        return view.qMcmfFromCamera.rotateInverse(p, p);
    }

    private Vec3 direction(Quat qMcmfFromCarrier, Vec3 v) {
        Vec3 d = qMcmfFromCarrier.rotate(v, new Vec3());
        return view.qMcmfFromCamera.rotateInverse(d, d);
    }

    private Quat turn(Quat qMcmfFromCarrier) {
        Quat inverse = new Quat().inverse(view.qMcmfFromCamera);
        return inverse.product(inverse, qMcmfFromCarrier);
    }

    void heatShield() {
        if (!t.heatShieldFree) return;
        shapes.add(new Plate(point(t.heatShieldRMcmfM, t.heatShieldQMcmfFromBody, new Vec3()),
                direction(t.heatShieldQMcmfFromBody, new Vec3(0, 0, 1)), 0.5 * settings.heatShieldDiameterM,
                SHIELD_OUTSIDE, SHIELD_INSIDE));
    }

    void canopy() {
        if (!t.canopyOut) return;
        Vec3 carrier = t.backshellFree ? t.backshellRMcmfM : t.rMcmfM;
        Quat q = t.backshellFree ? t.backshellQMcmfFromBody : t.qMcmfFromBody;
        Vec3 foot = point(carrier, q, new Vec3(0, 0, -CONFLUENCE_M));
        Vec3 centre = point(t.canopyRMcmfM, q, new Vec3());
        Vec3 axis = new Vec3().difference(centre, foot).normalize();
        Canopy canopy = new Canopy(centre, axis, direction(q, new Vec3(1, 0, 0)), settings.canopyDiameterM,
                t.canopyInflation);
        shapes.add(canopy);
        for (int i = 0; i < LINES; i++) {
            Vec3 end = canopy.skirtPoint(2 * Math.PI * i / LINES, new Vec3());
            shapes.add(new Rope(foot, end, 0.004, pixelRad, ROPE));
        }
    }

    void stage() {
        shapes.add(new Box(point(t.rMcmfM, t.qMcmfFromBody, model.stageCentreM), turn(t.qMcmfFromBody),
                new Vec3(1.05, 1.05, 0.4), STAGE, sun));
        for (int i = 0; i < model.enginePositionM.length; i++) {
            Vec3 exit = new Vec3().set(model.enginePositionM[i]).addScaled(-0.15, model.engineDirection[i]);
            shapes.add(new Plate(point(t.rMcmfM, t.qMcmfFromBody, exit),
                    direction(t.qMcmfFromBody, new Vec3().set(model.engineDirection[i]).scale(-1)), NOZZLE_RADIUS_M,
                    NOZZLE, STAGE));
        }
    }

    /** Rover pose: on the bridle or the ground its own, stowed that of the stage. */
    static void roverPose(Truth t, PoweredVehicleModel model, Vec3 rMcmfM, Quat qMcmfFromRover) {
        boolean apart = t.roverOnBridle || t.wheelsOnGround;
        qMcmfFromRover.set(apart ? t.roverQMcmfFromBody : t.qMcmfFromBody);
        if (apart) rMcmfM.set(t.roverRMcmfM);
        else
            t.qMcmfFromBody.rotate(model.roverCentreM, rMcmfM).add(t.rMcmfM);
    }

    void rover() {
        Vec3 r = new Vec3();
        Quat q = new Quat();
        roverPose(t, model, r, q);
        Quat turn = turn(q);
        shapes.add(new Box(point(r, q, new Vec3(0, 0, -0.15)), turn, new Vec3(0.85, 0.6, 0.25), ROVER, sun));
        shapes.add(new Box(point(r, q, new Vec3(-1.15, 0, -0.2)), turn, new Vec3(0.3, 0.3, 0.3), NOZZLE, sun));
        shapes.add(new Box(point(r, q, new Vec3(0.75, 0.45, -0.47)), turn, new Vec3(0.12, 0.2, 0.08), STAGE, sun));
        for (Vec3 w : model.wheelM) {
            Vec3 hub = new Vec3(w.x, w.y, w.z - WHEEL_RADIUS_M);
            shapes.add(new Box(point(r, q, hub), turn, new Vec3(WHEEL_RADIUS_M, 0.2, WHEEL_RADIUS_M), WHEEL, sun));
        }
    }

    void bridle() {
        if (!t.roverOnBridle) return;
        Vec3 exit = point(t.rMcmfM, t.qMcmfFromBody, model.bridleExitM);
        Vec3 length = point(t.roverRMcmfM, t.roverQMcmfFromBody, new Vec3()).subtract(exit);
        if (length.norm() > CUT_STRETCH * model.bridleLengthM + 1) return;
        for (Vec3 end : model.bridleRoverM)
            shapes.add(new Rope(exit, point(t.roverRMcmfM, t.roverQMcmfFromBody, end), 0.01, pixelRad, ROPE));
        shapes.add(new Rope(point(t.rMcmfM, t.qMcmfFromBody, new Vec3(-0.4, 0.1, 0)),
                point(t.roverRMcmfM, t.roverQMcmfFromBody, new Vec3(-0.5, 0.1, -0.4)), 0.015, pixelRad, NOZZLE));
    }
}
