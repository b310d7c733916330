package dev.skycrane.hil.locate;

import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.VisionFix;
import dev.skycrane.flight.core.VisionRequest;
import dev.skycrane.flight.geometry.Quat;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.trn.CameraModel;
import dev.skycrane.flight.trn.MatchedLandmarks;
import dev.skycrane.flight.trn.MountedCamera;
import dev.skycrane.flight.trn.SiteMap;
import dev.skycrane.flight.trn.VisionComputer;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Map;

/** Localises single frames with the flight software's vision computer; body and camera axes are the same here. */
public final class FrameLocator {
    private final SiteMap map;
    private final VisionComputer computer;
    private final VisionRequest request = new VisionRequest();
    private final VisionFix fix = new VisionFix();
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private double cpuMs;

    public FrameLocator(SiteMap map, CameraModel camera) {
        this.map = map;
        ParameterTable p = new ParameterTable(Map.of("trn.coarse.framesToAgree", new double[]{1},
                "trn.map.windowHalfM", new double[]{0}), Map.of());
        computer = new VisionComputer(p, new MountedCamera(camera, new Vec3(), new Quat()), map);
    }

    /**
     * @param grey the frame at the camera model's size
     * @return the answer, valid until the next call; {@code rMcmfM} is the camera's position
     */
    VisionFix locate(byte[] grey, PriorTable.Prior prior) {
        request.mode = VisionRequest.Mode.COARSE;
        double latRad = StrictMath.toRadians(prior.latDeg());
        double lonRad = StrictMath.toRadians(prior.lonDeg());
        double radiusM = map.areoidRadiusM + prior.heightM();
        request.rMcmfM.set(radiusM * StrictMath.cos(latRad) * StrictMath.cos(lonRad),
                radiusM * StrictMath.cos(latRad) * StrictMath.sin(lonRad), radiusM * StrictMath.sin(latRad));
        request.qMcmfFromBody.set(prior.qFixedFromCamera());
        request.sigmaEnuM.set(prior.sigmaEastM(), prior.sigmaNorthM(), prior.sigmaUpM());
        request.sigmaAttitudeRad = StrictMath.toRadians(prior.sigmaAttitudeDeg());
        long before = threads.isCurrentThreadCpuTimeSupported() ? threads.getCurrentThreadCpuTime() : System.nanoTime();
        computer.process(request, grey, fix);
        long after = threads.isCurrentThreadCpuTimeSupported() ? threads.getCurrentThreadCpuTime() : System.nanoTime();
        cpuMs = (after - before) * 1e-6;
        return fix;
    }

    /** What the last {@link #locate} matched. */
    MatchedLandmarks landmarks() {
        return computer.landmarks();
    }

    /** CPU time of the last {@link #locate}. */
    double cpuMs() {
        return cpuMs;
    }

    /** Latitude deg, longitude deg and height above the areoid, m, of a planet-fixed position. */
    double[] geographic(Vec3 rM) {
        double radiusM = rM.norm();
        return new double[]{StrictMath.toDegrees(StrictMath.asin(rM.z / radiusM)),
            StrictMath.toDegrees(StrictMath.atan2(rM.y, rM.x)), radiusM - map.areoidRadiusM};
    }
}
