package dev.skycrane.hil.locate;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.skycrane.flight.core.VisionFix;
import dev.skycrane.flight.geometry.EnuFrame;
import dev.skycrane.flight.geometry.Quat;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.trn.CameraModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The real descent-camera frames of 2021-02-18 against the real orbital map. */
@Timeout(900)
final class PerseveranceFramesTest {
    private static final long SEED = 18022021;
    /** Priors per frame; the full proof is {@code -Dskycrane.locate.priors=20}. */
    private static final int PRIORS = Integer.getInteger("skycrane.locate.priors", 1);
    /** Landing point: radius and position, data README. */
    private static final double LANDING_RADIUS_M = 3391937;
    private static final double AREOID_RADIUS_M = 3394507;

    /** @param weak the table's own judgement of its row */
    private record Pose(String file, Vec3 rM, Quat q, double aboveLandingM, boolean weak) {}

    private static Map<Integer, Pose> poses(Path folder) throws IOException {
        Map<Integer, Pose> poses = new TreeMap<>();
        List<String> lines = Files.readAllLines(folder.resolve("lcam_poses_even_frames.csv"));
        for (String line : lines.subList(1, lines.size())) {
            String[] c = line.split(",", -1);
            if (!c[3].equals("derived_resection")) continue;
            Vec3 r = new Vec3(Double.parseDouble(c[4]), Double.parseDouble(c[5]), Double.parseDouble(c[6]));
            Quat q = new Quat(Double.parseDouble(c[15]), Double.parseDouble(c[16]), Double.parseDouble(c[17]),
                    Double.parseDouble(c[18])).normalize();
            poses.put(Integer.parseInt(c[0]), new Pose(c[1], r, q, Double.parseDouble(c[11]), c[21].equals("weak")));
        }
        return poses;
    }

    /**
     * The table's weak row, frame 4, contradicts the descent: the published position of frame 1 and the rows of frames 6, 8 and 10, at one
     * frame in 3.35 s (dossier section 5.1), lie on a smooth path that misses it by some 220 m, and its attitude is off by as much as
     * makes up for that. So that frame's position is taken from the path: the cubic through the four, good to some 40 m.
     */
    private static Vec3 pathOfFrame4(Map<Integer, Pose> poses) {
        int[] frames = {1, 6, 8, 10};
        Vec3[] at = {new Vec3(706498.6, 3149249.8, 1079158.9), poses.get(6).rM, poses.get(8).rM, poses.get(10).rM};
        Vec3 sum = new Vec3();
        for (int i = 0; i < frames.length; i++) {
            double weight = 1;
            for (int j = 0; j < frames.length; j++)
                if (j != i) weight *= (4.0 - frames[j]) / (frames[i] - frames[j]);
            sum.addScaled(weight, at[i]);
        }
        return sum;
    }

    private static Map<Integer, String> files(Path folder) throws IOException {
        Map<Integer, String> files = new LinkedHashMap<>();
        List<String> lines = Files.readAllLines(folder.resolve("lcam_frames_even.csv"));
        for (String line : lines.subList(1, lines.size())) {
            String[] c = line.split(",", -1);
            files.put(Integer.parseInt(c[0]), c[1]);
        }
        return files;
    }

    /** A prior wrong by up to 3.2 km per axis, 2 percent of height, 1 degree per axis. */
    private static PriorTable.Prior wrong(Vec3 rM, Quat q, double aboveM, SplittableRandom random) {
        EnuFrame local = new EnuFrame().set(rM);
        double up = 0.02 * aboveM * symmetric(random);
        Vec3 r = local.positionToMcmf(new Vec3(3200 * symmetric(random), 3200 * symmetric(random), up), new Vec3());
        double turn = StrictMath.toRadians(1);
        Quat wrong = new Quat().product(q, new Quat().fromRotationVector(turn * symmetric(random),
                turn * symmetric(random), turn * symmetric(random)));
        double radius = r.norm();
        return new PriorTable.Prior(StrictMath.toDegrees(StrictMath.asin(r.z / radius)),
                StrictMath.toDegrees(StrictMath.atan2(r.y, r.x)), radius - AREOID_RADIUS_M, wrong, 1850, 1850,
                Math.max(10, 0.012 * aboveM), 0.6);
    }

    private static double symmetric(SplittableRandom random) {
        return 2 * random.nextDouble() - 1;
    }

    private static byte[] frame(Path folder, String file, CameraModel camera) throws IOException {
        return Pictures.scaled(Pictures.read(folder.resolve("frames").resolve(file)), camera.width(), camera.height());
    }

    /** What became of all priors of a frame. */
    private static final class Tally {
        int fixed;
        int close;
        double worstM;
        double worstDeg;
        double worstUpM;
        final Vec3 lastRM = new Vec3();
        final Map<String, Integer> reasons = new TreeMap<>();

        void add(Pose pose, VisionFix fix) {
            if (fix.status != VisionFix.Status.FIX) {
                reasons.merge(FixTable.reason(fix.status), 1, Integer::sum);
                return;
            }
            fixed++;
            lastRM.set(fix.rMcmfM);
            if (pose == null) return;
            Vec3 enu = new EnuFrame().set(pose.rM).position(fix.rMcmfM, new Vec3());
            double turned = Math.toDegrees(new Quat().product(new Quat().inverse(pose.q), fix.qMcmfFromBody)
                    .toRotationVector(new Vec3()).norm());
            double horizontal = Math.hypot(enu.x, enu.y);
            worstM = Math.max(worstM, horizontal);
            worstDeg = Math.max(worstDeg, turned);
            worstUpM = Math.max(worstUpM, Math.abs(enu.z));
            if (horizontal <= (pose.aboveLandingM > 4000 ? 30 : 15) && turned <= 0.25) close++;
        }
    }

    @Test
    void framesFromAboveTheMapAreFoundAndTheRestRefused() throws IOException {
        Path folder = RealJezero.folder();
        assumeTrue(folder != null, "shared/data/jezero_trn is not here: real frames not tried");
        CameraModel camera = CameraFile.read(folder.resolve("lcam_camera_model.json"));
        FrameLocator locator = new FrameLocator(RealJezero.map(folder), camera);
        SplittableRandom random = new SplittableRandom(SEED);
        Map<Integer, Pose> poses = poses(folder);
        System.out.printf("Perseverance frames, %d priors each, wrong by up to 3.2 km, 1 deg, 2 percent; seed %d%n",
                PRIORS, SEED);
        System.out.println("frame  height m  fixed  close  worst: horizontal m   up m  att deg");
        List<String> wrong = new ArrayList<>();
        int fixed = 0;
        int close = 0;
        for (Map.Entry<Integer, String> e : files(folder).entrySet()) {
            Pose pose = poses.get(e.getKey());
            byte[] grey = frame(folder, e.getValue(), camera);
            Tally tally = new Tally();
            for (int i = 0; i < PRIORS; i++) {
                PriorTable.Prior prior = pose == null
                        ? withoutTruth(e.getKey(), random)
                        : wrong(pose.rM, pose.q, pose.aboveLandingM, random);
                tally.add(pose, locator.locate(grey, prior));
            }
            System.out.printf("%5d  %8.0f  %5d  %5d  %20.1f  %5.1f  %7.3f  %s%n", e.getKey(),
                    pose == null ? Double.NaN : pose.aboveLandingM, tally.fixed, tally.close, tally.worstM,
                    tally.worstUpM, tally.worstDeg, tally.reasons);
            if (pose == null) {
                if (tally.fixed > 0 && e.getKey() != 60) wrong.add("frame " + e.getKey());
                continue;
            }
            fixed += tally.fixed;
            close += tally.close;
            if (pose.weak) {
                Vec3 off = new EnuFrame().set(pathOfFrame4(poses)).position(tally.lastRM, new Vec3());
                System.out.printf("       against the path of the descent: east %.0f north %.0f up %.0f m%n", off.x,
                        off.y,
                        off.z);
                if (tally.fixed > 0 && Math.hypot(off.x, off.y) > 60) wrong.add("frame " + e.getKey() + ": " + off);
                continue;
            }
            if (tally.worstM > 60) wrong.add("frame " + e.getKey() + " by " + tally.worstM + " m");
        }
        int tried = PRIORS * poses.size();
        System.out.printf("%d of %d fixed, %d within the table's tolerance%n", fixed, tried, close);
        assertTrue(wrong.isEmpty(), "wrong fixes: " + wrong);
        assertTrue(fixed >= 0.95 * tried, "at least 95 percent fixed: " + fixed);
        assertTrue(close >= 0.95 * tried, "within tolerance: " + close);
    }

    /** Frames without a pose: above the first, near the ground at the landing point; any heading. */
    private static PriorTable.Prior withoutTruth(int number, SplittableRandom random) {
        double aboveM = number < 10 ? 10900 : Math.max(5, 1050 - 50 * (number - 60));
        Vec3 up = number < 10 ? new Vec3(705770, 3149123, 1078789) : new Vec3(699129.2, 3140823.4, 1073168.4);
        up.normalize();
        Vec3 r = new Vec3().set(up).scale(LANDING_RADIUS_M + aboveM);
        EnuFrame local = new EnuFrame().set(r);
        double heading = 2 * Math.PI * random.nextDouble();
        double s = StrictMath.sin(heading);
        double c = StrictMath.cos(heading);
        Vec3 x = local.vectorToMcmf(new Vec3(s, c, 0), new Vec3());
        Vec3 y = local.vectorToMcmf(new Vec3(c, -s, 0), new Vec3());
        Quat q = new Quat().fromAxes(x, y, up.scale(-1));
        return wrong(r, q, aboveM, random);
    }
}
