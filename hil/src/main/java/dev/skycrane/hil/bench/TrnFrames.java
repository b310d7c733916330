package dev.skycrane.hil.bench;

import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.VisionRequest;
import dev.skycrane.flight.geometry.EnuFrame;
import dev.skycrane.flight.geometry.Quat;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.trn.CameraModel;
import dev.skycrane.flight.trn.MountedCamera;
import dev.skycrane.flight.trn.SiteMap;
import dev.skycrane.hil.plant.Truth;
import dev.skycrane.hil.render.LcamRenderer;
import dev.skycrane.hil.terrain.Rows;
import dev.skycrane.hil.terrain.SiteMaps;
import dev.skycrane.hil.terrain.Sun;
import dev.skycrane.hil.terrain.SyntheticJezero;
import dev.skycrane.proto.site.MapPackage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Rendered frames of the built-in site with what a navigation filter would believe before each: the input of {@code hil bench trn}.
 * Body and camera axes are the same. Everything follows from the seed.
 */
final class TrnFrames {
    /** A frame, the belief before it (mode, position, attitude, 1-sigmas) and where the camera really was. */
    record Frame(String set, byte[] grey, VisionRequest prior, Vec3 truthMcmfM) {}

    /** Sets of frames over one map through one camera. */
    record Sets(SiteMap map, CameraModel camera, List<List<Frame>> sets) {}

    /**
     * Conditions of a set of frames.
     *
     * @param mode coarse: position wrong by up to 3.2 km per axis; fine: by the sigmas of a filter that tracks
     * @param offNadirRad largest tilt of the camera
     * @param sunTurnDeg how far the sun stands from its place at the landing, azimuth; a quarter of it lower
     * @param gain brightness, share of the nominal
     * @param noiseDn read noise
     * @param attitudeDeg prior 1-sigma per axis
     * @param heightShare prior 1-sigma, share of the height
     */
    record Conditions(String name, VisionRequest.Mode mode, double lowestM, double highestM, double offNadirRad,
            double sunTurnDeg, double gain, double noiseDn, double attitudeDeg, double heightShare) {}

    static final List<Conditions> ALL = List.of(
            new Conditions("nominal", VisionRequest.Mode.COARSE, 2200, 4200, 0.17, 0, 1, 1, 0.5, 0.01),
            new Conditions("rough", VisionRequest.Mode.COARSE, 2200, 4200, 0.45, 40, 0.6, 5, 1, 0.02),
            new Conditions("extreme", VisionRequest.Mode.COARSE, 2200, 4200, 0.75, 60, 0.4, 8, 1, 0.02),
            new Conditions("uncertain", VisionRequest.Mode.COARSE, 2200, 4200, 0.3, 20, 1, 2, 2, 0.04),
            new Conditions("tracking", VisionRequest.Mode.FINE, 1300, 4000, 0.35, 20, 1, 2, 0.2, 0.002));

    private static final double SEARCH_M = 3200;
    /** Truth stays this far inside the map's middle, so that all of the prior is mapped. */
    private static final double PLACE_M = 3000;
    private static final double TRACKING_SIGMA_M = 6;

    final SiteMap map;
    final CameraModel camera = MountedCamera.lcam(new ParameterTable()).model;
    private final Sun mapSun;

    /** @param rows who renders */
    TrnFrames(long mapSeed, Rows rows) {
        MapPackage site = SyntheticJezero.generate(mapSeed, rows);
        map = SiteMaps.of(site);
        mapSun = SiteMaps.sunOf(site);
    }

    List<Frame> render(Conditions conditions, int count, long seed, Rows rows) {
        Map<String, double[]> light = new HashMap<>();
        light.put("render.sunAzimuthDeg", new double[]{Sun.FLOWN_AZIMUTH_DEG + conditions.sunTurnDeg});
        light.put("render.sunElevationDeg", new double[]{Sun.FLOWN_ELEVATION_DEG - 0.25 * conditions.sunTurnDeg});
        light.put("render.lcam.gain", new double[]{1.15 * conditions.gain});
        light.put("render.lcam.readNoiseDn", new double[]{conditions.noiseDn});
        LcamRenderer renderer = new LcamRenderer(new ParameterTable(light, Map.of()), map, mapSun, seed, rows);
        SplittableRandom random = new SplittableRandom(seed * 31 + conditions.name.hashCode());
        List<Frame> frames = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Truth truth = truth(conditions, random);
            byte[] grey = new byte[camera.width() * camera.height()];
            renderer.render(truth, i, grey);
            frames.add(believed(conditions, truth, grey, random));
        }
        return frames;
    }

    /** A frame with a belief drawn about its truth. */
    static Frame believed(Conditions conditions, Truth truth, byte[] grey, SplittableRandom random) {
        return new Frame(conditions.name, grey, belief(conditions, truth, random), new Vec3().set(truth.rMcmfM));
    }

    /** @param frames of each set */
    static Sets rendered(long seed, int frames, Rows rows) {
        TrnFrames source = new TrnFrames(seed, rows);
        List<List<Frame>> sets = new ArrayList<>();
        for (Conditions conditions : ALL)
            sets.add(source.render(conditions, frames, seed, rows));
        return new Sets(source.map, source.camera, sets);
    }

    private Truth truth(Conditions c, SplittableRandom random) {
        Truth t = new Truth();
        double eastM = PLACE_M * symmetric(random);
        double northM = PLACE_M * symmetric(random);
        t.altitudeAglM = c.lowestM + (c.highestM - c.lowestM) * random.nextDouble();
        double radiusM = map.areoidRadiusM + map.elevationAtM(eastM, northM) + t.altitudeAglM;
        EnuFrame local = new EnuFrame(map.latRad(northM), map.lonRad(eastM), radiusM);
        t.rMcmfM.set(local.originMcmfM());
        double heading = 2 * Math.PI * random.nextDouble();
        double s = StrictMath.sin(heading);
        double k = StrictMath.cos(heading);
        Quat down = new Quat().fromAxes(local.vectorToMcmf(new Vec3(k, -s, 0), new Vec3()),
                local.vectorToMcmf(new Vec3(-s, -k, 0), new Vec3()),
                local.vectorToMcmf(new Vec3(0, 0, -1), new Vec3()));
        double tilt = c.offNadirRad * random.nextDouble();
        double towards = 2 * Math.PI * random.nextDouble();
        t.qMcmfFromBody.product(down, new Quat().fromRotationVector(tilt * StrictMath.cos(towards),
                tilt * StrictMath.sin(towards), 0));
        t.heatShieldFree = true;
        return t;
    }

    private static VisionRequest belief(Conditions c, Truth t, SplittableRandom random) {
        boolean coarse = c.mode == VisionRequest.Mode.COARSE;
        VisionRequest q = new VisionRequest();
        q.mode = c.mode;
        double sigmaUpM = coarse ? c.heightShare * t.altitudeAglM : 4;
        double sigmaM = coarse ? SEARCH_M / Math.sqrt(3) : TRACKING_SIGMA_M;
        q.sigmaEnuM.set(sigmaM, sigmaM, sigmaUpM);
        double east = coarse ? SEARCH_M * symmetric(random) : sigmaM * normal(random);
        double north = coarse ? SEARCH_M * symmetric(random) : sigmaM * normal(random);
        new EnuFrame().set(t.rMcmfM).positionToMcmf(new Vec3(east, north, sigmaUpM * normal(random)), q.rMcmfM);
        q.sigmaAttitudeRad = StrictMath.toRadians(c.attitudeDeg);
        q.qMcmfFromBody.product(t.qMcmfFromBody, new Quat().fromRotationVector(q.sigmaAttitudeRad * normal(random),
                q.sigmaAttitudeRad * normal(random), q.sigmaAttitudeRad * normal(random)));
        return q;
    }

    private static double symmetric(SplittableRandom random) {
        return 2 * random.nextDouble() - 1;
    }

    /** Standard normal, cut at three sigma. */
    private static double normal(SplittableRandom random) {
        while (true) {
            double u = symmetric(random);
            double v = symmetric(random);
            double s = u * u + v * v;
            if (s >= 1 || s == 0) continue;
            double x = u * StrictMath.sqrt(-2 * StrictMath.log(s) / s);
            if (Math.abs(x) <= 3) return x;
        }
    }
}
