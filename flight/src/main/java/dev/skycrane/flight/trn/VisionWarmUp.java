package dev.skycrane.flight.trn;

import dev.skycrane.flight.core.VisionFix;
import dev.skycrane.flight.core.VisionRequest;
import dev.skycrane.flight.geometry.Quat;
import dev.skycrane.flight.geometry.Vec3;

/**
 * Runs a vision computer over a picture made of its own map, so that the first real frame finds compiled code: a cold start takes
 * several times as long as a warm one. Leaves the vision computer as if nothing had happened. Start-up only.
 */
public final class VisionWarmUp {
    private static final int BLOCK = 4;
    private static final double ABOVE_M = 3000;
    private static final double SIGMA_M = 1000;
    private static final double SIGMA_UP_M = 20;
    private static final double SIGMA_ATTITUDE_RAD = 0.005;

    private VisionWarmUp() {}

    /** @param rounds pictures processed, half of them as coarse ones @return how many of them gave a fix */
    public static int run(VisionComputer computer, MountedCamera camera, SiteMap map, int rounds) {
        SiteFrame site = new SiteFrame(map);
        CameraPose pose = new CameraPose(camera.model, site, map);
        site.fromMap(0, 0, map.elevationAtM(0, 0) + ABOVE_M, pose.cM);
        pose.qLFromCamera.fromAxes(new Vec3(1, 0, 0), new Vec3(0, -1, 0), new Vec3(0, 0, -1));
        byte[] grey = picture(pose, map);
        VisionRequest request = new VisionRequest();
        site.toMcmf(pose.cM, request.rMcmfM);
        request.qMcmfFromBody.product(site.qMcmfFromL(), pose.qLFromCamera);
        request.qMcmfFromBody.product(request.qMcmfFromBody, new Quat().inverse(camera.qBodyFromCamera));
        request.sigmaAttitudeRad = SIGMA_ATTITUDE_RAD;
        VisionFix fix = new VisionFix();
        int fixes = 0;
        for (int i = 0; i < rounds; i++) {
            boolean coarse = i % 2 == 0;
            request.mode = coarse ? VisionRequest.Mode.COARSE : VisionRequest.Mode.FINE;
            request.sigmaEnuM.set(coarse ? SIGMA_M : 5, coarse ? SIGMA_M : 5, SIGMA_UP_M);
            computer.process(request, grey, fix);
            if (fix.status == VisionFix.Status.FIX) fixes++;
        }
        computer.reset();
        return fixes;
    }

    /** The map on level ground, in blocks of pixels: coarse, but good enough to match. */
    private static byte[] picture(CameraPose pose, SiteMap map) {
        int w = pose.camera.width();
        int h = pose.camera.height();
        byte[] grey = new byte[w * h];
        Vec3 ground = new Vec3();
        double levelM = map.elevationAtM(0, 0);
        for (int r = 0; r < h; r += BLOCK) {
            for (int c = 0; c < w; c += BLOCK) {
                if (!pose.levelGroundOf(c + 0.5 * (BLOCK - 1), r + 0.5 * (BLOCK - 1), levelM, ground)) continue;
                int x = (int) Math.floor((ground.x - map.westM) / map.pixelM + 0.5);
                int y = (int) Math.floor((map.northM - ground.y) / map.pixelM + 0.5);
                if (x < 0 || y < 0 || x >= map.width || y >= map.height) continue;
                byte g = map.appearance[y * map.width + x];
                for (int i = r; i < Math.min(h, r + BLOCK); i++)
                    java.util.Arrays.fill(grey, i * w + c, i * w + Math.min(w, c + BLOCK), g);
            }
        }
        return grey;
    }
}
