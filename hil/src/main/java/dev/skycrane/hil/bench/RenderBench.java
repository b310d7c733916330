package dev.skycrane.hil.bench;

import dev.skycrane.flight.core.CameraId;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.geometry.EnuFrame;
import dev.skycrane.flight.geometry.Quat;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.trn.SiteMap;
import dev.skycrane.hil.plant.Truth;
import dev.skycrane.hil.render.CameraRenderer;
import dev.skycrane.hil.terrain.Rows;
import dev.skycrane.hil.terrain.SiteMaps;
import dev.skycrane.hil.terrain.SyntheticJezero;
import dev.skycrane.proto.InputException;
import dev.skycrane.proto.site.MapPackage;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code hil bench render}: pictures of the localisation camera and live video pictures, one thread. Processor time of that thread stands beside the
 * time on the clock, which on a busy machine is that of the others too. No peer renders this camera.
 */
@Command(name = "render", mixinStandardHelpOptions = true, description = {
    "Time of one picture on one core: LCAM 1024 x 1024 at navigation quality from several heights, and live video.",
    "cpu: processor time of the rendering thread; wall: the clock."}, footer = {"", "Example:", "  hil bench render"})
final class RenderBench implements Callable<Integer> {
    private static final double[] HEIGHTS_M = {10_000, 4200, 2300, 500};
    /** Pictures of each height before any is timed; the heights take turns, so that code is compiled for all of them. */
    private static final int WARM_UP = 40;
    private static final double TILT_RAD = 0.3;

    @Mixin
    private BenchOptions options;
    @Option(names = "--rounds", paramLabel = "N", defaultValue = "100", description = "Pictures of each kind; default ${DEFAULT-VALUE}.")
    private int rounds;
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private SiteMap map;
    private CameraRenderer renderer;

    @Override
    public Integer call() {
        if (rounds < 1 || rounds > 10_000) throw InputException.of("usage", "--rounds", rounds, "1 to 10000");
        MapPackage site = SyntheticJezero.generate(1);
        map = SiteMaps.of(site);
        renderer = new CameraRenderer(new ParameterTable(), map, SiteMaps.sunOf(site), 1, Rows.sequential());
        List<BenchResult> results = new ArrayList<>();
        Truth[] truths = Arrays.stream(HEIGHTS_M).mapToObj(this::above).toArray(Truth[]::new);
        time(CameraId.LCAM, truths, WARM_UP);
        double[][][] lcam = time(CameraId.LCAM, truths, rounds);
        for (int i = 0; i < truths.length; i++)
            add(results, String.format(Locale.ROOT, "render.lcam.%.0fm", HEIGHTS_M[i]), lcam[i]);
        Truth[] one = {truths[2]};
        time(CameraId.RDC, one, WARM_UP);
        add(results, "render.rdcLive", time(CameraId.RDC, one, rounds)[0]);
        BenchPrinter.print(results, options.json, System.out);
        return 0;
    }

    private static void add(List<BenchResult> results, String name, double[][] cpuAndWallMs) {
        String[] kinds = {".cpu", ".wall"};
        for (int k = 0; k < 2; k++) {
            double[] ms = cpuAndWallMs[k];
            Arrays.sort(ms);
            results.add(BenchResult.alone(name + kinds[k] + ".median", ms[ms.length / 2], "ms"));
            results.add(BenchResult.alone(name + kinds[k] + ".p99", ms[(int) Math.ceil(0.99 * ms.length) - 1], "ms"));
        }
    }

    /** @return by truth, processor time and time on the clock of that many pictures, ms */
    private double[][][] time(CameraId camera, Truth[] truths, int pictures) {
        double[][][] ms = new double[truths.length][2][pictures];
        for (int i = 0; i < pictures; i++) {
            for (int k = 0; k < truths.length; k++) {
                long cpu = threads.getCurrentThreadCpuTime();
                long begin = System.nanoTime();
                renderer.render(camera, truths[k], i);
                ms[k][1][i] = (System.nanoTime() - begin) * 1e-6;
                ms[k][0][i] = (threads.getCurrentThreadCpuTime() - cpu) * 1e-6;
            }
        }
        return ms;
    }

    /** A vehicle over the site, heat shield gone, tilted. */
    private Truth above(double heightM) {
        EnuFrame enu = new EnuFrame(map.latRad(0), map.lonRad(0), map.areoidRadiusM + map.elevationAtM(0, 0));
        Truth t = new Truth();
        enu.positionToMcmf(new Vec3(-900, 400, heightM), t.rMcmfM);
        Quat level = new Quat().fromAxes(enu.north(), enu.east(), new Vec3().set(enu.up()).scale(-1));
        t.qMcmfFromBody.product(level, new Quat().fromAxisAngle(1, 0, 0, TILT_RAD));
        t.altitudeAglM = heightM;
        t.heatShieldFree = true;
        enu.positionToMcmf(new Vec3(5000, 5000, 0), t.heatShieldRMcmfM);
        return t;
    }
}
