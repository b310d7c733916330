package dev.skycrane.hil.bench;

import dev.skycrane.flight.core.Digest;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.VisionFix;
import dev.skycrane.flight.core.VisionRequest;
import dev.skycrane.flight.geometry.EnuFrame;
import dev.skycrane.flight.geometry.Quat;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.trn.CameraModel;
import dev.skycrane.flight.trn.MountedCamera;
import dev.skycrane.flight.trn.SiteMap;
import dev.skycrane.flight.trn.VisionComputer;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Runs a localiser over frames in this thread and takes down CPU time and error of each. */
final class TrnRunner {
    /** Horizontal error of a success, m (dossier section 5.3). */
    static final double SUCCESS_M = 40;

    private TrnRunner() {}

    /** What one localiser made of one set of frames; times in ms, sorted; errors of the fixes in m, sorted. */
    record Score(int frames, int fixes, double[] errorsM, double[] cpuMs) {
        double success() {
            return Arrays.stream(errorsM).filter(e -> e < SUCCESS_M).count() / (double) frames;
        }

        double wrong() {
            return Arrays.stream(errorsM).filter(e -> e >= SUCCESS_M).count() / (double) frames;
        }

        /** Smallest time that a share of the frames does not exceed; of share 0 the least. */
        double quantileMs(double share) {
            return cpuMs[Math.max(0, (int) Math.ceil(share * cpuMs.length) - 1)];
        }

        double medianErrorM() {
            return errorsM.length == 0 ? Double.NaN : errorsM[errorsM.length / 2];
        }
    }

    /** Ours: the flight software's vision computer, each frame by itself. */
    static TrnPeer own(SiteMap map, CameraModel camera) {
        TrnPeer own = new Own();
        own.open(map, camera);
        return own;
    }

    private static final class Own implements TrnPeer {
        private VisionComputer computer;
        private final VisionFix fix = new VisionFix();

        @Override
        public String name() {
            return "skycrane";
        }

        @Override
        public void open(SiteMap map, CameraModel camera) {
            ParameterTable p = new ParameterTable(Map.of("trn.coarse.framesToAgree", new double[]{1}), Map.of());
            computer = new VisionComputer(p, new MountedCamera(camera, new Vec3(), new Quat()), map);
        }

        @Override
        public boolean locate(byte[] grey, VisionRequest prior, Vec3 outMcmfM) {
            computer.reset();
            computer.process(prior, grey, fix);
            outMcmfM.set(fix.rMcmfM);
            return fix.status == VisionFix.Status.FIX;
        }
    }

    /** Runs over the frames without taking anything down. */
    static void warmUp(TrnPeer peer, List<TrnFrames.Frame> frames, int calls) {
        Vec3 out = new Vec3();
        for (int i = 0; i < calls; i++) {
            TrnFrames.Frame frame = frames.get(i % frames.size());
            peer.locate(frame.grey(), frame.prior(), out);
        }
    }

    /** @param rounds times that each frame is localised; errors are of the last */
    static Score run(TrnPeer peer, List<TrnFrames.Frame> frames, int rounds) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        double[] cpuMs = new double[frames.size() * rounds];
        double[] errorsM = new double[frames.size()];
        int fixes = 0;
        Vec3 out = new Vec3();
        for (int i = 0; i < cpuMs.length; i++) {
            TrnFrames.Frame frame = frames.get(i % frames.size());
            long before = threads.getCurrentThreadCpuTime();
            boolean fixed = peer.locate(frame.grey(), frame.prior(), out);
            cpuMs[i] = (threads.getCurrentThreadCpuTime() - before) * 1e-6;
            if (!fixed || i < cpuMs.length - frames.size()) continue;
            Vec3 off = new EnuFrame().set(frame.truthMcmfM()).position(out, new Vec3());
            errorsM[fixes++] = Math.hypot(off.x, off.y);
        }
        double[] found = Arrays.copyOf(errorsM, fixes);
        Arrays.sort(found);
        Arrays.sort(cpuMs);
        return new Score(frames.size(), fixes, found, cpuMs);
    }

    /** Hash of everything the vision computer says about the frames. */
    static long hash(TrnInputs inputs, CameraModel camera) {
        ParameterTable p = new ParameterTable(Map.of("trn.coarse.framesToAgree", new double[]{1}), Map.of());
        VisionComputer computer = new VisionComputer(p, new MountedCamera(camera, new Vec3(), new Quat()),
                inputs.map());
        VisionFix fix = new VisionFix();
        Digest digest = new Digest();
        for (TrnFrames.Frame frame : inputs.frames()) {
            computer.reset();
            computer.process(frame.prior(), frame.grey(), fix);
            digest.fold(fix.status.ordinal());
            digest.fold(fix.rMcmfM);
            digest.fold(fix.qMcmfFromBody);
            digest.fold(fix.sigmaEnuM);
            digest.fold(fix.sigmaAttitudeRad);
            digest.fold(fix.residualPx);
            digest.fold(fix.peakRatio);
            digest.fold(fix.inliers);
            digest.fold(fix.landmarks);
        }
        return digest.value();
    }
}
