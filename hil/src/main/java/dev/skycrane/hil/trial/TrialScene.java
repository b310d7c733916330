package dev.skycrane.hil.trial;

import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.VisionFix;
import dev.skycrane.flight.core.VisionRequest;
import dev.skycrane.flight.geometry.EnuFrame;
import dev.skycrane.flight.geometry.Quat;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.trn.MountedCamera;
import dev.skycrane.flight.trn.SiteMap;
import dev.skycrane.flight.trn.VisionComputer;
import dev.skycrane.hil.plant.Truth;
import dev.skycrane.hil.render.LcamRenderer;
import dev.skycrane.hil.terrain.FractalSite;
import dev.skycrane.hil.terrain.MapError;
import dev.skycrane.hil.terrain.Rows;
import dev.skycrane.hil.terrain.SiteMaps;
import dev.skycrane.proto.site.MapPackage;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Map;

/** Frames of one class over one terrain under one sun, taken by one camera, localised against one map. One thread. */
final class TrialScene {
    private static final double MAP_SUN_AZIMUTH_DEG = 262;
    private static final double MAP_SUN_ELEVATION_DEG = 48;
    private static final double MAP_NOISE_DN = 1.5;
    private static final double MIN_HEIGHT_M = 2000;
    private static final double MAX_HEIGHT_M = 4200;
    /** The vehicle is within this of the map's middle, east and north each. */
    private static final double PLACE_M = 2000;
    /** Share of the range by which a uniform distribution deviates: 1 / sqrt(3). */
    private static final double UNIFORM_SIGMA = 0.57735;

    private final TrialClass kind;
    private final TrialSettings settings;
    private final int terrain;
    private final int scene;
    private final SiteMap ground;
    private final LcamRenderer renderer;
    private final VisionComputer computer;
    private final MapError mapError;
    private final FrameOptics optics;
    private final byte[] grey;
    private final VisionRequest request = new VisionRequest();
    private final VisionFix fix = new VisionFix();
    private final Truth truth = new Truth();
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    /** @param site the class's terrain with this number */
    TrialScene(TrialSettings settings, TrialClass kind, int terrain, int scene, FractalSite site, Rows rows) {
        this.settings = settings;
        this.kind = kind;
        this.terrain = terrain;
        this.scene = scene;
        Draw draw = new Draw(settings.seed(), kind.ordinal(), terrain, scene, 1);
        double azimuthDeg = MAP_SUN_AZIMUTH_DEG + draw.symmetric(kind.sunAzimuthDeg);
        double elevationDeg = MAP_SUN_ELEVATION_DEG - kind.sunLowerDeg * draw.uniform();
        MapPackage seen = site.photograph(azimuthDeg, elevationDeg, 0, 0);
        MapPackage mapped = site.photograph(MAP_SUN_AZIMUTH_DEG, MAP_SUN_ELEVATION_DEG, MAP_NOISE_DN, 1);
        mapError = settings.mapErrors() ? mapError(draw) : MapError.NONE;
        ground = SiteMaps.of(seen);
        SiteMap map = SiteMaps.of(mapError.applied(mapped));
        ParameterTable real = new ParameterTable(realCamera(draw, azimuthDeg, elevationDeg), Map.of());
        renderer = new LcamRenderer(real, ground, null, draw.next(), rows);
        ParameterTable p = new ParameterTable(Map.of("trn.coarse.framesToAgree", new double[]{1}), Map.of());
        MountedCamera believed = MountedCamera.lcam(p);
        computer = new VisionComputer(p, believed, map);
        optics = new FrameOptics(believed.model.width());
        grey = new byte[believed.model.width() * believed.model.height()];
    }

    static long terrainSeed(TrialSettings settings, TrialClass kind, int terrain) {
        return new Draw(settings.seed(), kind.ordinal(), terrain).next();
    }

    private static MapError mapError(Draw draw) {
        MapError.Placement placement = new MapError.Placement(draw.normal(3), draw.normal(3), draw.normal(2e-4), 0, 0,
                0);
        MapError.Heights heights = new MapError.Heights(draw.normal(4), 0, 0, 2.5);
        return new MapError(placement, heights, MapError.NONE.picture(), draw.next());
    }

    /** The flown camera with the errors of its calibration: focal length 0.05 %, boresight 0.03 deg per axis, 1-sigma. */
    private Map<String, double[]> realCamera(Draw draw, double sunAzimuthDeg, double sunElevationDeg) {
        double focal = 1 + draw.normal(5e-4);
        double[] h = {600.467323 * focal, 0.10189, 513.397974};
        double[] v = {-0.056137, 600.508442 * focal, 525.822489};
        double[] boresight = {draw.normal(0.03), draw.normal(0.03), draw.normal(0.03)};
        return Map.of("camera.lcam.cahvore.h", h, "camera.lcam.cahvore.v", v, "camera.lcam.rotationBodyDeg", boresight,
                "render.sunAzimuthDeg", new double[]{sunAzimuthDeg}, "render.sunElevationDeg",
                new double[]{sunElevationDeg}, "render.lcam.electronsPerDn", new double[]{1e4},
                "render.lcam.readNoiseDn", new double[]{0}, "render.lcam.gain", new double[]{1}, "render.hazePerKm",
                new double[]{kind.hazePerKm});
    }

    /** Takes frame {@code number} and localises it. */
    TrialResult frame(int number) {
        Draw draw = new Draw(settings.seed(), kind.ordinal(), terrain, scene, 2, number);
        double heightM = draw.within(MIN_HEIGHT_M, MAX_HEIGHT_M);
        double offNadirDeg = kind.offNadirDeg * Math.sqrt(draw.uniform());
        place(draw, heightM, offNadirDeg);
        renderer.render(truth, number, grey);
        optics.apply(kind, draw, grey);
        believe(draw, heightM);
        Vec3 error = new EnuFrame().set(truth.rMcmfM).position(request.rMcmfM, new Vec3());
        long before = threads.getCurrentThreadCpuTime();
        computer.process(request, grey, fix);
        double cpuMs = (threads.getCurrentThreadCpuTime() - before) * 1e-6;
        Vec3 off = new Vec3();
        double turnedDeg = 0;
        if (fix.status == VisionFix.Status.FIX) {
            new EnuFrame().set(truth.rMcmfM).position(fix.rMcmfM, off);
            turnedDeg = Math.toDegrees(new Quat().product(new Quat().inverse(truth.qMcmfFromBody), fix.qMcmfFromBody)
                    .toRotationVector(new Vec3()).norm());
        }
        return new TrialResult(kind, terrain, scene, number, heightM, offNadirDeg, error, fix, off, turnedDeg, cpuMs);
    }

    /** The last picture taken, row-major. */
    byte[] picture() {
        return grey;
    }

    private void place(Draw draw, double heightM, double offNadirDeg) {
        double eastM = draw.symmetric(PLACE_M);
        double northM = draw.symmetric(PLACE_M);
        double radiusM = ground.areoidRadiusM + ground.elevationAtM(eastM, northM) + heightM;
        EnuFrame local = new EnuFrame(ground.latRad(northM), ground.lonRad(eastM), radiusM);
        truth.rMcmfM.set(local.originMcmfM());
        double heading = 2 * Math.PI * draw.uniform();
        double s = StrictMath.sin(heading);
        double c = StrictMath.cos(heading);
        Vec3 right = local.vectorToMcmf(new Vec3(c, -s, 0), new Vec3());
        Vec3 down = local.vectorToMcmf(new Vec3(-s, -c, 0), new Vec3());
        Quat level = new Quat().fromAxes(right, down, new Vec3().set(local.up()).scale(-1));
        double towards = 2 * Math.PI * draw.uniform();
        double tilt = StrictMath.toRadians(offNadirDeg);
        truth.qMcmfFromBody.product(level, new Quat().fromRotationVector(tilt * StrictMath.cos(towards),
                tilt * StrictMath.sin(towards), 0)).normalize();
        truth.heatShieldFree = true;
        truth.heatShieldRMcmfM.zero();
    }

    private void believe(Draw draw, double heightM) {
        double sigmaUpM = settings.altitudeShare() * heightM;
        double sigmaRad = StrictMath.toRadians(settings.attitudeDeg());
        Vec3 error = new Vec3(draw.symmetric(settings.positionM()), draw.symmetric(settings.positionM()),
                draw.normal(sigmaUpM));
        request.mode = VisionRequest.Mode.COARSE;
        new EnuFrame().set(truth.rMcmfM).positionToMcmf(error, request.rMcmfM);
        request.qMcmfFromBody.product(truth.qMcmfFromBody, new Quat().fromRotationVector(draw.normal(sigmaRad),
                draw.normal(sigmaRad), draw.normal(sigmaRad))).normalize();
        double sigmaM = UNIFORM_SIGMA * settings.positionM();
        request.sigmaEnuM.set(sigmaM, sigmaM, Math.max(5, sigmaUpM));
        request.sigmaAttitudeRad = Math.max(1e-3, sigmaRad);
    }
}
