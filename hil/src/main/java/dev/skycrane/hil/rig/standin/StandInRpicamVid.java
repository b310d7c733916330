package dev.skycrane.hil.rig.standin;

import dev.skycrane.hil.rig.FrameCode;
import dev.skycrane.hil.rig.standin.StandInFaults.Kind;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.locks.LockSupport;

/**
 * Stands in for {@code rpicam-vid --codec mjpeg}. The pictures show a moving ramp with the frame code of their number in the upper left
 * corner; on a virtual bench ({@value #BENCH}) they show its screen. Faults come in by the environment variable {@value #FAULTS}.
 */
public final class StandInRpicamVid {
    /** Environment variable with the faults, {@code kind@picture,...}. */
    public static final String FAULTS = "SKYCRANE_STANDIN_FAULTS";
    /** Size of a cell of the frame code, px; it stands at the same distance from the corner. */
    public static final int CODE_CELL_PX = 8;

    /** Environment variable with the folder of a virtual bench to look at, see {@link BenchCamera}. */
    public static final String BENCH = "SKYCRANE_STANDIN_BENCH";

    /** Environment variable with the number of pictures to prepare and send over and over, for rates that cannot be drawn live. */
    public static final String PREPARED = "SKYCRANE_STANDIN_PREPARED";

    private static final int ABORTED = 134;
    private static final int REFUSED = 255;
    private static final long READOUT_NS = 16_000_000;
    private static final int LATE_PERIODS = 3;
    private static final int LIGHT_PX = 32;
    private static final int DARK_DN = 20;
    private static final int LIGHT_DN = 200;
    /** Pictures that the buffer of {@link Kind#LAG} holds. */
    private static final int LAG_PICTURES = 3;
    /** File of the bench's folder that says that the camera is pulled out. */
    private static final String UNPLUGGED = "unplugged";
    private static final long CLOCK_STEP_NS = 3_000_000_000L;
    private static final String LIST = """
            Available cameras
            -----------------
            0 : imx296 [1456x1088 10-bit RGGB] (/base/soc/i2c0mux/i2c@1/imx296@1a)
                Modes: 'SRGGB10_CSI2P' : 1456x1088 [60.38 fps - (0, 0)/1456x1088 crop]

            """;

    private final StandInOptions options;
    private final StandInFaults faults;
    private final int widthPx;
    private final int heightPx;
    private final long periodNs;
    private final LumaEncoder encoder;
    private final Blinking light = Blinking.ofEnvironment();
    private BenchCamera bench;
    private byte[][] prepared = {};
    /** The program's wall clock is a line fitted to the sensor's, not a reading for each picture. */
    private final long wallLessMonotonicNs = System.currentTimeMillis() * 1_000_000L - System.nanoTime();

    private record Shot(long number, byte[] jpeg, long sensorNs) {}

    private StandInRpicamVid(StandInOptions options, StandInFaults faults) {
        this.options = options;
        this.faults = faults;
        widthPx = options.whole("--width", 640);
        heightPx = options.whole("--height", 480);
        periodNs = Math.round(1e9 / options.number("--framerate", 30));
        encoder = new LumaEncoder(options.whole("--quality", 50));
    }

    /** @param args as of {@code rpicam-vid} */
    public static void main(String[] args) throws IOException {
        try {
            StandInOptions options = new StandInOptions(args);
            StandInFaults faults = new StandInFaults(System.getenv().getOrDefault(FAULTS, ""));
            if (options.has("--version")) {
                System.out.println("rpicam-apps build: v1.13.0 000000000000 01-01-2026 (00:00:00)");
                System.out.println("rpicam-apps capabilites: egl:0 qt:0 drm:0 libav:0");
                System.out.println("libcamera build: v0.7.1+rpt0 (stand-in)");
            } else if (options.has("--list-cameras")) {
                System.out.print(faults.noCamera() ? "No cameras available!\n" : LIST);
            } else {
                refuseWhatItCannot(options, faults);
                new StandInRpicamVid(options, faults).run();
            }
        } catch (IllegalArgumentException e) {
            System.err.println("ERROR: *** " + e.getMessage() + " ***");
            System.exit(REFUSED);
        }
    }

    /** In the order of the program: output first, then the camera. */
    private static void refuseWhatItCannot(StandInOptions options, StandInFaults faults) {
        if (!options.text("--codec", "h264").equals("mjpeg")) throw new IllegalArgumentException("unrecognised codec");
        if (!options.text("--metadata-format", "json").equals("txt") && options.has("--metadata")) {
            throw new IllegalArgumentException("unrecognised metadata format");
        }
        if (!options.text("--output", "").equals("-")) throw new IllegalArgumentException("failed to open output file");
        if (faults.noCamera() || isUnplugged()) throw new IllegalArgumentException("no cameras available");
    }

    private static boolean isUnplugged() {
        return System.getenv(BENCH) != null && Files.exists(Path.of(System.getenv(BENCH), UNPLUGGED));
    }

    private void run() throws IOException {
        long frames = options.whole("--frames", 0);
        try (OutputStream out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16);
                OutputStream records = options.has("--metadata")
                        ? new FileOutputStream(options.text("--metadata", ""))
                        : OutputStream.nullOutputStream()) {
            if (System.getenv(BENCH) != null) {
                bench = new BenchCamera(Path.of(System.getenv(BENCH)), widthPx, heightPx,
                        options.whole("--shutter", 10_000) * 1000L);
            }
            prepare();
            long startNs = System.nanoTime();
            long skipped = 0;
            Queue<Shot> buffer = new ArrayDeque<>();
            for (long n = 0; frames == 0 || n < frames; n++) {
                if (faults.at(Kind.DROP, n)) skipped++;
                // a camera that cannot keep up loses pictures, it does not take them later
                while (bench != null && startNs + (n + skipped + LATE_PERIODS) * periodNs < System.nanoTime())
                    skipped++;
                long sensorNs = (startNs + (n + skipped) * periodNs) / 1000 * 1000;
                if (bench != null) sleepUntil(sensorNs);
                byte[] jpeg = picture((int) n, sensorNs);
                sleepUntil(sensorNs + READOUT_NS);
                if (bench != null) bench.tell(n, sensorNs, jpeg);
                buffer.add(new Shot(n, jpeg, sensorNs));
                if (buffer.size() > (faults.since(Kind.LAG, n) ? LAG_PICTURES : 0)) {
                    send(buffer.remove(), out, records);
                }
            }
        }
    }

    private void send(Shot shot, OutputStream out, OutputStream records) throws IOException {
        if (faults.at(Kind.CRASH, shot.number)) Runtime.getRuntime().halt(ABORTED);
        if (faults.at(Kind.UNPLUG, shot.number) && System.getenv(BENCH) != null) {
            Files.writeString(Path.of(System.getenv(BENCH), UNPLUGGED), "");
        }
        if (faults.at(Kind.STALL, shot.number) || faults.at(Kind.UNPLUG, shot.number)) stall();
        write(shot.number, shot.jpeg, shot.sensorNs, out, records);
        if (faults.at(Kind.DUP, shot.number)) write(shot.number, shot.jpeg, shot.sensorNs, out, records);
    }

    private void write(long n, byte[] jpeg, long sensorNs, OutputStream out, OutputStream records) throws IOException {
        boolean half = faults.at(Kind.CUT, n) || faults.at(Kind.EOF, n);
        out.write(faults.at(Kind.CORRUPT, n) ? corrupt(jpeg) : jpeg, 0, half ? jpeg.length / 2 : jpeg.length);
        out.flush();
        if (faults.at(Kind.EOF, n)) System.exit(0);
        if (!faults.at(Kind.NOMETA, n)) {
            records.write(record(n, sensorNs).getBytes(StandardCharsets.US_ASCII));
            records.flush();
        }
    }

    private static void stall() {
        System.err.println("ERROR: Device timeout detected, attempting a restart!!!");
        while (true)
            LockSupport.parkNanos(1_000_000_000L);
    }

    private String record(long n, long sensorNs) {
        long wallNs = sensorNs + wallLessMonotonicNs;
        if (faults.since(Kind.CLOCKSTEP, n)) wallNs += CLOCK_STEP_NS;
        double exposureUs = options.number("--shutter", 10_000) * (faults.since(Kind.EXPOSURE, n) ? 1.5 : 1);
        return String.format(Locale.ROOT,
                "AeState=0%nAnalogueGain=%.6f%nExposureTime=%d%nDigitalGain=1.000000%nFrameDuration=%d%n"
                        + "ColourGains=[ 1.000000, 1.000000 ]%nFrameWallClock=%d%nSensorTimestamp=%d%n%n",
                options.number("--gain", 1), (long) exposureUs, periodNs / 1000, wallNs, sensorNs);
    }

    private static byte[] corrupt(byte[] jpeg) {
        byte[] damaged = jpeg.clone();
        Arrays.fill(damaged, damaged.length / 2, damaged.length / 2 + damaged.length / 8, (byte) 0x5A);
        return damaged;
    }

    private void prepare() throws IOException {
        byte[][] drawn = new byte[Integer.parseInt(System.getenv().getOrDefault(PREPARED, "0"))][];
        for (int i = 0; i < drawn.length; i++)
            drawn[i] = picture(i, 0);
        prepared = drawn;
    }

    private byte[] picture(int n, long sensorNs) throws IOException {
        if (prepared.length > 0) return prepared[n % prepared.length];
        boolean small = faults.since(Kind.RESIZE, n);
        int w = small ? widthPx / 2 : widthPx;
        int h = small ? heightPx / 2 : heightPx;
        if (bench != null && !small) return encoder.encode(lit(bench.photograph(n, sensorNs), w, sensorNs), w, h);
        byte[] luma = new byte[w * h];
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++)
                luma[y * w + x] = (byte) (x + y + 5 * n & 0x7F);
        }
        FrameCode.paint(n, luma, w, CODE_CELL_PX, CODE_CELL_PX, CODE_CELL_PX);
        return encoder.encode(lit(luma, w, sensorNs), w, h);
    }

    /** With the blinking light in the upper right corner, if there is one. */
    private byte[] lit(byte[] luma, int w, long sensorNs) {
        if (light == null) return luma;
        long exposureNs = options.whole("--shutter", 10_000) * 1000L;
        byte value = (byte) (DARK_DN + LIGHT_DN * light.litShare(sensorNs - exposureNs, sensorNs));
        for (int y = LIGHT_PX; y < 2 * LIGHT_PX; y++)
            Arrays.fill(luma, (y + 1) * w - 2 * LIGHT_PX, (y + 1) * w - LIGHT_PX, value);
        return luma;
    }

    private static void sleepUntil(long ns) {
        long left;
        while ((left = ns - System.nanoTime()) > 0)
            LockSupport.parkNanos(left);
    }
}
